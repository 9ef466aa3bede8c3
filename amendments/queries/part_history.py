"""The history of one paragraph or heading: each revision that changed it, as a redline from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amendments.access import ForDocument
from amendments.models import Decision, Paragraph, Revision, Section
from amendments.queries.provenance import first_published
from amendments.queries.revisions import BY, may_read_drafts
from amendments.text.diff import diff
from amendments.text.html import render
from amendments.text.redline import redline, redline_block
from amendments.text.tokens import Tokens, from_json


@dataclass(frozen=True)
class Change:
    """One revision of the part: what was done, by whom as what, and how its words changed."""

    revision: int
    at: datetime
    what: str
    by: str
    amendment: int | None
    label: str
    html: str


@dataclass(frozen=True)
class PartHistory:
    """All that may be read of it, the last change first."""

    uid: str
    name: str
    section: bool
    changes: list[Change]


def part_history(found: ForDocument, uid: str) -> PartHistory | None:
    """Read the history of a part by its permanent id: at most seven queries. None where there is none that may be read."""
    document = found.document
    rows: list[Any] = []
    section = False
    for model in (Paragraph, Section):
        history = model.history.model.objects.filter(document_id=document.pk, uid=uid)
        rows = rows or list(history.select_related("revision__entry").order_by("history_id"))
        section = bool(rows) and model is Section
        if rows:
            break
    first = first_published(document) if rows and document.published_revision and not may_read_drafts(found) else None
    if first is not None:
        rows = _from(rows, first)
    if not rows:
        return None
    decided = dict(
        Decision.objects.filter(entry__in=[row.revision.entry_id for row in rows]).values_list("entry_id", "amendment__number")
    )
    changes = [_change(row, before, decided) for before, row in zip([None, *rows], rows, strict=False)]
    label = rows[-1].label or "unnumbered"
    return PartHistory(uid, label, section, [one for one in reversed(changes) if one.html or one.what])


def _from(rows: list[Any], first: Revision) -> list[Any]:
    """Give the rows from one revision on, with how the part stood then: what came before it is not told."""
    later = [row for row in rows if row.revision.number > first.number]
    before = [row for row in rows if row.revision.number <= first.number][-1:]
    for row in before:
        row.revision = first
    return [*before, *later]


def _change(row: Any, before: Any, decided: Mapping[int, int | None]) -> Change:
    entry = row.revision.entry
    what, by = BY.get(entry.kind, (entry.kind, ""))
    then, now = _words(before), _words(row)
    if before is None:
        html = render(now, note_prefix=f"h{row.history_id}-") if now else ""
    elif then == now:
        html = ""
        what = _without_words(row, before) or what
    elif not now:
        html = redline_block(then, "del", note_prefix=f"h{row.history_id}-")
    else:
        html = redline(then, diff(then, now), note_prefix=f"h{row.history_id}-")
    return Change(row.revision.number, entry.made_at, what, by, decided.get(entry.pk), row.label, html)


def _words(row: Any) -> Tokens:
    return () if row is None or row.struck else from_json(row.tokens)


def _without_words(row: Any, before: Any) -> str:
    """Say what changed where no word did."""
    if row.label != before.label:
        return f"Numbered {row.label}, before {before.label or 'without a number'}" if row.label else "Lost its number"
    return "Moved"
