"""Verify composites: their rows, and those of their sources, against the record."""

from __future__ import annotations

from collections.abc import Iterator

from amendments.models import Composite, Document
from amendments.queries.fold import Fold
from amendments.queries.fold_rests import ToldComposite
from amendments.text.stored import sha256


def composite_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Give a sentence for each composite that is not what the record says."""
    rows = document.composites.select_related("base_revision", "amendment")
    known = {
        row.number: row for row in rows.prefetch_related("sources__amendment", "sources__mover_person", "sources__mover_body")
    }
    for number, told in fold.composites.items():
        row = known.pop(number, None)
        if row is None:
            yield f"Composite {number} is on record, and its row is missing."
        else:
            yield from (f"Composite {number}: {what}" for what in _composite(row, told))
    yield from (f"Composite {number} is not on record." for number in known)


def _composite(row: Composite, told: ToldComposite) -> Iterator[str]:
    if (row.version, row.base_revision.number, row.edits) != (told.version, told.base, told.edits):
        yield "its words are not those that were proposed."
    if (sha256(row.about), sha256(row.reason)) != (told.about, told.reason):
        yield "what it is about, or its reason, is not what was proposed."
    if (row.ended_at is not None, row.amendment.number if row.amendment else None) != (told.ended, told.amendment):
        yield "whether it stands or was taken back is not what the record says."
    held = {}
    for one in row.sources.all():
        person, body = one.mover_person, one.mover_body
        erased = person is not None and person.erased
        told_mover = told.sources.get(one.amendment.number, (0, "", ""))[1]
        mover = told_mover if erased else person.commitment if person else f"body {body.slug if body else ''}"
        held[one.amendment.number] = (one.version, mover, str(one.answer))
    if held != told.sources:
        yield "its sources, or what their movers said, are not those of the record."
