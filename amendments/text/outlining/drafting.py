"""Sections and paragraphs while a source is read, and how lines of the source become a paragraph's Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from amendments.text.outlining import blocks as b
from amendments.text.outlining.labels import Label

_STARTS_BLOCK = re.compile(r"(?:(\d{1,9})(?=[.)](?:\s|$))|(?=(?:#{1,6}|[-+*>])(?:\s|$)))")
Key: TypeAlias = tuple[str, int]


@dataclass
class DraftSection:
    """A section while it is read. `key` is the form of its heading and its depth; `label` its number if it has one."""

    key: Key
    number: str
    title: str
    parent: int | None
    line: int
    derived: bool = False
    label: Label | None = None
    filled: bool = False


@dataclass
class DraftParagraph:
    """A paragraph while it is read; `pieces` join to its text."""

    section: int | None
    line: int
    label: Label | None = None
    indent: int = 0
    pieces: list[str] = field(default_factory=list)
    last: str = ""  # the last line of the text
    last_kind: str = b.TEXT
    inner: Label | None = None  # the last number of a list inside

    @property
    def text(self) -> str:
        """The Markdown text so far."""
        return "".join(self.pieces).strip()

    def add(self, lines: list[str], between: str, kind: str) -> None:
        """Add lines of a kind of block, with what stands between them and the text before."""
        lines = lines if kind == b.CODE else single_gaps(lines)
        self.pieces += [between if self.pieces else "", "\n".join(lines)]
        self.last, self.last_kind = lines[-1] if lines else "", kind


def single_gaps(lines: list[str]) -> list[str]:
    """Fold runs of empty lines to one; keep the two spaces that break a line."""
    kept: list[str] = []
    for line in lines:
        bare = line.rstrip()
        if bare or (kept and kept[-1]):
            kept.append(bare + "  " if bare and line.endswith("  ") else bare)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def dedent(lines: list[str], columns: int) -> list[str]:
    """Take up to so many columns of white space from the left of each line."""
    result = []
    for line in lines:
        width = b.indent_of(line)
        result.append(" " * max(0, width - columns) + line.lstrip() if width else line)
    return result


def tidy(lines: list[str]) -> list[str]:
    """Take the white space around each line; keep the two spaces that break a line."""
    return [line.strip() + ("  " if line.endswith("  ") and line.strip() else "") for line in lines]


def plainly(text: str) -> str:
    """Keep Markdown from taking the first words of a text for a list, a heading or a quotation."""
    return _STARTS_BLOCK.sub(lambda match: (match.group(1) or "") + "\\", text, count=1) if _STARTS_BLOCK.match(text) else text
