"""Where the parts of a draft stand, and where one step up or down leads. Stubs are passed over: nobody sees them in a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from amendments.text.document import Document, Paragraph, Section

Where: TypeAlias = tuple[str | None, str | None]  # the section around it, and what it stands after


def stands(text: Document, uid: str) -> Where | None:
    """Give where a paragraph or section stands: after the nearest one before it that is not struck. None where it is none."""
    row, home = _row(text, uid)
    if not row:
        return None
    at = next(i for i, one in enumerate(row) if one.id == uid)
    return home, next((one.id for one in reversed(row[:at]) if not one.struck), None)


def step(text: Document, uid: str, *, up: bool) -> Where | None:
    """Give where a part goes by one step; None where it is the first or last, or struck.

    A paragraph steps over its neighbor, and at the end of its section into the next one. A section steps over its sibling, with
    all that stands in it.
    """
    row, home = _row(text, uid)
    seen = [one.id for one in row if not one.struck]
    if uid not in seen:
        return None
    at = seen.index(uid) + (-1 if up else 1)
    if 0 <= at < len(seen):
        return home, _before(row, seen[at]) if up else seen[at]
    return _over_the_edge(text, home, up=up) if uid in text.paragraph_by_id else None


def _row(text: Document, uid: str) -> tuple[Sequence[Paragraph | Section], str | None]:
    """Give a part with its siblings, stubs included, and the section around them."""
    if uid in text.paragraph_by_id:
        home = text.paragraph_by_id[uid].section
        return list(text.within(home)), home
    if uid in text.section_by_id:
        home = text.section_by_id[uid].parent
        return [one for one in text.sections if one.parent == home], home
    return [], None


def _before(row: Sequence[Paragraph | Section], uid: str) -> str | None:
    at = next(i for i, one in enumerate(row) if one.id == uid)
    return row[at - 1].id if at else None


def _over_the_edge(text: Document, home: str | None, *, up: bool) -> Where | None:
    homes: list[str | None] = [None, *(one.id for one in text.sections if not one.struck)]
    at = homes.index(home) + (-1 if up else 1) if home in homes else -1
    if not 0 <= at < len(homes):
        return None
    inside = [one.id for one in text.within(homes[at])]
    return homes[at], inside[-1] if up and inside else None
