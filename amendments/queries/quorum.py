"""The quorum: how many delegates are here, how many it takes, and how many are missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q

from amendments.models import Congress, Presence, Register, Role, Seat, StandingOrders
from amendments.queries.roll import roll


@dataclass(frozen=True)
class Quorum:
    """`present` of `seats` delegates are here; `held` more count whose votes others hold; it takes `needed`, 0 for none."""

    seats: int
    present: int
    held: int
    needed: int

    @property
    def missing(self) -> int:
        """How many more it takes; none where the quorum is there."""
        return max(0, self.needed - self.present - self.held)

    @property
    def met(self) -> bool:
        """Whether a vote counts."""
        return not self.missing

    @property
    def sentence(self) -> str:
        """Say it in one sentence: "61 of 118 delegates are here; 60 are needed."."""
        said = f"{self.present} of {self.seats} {'delegate is' if self.seats == 1 else 'delegates are'} here"
        if self.held:
            said += f" and {self.held} more {'counts whose vote' if self.held == 1 else 'count whose votes'} somebody holds"
        if not self.needed:
            return f"{said}; the standing orders ask for no quorum."
        said += f"; {self.needed} {'is' if self.needed == 1 else 'are'} needed"
        return f"{said}, so {self.missing} {'is' if self.missing == 1 else 'are'} missing." if self.missing else f"{said}."


def needed_by(orders: StandingOrders, seats: int) -> int:
    """Give how many it takes by the orders: the greater of a number and an exact part of all seats. 0: none."""
    part = Fraction(orders.quorum_parts, orders.quorum_whole) * seats
    if not orders.quorum_parts:
        return orders.quorum
    over = (
        int(part) + 1
        if orders.quorum_over and orders.quorum_parts < orders.quorum_whole
        else -(-part.numerator // part.denominator)
    )
    return max(orders.quorum, over)


def quorum(congress: Congress, orders: StandingOrders | None = None) -> Quorum:
    """Count the quorum as it is now: two queries, or four where held votes count for it."""
    orders = orders or StandingOrders.objects.get(congress=congress)
    if orders.held_votes and orders.held_present:
        found = roll(congress, orders)
        return Quorum(len(found.lines), found.present, found.held, needed_by(orders, len(found.lines)))
    here = Exists(Presence.objects.filter(seat=OuterRef("pk"), until__isnull=True))
    seats = Seat.objects.filter(congress=congress, role=Role.DELEGATE, until__isnull=True).annotate(here=here)
    counted = seats.aggregate(all=Count("pk"), present=Count("pk", filter=Q(here=True)))
    return Quorum(counted["all"], counted["present"], 0, needed_by(orders, counted["all"]))


def quorum_of(register: Register) -> Quorum:
    """Give the quorum as a register froze it."""
    return Quorum(register.seats, register.present, register.quorate - register.present, register.needed)
