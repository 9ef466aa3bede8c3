"""What is mine to do about signatures: gather those that are missing, answer who asks me, sign a new version, use a leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse

from amendments.life import STANDING, Backing, Outcome, Stage
from amendments.models import Amendment, CoMover, Congress, Document, Leave, StandingOrders, Support
from amendments.models.orders import Renewal
from amendments.models.support import Answer
from amendments.queries.desk_duties import Duty
from amendments.queries.leave import late
from amendments.queries.support import backing_of, orders_of
from amendments.rules import Acting
from amendments.text.number import label_of

_STANDS = Q(amendment__decision=Outcome.PENDING, amendment__state__in=[state.value for state in STANDING])


def signing_duties(acting: Acting, congress: Congress, documents: list[Document], now: datetime) -> list[Duty]:
    """Give them: six queries at most, none for a passer-by or where no document is before the congress."""
    before = {one.pk: one for one in documents if one.stage in {Stage.DISCUSSION, Stage.CLOSED}}
    if acting.person_id is None or not before:
        return []
    orders = orders_of(congress.pk)
    open_now = {pk: one for pk, one in before.items() if one.stage == Stage.DISCUSSION and not late(one, now)}
    return [
        *_missing(acting, congress, open_now, orders),
        *_asked(acting, congress, before),
        *_renewed(acting, congress, open_now, orders),
        *_leaves(acting, congress, before, now),
    ]


def _url(congress: Congress, number: int) -> str:
    return reverse("amendment", args=[congress.slug, number])


def _missing(acting: Acting, congress: Congress, open_now: dict[int, Document], orders: StandingOrders) -> Iterator[Duty]:
    mine = Q(mover_person=acting.person_id) | Q(mover_body__in=acting.speaks_for)
    rows = Amendment.objects.filter(mine, document__in=open_now, decision=Outcome.PENDING, state__in=STANDING)
    moved = list(rows.filter(backing=Backing.OPEN).defer("edits", "resolved").order_by("number"))
    backed = backing_of(moved, orders)
    for one in moved:
        if missing := backed[one.pk].missing:
            what = f"Gather {missing} more signature{'s' if missing > 1 else ''} for {label_of(one.number)}"
            why = "Without them it does not go to the congress."
            until = open_now[one.document_id].filing_deadline
            yield Duty(until, what, why, "See who signed", _url(congress, one.number) + "#supporters")


def _asked(acting: Acting, congress: Congress, before: dict[int, Document]) -> Iterator[Duty]:
    me = Q(person=acting.person_id) | Q(body__in=acting.speaks_for)
    rows = CoMover.objects.filter(me, _STANDS, amendment__document__in=before, answer=Answer.ASKED)
    for number, document, body in rows.values_list("amendment__number", "amendment__document", "body__name"):
        who = f"{body} moves" if body else "you move"
        why = "Its mover has named you. Your name stands with it once you confirm."
        until = before[document].filing_deadline
        yield Duty(
            until,
            f"Answer whether {who} {label_of(number)} together",
            why,
            "Read and answer",
            _url(congress, number) + "#together",
        )


def _renewed(acting: Acting, congress: Congress, open_now: dict[int, Document], orders: StandingOrders) -> Iterator[Duty]:
    if orders.support_renewal != Renewal.RENEWED:
        return
    rows = Support.objects.filter(_STANDS, person=acting.person_id, withdrawn_at__isnull=True, amendment__document__in=open_now)
    old = rows.filter(version__lt=F("amendment__version"))
    for number, document in old.values_list("amendment__number", "amendment__document"):
        why = "Your signature was for an earlier version, and counts again once you renew it."
        until = open_now[document].filing_deadline
        yield Duty(
            until,
            f"Sign the new version of {label_of(number)}, or leave it",
            why,
            "Read it",
            _url(congress, number) + "#supporters",
        )


def _leaves(acting: Acting, congress: Congress, before: dict[int, Document], now: datetime) -> Iterator[Duty]:
    me = Q(person=acting.person_id) | Q(body__in=acting.speaks_for)
    for leave in Leave.objects.filter(me, document__in=before, used_on__isnull=True, until__gte=now):
        document = before[leave.document_id]
        url = reverse("amend", args=[congress.slug, document.slug])
        yield Duty(leave.until, f"File your late amendment to {document.title}", "You have leave for one.", "Write it", url)
