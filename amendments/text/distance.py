"""How far from the text an amendment goes: by the words that it strikes and inserts; a struck paragraph is the furthest.

Congresses put the rival that is furthest from the text first: whoever can have more must not be bound by a vote for less.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from amendments.text.document import Document
from amendments.text.edits import (
    Amendment,
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.plan import inside_of
from amendments.text.tokens import WORD, Tokens


class Distance(NamedTuple):
    """Paragraphs struck as a whole, words struck (those of whole paragraphs too), and words inserted."""

    whole: int = 0
    struck: int = 0
    inserted: int = 0

    @property
    def words(self) -> int:
        """The words struck and inserted."""
        return self.struck + self.inserted

    @property
    def furthest_first(self) -> tuple[bool, int]:
        """What to sort by: those that strike a whole paragraph first, then those with the most words."""
        return not self.whole, -self.words


def distance(document: Document, amendment: Amendment) -> Distance:
    """Measure an amendment of a document. What only moves, cuts or joins paragraphs changes no words."""
    parts = [_edit(document, edit) for edit in amendment.edits]
    return Distance(*(sum(column) for column in zip(*parts, strict=True))) if parts else Distance()


def _edit(document: Document, edit: Edit) -> Distance:
    if isinstance(edit, ChangeWords | RetitleSection):
        return _changes(document, edit)
    if isinstance(edit, StrikeParagraph):
        return _whole(document, [edit.paragraph])
    if isinstance(edit, StrikeSection):
        inside = inside_of(document, [edit.section])
        return _whole(document, (p.id for p in document.paragraphs if p.section in inside and not p.struck))
    if isinstance(edit, InsertParagraph):
        return Distance(inserted=words(edit.tokens))
    if isinstance(edit, InsertSection):
        return Distance(inserted=words(edit.title))
    if isinstance(edit, SplitParagraph):
        return Distance(struck=words(edit.struck))
    if isinstance(edit, JoinParagraphs):
        return Distance(inserted=words(edit.between))
    return Distance()


def _whole(document: Document, ids: Iterable[str]) -> Distance:
    counts = [words(document.paragraph_by_id[id_].tokens) for id_ in ids]
    return Distance(len(counts), sum(counts))


def _changes(document: Document, edit: ChangeWords | RetitleSection) -> Distance:
    struck, inserted = _sum(edit.changes, "struck"), _sum(edit.changes, "inserted")
    if inserted or isinstance(edit, RetitleSection):
        return Distance(0, struck, inserted)
    return Distance(int(struck == words(document.paragraph_by_id[edit.paragraph].tokens) > 0), struck)


def _sum(changes: Iterable[Change], side: str) -> int:
    return sum(words(getattr(change, side)) for change in changes)


def words(tokens: Tokens) -> int:
    """Count the words of a text; signs and spaces are none."""
    return sum(token.kind == WORD for token in tokens)
