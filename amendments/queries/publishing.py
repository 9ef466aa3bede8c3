"""What publishing does, shown before it is done: the text that is fixed, and the numbers that freeze."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amendments.models import Document, StandingOrders
from amendments.queries.document import current_text
from amendments.queries.places import name_of
from amendments.text.document import Document as Text
from amendments.text.numbering import labels
from amendments.text.stored import parts
from amendments.text.tokens import visible


@dataclass(frozen=True)
class Given:
    """A paragraph or section that gets its number at publication."""

    label: str
    begins: str


@dataclass(frozen=True)
class Whole:
    """A draft as a whole, before it is put to the council or published."""

    sections: int
    paragraphs: int
    empty: list[str]
    untitled: list[str]
    given: list[Given]
    revision: int
    digest: str


def whole_of(document: Document) -> Whole:
    """Give what is put or published: the text is read in three queries, or none where it is remembered."""
    text, current = current_text(document), document.current_revision
    sections = [one for one in text.sections if not one.struck]
    paragraphs = [one for one in text.paragraphs if not one.struck]
    filled = {one.section for one in paragraphs} | {one.parent for one in sections}
    return Whole(
        sections=len(sections),
        paragraphs=len(paragraphs),
        empty=[name_of(text, one.id) for one in sections if one.id not in filled],
        untitled=[name_of(text, one.id) for one in sections if not visible(one.title).strip()],
        given=_given(text),
        revision=current.number if current else 0,
        digest=current.digest if current else "",
    )


def _given(text: Text) -> list[Given]:
    """Give the parts whose numbers would be new."""
    old = {part.id: part.label for part in parts(text)}
    return [
        Given(part.label, name_of(text, part.id))
        for part in parts(labels(text))
        if not part.struck and part.label != old[part.id]
    ]


def usual_deadline(document: Document, now: datetime) -> datetime:
    """Give the deadline that the standing orders make, on the full hour: one query."""
    days = StandingOrders.objects.get(congress=document.congress_id).filing_days
    return (now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
