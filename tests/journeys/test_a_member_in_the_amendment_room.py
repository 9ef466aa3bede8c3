"""A member in the amendment room: supports instead of filing twice, revises, discusses, follows, notes, asks what if."""

from __future__ import annotations

import re
from typing import Any

import pytest

from amendments.life import Stage
from amendments.models import Amendment, Follow, Note, Support
from tests.journeys.steps import Comes, Visit
from tests.world import World, build


@pytest.fixture
def published(live_server: Any) -> World:
    """A congress in discussion: one amendment asks for nearly what the member wants, another stands against it."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.2", "municipality", "elected councils of the towns"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "county"), mover="delegate")
    return world


def test_a_member_in_the_amendment_room(published: World, comes: Comes) -> None:
    member = comes(published, "member").signed_in()
    supports_instead_of_filing(member)
    files_another_and_revises_it(member)
    speaks_for_what_they_support(member)
    follows_and_notes_a_rival(member)
    searches(member)
    asks_what_if(member)
    published.sound()


def supports_instead_of_filing(member: Visit) -> None:
    member.opens_text()
    member.follows("Amend 1.2")
    member.replaces("1.2, as you would have it", "municipality", "elected council of the town")
    member.sees("A1", "Asks for nearly the same words.", "A2", "Stands against yours.", within="#alike")
    member.presses("Support A1 instead")
    member.is_at("A1 to 1.2")
    member.sees("You support it since", within="#supporters")
    assert Support.objects.get().amendment.number == 1
    assert not Amendment.objects.filter(mover_person=member.world.member).exists()


def files_another_and_revises_it(member: Visit) -> None:
    member.opens_text(f"amend/?paragraph={member.world.uid('1.3')}")
    member.presses("Leave 1.2 as it is")  # the draft that was kept
    member.sees_not("elected council", within="#live")
    member.replaces("1.3, as you would have it", "twice", "four times")
    member.sees_redline("twice", "four times", within="#live")
    member.presses("File the amendment")
    member.is_at("A3 to 1.3")
    member.follows("file a new version", within="#glance")
    member.is_at("A new version of A3")
    member.replaces("1.3, as you would have it", "four times", "six times")
    member.sees_redline("twice", "six times", within="#live")
    member.presses("File version 2")
    member.is_at("A3 to 1.3")
    member.sees_redline("twice", "six times", within="article")
    member.opens("A3/versions/?from=1")
    member.sees_redline("four", "six")


def speaks_for_what_they_support(member: Visit) -> None:
    member.opens("A1/")
    member.follows("Be the first to write")
    member.is_at("Discussion of A1")
    member.chooses("For it")
    member.types("What I have to say", "A council that we elect answers to us.")
    member.presses("Send it")
    member.sees("A council that we elect answers to us.")


def follows_and_notes_a_rival(member: Visit) -> None:
    member.opens("A2/")
    member.presses("Follow A2")
    member.sees("You follow it.")
    member.follows("Write a note")
    member.is_at("Note on A2")
    member.types("Note", "Ask the county whether it would.")
    member.presses("Keep it")
    member.opens("A2/")
    member.sees("Ask the county whether it would.", within=".mine")
    assert Follow.objects.get(person=member.world.member, amendment__number=2)
    assert Note.objects.get().person == member.world.member


def searches(member: Visit) -> None:
    member.opens("search/")
    member.types("Words, a number such as A12", "council")
    member.sees("A1", "A council that we elect answers to us.", within="#found")
    member.types("Words, a number such as A12", "A2")
    member.sees("county", within="#found")


def asks_what_if(member: Visit) -> None:
    member.opens_text("what-if/")
    member.is_at("What if these were carried?")
    member.types("Amendments", "1, 3")
    member.presses("Read the text")
    member.is_at(re.compile("^What if"))
    member.sees_redline("municipality", "elected councils of the towns")
    member.sees_redline("twice", "six times")
    member.types("Amendments", "1-3")
    member.presses("Read the text")
    member.sees("A1", "A2", within=".clash")
