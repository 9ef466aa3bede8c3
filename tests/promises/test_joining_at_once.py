"""Two people at amendments of the same words in the same moment: each rests in one, and none that is gone is joined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from amendments.actions import joining, member
from amendments.life import Rest, Stage, State
from amendments.models import Amendment
from amendments.queries.amendment import open_amendments
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.world import World, build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def join(world: World, who: str, number: int, *others: int) -> Callable[[], Any]:
    carrier = Amendment.objects.get(number=number)
    return partial(joining.join_same, acting_user=world.people[who], amendment=carrier, others=others)


def test_of_overlapping_sets_one_is_joined_and_none_withdrawn_is():
    world = build(Stage.DISCUSSION)
    world.people["second"] = person(world, "second", "committee")
    words = ("homes for all", "shelter for all"), ("the municipality", "the town")
    for number, (old, new) in enumerate(words, 1):
        for mover in ("member", "mover", "delegate"):
            world.file(world.rewrite(f"1.{number}", old, new), mover=mover)
    world.to(Stage.CLOSED)

    found = at_once([join(world, "committee", 1, 2, 3), join(world, "second", 2, 1, 3)])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    (carrier,) = open_amendments(world.document).filter(number__lte=3)
    assert carrier.number in {1, 2}
    assert {row.rests_in for row in Amendment.objects.filter(rest=Rest.SAME)} == {carrier}
    world.sound()

    last = Amendment.objects.get(number=6)
    withdraw = partial(member.withdraw_amendment, acting_user=world.delegate, amendment=last)
    found = at_once([join(world, "committee", 4, 5, 6), withdraw])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    last.refresh_from_db()
    assert (last.state == State.WITHDRAWN) != (last.rest == Rest.SAME)
    assert Amendment.objects.get(number=5).rest == (Rest.SAME if last.rest == Rest.SAME else Rest.NONE), "all of them, or none"
    world.sound()
