"""Who signs an amendment, how many that makes, and whether it is enough by the standing orders."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q

from amendments.access import ForDocument
from amendments.life import STANDING, Backing, Outcome
from amendments.models import Amendment, CoMover, Document, StandingOrders, Support
from amendments.models.orders import Renewal
from amendments.models.support import ABOUT, Answer
from amendments.queries.amendment import STANDS
from amendments.rules import can, relations_to


class Backed(NamedTuple):
    """How an amendment stands by the orders: who signed, how many people are needed, how many are missing.

    `by_body` says that one quorate body stands for all signatures; `waived` that leave was given. `missing` is 0 then.
    """

    people: int
    bodies: int
    needed: int
    missing: int
    by_body: bool
    waived: bool

    @property
    def enough(self) -> bool:
        """Whether it goes to the congress, as far as signatures are concerned."""
        return not self.missing


def orders_of(congress_id: int) -> StandingOrders:
    """Give the standing orders of a congress: one query."""
    return StandingOrders.objects.get(congress=congress_id)


def quorate(met_on: date | None, votes_for: int | None, votes_against: int | None, orders: StandingOrders) -> bool:
    """Tell whether a body's meeting passed something with a quorum, as the orders say."""
    if met_on is None or votes_for is None or votes_against is None:
        return False
    return votes_for > votes_against and votes_for + votes_against >= orders.body_quorum


def counting(orders: StandingOrders) -> Q:
    """Give the signatures that count now: those not withdrawn, and given to the present version where they must be renewed."""
    standing = Q(withdrawn_at__isnull=True)
    return standing & Q(version=F("amendment__version")) if orders.support_renewal == Renewal.RENEWED else standing


def backing_of(amendments: Collection[Amendment], orders: StandingOrders) -> dict[int, Backed]:
    """Tell of each amendment, by key, how it stands by the orders: two queries at most, however many there are."""
    keys = [one.pk for one in amendments]
    passed = Q(met_for__gt=F("met_against"), met_for__gte=orders.body_quorum - F("met_against"))
    rows = Support.objects.filter(counting(orders), amendment__in=keys).order_by().values("amendment")
    counts = rows.annotate(people=Count("person"), bodies=Count("body"), passed=Count("body", filter=passed))
    signed = {row["amendment"]: (row["people"], row["bodies"], row["passed"]) for row in counts}
    together = _co_movers(keys) if orders.movers_sign else {}
    return {one.pk: _backed(one, orders, signed.get(one.pk, (0, 0, 0)), together.get(one.pk, 0)) for one in amendments}


def _co_movers(keys: Iterable[int]) -> dict[int, int]:
    rows = CoMover.objects.filter(amendment__in=keys, answer=Answer.CONFIRMED, person__isnull=False).order_by()
    return dict(rows.values_list("amendment").annotate(Count("pk")))


def _backed(one: Amendment, orders: StandingOrders, signed: tuple[int, int, int], together: int) -> Backed:
    people, bodies, passed = signed
    if one.floor_support is not None:  # who supports it was counted when it was moved, by the orders of the floor
        return Backed(people, bodies, 0, 0, by_body=False, waived=False)
    moved = quorate(one.met_on, one.met_for, one.met_against, orders)
    by_body = orders.body_is_enough and (moved or passed > 0)
    if orders.movers_sign:
        people += together + (one.mover_person_id is not None)
    waived = one.backing == Backing.WAIVED
    missing = 0 if by_body or waived else max(0, orders.supporters_needed - people)
    return Backed(people, bodies, orders.supporters_needed, missing, by_body, waived)


def may_sign(found: ForDocument, amendment: Amendment) -> bool:
    """Tell whether a person may sign an amendment for themselves, and has not yet: two queries at most."""
    document, acting = found
    standing = amendment.decision == Outcome.PENDING and amendment.state in STANDING
    if not standing or not can(acting, "support_amendment", stage=document.stage) or relations_to(acting, amendment):
        return False
    mine = {"amendment": amendment, "person": acting.person_id}
    known = Support.objects.filter(**mine, withdrawn_at__isnull=True).exists()
    return not known and not CoMover.objects.filter(**mine, answer__in=ABOUT).exists()


def short_of(document: Document, orders: StandingOrders) -> list[Amendment]:
    """Give the standing amendments of a document that lack supporters, by number: three queries, none where none are needed."""
    if not orders.supporters_needed:
        return []
    rows = list(Amendment.objects.filter(STANDS, document=document, backing=Backing.OPEN).order_by("number"))
    found = backing_of(rows, orders)
    return [row for row in rows if found[row.pk].missing]
