"""Two people who go back on decisions in the same moment, or while a vote is opened: one is told, and the record is sound."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.vote import open_vote
from amendments.models import Amendment, Decision, Entry, Reopening, Vote
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.hall import full_hall
from tests.world import person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_it_is_reopened_once_and_never_while_a_vote_is_open() -> None:
    hall = full_hall(("1.1", "all", "everybody"), ("1.1", "all", "each of us"), ("1.2", "wages", "prices"))
    world = hall.world
    world.people["second"] = person(world, "second", "teller")
    for number in (1, 3):
        hall.decide(hall.put(amendment=Amendment.objects.get(number=number)), ["for"])
    found = Decision.objects.get(amendment__number=1)
    asked = ask_reopening(acting_user=world.chair, decision=found, reason="A doubt.")
    confirm: Any = partial(confirm_reopening, asked=asked)
    told = at_once([partial(confirm, acting_user=who) for who in (world.teller, world.second)])
    assert sorted(type(one) is Refused for one in told) == [False, True]
    assert Entry.objects.filter(kind="reopened").count() == 1
    world.sound()
    question = hall.put(amendment=Amendment.objects.get(number=1))
    second = Decision.objects.get(amendment__number=3)
    ask = partial(ask_reopening, acting_user=world.chair, decision=second, reason="Another doubt.")
    told = at_once([ask, partial(open_vote, acting_user=world.chair, question=question)])
    assert [type(one) for one in told] == [Refused, Vote]
    assert Reopening.objects.filter(ended="").count() == 0
    world.sound()
