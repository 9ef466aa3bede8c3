"""Two people at the voting list in the same moment: one is told, nothing is lost, and the record is sound."""

from __future__ import annotations

from functools import partial

import pytest

from amendments.actions import advice, voting
from amendments.actions.pulling import pull_out
from amendments.life import Stage
from amendments.models import Amendment, Pull, VotingList, VotingMove
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.kept import kept
from tests.world import World, build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@kept
def room() -> World:
    """Build a world with two questions, and A3 en bloc."""
    world = build(Stage.DISCUSSION)
    for label, old, new in (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "three times")):
        world.file(world.rewrite(label, old, new))
    three = Amendment.objects.get(number=3)
    advice.recommend(acting_user=world.committee, amendment=three, recommendation="carry", reason="Good.")
    world.people["second"] = person(world, "second", "chair")
    voting.make_list(acting_user=world.chair, document=world.document)
    return world


def test_of_two_chairs_who_move_at_once_one_is_told():
    world = room()
    move = partial(voting.move_item, document=world.document, number=2, to="1", reason="Money first.", version=1)
    found = at_once([partial(move, acting_user=world.chair), partial(move, acting_user=world.second)])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    assert VotingMove.objects.count() == 1
    assert VotingList.objects.get().version == 2
    world.sound()


def test_of_two_delegates_who_pull_out_at_once_one_is_told():
    world = room()
    three = Amendment.objects.get(number=3)
    found = at_once([partial(pull_out, acting_user=who, amendment=three) for who in (world.delegate, world.chair)])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    assert Pull.objects.count() == 1
    world.sound()
