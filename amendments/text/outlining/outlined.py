"""What a source was read as: sections, numbered paragraphs, and the reader's warnings, as values (see `outline`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Warning(NamedTuple):  # noqa: A001 - the word that people use; nothing here raises Python's own
    """Something that was guessed or looks wrong: the line (from 1), a short code and a sentence for people."""

    line: int
    code: str
    message: str


class OutlineSection(NamedTuple):
    """A section: its number and title ("" where there is none), the index of the section around it, and its first line.

    `derived` says that the source names this section nowhere: it is known from the numbers of its paragraphs.
    """

    number: str
    title: str
    parent: int | None = None
    line: int = 0
    derived: bool = False


class OutlineParagraph(NamedTuple):
    """A paragraph: its number ("" where there is none), the index of its section (None: in none), Markdown text, first line."""

    number: str
    section: int | None
    text: str
    line: int = 0


@dataclass(frozen=True)
class Outline:
    """A source as it was read. Sections and paragraphs stand in their order in the source."""

    preface: str
    sections: tuple[OutlineSection, ...]
    paragraphs: tuple[OutlineParagraph, ...]
    warnings: tuple[Warning, ...]
