"""Where an amendment stands in the text: what a voting list in the order of the text is sorted by.

An amendment stands at the first of the places that it changes; what it inserts, after the paragraph or section that it is put
after. The preamble comes after the rest of the text, because it sums up what was decided, and headings after that.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from amendments.text.document import Document, Section
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    RetitleSection,
    SplitParagraph,
)
from amendments.text.outlining.label_words import OPENINGS
from amendments.text.tokens import Tokens, visible


class Part(IntEnum):
    """The parts of a text, in the order in which they are put to the vote."""

    TEXT = 0
    PREAMBLE = 1
    HEADING = 2
    NOWHERE = 3  # nothing is changed


class Spot(NamedTuple):
    """A place in the text; spots sort in the order of the voting list.

    `row` counts headings and paragraphs as they are read, from 0; `after` says that something is to stand after that row (2:
    after the section that ends with it); `at` is the first token changed. `place` is the id of the paragraph or section there,
    None at the beginning of the text.
    """

    part: Part
    row: int = -1
    after: int = 0
    at: int = 0
    place: str | None = None


class Standing:
    """Finds where amendments of one document stand.

    `parts` says to what part paragraphs belong where the document's sections do not tell: by id, in texts that have none.
    """

    def __init__(self, document: Document, parts: Mapping[str, Part] | None = None) -> None:
        self.document = document
        self.row: dict[str, int] = {}
        self.end: dict[str | None, int] = {}
        self.last: dict[str | None, int] = {}
        self.part: dict[str, Part] = {}
        self._read()
        self.part |= parts or {}

    def of(self, amendment: Amendment) -> Spot:
        """Give the spot where an amendment stands."""
        new = {e.paragraph: e for e in amendment.edits if isinstance(e, InsertParagraph)}
        sections = {e.section: e for e in amendment.edits if isinstance(e, InsertSection)}
        spots = (self._spot(edit, new, sections) for edit in amendment.edits)
        return min(spots, key=lambda spot: spot[:4], default=Spot(Part.NOWHERE))

    def _read(self) -> None:
        paragraphs: dict[str | None, list[str]] = {}
        for paragraph in self.document.paragraphs:
            paragraphs.setdefault(paragraph.section, []).append(paragraph.id)
        first = Part.PREAMBLE if self.document.sections else Part.TEXT
        self._rows(None, paragraphs.get(None, []), first)
        within: dict[str | None, Part] = {}
        for section in self.document.sections:
            own = Part.PREAMBLE if opens(section.title) else within.get(section.parent, Part.TEXT)
            within[section.id] = own
            self._rows(section, paragraphs.get(section.id, []), own)
        for section in reversed(self.document.sections):
            self.end[section.id] = max(self.end.get(section.id, -1), self.last[section.id])
            self.end[section.parent] = max(self.end.get(section.parent, -1), self.end[section.id])

    def _rows(self, section: Section | None, paragraphs: list[str], part: Part) -> None:
        for id_ in [*([section.id] if section else []), *paragraphs]:
            self.row[id_] = len(self.row)
            self.part[id_] = part
        self.last[section.id if section else None] = len(self.row) - 1

    def _spot(self, edit: Edit, new: Mapping[str, InsertParagraph], sections: Mapping[str, InsertSection]) -> Spot:
        if isinstance(edit, InsertParagraph):
            return self._inserted(edit, new, sections)
        if isinstance(edit, InsertSection):
            return self._new_section(edit, sections)
        if isinstance(edit, RetitleSection):
            return Spot(Part.HEADING, self.row[edit.section], 0, edit.changes[0].at if edit.changes else 0, edit.section)
        if isinstance(edit, JoinParagraphs):
            end = len(self.document.paragraph_by_id[edit.first].tokens)
            return Spot(self.part[edit.first], self.row[edit.first], 0, end, edit.first)
        at = edit.changes[0].at if isinstance(edit, ChangeWords) and edit.changes else 0
        at = edit.at if isinstance(edit, SplitParagraph) else at
        id_: str = getattr(edit, "paragraph", "") or edit.section  # type: ignore[union-attr, assignment]
        return Spot(self.part[id_], self.row[id_], 0, at, id_)

    def _inserted(
        self, edit: InsertParagraph, new: Mapping[str, InsertParagraph], sections: Mapping[str, InsertSection]
    ) -> Spot:
        seen = {edit.paragraph}
        while (before := new.get(edit.after or "")) and before.paragraph not in seen:
            seen.add(before.paragraph)
            edit = before
        if edit.after in self.row:
            part = self.part[edit.after]
            return Spot(Part.TEXT if part == Part.HEADING else part, self.row[edit.after], 1, 0, edit.after)
        around = sections.get(edit.section or "")
        if around:
            return self._new_section(around, sections)
        if edit.section in self.row:
            return Spot(self.part[edit.section], self.row[edit.section], 1, 0, edit.section)
        return Spot(Part.PREAMBLE if self.document.sections else Part.TEXT)

    def _new_section(self, edit: InsertSection, sections: Mapping[str, InsertSection]) -> Spot:
        seen = {edit.section}
        while (outer := sections.get(edit.after or "") or sections.get(edit.parent or "")) and outer.section not in seen:
            seen.add(outer.section)
            edit = outer
        if edit.after in self.end and edit.after:
            return Spot(Part.TEXT, self.end[edit.after], 2, 0, edit.after)
        return Spot(Part.TEXT, self.last.get(edit.parent, -1), 2, 0, edit.parent if edit.parent in self.row else None)


def opens(title: Tokens) -> bool:
    """Tell whether a heading is that of a preamble."""
    return visible(title).strip().strip("#:. ").casefold() in OPENINGS
