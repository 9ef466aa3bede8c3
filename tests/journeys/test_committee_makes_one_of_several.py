"""The drafting committee screens, compares rivals, makes one of them, and recommends it; a mover agrees by phone."""

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
    """A congress with two amendments that conflict in a sentence, and a third beside them."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="member")
    world.file(world.rewrite("1.1", "homes for all", "houses for everyone"), mover="mover")
    world.file(world.rewrite("1.1", "into the street", "at night"), mover="delegate")
    return world


def test_the_committee_makes_one_of_several(filed: World, comes: Comes) -> None:
    committee = comes(filed, "committee").signed_in()
    screens(committee)
    compares(committee)
    makes_one(committee)
    signs_off(comes(filed, "mover", PHONE).signed_in())
    recommends(committee)
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
    mover.is_at("A4, a composite")


def recommends(committee: Visit) -> None:
    committee.opens("A4/")
    committee.sees("A composite.")
    committee.opens("A4/advice/")
    committee.is_at("Advice on A4")
    committee.chooses("Carry it as it was filed")
    committee.presses("Publish the advice")
    committee.is_at("A4 to 1.1")
    assert Amendment.objects.get(number=4).recommendation == Recommendation.CARRY
