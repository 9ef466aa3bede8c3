"""What the page of an amendment says of second readings: that it was taken in, is asked about, or rests without an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amendments.access import ForAmendment
from amendments.life import Rest
from amendments.models import CarriedOver, ReadingStep
from amendments.models.reading import Answered
from amendments.queries.amendment import is_open
from amendments.queries.carried_over import question_of
from amendments.queries.masthead import Link
from amendments.rules import can, relations_to


@dataclass(frozen=True)
class ReadingNote:
    """A sentence, its kind, and the page where one goes on."""

    title: str
    text: str
    link: Link
    kind: str = "note"


def reading_note(found: ForAmendment) -> ReadingNote | None:
    """Give it: one query, none where the text had one reading."""
    one, document, _ = found
    if document.reading == 1:
        return None
    changed = Link("What changed, and why", reverse("readings", args=[document.congress.slug, document.slug]))
    if one.rest == Rest.TAKEN_IN:
        step = ReadingStep.objects.filter(amendment=one, undone_at__isnull=True).order_by("-pk").first()
        return ReadingNote("Taken into the text.", step.why if step else "", changed)
    row = question_of(one)
    if one.rest == Rest.UNCONFIRMED:
        return _resting(found, changed)
    if row is None or row.version != one.version:
        return None
    return _carried(found, row, changed)


def _resting(found: ForAmendment, changed: Link) -> ReadingNote:
    one, document, acting = found
    text = "The text was published anew, and its mover did not say in time that it stands there."
    stand = Link("Let it stand", reverse("let-stand", args=[document.congress.slug, one.number]))
    return ReadingNote("It rests.", text, stand if can(acting, "let_stand", stage=document.stage) else changed, "warning")


def _carried(found: ForAmendment, row: CarriedOver, changed: Link) -> ReadingNote | None:
    one, document, acting = found
    if row.answer != Answered.ASKED:
        return ReadingNote("On the text that was published anew:", f"{Answered(row.answer).label}.", changed)
    if not is_open(one):
        return None
    if can(acting, "answer_carried_over", stage=document.stage, relations=relations_to(acting, one)):
        answer = Link("Read and answer", reverse("carried-over", args=[document.congress.slug, one.number]))
        return ReadingNote("The text was published anew.", f"Say whether {one} stands on it.", answer, "warning")
    return ReadingNote("The text was published anew.", "Its mover is asked whether it stands there.", changed)
