"""Two people who go back on decisions in the same moment, or while a vote is opened: one is told, and the record is sound."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from amendments.actions.declaring import declare_vote
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.vote import open_vote
from amendments.life import Matter, Words
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


def test_a_list_and_the_final_vote_go_back_once_and_two_chairs_ask_for_one_thing() -> None:
    hall = full_hall(("1.1", "all", "everybody"), ("1.2", "wages", "prices"))
    world = hall.world
    world.people["second"] = person(world, "second", "chair")
    listed = [(row, Words.FILED) for row in Amendment.objects.order_by("number")]
    hall.decide(hall.put("en bloc", amendments=listed), ["for"])
    bloc = Decision.objects.get(matter=Matter.BLOC)
    item = Decision.objects.get(amendment__number=2)
    ask: Any = partial(ask_reopening, reason="A doubt.")
    told = at_once(
        [partial(ask, acting_user=world.chair, decision=bloc), partial(ask, acting_user=world.second, decision=item)]
    )
    assert [type(one) for one in told] == [Reopening, Reopening], "the later one takes the place of the earlier"
    asked = Reopening.objects.get(ended="")
    told = at_once([partial(confirm_reopening, acting_user=world.teller, asked=one) for one in told])
    assert sorted(type(one) is Refused for one in told) == [False, True]
    world.sound()
    if asked.decision == item:
        confirm_reopening(acting_user=world.teller, asked=ask(acting_user=world.chair, decision=bloc))
    hall.decide(hall.put("en bloc", amendments=listed), ["for"])
    hall.decide(hall.put("adoption"), ["for"])
    asked = ask(acting_user=world.chair, decision=Decision.objects.get(matter=Matter.ADOPTION))
    vote = hall.open(hall.put("platform"))
    hall.vote(vote, ["for"])
    hall.close(vote)
    confirm = partial(confirm_reopening, acting_user=world.teller, asked=asked)
    told = at_once([confirm, partial(declare_vote, acting_user=world.chair, vote=vote)])
    assert [type(one) for one in told] == [Refused, Vote]
    assert world.reload().seal
    world.sound()
