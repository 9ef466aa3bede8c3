"""The page on which a mover files a new version: it opens with the present one, and shows what it would change.

A new version of an amendment to an amendment is written in the words that the primary asks for today.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from amendments.access import ForAmendment, ForDocument
from amendments.models import Amendment, Draft
from amendments.queries.filing import Filing
from amendments.queries.filing_page import live_page
from amendments.queries.glance import Glance
from amendments.queries.leave import asked_to_correct, may_file_version
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.secondary import why_no_secondary
from amendments.queries.secondary_page import SecondaryFiling
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
    amendment, document, acting = found
    if amendment.primary is not None:
        return SecondaryFiling(ForAmendment(amendment.primary, document, acting), sheet, text=text)
    return Filing(ForDocument(document, acting), sheet, text=text)


class Begun(NamedTuple):
    """The work that the page opens with, the version that it began on, and that of the primary (0 where there is none)."""

    filing: Filing
    seen: int
    to: int = 0


def begun(found: ForAmendment, draft: Draft | None) -> Begun:
    """Give the work that the page opens with: the draft, or the present version."""
    amendment = found.amendment
    blank = revising(found, Sheet())
    to = amendment.primary.version if amendment.primary else 0
    if draft is not None:
        seen = amendment.versions.filter(filed_at__lte=draft.saved_at).count()
        sheet = sheet_from_draft(draft.work, draft.base_revision.number)
        return Begun(revising(found, sheet, blank.text), seen, to and (draft.work.get("version") or to))
    pieces = _pieces(amendment, blank.text)
    if not pieces and isinstance(blank, SecondaryFiling):
        pieces = blank.prepared().pieces
    sheet = Sheet(pieces, amendment.about, amendment.reason, base=blank.base)
    return Begun(revising(found, sheet, blank.text), amendment.version, to)


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


def revising_page(found: ForAmendment, work: Begun, now: datetime, *, draft: Draft | None) -> dict[str, Any]:
    """Compose the page's values."""
    filing, seen, to = work
    amendment, document, _ = found
    may, closed = may_file_version(amendment, document, now, orders_of(document.congress_id)), _why_closed(amendment)
    live = live_page(filing)
    live["alike"].open[:] = [one for one in live["alike"].open if one.number != amendment.number]
    return live | {
        "document": document,
        "amendment": amendment,
        "rows": list(filing.pieces.rows()),
        "groups": filing.groups(),
        "draft": draft,
        "seen": seen,
        "old": seen < amendment.version,
        "glance": _glance(found, now, draft, may=may),
        "can_file": may and not closed,
        "to": to,
        "primary": amendment.primary,
        "inserted": filing.inserted if isinstance(filing, SecondaryFiling) else (),
        "primary_old": bool(amendment.primary and to != amendment.primary.version),
        "closed": closed,
    }


def _why_closed(amendment: Amendment) -> str:
    """Say why its primary cannot be amended any more; "" where it can, or where it has none."""
    if amendment.primary is None:
        return ""
    return why_no_secondary(amendment.primary, everywhere=throughout_of(amendment.primary) is not None)


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
