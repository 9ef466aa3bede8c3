"""What the database itself refuses of seats, presence, votes held for others, registers and challenges, whoever writes."""

from datetime import timedelta

import pytest

from amendments.models import Challenge, Door, HeldVote, Presence, Register, RegisterLine, Role, Seat, StandingOrders
from tests.models.never import NOW, Never, changed, each_is_refused, entry, saved, twice

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BEFORE = NOW - timedelta(hours=1)


def seat(world):
    return Seat.objects.get(congress=world.congress, role=Role.DELEGATE)


def other(world):
    return Seat.objects.get(congress=world.congress, role=Role.CHAIR)


def presence(world, **values):
    return Presence(**{"seat": seat(world), "since": NOW, "by": "delegate"} | values)


def door(world, **values):
    given = {"congress": world.congress, "kind": "paper", "nonce": "f" * 64, "opened_at": NOW}
    return Door(**given | {"until": NOW + timedelta(hours=1)} | values)


def held(world, **values):
    return HeldVote(**{"giver": seat(world), "holder": other(world), "since": NOW, "entry": entry(world)} | values)


def register(world, **values):
    given = {"congress": world.congress, "number": 1, "taken_at": NOW, "digest": "f" * 64, "entry": entry(world)}
    return Register(**given | {"seats": 1, "present": 1, "held": 0, "quorate": 1, "needed": 1, "weight": 1} | values)


def line(world, **values):
    found, mine = Register.objects.first() or saved(register(world)), seat(world)
    given = {"register": found, "seat": mine, "holder": mine.person, "commitment": "f" * 64, "weight": 1}
    return RegisterLine(**given | {"present": True, "voted_by": mine} | values)


def challenge(world, **values):
    given = {"congress": world.congress, "about": "quorum", "seat": seat(world), "reason": "So.", "made_at": NOW}
    return Challenge(**given | {"entry": entry(world)} | values)


def orders(**values):
    return lambda world: changed(StandingOrders.objects.get(congress=world.congress), **values)


NEVER: Never = {
    "seat_weighs": lambda w: changed(seat(w), weight=0),
    "seat_lent_by_another": lambda w: changed(seat(w), lent=True),
    "presence_by": lambda w: presence(w, by="rumor"),
    "presence_ends_after_it_begins": lambda w: presence(w, until=BEFORE, ended_by="delegate"),
    "presence_once_a_seat": twice(presence),
    "door_kind": lambda w: door(w, kind="window"),
    "door_closes_after_it_opens": lambda w: door(w, until=NOW),
    "door_has_a_nonce": lambda w: door(w, nonce=""),
    "door_one_open_of_a_kind": twice(door),
    "held_vote_ends_after_it_begins": lambda w: held(w, until=BEFORE, ended="taken back"),
    "held_vote_of_another": lambda w: held(w, holder=seat(w)),
    "held_vote_once_a_giver": twice(held),
    "register_number_once_a_congress": twice(register),
    "register_has_digest": lambda w: register(w, digest=""),
    "register_holds_its_seats": lambda w: register(w, held=1),
    "register_line_once_a_seat": twice(line),
    "register_line_weighs": lambda w: line(w, weight=0),
    "register_line_present_votes_itself": lambda w: line(w, voted_by=other(w)),
    "register_line_absent_does_not": lambda w: line(w, present=False),
    "challenge_about": lambda w: challenge(w, about="weather"),
    "challenge_has_a_reason": lambda w: challenge(w, reason=""),
    "challenge_answered_on_record": lambda w: challenge(w, answer="It is right."),
    "orders_here_by": orders(here_by="rumor"),
    "orders_alternates_from": orders(alternates_from="the street"),
    "orders_register_names": orders(register_names="ghosts"),
    "orders_quorum_is_a_fraction": orders(quorum_parts=3, quorum_whole=2),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
