"""The last save of a draft: when, by whom, what it changed, and whether it can be taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amendments.models import Document, Paragraph, Person, Revision, Section
from amendments.queries.document import current_text, text_at
from amendments.queries.places import Place, name_of
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.redline import redline, redline_block
from amendments.text.tokens import Tokens


@dataclass(frozen=True)
class LastSave:
    """The last save. `restores` is the number of the revision that it gave back, 0 where it was no undoing."""

    revision: int
    at: datetime
    by: str
    restores: int
    undoable: bool

    @property
    def name(self) -> str:
        """What a save makes, with its number."""
        return f"revision {self.revision}"


def last_save(document: Document) -> LastSave | None:
    """Give the last save of a document: at most three queries. None where it has no text."""
    if document.current_revision_id is None:
        return None
    last = Revision.objects.select_related("entry").get(pk=document.current_revision_id)
    by = ""
    for model in (Paragraph, Section):
        row = model.history.model.objects.filter(revision=last).select_related("history_user").first()
        if row is not None:
            by = str(row.history_user) if row.history_user else ""
            break
    body: dict[str, Any] = json.loads(last.entry.payload)["body"]
    return LastSave(last.number, last.entry.made_at, by, body.get("restores", 0), last.entry.kind == "edited")


def saved_last(document: Document, uid: str) -> tuple[Person | None, datetime] | None:
    """Give who saved a paragraph or section last, and when: at most two queries. None where it was never saved."""
    for model in (Paragraph, Section):
        rows = model.history.filter(document=document, uid=uid).select_related("history_user", "revision__entry")
        row = rows.order_by("-revision__number", "-history_id").first()
        if row is not None:
            return row.history_user, row.revision.entry.made_at
    return None


def changed_places(document: Document) -> list[Place]:
    """Give what the last save changed, as redlines against the text before it: six queries. Nothing for the first text."""
    last = document.current_revision
    if last is None or last.number < 2:
        return []
    before, now = text_at(document.revisions.get(number=last.number - 1)), current_text(document)
    saved = {uid for model in (Section, Paragraph) for uid in model.history.filter(revision=last).values_list("uid", flat=True)}
    found = [_place(before, now, one.id, section=True) for one in now.sections if one.id in saved]
    return found + [_place(before, now, one.id, section=False) for one in now.paragraphs if one.id in saved]


def _place(before: Text, now: Text, uid: str, *, section: bool) -> Place:
    old, new = _words(before, uid), _words(now, uid)
    said = ""
    if old is None or new is None:
        html = redline_block((new if old is None else old) or (), "ins" if old is None else "del", note_prefix=f"u-{uid}-")
    elif old == new:
        html, said = redline_block(new, "move", note_prefix=f"u-{uid}-"), "It was moved."
    else:
        html = redline(old, diff(old, new), note_prefix=f"u-{uid}-")
    return Place(uid, name_of(now, uid), html, section=section, said=said)


def _words(text: Text, uid: str) -> Tokens | None:
    paragraph, section = text.paragraph_by_id.get(uid), text.section_by_id.get(uid)
    if paragraph:
        return None if paragraph.struck else paragraph.tokens
    return None if section is None or section.struck else section.title
