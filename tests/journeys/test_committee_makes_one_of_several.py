"""The drafting committee screens, compares rivals, makes one of them, recommends it, divides another, and reads again.

A mover agrees by phone.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from amendments.actions.composites import answer_composite
from amendments.life import Admissibility, Recommendation, Stage
from amendments.models import Amendment
from tests.journeys.steps import PHONE, Comes, Visit
from tests.world import World, build


@pytest.fixture
def filed(live_server: Any) -> World:
    """A congress with two amendments that conflict in a sentence, one beside them, one of two changes, and one elsewhere."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="member")
    world.file(world.rewrite("1.1", "homes for all", "houses for everyone"), mover="mover")
    world.file(world.rewrite("1.1", "into the street", "at night"), mover="delegate")
    world.file(world.rewrite("1.2", "municipality", "town"), world.rewrite("1.3", "twice", "four times"), mover="mover")
    world.file(world.rewrite("2.1", "its accounts", "its books"), mover="delegate")
    return world


def test_the_committee_makes_one_of_several(filed: World, comes: Comes) -> None:
    committee = comes(filed, "committee").signed_in()
    screens(committee)
    compares(committee)
    makes_one(committee)
    signs_off(comes(filed, "mover", PHONE).signed_in())
    recommends(committee)
    rules_out_of_order_and_closes(committee)
    divides(committee)
    reads_the_voting_list(committee)
    takes_one_in_and_publishes_anew(committee)
    filed.sound()


def screens(committee: Visit) -> None:
    committee.opens_text("screening/?at=1")
    committee.presses("In order")
    committee.opens("A1/")
    assert Amendment.objects.get(number=1).admissibility == Admissibility.IN_ORDER


def compares(committee: Visit) -> None:
    committee.opens_text("rivals/")
    committee.is_at("What stands against what")
    committee.follows(re.compile("^Side by side"))
    committee.is_at("A2, A1")
    committee.sees_redline("homes", "shelter")
    committee.sees("A1 falls")
    committee.follows("As they would read")
    committee.sees("We want shelter for all.")


def makes_one(committee: Visit) -> None:
    committee.presses("Make one of these")
    committee.is_at("Make one of several")
    committee.sees("is not in the words below.")
    committee.replaces("1.1, as you would have it", "We want shelter for all.", "We want shelter for all, at once.")
    committee.sees("own words", within="#live")
    committee.types("What it is about", "shelter at once")
    committee.presses("Propose the composite")
    committee.is_at("A composite of A1, A2")


def signs_off(mover: Visit) -> None:
    answer_composite(acting_user=mover.world.member, amendment=Amendment.objects.get(number=1), sign=True, version=1)
    mover.opens()
    mover.does("Read the composite of A2")
    mover.is_at("A composite of A1, A2")
    mover.presses("Sign it off")
    mover.is_at("A6, a composite")


def recommends(committee: Visit) -> None:
    committee.opens("A6/")
    committee.sees("A composite.")
    committee.opens("A6/advice/")
    committee.is_at("Advice on A6")
    committee.chooses("Carry it as it was filed")
    committee.presses("Publish the advice")
    committee.is_at("A6 to 1.1")
    assert Amendment.objects.get(number=6).recommendation == Recommendation.CARRY


def rules_out_of_order_and_closes(committee: Visit) -> None:
    committee.opens_text("screening/?at=3")
    committee.page.get_by_label("It only reverses").check()
    committee.presses("Out of order")
    committee.opens("A3/")
    committee.sees("Out of order", "It only reverses the text")
    committee.opens_text("close-filing/")
    committee.types("Reason", "All is filed.")
    committee.presses("Close filing")
    committee.sees("Filing is closed.")


def divides(committee: Visit) -> None:
    committee.opens("A4/divide/")
    committee.is_at("Divide A4")
    committee.sees("2 changes that may be voted apart", "The text with part 1 alone")
    committee.types("Why it is divided", "They are two things.")
    committee.presses("Divide A4")
    committee.sees("A4 is divided into A4.1, A4.2.")


def reads_the_voting_list(committee: Visit) -> None:
    committee.opens_text("list/")
    committee.is_at("What needs your vote")
    numbers = committee.page.locator(".ballotlist h3 a").all_inner_texts()
    assert numbers == ["A6", "A4.1", "A4.2", "A5"], "in the order of the text, without those that rest or are out of order"


def takes_one_in_and_publishes_anew(committee: Visit) -> None:
    committee.opens_text("second-reading/")
    committee.is_at("Take the text up again")
    committee.types("Why the text is taken up again", "One of them is right.")
    committee.presses("Begin the second reading")
    committee.is_at("The second reading, at work")
    committee.page.get_by_label("Tick A5").check()
    committee.presses("Look at what is ticked")
    committee.is_at("Take A5 in")
    committee.sees_redline("accounts", "books")
    committee.types("Why it is taken in", "Nobody is against it.")
    committee.presses("Take it in")
    committee.is_at("The second reading, at work")
    committee.follows("Publish it anew")
    committee.is_at("Publish it anew")
    committee.types("What was changed, and why", "Books are more than accounts.")
    committee.presses("Publish it anew")
    committee.opens_text()
    committee.reads("2.1", "The federation publishes its books. Every member may read them.")
