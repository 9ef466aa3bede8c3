"""The list of a document's revisions."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.access import ForDocument
from amendments.queries.revisions import RevisionRow, readable, rows_of, seen_numbers

PAGE = 50


@dataclass(frozen=True)
class HistoryPage:
    """One page of the list, the last revision first. `seen` are the amendments that may be linked to.

    `older` and `newer` are chosen beforehand in the form that compares: what the last revision changed.
    """

    rows: list[RevisionRow]
    seen: set[int]
    page: int
    more: bool
    older: int
    newer: int


def history_page(found: ForDocument, page: int = 0) -> HistoryPage:
    """Read one page of the list: six queries at most."""
    revisions = list(readable(found)[page * PAGE : (page + 1) * PAGE + 1])
    rows = rows_of(revisions[:PAGE])
    seen = seen_numbers(found, [row.amendment for row in rows if row.amendment is not None])
    numbers = [row.number for row in rows]
    older = numbers[1] if len(numbers) > 1 else 0
    return HistoryPage(rows, seen, page, len(revisions) > PAGE, older, numbers[0] if numbers else 0)
