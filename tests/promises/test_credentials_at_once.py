"""Two desks and a chair at the same moment, with real threads on PostgreSQL: a seat goes once, and a register is one state."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest

from amendments import access
from amendments.actions import record, register, surrender
from amendments.actions.credentials_desk import mark_gone, mark_here
from amendments.models import Presence, Register, RegisterLine, Role, Seat
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.actions.test_register import hall, seat_of
from tests.world import World, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


@pytest.fixture
def no_locks(monkeypatch):
    """Break the gates: they read, and lock nothing."""
    locked = access._first
    monkeypatch.setattr(access, "_first", lambda rows, lock: locked(rows, False))


def room() -> World:
    names = [f"d{at}" for at in range(ROUNDS)]
    world = hall(names, [f"z{at}" for at in range(2 * ROUNDS)])
    world.people["second"] = person(world, "second", "credentials")
    return world


def _give(world: World, who: str, seat: Seat, to: str) -> Any:
    alternate = seat_of(world, to, Role.ALTERNATE)
    return surrender.surrender_seat(acting_user=world.people[who], seat=seat, alternate=alternate, lent=True, here=True)


def _freeze(world: World) -> Any:
    return register.freeze(acting_user=world.chair, congress=world.congress)


def wrong_at_once(world: World) -> Counter[str]:
    """Give each seat to two alternates at once while it is entered, left and frozen. Gives what went wrong, counted."""
    wrong: Counter[str] = Counter()
    for i in range(ROUNDS):
        seat = seat_of(world, f"d{i}")
        told = at_once(
            [
                partial(_give, world, "credentials", seat, f"z{2 * i}"),
                partial(_give, world, "second", seat, f"z{2 * i + 1}"),
                partial(mark_here, acting_user=world.credentials, seat=seat),
                partial(mark_here, acting_user=world.people["second"], seat=seat),
                partial(_freeze, world),
                partial(mark_gone, acting_user=world.people["second"], seat=seat),
                partial(_freeze, world),
            ]
        )
        wrong["an error that is no refusal"] += any(isinstance(one, Exception) and not isinstance(one, Refused) for one in told)
        wrong["not one alternate"] += sum(isinstance(one, Seat) for one in told[:2]) != 1
        wrong["nobody was told"] += sum(type(one) is Refused for one in told[:2]) != 1
        wrong["a seat held twice"] += Seat.objects.filter(role=Role.DELEGATE, number=i + 1, until=None).count() != 1
        wrong["here without a seat"] += Presence.objects.filter(until=None, seat__until__isnull=False).exists()
    for made in Register.objects.all():
        numbers = Counter(RegisterLine.objects.filter(register=made).values_list("seat__number", flat=True))
        wrong["a register that is no state"] += sum(numbers.values()) != ROUNDS + 1 or max(numbers.values()) != 1
        wrong["a register miscounted"] += made.lines.filter(present=True).count() != made.present
    return +wrong


def test_a_register_is_one_state_however_many_act_at_once():
    world = room()
    assert not wrong_at_once(world)
    assert Register.objects.count() == 2 * ROUNDS
    world.sound()


def test_without_locks_it_is_seen(no_locks):
    assert wrong_at_once(room())
