"""What second readings ask of people: of movers an answer for the new text, of the committee to go on and to settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from amendments.life import ReadingState, Stage
from amendments.models import Congress, Document, SecondReading
from amendments.queries.carried_over import waiting
from amendments.queries.desk_duties import Duty
from amendments.rules import Acting, can
from amendments.text.number import label_of


def reading_duties(acting: Acting, congress: Congress, documents: list[Document], now: datetime) -> Iterator[Duty]:
    """Give them: two queries at most, none where no document is before the congress."""
    before = {one.pk: one for one in documents if one.stage in {Stage.DISCUSSION, Stage.CLOSED}}
    if acting.person_id is None or not before:
        return
    if any(one.reading > 1 for one in before.values()):
        yield from _answers(acting, congress, before, now)
    if any(can(acting, "settle_answers", stage=one.stage) for one in before.values()):
        yield from _at_work(acting, congress, before, now)


def _answers(acting: Acting, congress: Congress, before: dict[int, Document], now: datetime) -> Iterator[Duty]:
    mine = Q(amendment__mover_person=acting.person_id) | Q(amendment__mover_body__in=acting.speaks_for)
    rows = waiting().filter(mine, reading__document__in=before, reading__answers_until__gte=now)
    for number, until in rows.order_by("amendment__number").values_list("amendment__number", "reading__answers_until"):
        why = "The text was published anew. Confirm it there, file a new version, or withdraw it."
        url = reverse("carried-over", args=[congress.slug, number])
        yield Duty(until, f"Say whether {label_of(number)} stands on the new text", why, "Read and answer", url)


def _at_work(acting: Acting, congress: Congress, before: dict[int, Document], now: datetime) -> Iterator[Duty]:
    over = Q(state=ReadingState.REPUBLISHED, settled_at__isnull=True, answers_until__lt=now)
    rows = SecondReading.objects.filter(Q(state=ReadingState.OPEN) | over, document__in=before).order_by(
        "document_id", "number"
    )
    for row in rows:
        document = before[row.document_id]
        at = [congress.slug, document.slug]
        if row.state == ReadingState.OPEN and can(acting, "begin_second_reading", stage=document.stage):
            why = "Take amendments in, edit, and publish the text anew; or abandon it."
            yield Duty(None, f"Go on with {row} of {document.title}", why, "Go on", reverse("second-reading", args=at))
        elif row.state == ReadingState.REPUBLISHED and row.number == document.reading:
            why = "The time for movers to answer is over. What is left is treated as the standing orders say."
            yield Duty(None, f"Settle what nobody answered on {document.title}", why, "See it", reverse("readings", args=at))
