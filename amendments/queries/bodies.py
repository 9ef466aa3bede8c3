"""The bodies of a congress with their speakers, and one body with all who sit in it."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.models import Body, Congress, Seat
from amendments.models.seat import Role

MOST = 500  # members shown on a body's page


@dataclass(frozen=True)
class BodyRow:
    """One body: who speaks for it, and how many sit in it."""

    body: Body
    speakers: list[str]
    members: int


@dataclass(frozen=True)
class MemberRow:
    """Who sits in a body, and as what."""

    seat: Seat
    role: str


@dataclass(frozen=True)
class BodyPage:
    """One body: speakers first."""

    body: Body
    members: list[MemberRow]
    found: int


def bodies_of(congress: Congress) -> list[BodyRow]:
    """Give every body: two queries."""
    seats: dict[int, list[tuple[str, bool]]] = {}
    held = Seat.objects.filter(congress=congress, until__isnull=True, body__isnull=False)
    for body, name, speaks in held.order_by("person__name").values_list("body_id", "person__name", "speaks_for_body"):
        seats.setdefault(body, []).append((name, speaks))
    rows = Body.objects.filter(congress=congress)
    return [
        BodyRow(one, [name for name, speaks in seats.get(one.pk, []) if speaks], len(seats.get(one.pk, []))) for one in rows
    ]


def body_page(body: Body) -> BodyPage:
    """Give one body: two queries."""
    rows = Seat.objects.filter(body=body, until__isnull=True).select_related("person")
    shown = rows.order_by("-speaks_for_body", "person__name", "pk")[:MOST]
    members = [MemberRow(seat, Role(seat.role).label + (f", seat {seat.number}" if seat.number else "")) for seat in shown]
    return BodyPage(body, members, rows.count())
