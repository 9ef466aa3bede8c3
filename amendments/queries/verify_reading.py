"""Verify second readings: their rows, steps and questions to movers, against the record."""

from __future__ import annotations

from collections.abc import Iterator

from amendments.models import Document, SecondReading
from amendments.queries.fold import Fold
from amendments.queries.fold_reading import ToldReading, ToldStep
from amendments.queries.second_reading import text_after
from amendments.text.edits import Mismatch
from amendments.text.stored import canonical, document_digest, sha256


def reading_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Give a sentence for each second reading that is not what the record says."""
    rows = document.second_readings.select_related("base", "revision").prefetch_related(
        "steps__amendment", "carried_over__amendment"
    )
    known = {row.number: row for row in rows}
    for number, told in fold.readings.items():
        row = known.pop(number, None)
        if row is None:
            yield f"Reading {number} is on record, and its row is missing."
        else:
            yield from (f"Reading {number}: {what}" for what in (*_reading(row, told), *_steps(row, told)))
    yield from (f"Reading {number} is not on record." for number in known)


def _reading(row: SecondReading, told: ToldReading) -> Iterator[str]:
    until = row.answers_until.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if row.answers_until else ""
    pairs = {
        "base": (row.base.number, told.base),
        "state": (str(row.state), told.state),
        "reason": (sha256(row.reason), told.reason),
        "summary": (sha256(row.summary) if row.summary else "", told.summary),
        "deadline for answers": (until, told.until),
        "text": (row.revision.number if row.revision else None, told.revision),
        "settling": (row.settled_at is not None, told.settled),
        "questions": ({one.amendment.number: str(one.answer) for one in row.carried_over.all()}, told.asked),
    }
    yield from (f"its {name} is not what the record says." for name, (have, said) in pairs.items() if have != said)


def _steps(row: SecondReading, told: ToldReading) -> Iterator[str]:
    steps = list(row.steps.all())
    have = [
        ToldStep(
            step.amendment.number if step.amendment else None,
            step.version,
            sha256(canonical(step.edits)),
            step.text_digest,
            sha256(step.why) if step.why else "",
            step.undone_at is not None,
        )
        for step in steps
    ]
    if have != told.steps:
        yield "its steps are not those of the record."
        return
    try:
        whole = document_digest(text_after(row.base, [step for step in steps if step.undone_at is None]))
    except (Mismatch, ValueError) as error:
        yield f"its steps do not follow from each other: {error}"
        return
    if told.standing and whole != told.standing[-1].text:
        yield "its steps give another text than the record says."
