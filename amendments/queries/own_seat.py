"""A delegate's seat, as its holder and the desk see it: whether they are here, who could sit or vote for them, and who does."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from amendments.access import ForSeat
from amendments.models import Congress, HeldVote, Person, Presence, Role, Seat, StandingOrders
from amendments.models.orders_credentials import Alternates, HereBy
from amendments.queries.people import seat_in_full
from amendments.rules import can, relations_to


@dataclass(frozen=True)
class SeatPage:
    """What the page of a seat shows. `given` is who holds its vote, `holding` whose votes its holder has."""

    seat: Seat
    words: str
    present: Presence | None
    orders: StandingOrders
    given: HeldVote | None
    holding: list[HeldVote]
    alternates: list[Seat]
    holders: list[Seat]
    mine: bool
    desk: bool
    may_weigh: bool

    @property
    def lender(self) -> Person | None:
        """Who gave the seat up for a time."""
        return self.seat.handed_from.person if self.seat.lent and self.seat.handed_from else None

    @property
    def asks_code(self) -> bool:
        """Whether its holder needs the code at the door to say that they are here."""
        return self.orders.here_by == HereBy.DOOR

    @property
    def only_desk(self) -> bool:
        """Whether only the desk says who is here."""
        return self.orders.here_by == HereBy.DESK

    @property
    def may_surrender(self) -> bool:
        """Whether whoever looks may give this seat to an alternate."""
        return not self.lender and (self.desk or self.orders.surrender_alone)


def seat_page(found: ForSeat) -> SeatPage:
    """Read the page: five queries at most."""
    seat, congress, acting = found
    orders = StandingOrders.objects.get(congress=congress)
    rows = HeldVote.objects.filter(Q(giver=seat) | Q(holder=seat), until__isnull=True)
    held = list(rows.select_related("giver__person", "holder__person").order_by("since"))
    given = next((one for one in held if one.giver_id == seat.pk), None)
    return SeatPage(
        seat=seat,
        words=seat_in_full(seat),
        present=Presence.objects.filter(seat=seat, until__isnull=True).first(),
        orders=orders,
        given=given,
        holding=[one for one in held if one.holder_id == seat.pk],
        alternates=[] if seat.lent else alternates_for(seat, orders),
        holders=holders_for(seat, orders) if orders.held_votes and not held else [],
        mine=seat.person_id == acting.person_id,
        desk=can(acting, "keep_presence"),
        may_weigh=orders.card_votes and can(acting, "set_weight", relations=relations_to(acting, seat)),
    )


def alternates_for(seat: Seat, orders: StandingOrders) -> list[Seat]:
    """Give the alternates who could take a seat: those who sit in no other."""
    sits = Seat.objects.filter(congress=OuterRef("congress"), person=OuterRef("person"), role=Role.DELEGATE, until__isnull=True)
    rows = Seat.objects.filter(congress=seat.congress_id, role=Role.ALTERNATE, until__isnull=True)
    if orders.alternates_from == Alternates.BODY:
        rows = rows.filter(body=seat.body_id)
    free = rows.filter(~Exists(sits), person__erased=False, person__is_active=True)
    return list(free.select_related("person", "body").order_by("body__name", "person__name", "pk"))


def holders_for(seat: Seat, orders: StandingOrders) -> list[Seat]:
    """Give the delegates who could hold a vote: those whose own nobody holds."""
    gave = HeldVote.objects.filter(giver=OuterRef("pk"), until__isnull=True)
    rows = Seat.objects.filter(congress=seat.congress_id, role=Role.DELEGATE, until__isnull=True)
    if orders.held_in_body:
        rows = rows.filter(body=seat.body_id)
    rows = rows.filter(~Exists(gave)).exclude(person=seat.person_id)
    return list(rows.select_related("person", "body").order_by("person__name", "pk"))


def own_seats(person_id: int | None, congress: Congress) -> tuple[list[Seat], list[Seat]]:
    """Give the delegates' seats that a person holds, and those that they gave up for a time: one query."""
    mine = Q(person=person_id, role=Role.DELEGATE) | Q(handed_from__person=person_id, lent=True)
    rows = Seat.objects.filter(mine, congress=congress, until__isnull=True)
    seats = list(rows.select_related("person", "body", "handed_from__person").order_by("number", "pk"))
    return [one for one in seats if one.person_id == person_id], [one for one in seats if one.person_id != person_id]
