"""The roll of the delegates as it is now: each seat with its holder, its weight, whether they are here, and who votes for it.

A register is this, frozen. Whoever freezes it holds the lock of the congress, and so does every act that changes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from amendments.models import Body, Congress, HeldVote, Presence, Role, Seat, StandingOrders


@dataclass(frozen=True)
class RollLine:
    """One delegate's seat. `voted_by` is the id of the seat that casts its vote, None where nobody can."""

    seat: Seat
    weight: int
    present: bool
    voted_by: int | None


@dataclass(frozen=True)
class Roll:
    """All delegates' seats, in the order of their ids, with what is counted of them."""

    lines: list[RollLine]

    @property
    def present(self) -> int:
        """How many holders are here."""
        return sum(line.present for line in self.lines)

    @property
    def held(self) -> int:
        """How many are not here and somebody votes for them."""
        return sum(not line.present and line.voted_by is not None for line in self.lines)

    @property
    def weight(self) -> int:
        """The sum of the weights that can be voted."""
        return sum(line.weight for line in self.lines if line.voted_by is not None)


def roll(congress: Congress, orders: StandingOrders) -> Roll:
    """Read the roll: three queries, and two where nobody may vote for another."""
    here = Presence.objects.filter(seat=OuterRef("pk"), until__isnull=True)
    rows = Seat.objects.filter(congress=congress, role=Role.DELEGATE, until__isnull=True)
    seats = list(rows.select_related("person", "handed_from__person").annotate(here=Exists(here)).order_by("pk"))
    bodies = Body.objects.filter(congress=congress).in_bulk()  # few, while there are a thousand seats
    for seat in seats:
        seat.body = bodies.get(seat.body_id) if seat.body_id else None
    present = {seat.pk for seat in seats if seat.here}
    by = _voted_by(congress, orders, {seat.pk: seat for seat in seats}, present)
    return Roll(
        [RollLine(seat, seat.weight if orders.card_votes else 1, seat.pk in present, by.get(seat.pk)) for seat in seats]
    )


def _voted_by(congress: Congress, orders: StandingOrders, seats: Mapping[int, Seat], present: set[int]) -> dict[int, int]:
    """Give by seat the one that casts its vote: itself, or its holder who is here, as many as one may hold by time."""
    found = {pk: pk for pk in present}
    if not orders.held_votes:
        return found
    many: dict[int, int] = defaultdict(int)
    rows = HeldVote.objects.filter(giver__congress=congress, until__isnull=True).order_by("since", "pk")
    for giver, holder in rows.values_list("giver_id", "holder_id"):
        if giver not in seats or holder not in present or many[holder] >= orders.held_votes:
            continue
        if orders.held_in_body and seats[giver].body_id != seats[holder].body_id:
            continue
        many[holder] += 1
        if giver not in present:  # a held vote rests while its giver is here
            found[giver] = holder
    return found


def told_lines(lines: list[RollLine]) -> list[dict[str, Any]]:
    """Give the lines as they are digested: people as commitments."""
    return [
        {
            "seat": line.seat.pk,
            "number": line.seat.number,
            "body": line.seat.body.slug if line.seat.body else None,
            "holder": line.seat.person.commitment,
            "weight": line.weight,
            "present": line.present,
            "voted_by": line.voted_by,
        }
        for line in lines
    ]
