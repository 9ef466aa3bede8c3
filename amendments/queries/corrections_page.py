"""The corrections of an adopted text: each with what it changed, by which authority, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amendments.access import ForDocument
from amendments.models import Document, Entry, Revision, Ruling
from amendments.models.decision import RulingKind
from amendments.queries.compare import SAME, Pair, changed_places
from amendments.queries.document import text_at
from amendments.queries.fold_text import text_after
from amendments.rules import can
from amendments.text.document import Document as Text
from amendments.text.stored import sha256


@dataclass(frozen=True)
class Corrected:
    """One correction: the revision that it made, and what it changed as a redline; a number alone has the old and the new."""

    revision: int
    sequence: int
    digest: str
    at: datetime
    authority: str
    reason: str
    pairs: list[Pair]


class Corrections:
    """Reads the corrections of one document: a constant number of queries, however many there are."""

    def __init__(self, found: ForDocument) -> None:
        self.document, self.acting = found

    @property
    def may_correct(self) -> bool:
        """Whether this person may correct the text."""
        return can(self.acting, "correct_adopted", stage=self.document.stage)

    def rows(self) -> list[Corrected]:
        """Give them, the first first."""
        rows = Ruling.objects.filter(document=self.document, kind=RulingKind.EDITORIAL)
        known = list(rows.select_related("entry__revision").order_by("entry__sequence"))
        return list(self._told(known)) if known else []

    def _told(self, known: list[Ruling]) -> Iterator[Corrected]:
        text, last = Text(), 0
        for one in known:
            if one.entry.revision.number != last + 1:  # the first one, or the first after another final vote
                text = text_at(Revision.objects.get(document=self.document, number=one.entry.revision.number - 1))
            last, body = one.entry.revision.number, json.loads(one.entry.payload)["body"]
            after = text_after({0: text}, one.entry.kind, body) or text
            pairs = [pair for pair in changed_places(text, after) if pair.kind != SAME or pair.was]
            made = one.entry
            yield Corrected(made.revision.number, made.sequence, made.digest, one.made_at, one.allows, one.reason, pairs)
            text = after


def correction_problems(document: Document) -> Iterator[str]:
    """Compare authority and reason of each correction with its entry: a sentence for each that is another."""
    entries = Entry.objects.filter(document=document, kind="corrected").order_by("sequence")
    said = {entry.pk: json.loads(entry.payload)["body"] for entry in entries}
    for row in Ruling.objects.filter(document=document, kind=RulingKind.EDITORIAL).select_related("entry"):
        body = said.pop(row.entry_id, {})
        if (sha256(row.allows), sha256(row.reason)) != (body.get("authority"), body.get("reason")):
            yield f"Correction, entry {row.entry.sequence}: its authority or its reason is not what the record says."
    yield from (f"A correction of {body['part']} is on record, and its row is missing." for body in said.values())


def as_it_reads(document: Document, uid: str) -> tuple[str, str] | None:
    """Give the Markdown and the number of a standing paragraph or heading; None where there is none."""
    paragraph = document.paragraphs.filter(uid=uid, struck=False).first()
    if paragraph is not None:
        return paragraph.text, paragraph.label
    section = document.sections.filter(uid=uid, struck=False).first()
    return (section.title, section.label) if section else None
