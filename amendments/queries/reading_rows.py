"""What the reading page is made of: paragraphs and chapters as they are read, marks in the margin, notes, contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from amendments.queries.places import Place


class Head(NamedTuple):
    """What the foot of a page shows of the record."""

    revision: int
    digest: str


@dataclass(frozen=True)
class Mark:
    """An amendment in the margin of a paragraph."""

    number: int
    sign: str
    word: str
    open: bool


@dataclass(frozen=True)
class Note:
    """What stands under a paragraph while a mark of it is open."""

    number: int
    mover: str
    sign: str
    word: str
    words: str
    said: str
    new: list[Place]
    only_words: bool
    version: int
    may_sign: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph as it is read. `html` is the text, or the redline of the amendment that is open here."""

    uid: str
    label: str
    name: str
    html: str
    struck: bool = False
    marks: list[Mark] = field(default_factory=list)
    note: Note | None = None
    moved: bool = False  # it only stands elsewhere now
    many: int = 0  # amendments in its margin; on a page with a long text as a whole they are only counted


@dataclass(frozen=True)
class Chapter:
    """A section with its paragraphs; the first has no `uid` and holds what stands before all sections.

    `goes_on`: it began in the part before this one.
    """

    uid: str
    label: str
    name: str
    title: str
    level: int
    rows: list[Row]
    marks: list[Mark]
    note: Note | None
    struck: bool = False
    goes_on: bool = False


class ContentsLine(NamedTuple):
    """A line of the contents: a section, how many amendments or decisions stand in it, and where it is read."""

    label: str
    name: str
    level: int
    how_many: int
    url: str
