"""The revisions of a document that a person may read: those made at a stage that they may read it at."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amendments.access import ForDocument
from amendments.life import Stage
from amendments.models import Amendment, Document, Paragraph, Reading, Revision, Section
from amendments.queries.provenance import first_published
from amendments.rules import can_read, can_see, relations_to
from amendments.text.edits import edits_from_json
from amendments.text.number import Number
from amendments.text.words import counts

BY = {
    "loaded": ("Loaded", "the drafting committee"),
    "edited": ("Edited", "the drafting committee"),
    "published": ("Published: the numbers froze", "the drafting committee"),
    "republished": ("Published anew after a second reading", "the drafting committee"),
    "decided": ("Carried", "the congress"),
    "paragraph struck": ("A paragraph was struck", "the congress"),
    "reopened": ("Made again without a decision that was reopened", "the congress"),
    "recounted": ("Made again after a recount", "the congress"),
    "corrected": ("Corrected after the vote", "by the congress’s authority"),
    "adopted": ("Adopted, numbered anew", "the congress"),
}


@dataclass(frozen=True)
class RevisionRow:
    """One revision: when, what was done, by whom as what, where, and how many words; `number_of` is the amendment carried."""

    number: int
    at: datetime
    what: str
    by: str
    where: str
    words: tuple[int, int]
    amendment: int | None
    sequence: int
    digest: str


def may_read_drafts(found: ForDocument) -> bool:
    """Tell whether a person may read what the text was before it was published: one query."""
    document, acting = found
    audience = Reading.objects.filter(document=document, stage=Stage.DRAFTING).values_list("audience", flat=True).first()
    return can_read(acting, Stage.DRAFTING, audience)


def readable(found: ForDocument) -> QuerySet[Revision]:
    """Give the revisions that this person may read, the last one first: at most two queries."""
    document = found.document
    rows = Revision.objects.filter(document=document).select_related("entry").order_by("-number")
    if document.published_revision is None or may_read_drafts(found):
        return rows
    return rows.filter(number__gte=from_number(document))


def from_number(document: Document) -> int:
    """Give the number of the revision that was published first: whoever reads no drafts reads from there on. One query."""
    first = first_published(document)
    return first.number if first else 0


def pair_of(found: ForDocument, first: int | None, last: int | None) -> tuple[Revision, Revision] | None:
    """Give two revisions to compare, the older one first; by itself, what the last one, or the one asked for, changed."""
    rows = readable(found)
    newer = rows.first() if last is None else rows.filter(number=last).first()
    if newer is None:
        return None
    if first is None:
        return rows.filter(number__lt=newer.number).first() or newer, newer
    older = rows.filter(number=first).first()
    if older is None:
        return None
    return (older, newer) if older.number <= newer.number else (newer, older)


def rows_of(revisions: Iterable[Revision]) -> list[RevisionRow]:
    """Say of each revision what it did: two queries for the names of places."""
    read = [(one, json.loads(one.entry.payload)["body"]) for one in revisions]
    uids = {uid for _, body in read for uid in _places(body)}
    names = dict(Section.objects.filter(uid__in=uids).values_list("uid", "label"))
    names |= dict(Paragraph.objects.filter(uid__in=uids).values_list("uid", "label"))
    return [_row(one, body, names) for one, body in read]


def _places(body: dict[str, Any]) -> list[str]:
    """Give the ids of the paragraphs and sections that edits name, in their order."""
    found: dict[str, None] = {}
    for edit in edits_from_json(body["edits"]) if "edits" in body else ():
        for name in ("paragraph", "first", "section"):
            uid = getattr(edit, name, None)
            if uid:
                found[uid] = None
                break
    return list(found)


def _row(one: Revision, body: dict[str, Any], names: dict[str, str]) -> RevisionRow:
    what, by = BY.get(one.entry.kind, (one.entry.kind.capitalize(), ""))
    cited = list(dict.fromkeys(names.get(uid) or "unnumbered" for uid in _places(body)))
    where = ", ".join(cited[:3]) + (" and more" if len(cited) > 3 else "")
    words = counts(edits_from_json(body["edits"])) if "edits" in body else (0, 0)
    amendment = Number(body["amendment"]) if one.entry.kind == "decided" else None
    return RevisionRow(one.number, one.entry.made_at, what, by, where, words, amendment, one.entry.sequence, one.digest)


def seen_numbers(found: ForDocument, numbers: Iterable[int]) -> set[int]:
    """Give those of these amendments that the person may see: one query."""
    rows = Amendment.objects.filter(document=found.document, number__in=set(numbers))
    return {row.number for row in rows if can_see(found.acting, row.visibility, relations_to(found.acting, row))}
