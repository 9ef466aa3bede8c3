"""The page on which a mover files a new version: it opens with the present one, and shows what it would change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amendments.access import ForAmendment, ForDocument
from amendments.models import Amendment, Draft
from amendments.queries.document import published_text
from amendments.queries.filing import Filing
from amendments.queries.filing_page import live_page
from amendments.queries.glance import Glance
from amendments.queries.leave import asked_to_correct, may_file_version
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.sheet import Sheet, sheet_from_draft
from amendments.queries.support import orders_of
from amendments.queries.throughout import throughout_of
from amendments.text import everywhere
from amendments.text.document import Document as Text
from amendments.text.edits import Mismatch, edits_from_json
from amendments.text.number import label_of
from amendments.text.throughout import places_of
from amendments.text.uncompose import pieces_of
from amendments.text.work import Piece, Replace, Unclear


def revising(found: ForAmendment, sheet: Sheet, text: Text | None = None) -> Filing:
    """Read the filing page for work on a new version."""
    return Filing(ForDocument(found.document, found.acting), sheet, text=text)


def begun(found: ForAmendment, draft: Draft | None) -> tuple[Filing, int]:
    """Give the work that the page opens with, and the version that it began on: the draft, or the present version."""
    amendment, document, _ = found
    text = published_text(document)
    published = document.published_revision.number if document.published_revision else 0
    if draft is not None:
        seen = amendment.versions.filter(filed_at__lte=draft.saved_at).count()
        return revising(found, sheet_from_draft(draft.work, draft.base_revision.number), text), seen
    sheet = Sheet(_pieces(amendment, text), amendment.about, amendment.reason, base=published)
    return revising(found, sheet, text), amendment.version


def _pieces(amendment: Amendment, text: Text) -> tuple[Piece, ...]:
    """Give the present version as pieces; none where the text was published anew and its edits fit it no more."""
    edits, change = edits_from_json(amendment.resolved), throughout_of(amendment)
    try:
        if change is None:
            return pieces_of(text, edits)
        asked = Replace(change.old, change.new, "yes" if change.exactly else "")
        kept = {everywhere.key_of(place) for place in places_of(edits)}
        left_out = [key for key in map(everywhere.key_of, everywhere.found(text, asked)) if key not in kept]
    except (Mismatch, Unclear):
        return ()
    return (Replace(asked.old, asked.new, asked.exactly, " ".join(left_out)),)


def revising_page(found: ForAmendment, filing: Filing, now: datetime, *, draft: Draft | None, seen: int) -> dict[str, Any]:
    """Compose the page's values. `seen` is the version that the work began on."""
    amendment, document, _ = found
    may = may_file_version(amendment, document, now, orders_of(document.congress_id))
    live = live_page(filing)
    live["alike"].open[:] = [one for one in live["alike"].open if one.number != amendment.number]
    return live | {
        "document": document,
        "amendment": amendment,
        "rows": list(filing.pieces.rows()),
        "groups": filing.pieces.groups(),
        "draft": draft,
        "seen": seen,
        "old": seen < amendment.version,
        "glance": _glance(found, now, draft, may=may),
        "can_file": may,
    }


def _glance(found: ForAmendment, now: datetime, draft: Draft | None, *, may: bool) -> Glance:
    amendment, document, _ = found
    asked = asked_to_correct(amendment, now)
    return Glance(
        where=f"Version {amendment.version + 1} of {label_of(amendment.number)}, not filed",
        where_more="The committee asks for a correction." if asked else "Kept as a draft" if draft else "Kept as you type",
        can=(Link("File it under the same number"),) if may else (Link("Read and copy it"),),
        can_more="" if may else f"{stage_word(document)}: no new version can be filed.",
        until=document.filing_deadline if may else None,
        until_words="The committee waits for it" if may else "Filing has closed",
        now=now,
    )
