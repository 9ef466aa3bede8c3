"""The page of a composite: its words with the source of each phrase, who has signed it off, and what one can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amendments.access import ForAmendment
from amendments.life import Outcome, Rest, State
from amendments.models import Composite, CompositeSource, Role
from amendments.models.composite import SignedOff
from amendments.queries.composing import traced
from amendments.queries.composites import last_composite, sources_of, stale
from amendments.queries.document import text_at
from amendments.queries.document_glance import until_of
from amendments.queries.glance import Glance
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.states import mover_of
from amendments.rules import Acting, can, relations_to
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import edits_from_json
from amendments.text.html import render
from amendments.text.markdown import parse
from amendments.text.sources import slots
from amendments.text.words import in_words


@dataclass(frozen=True)
class SourceRow:
    """One source: its mover, what they said and when, and its color."""

    number: int
    mover: str
    version: int
    answer: str
    word: str
    by: str
    at: datetime | None
    slot: str


def composite_page(found: ForAmendment, now: datetime) -> dict[str, Any]:
    """Compose the page's values for the composite that an amendment is in, or is: five queries, whatever it was made of."""
    amendment, document, acting = found
    composite = last_composite(amendment)
    if composite is None:
        return {"amendment": amendment, "composite": None, "document": document, "glance": _glance(found, None, now)}
    rows = sources_of(composite)
    text, edits = text_at(composite.base_revision), edits_from_json(composite.edits)
    waits = composite.amendment is None and composite.ended_at is None
    mine = next((row for row in rows if row.amendment_id == amendment.pk), None)
    relations = relations_to(acting, amendment)
    may = mine is not None and can(acting, "answer_composite", stage=document.stage, relations=relations)
    made = composite.amendment
    stands = made is not None and made.decision == Outcome.PENDING and made.state != State.WITHDRAWN
    return {
        "amendment": amendment,
        "composite": composite,
        "document": document,
        "sources": _rows(rows),
        "places": traced(text, edits, _values(rows, text)),
        "words": in_words(text, edits),
        "reason": render(parse(composite.reason)) if composite.reason else "",
        "stale": stale(composite) if waits else [],
        "waits": waits,
        "stands": stands,
        "mine": mine,
        "can_answer": waits and may,
        "can_leave": stands and may and amendment.rest == Rest.COMPOSITE,
        "can_change": waits and _composes(acting, composite) and can(acting, "propose_composite", stage=document.stage),
        "glance": _glance(found, composite, now),
    }


def _values(rows: list[CompositeSource], text: Text) -> list[Value]:
    """Give the sources with their edits, those that still fit the text that the composite was written on."""
    found = []
    for row in rows:
        edits = edits_from_json(row.amendment.resolved)
        if all(getattr(edit, "paragraph", None) is None or not hasattr(edit, "base") or _fits(edit, text) for edit in edits):
            found.append(Value(str(row.amendment), row.amendment.number, edits))
    return found


def _fits(edit: Any, text: Text) -> bool:
    paragraph = text.paragraph_by_id.get(edit.paragraph)
    return paragraph is not None and paragraph.digest == edit.base


def _composes(acting: Acting, composite: Composite) -> bool:
    return Role.COMMITTEE in acting.roles or composite.made_by_id == acting.person_id


def _rows(rows: list[CompositeSource]) -> list[SourceRow]:
    colors = slots(str(row.amendment) for row in rows)
    return [
        SourceRow(
            row.amendment.number,
            mover_of(row.amendment),
            row.version,
            row.answer,
            SignedOff(row.answer).label,
            str(row.answered_by) if row.answered_by else "",
            row.answered_at,
            colors[str(row.amendment)],
        )
        for row in rows
    ]


def _glance(found: ForAmendment, composite: Composite | None, now: datetime) -> Glance:
    document = found.document
    where = "In no composite"
    if composite is not None:
        where = "Waits for its movers"
        if composite.amendment is not None:
            gone = composite.amendment.state == State.WITHDRAWN
            where = f"Left again: {composite.amendment} was withdrawn" if gone else f"Stands as {composite.amendment}"
        elif composite.ended_at is not None:
            where = "Taken back"
    return Glance(
        where=where,
        where_more=f"{stage_word(document)}: {document.title}",
        can=(Link("Read whose words it has", "#words"),),
        until=until_of(document, document.congress),
        until_words="The congress",
        now=now,
    )
