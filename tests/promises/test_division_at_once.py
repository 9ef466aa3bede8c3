"""Two people at one amendment in the same moment: it is divided once, and never both divided and decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from amendments.actions import chair, division
from amendments.actions.chair import Verdict
from amendments.life import Outcome, Rest, Stage
from amendments.models import Amendment
from amendments.queries.division import digest_of
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.world import YES, World, build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_it_is_divided_once_and_never_decided_beside_its_parts():
    """Of two who divide, one is told; of one who divides and one who decides, too."""
    world = build(Stage.DISCUSSION)
    pieces = world.rewrite("1.1", "A home", "A good home"), world.rewrite("2.1", "publishes", "prints")
    first, second = (
        world.file(*pieces),
        world.file(world.rewrite("1.2", "faster", "quicker"), world.rewrite("1.3", "twice", "often")),
    )
    world.to(Stage.FLOOR)

    def cut(amendment: Amendment, world: World, role: str) -> Callable[[], Any]:
        held: dict[str, Any] = {"amendment": amendment, "numbers": (1, 2), "reason": "Asked for.", "seen": digest_of(amendment)}
        return partial(division.divide_amendment, acting_user=world.people[role], **held)

    found = at_once([cut(first, world, "committee"), cut(first, world, "chair")])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    assert [str(one) for one in Amendment.objects.filter(part_of=first).order_by("number")] == ["A1.1", "A1.2"]
    verdict = Verdict(Outcome.CARRIED, YES)
    decide = partial(chair.record_decision, acting_user=world.chair, amendment=second, verdict=verdict)
    found = at_once([cut(second, world, "committee"), decide])
    assert sorted(type(one) is Refused for one in found) == [False, True]
    second.refresh_from_db()
    assert (second.rest == Rest.PARTS) != (second.decision == Outcome.CARRIED)
    world.sound()
