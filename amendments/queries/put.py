"""What second readings put into a text, as the provenance of its words names it."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.life import ReadingState
from amendments.models import Amendment, Document, ReadingStep, SecondReading
from amendments.queries.document import current_text, text_at
from amendments.text.document import Document as Text
from amendments.text.number import Number, label_of

READINGS = {"2": "second reading", "3": "third reading"}


@dataclass(frozen=True)
class Put:
    """One amendment that was taken in, with the committee's reason, or all that the committee edited at one second reading."""

    reading: SecondReading
    amendment: Amendment | None = None
    why: str = ""


def puts(document: Document) -> dict[str, Put]:
    """Give them by name, in their order: "R2.A12" for what was taken in, "R2" for edits. Two queries, or none."""
    if document.reading == 1:
        return {}
    rows = SecondReading.objects.filter(document=document, state=ReadingState.REPUBLISHED)
    readings = {row.pk: row for row in rows.select_related("revision__entry").order_by("number")}
    steps = ReadingStep.objects.filter(reading__in=readings, undone_at__isnull=True)
    found: dict[str, Put] = {}
    for step in steps.select_related("amendment__mover_body", "amendment__mover_person").order_by("reading__number", "number"):
        reading = readings[step.reading_id]
        name = f"R{reading.number}" + (f".{step.amendment}" if step.amendment else "")
        found.setdefault(name, Put(reading, step.amendment, step.why))
    return found


def key_of(name: str) -> str:
    """Give what names a change in addresses: "12" for A12."""
    return name.removeprefix("A")


def name_of(key: str) -> str:
    """Give the name of a change that an address names; "" where it names none."""
    return key if key.startswith(("R", "C")) else label_of(number) if (number := Number.read(key)) else ""


def shown_as(name: str) -> str:
    """Give what a margin calls it: "A12", "A12, second reading", "second reading"."""
    if name.startswith("C"):
        return "corrected after the vote"
    reading, _, amendment = name.partition(".")
    if not reading.startswith("R"):
        return name
    word = READINGS.get(reading[1:], f"reading {reading[1:]}")
    return f"{amendment}, {word}" if amendment else word


def text_before_adoption(document: Document) -> Text:
    """Give the text with the numbers that it had until it was adopted, which are today's where it is not."""
    last = document.current_revision
    if not document.seal or last is None:
        return current_text(document)
    adopted = document.revisions.filter(entry__kind="adopted").latest("number")
    return text_at(document.revisions.get(number=adopted.number - 1))
