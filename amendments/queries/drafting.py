"""The committee's pages: the draft as it is edited, one part of it, and two texts that were saved at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amendments.access import ForDocument
from amendments.queries.document import current_text
from amendments.queries.sheet import Choice, cuts, where_choices, where_of
from amendments.refusals import Conflict
from amendments.text.compose import Unclear, read
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.html import render
from amendments.text.markdown import parse, serialize
from amendments.text.redline import redline
from amendments.text.tokens import visible


@dataclass(frozen=True)
class Part:
    """One part of the draft as it is edited: a paragraph, a section's title, or something new."""

    uid: str
    kind: str
    name: str
    text: str
    was: str
    where: list[Choice]
    cuts: list[Choice]
    revision: int
    rows: int = 6


class Drafting:
    """Reads a draft for whoever may edit it: three queries."""

    def __init__(self, found: ForDocument) -> None:
        self.found = found
        self.document, self.acting = found
        self.text: Text = current_text(self.document)

    @property
    def revision(self) -> int:
        """The number of the revision on the page."""
        return self.document.current_revision.number if self.document.current_revision else 0

    def part(self, uid: str, near: str = "") -> Part | None:
        """Give one part: a paragraph or section by its id, or "new" and "new-section" with the id they come after."""
        if uid == "new":
            beside = self.text.paragraph_by_id.get(near)
            first = near if near in self.text.section_by_id else None
            chosen = where_of(beside.section, beside.id) if beside else where_of(first, None) if first else self._last()
            return Part(uid, "new", "A new paragraph", "", "", where_choices(self.text, chosen, ""), [], self.revision)
        if uid == "new-section":
            return Part(uid, "new-section", "A new section", "", "", self._sections(near), [], self.revision, 2)
        return self._paragraph(uid) or self._section(uid)

    def _paragraph(self, uid: str) -> Part | None:
        one = self.text.paragraph_by_id.get(uid)
        if one is None or one.struck:
            return None
        row = [each.id for each in self.text.within(one.section)]
        at = row.index(uid)
        where = where_choices(self.text, where_of(one.section, row[at - 1] if at else None), uid)
        offered = [Choice(str(start), f"“{words} …”") for start, words in cuts(one)]
        words = serialize(one.tokens)
        rows = min(24, 3 + len(words) // 62 + words.count("\n"))
        name = one.label or "the unnumbered paragraph"
        return Part(uid, "paragraph", name, words, render(one.tokens), where, offered, self.revision, rows)

    def _section(self, uid: str) -> Part | None:
        one = self.text.section_by_id.get(uid)
        if one is None or one.struck:
            return None
        name = f"section {one.label}".strip()
        return Part(uid, "section", name, serialize(one.title), render(one.title), [], [], self.revision, 2)

    def _last(self) -> str:
        last = self.text.paragraphs[-1] if self.text.paragraphs else None
        return where_of(last.section, last.id) if last else where_of(None, None)

    def _sections(self, near: str) -> list[Choice]:
        """Give the places of a new section: after each one of its level, and first of all."""
        found = [Choice(where_of(None, None), "First of all", chosen=not self.text.sections)]
        for one in self.text.sections:
            title = " ".join(visible(one.title).split())[:50]
            value = where_of(one.parent, one.id)
            found.append(Choice(value, f"After {one.label} {title}".rstrip(), chosen=one.id == near))
        if not any(one.chosen for one in found):
            found[-1] = Choice(found[-1].value, found[-1].words, chosen=True)
        return found


def conflict_page(conflict: Conflict) -> dict[str, Any]:
    """Give both texts of a conflict, each as a redline against what both began from, and what to save again."""
    base = parse(conflict.base)
    return {
        "conflict": conflict,
        "mine": _against(base, conflict.mine),
        "theirs": _against(base, conflict.theirs),
        "again": conflict.merged if conflict.merged is not None else conflict.mine,
        "rows": min(24, 3 + len(conflict.mine) // 62 + conflict.mine.count("\n")),
    }


def _against(base: Any, words: str) -> str:
    try:
        new = read(words)
    except Unclear:
        new = parse("")
    return redline(base, diff(base, new))
