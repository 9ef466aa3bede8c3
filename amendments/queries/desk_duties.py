"""What corrections and appeals ask of people: of movers, of the committee, and of whoever hears an appeal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from amendments.life import STANDING, Outcome
from amendments.models import (
    Amendment,
    Appeal,
    CompositeSource,
    Congress,
    Correction,
    DivisionAnswer,
    DivisionRequest,
    Document,
    Role,
)
from amendments.models.composite import SignedOff
from amendments.models.orders import Hearing
from amendments.models.screening import AppealOutcome, Turn
from amendments.rules import Acting, can, relations_to
from amendments.text.number import label_of

STANDS_ASKED = Q(amendment__decision=Outcome.PENDING, amendment__state__in=[one.value for one in STANDING])
HEARERS = {Hearing.COUNCIL: Role.COUNCIL, Hearing.CONGRESS: Role.CHAIR}


@dataclass(frozen=True)
class Duty:
    """One thing to do: until when (None: no date is set), what, why, and the page where it is done."""

    until: datetime | None
    what: str
    why: str
    button: str
    url: str


def desk_duties(acting: Acting, congress: Congress, documents: list[Document]) -> Iterator[Duty]:
    """Give what corrections, composites and appeals ask of a person: three queries."""
    stages = {one.pk: one.stage for one in documents}
    mine = Q(amendment__mover_person=acting.person_id) | Q(amendment__mover_body__in=acting.speaks_for)
    wanted = Q(turn=Turn.MOVER) & mine
    if Role.COMMITTEE in acting.roles:
        wanted |= Q(turn=Turn.COMMITTEE)
    rows = Correction.objects.filter(wanted, amendment__document__in=documents).select_related("amendment")
    for row in rows.defer("amendment__edits", "amendment__resolved").order_by("asked_at"):
        one = row.amendment
        if not can(acting, "answer_correction", stage=stages[one.document_id], relations=relations_to(acting, one)):
            continue
        yield _correction(row, one, congress, documents)
    yield from _to_sign_off(acting, congress, stages)
    yield from _to_divide(acting, congress, stages)
    for appeal in Appeal.objects.filter(amendment__document__in=documents, outcome=AppealOutcome.PENDING).select_related(
        "amendment"
    ):
        if HEARERS.get(Hearing(appeal.heard_by)) in acting.roles:
            url = reverse("hear-appeal", args=[congress.slug, appeal.amendment.number])
            what = f"Hear the appeal on {appeal.amendment}"
            why = f"It is heard by {appeal.get_heard_by_display()}, which upholds or overturns the ruling."
            yield Duty(congress.opens, what, why, "Read and record", url)


def _to_divide(acting: Acting, congress: Congress, stages: dict[int, str]) -> Iterator[Duty]:
    """Give the requests of delegates to divide an amendment, for whoever answers them: one query, none for others."""
    mine = [key for key, stage in stages.items() if can(acting, "refuse_division", stage=stage)]
    if not mine:
        return
    waiting = DivisionRequest.objects.filter(STANDS_ASKED, amendment__document__in=mine, answer=DivisionAnswer.WAITING)
    asked = waiting.order_by("amendment__number").values_list("amendment__number", flat=True).distinct()
    for number in asked:
        url = reverse("divide", args=[congress.slug, number])
        why = "A delegate asks for it. Divide it, or refuse with a reason."
        yield Duty(congress.opens, f"Answer whether {label_of(number)} is divided", why, "Look at the parts", url)


def _to_sign_off(acting: Acting, congress: Congress, stages: dict[int, str]) -> Iterator[Duty]:
    mine = Q(amendment__mover_person=acting.person_id) | Q(amendment__mover_body__in=acting.speaks_for)
    asked = CompositeSource.objects.filter(mine, answer=SignedOff.ASKED, composite__document__in=stages)
    waiting = asked.filter(composite__ended_at__isnull=True, composite__amendment__isnull=True).select_related("amendment")
    for row in waiting.defer("amendment__edits", "amendment__resolved").order_by("pk"):
        one = row.amendment
        if can(acting, "answer_composite", stage=stages[one.document_id], relations=relations_to(acting, one)):
            url = reverse("composite", args=[congress.slug, one.number])
            why = "Several amendments would become one. It stands only if the mover of each agrees."
            yield Duty(congress.opens, f"Read the composite of {one}", why, "Read and answer", url)


def _correction(row: Correction, one: Amendment, congress: Congress, documents: list[Document]) -> Duty:
    if row.turn == Turn.MOVER:
        url = reverse("correction", args=[congress.slug, one.number])
        why = "It asks for a correction before it rules. Answer in words, or with a new version."
        return Duty(row.until, f"Answer the committee about {one}", why, "Read and answer", url)
    slug = next(document.slug for document in documents if document.pk == one.document_id)
    url = reverse("screening", args=[congress.slug, slug]) + f"?at={one.number}"
    why = "Its mover answered what the committee asked."
    return Duty(None, f"Read the mover’s answer about {one}", why, "Read and rule", url)
