"""What the credentials desk sees: the counts, whom it looks for, and who is missing, body by body."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from amendments.access import ForCongress
from amendments.models import Challenge, Congress, HeldVote, Role, Seat, StandingOrders
from amendments.models.orders_credentials import HereBy
from amendments.queries.quorum import Quorum, needed_by
from amendments.queries.roll import RollLine, roll
from amendments.rules import can

LONGEST, MOST = 80, 25  # characters of a search; rows that it shows


@dataclass(frozen=True)
class DeskRow:
    """One seat that was looked for: who holds it, whether they are here, and what else the desk must know."""

    seat: Seat
    present: bool
    held_by: str
    holds: list[str]

    @property
    def lender(self) -> str:
        """Who gave it up for a time; empty where nobody did."""
        return str(self.seat.handed_from.person) if self.seat.lent and self.seat.handed_from else ""


@dataclass(frozen=True)
class BodyRow:
    """One body: how many of its delegates are here, and the seats of those who are not."""

    name: str
    present: int
    missing: list[Seat]

    @property
    def seats(self) -> int:
        """How many seats it has."""
        return self.present + len(self.missing)


@dataclass(frozen=True)
class Desk:
    """The desk's page. `found` are seats looked for, `alternates` those who match and sit nowhere yet."""

    quorum: Quorum
    bodies: list[BodyRow]
    found: list[DeskRow]
    alternates: list[Seat]
    typed: str
    more: int
    challenges: int
    door: bool
    may_freeze: bool


def desk_page(found: ForCongress, typed: str = "", seat: int = 0) -> Desk:
    """Read the page: six queries at most, however many delegates there are. `seat` is the one that was acted on last."""
    congress, acting = found
    orders = StandingOrders.objects.get(congress=congress)
    lines = roll(congress, orders)
    wanted = find(lines.lines, typed) if typed else [line for line in lines.lines if line.seat.pk == seat]
    held = _held(congress) if orders.held_votes else {}
    quorate = lines.held if orders.held_present else 0
    return Desk(
        quorum=Quorum(len(lines.lines), lines.present, quorate, needed_by(orders, len(lines.lines))),
        bodies=_bodies(lines.lines),
        found=_rows(wanted[:MOST], {line.seat.pk: line.seat for line in lines.lines}, held),
        alternates=_alternates(congress, typed) if typed else [],
        typed=typed,
        more=max(0, len(wanted) - MOST),
        challenges=Challenge.objects.filter(congress=congress, answered_at__isnull=True).count(),
        door=orders.here_by == HereBy.DOOR,
        may_freeze=can(acting, "freeze_register"),
    )


def find(lines: list[RollLine], typed: str) -> list[RollLine]:
    """Find seats by the number of the card or of the member, or by words of a name or a body."""
    number, words = typed.casefold(), typed.casefold().split()
    cards = [line for line in lines if number.isdecimal() and str(line.seat.number) == number.lstrip("0")]
    exact = cards or [line for line in lines if line.seat.person.member_number.casefold() == number]
    return exact or [line for line in lines if all(word in _said(line.seat) for word in words)]


def _said(seat: Seat) -> str:
    body = f"{seat.body.name} {seat.body.short_name}" if seat.body else ""
    return f"{seat.person.name} {seat.person.member_number} {body}".casefold()


def _held(congress: Congress) -> dict[int, int]:
    rows = HeldVote.objects.filter(giver__congress=congress, until__isnull=True)
    return dict(rows.values_list("giver_id", "holder_id"))


def _rows(wanted: list[RollLine], seats: dict[int, Seat], held: dict[int, int]) -> list[DeskRow]:
    holding: dict[int, list[str]] = defaultdict(list)
    for giver, holder in held.items():
        holding[holder].append(str(seats[giver].person))
    return [
        DeskRow(line.seat, line.present, _name(seats.get(held.get(line.seat.pk, 0))), holding[line.seat.pk]) for line in wanted
    ]


def _name(seat: Seat | None) -> str:
    return str(seat.person) if seat else ""


def _bodies(lines: list[RollLine]) -> list[BodyRow]:
    """Give the bodies, those with most missing first, and within them the missing by number."""
    by: dict[str, list[RollLine]] = defaultdict(list)
    for line in lines:
        by[line.seat.body.name if line.seat.body else "Without a body"].append(line)
    rows = []
    for name, some in by.items():
        missing = sorted((line.seat for line in some if not line.present), key=lambda seat: (seat.number or 0, seat.pk))
        rows.append(BodyRow(name, sum(line.present for line in some), missing))
    return sorted(rows, key=lambda row: (-len(row.missing), row.name))


def _alternates(congress: Congress, typed: str) -> list[Seat]:
    """Give alternates who match what was typed: the desk finds them by the seat that they take."""
    rows = Seat.objects.filter(congress=congress, role=Role.ALTERNATE, until__isnull=True).select_related("person", "body")
    words = typed.casefold().split()
    return [seat for seat in rows.order_by("pk") if all(word in _said(seat) for word in words)][:MOST]
