"""Projections: the rows of sections and paragraphs, written from a text's new value and never otherwise.

A revision is made here: its row, the changed rows of the current text, and one history row for each of those, stamped with the
revision. A row that did not change has no new history row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simple_history.utils import bulk_create_with_history

from amendments.access import User
from amendments.actions.positions import positions
from amendments.actions.record import person_of
from amendments.actions.rows import update_with_history
from amendments.models import Document, Entry, Paragraph, Revision, Section
from amendments.text import document as engine
from amendments.text.markdown import serialize
from amendments.text.tokens import to_json

_SECTION = ["parent", "label", "title", "tokens", "position", "struck"]
_PARAGRAPH = ["section", "label", "text", "tokens", "digest", "position", "struck"]


def next_number(document: Document) -> int:
    """Give the number of the document's next revision."""
    last = document.revisions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def revise(
    document: Document,
    before: engine.Document,
    after: engine.Document,
    *,
    entry: Entry,
    whole: str,
    number: int,
    acting_user: User,
) -> Revision:
    """Make the revision `number` out of `after`, whose digest is `whole`, and bring the rows up to it.

    `before` is the text as the rows have it. Saves the document's current revision.
    """
    revision = Revision.objects.create(document=document, number=number, entry=entry, digest=whole)
    stamped: dict[str, Any] = {
        "default_user": person_of(acting_user),
        "default_date": entry.made_at,
        "custom_historical_attrs": {"revision": revision},
    }
    _write_sections(document, before, after, stamped)
    _write_paragraphs(document, before, after, stamped)
    document.current_revision = revision
    document.save(update_fields=["current_revision"])
    return revision


def _changed(old: Sequence[Any], new: Sequence[Any], held: dict[str, int]) -> tuple[dict[str, int], set[str]]:
    """Give the positions to write, and the ids of what is new, moved or different."""
    moved = positions([one.id for one in new], held)
    known = {one.id: one for one in old}
    return moved, set(moved) | {one.id for one in new if known.get(one.id) != one}


def _write_sections(document: Document, before: engine.Document, after: engine.Document, stamped: dict[str, Any]) -> None:
    rows = {row.uid: row for row in Section.objects.filter(document=document)}
    moved, changed = _changed(before.sections, after.sections, {uid: row.position for uid, row in rows.items()})
    updated: list[Section] = []
    for section in after.sections:
        if section.id not in changed:
            continue
        new = section.id not in rows
        row = rows.setdefault(section.id, Section(document=document, uid=section.id))
        row.parent = rows[section.parent] if section.parent else None
        row.label, row.struck = section.label, section.struck
        row.tokens, row.title = to_json(section.title), serialize(section.title)
        row.position = moved.get(section.id, row.position)
        if new:  # one by one: the next may stand in this one, and needs its key
            bulk_create_with_history([row], Section, **stamped)
        else:
            updated.append(row)
    _update(Section, updated, _SECTION, stamped)


def _write_paragraphs(document: Document, before: engine.Document, after: engine.Document, stamped: dict[str, Any]) -> None:
    homes = dict(Section.objects.filter(document=document).values_list("uid", "pk"))
    held = dict(Paragraph.objects.filter(document=document).values_list("uid", "position"))
    moved, changed = _changed(before.paragraphs, after.paragraphs, held)
    known = Paragraph.objects.filter(document=document, uid__in=changed) if len(changed) < 500 else document.paragraphs.all()
    rows = {row.uid: row for row in known}
    created: list[Paragraph] = []
    for paragraph in after.paragraphs:
        if paragraph.id not in changed:
            continue
        row = rows.get(paragraph.id) or Paragraph(document=document, uid=paragraph.id)
        row.section_id = homes[paragraph.section] if paragraph.section else None
        row.label, row.struck = paragraph.label, paragraph.struck
        row.tokens, row.text = to_json(paragraph.tokens), serialize(paragraph.tokens)
        row.digest = paragraph.digest
        row.position = moved.get(paragraph.id, row.position)
        if row.pk is None:
            created.append(row)
    bulk_create_with_history(created, Paragraph, **stamped)
    _update(Paragraph, [row for uid, row in rows.items() if uid in changed], _PARAGRAPH, stamped)


def _update(
    model: type[Section | Paragraph], rows: Sequence[Section | Paragraph], fields: list[str], stamped: dict[str, Any]
) -> None:
    by, at, attributes = (stamped[name] for name in ("default_user", "default_date", "custom_historical_attrs"))
    update_with_history(model, rows, fields, user=by, at=at, stamped=attributes)
