"""A long text in parts: pages of a book that hold a chapter or some sections each. What is cut is decided by the text alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from amendments.text.document import Document, Paragraph, Section

ENOUGH, MOST = 50, 100  # paragraphs: after the first number a chapter begins a new part; no part has more than the second

Block: TypeAlias = tuple[Section | None, list[Paragraph]]  # a section with what stands directly in it, or in this part of it


@dataclass(frozen=True)
class Part:
    """One part, from 1 on; 0 is the whole."""

    number: int
    blocks: list[Block]

    @property
    def cited(self) -> str:
        """Cite it by the numbers where it begins and ends: "2 to 2.5"; of sections, else of paragraphs."""
        names = [section.label if section else next((row.label for row in rows), "") for section, rows in self.blocks]
        ends = list(dict.fromkeys([*filter(None, names[:1]), *filter(None, names[-1:])]))
        return " to ".join(ends) or "the beginning"

    @cached_property
    def uids(self) -> set[str]:
        """The ids of all that stands in it; "" for the very beginning of the text."""
        found = {""} if self.number <= 1 else set[str]()
        for section, rows in self.blocks:
            found |= {section.id} if section else set()
            found |= {row.id for row in rows}
        return found


def blocks_of(text: Document) -> list[Block]:
    """Give the text section by section, what stands before all sections first."""
    rows: dict[str | None, list[Paragraph]] = {}
    for paragraph in text.paragraphs:
        rows.setdefault(paragraph.section, []).append(paragraph)
    before: list[Block] = [(None, rows[None])] if None in rows else []
    return before + [(section, rows.get(section.id, [])) for section in text.sections]


def cut(text: Document) -> list[Part]:
    """Cut a text into parts; a text that is short enough is one. A section of more than a whole part goes on in the next."""
    parts: list[list[Block]] = [[]]
    count = 0
    blocks = blocks_of(text)
    following = [*(rows for _, rows in blocks[1:]), []]
    for (section, rows), after in zip(blocks, following, strict=False):
        top = section is None or section.parent is None
        full = count + len(rows or after) > MOST  # no heading ends a part
        if (count and (full if len(rows) <= MOST else count >= ENOUGH)) or (top and count >= ENOUGH):
            parts.append([])
            count = 0
        rest = rows
        while len(rest) > MOST - count:
            parts[-1].append((section, rest[: MOST - count]))
            rest, count = rest[MOST - count :], 0
            parts.append([])
        parts[-1].append((section, rest))
        count += len(rest)
    return [Part(number, blocks) for number, blocks in enumerate(parts, 1)]
