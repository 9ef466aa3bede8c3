"""From edits back to the pieces that a person would type: what a page opens with when somebody goes on with what was filed.

`compose` of the pieces gives edits that make the same text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.document import Document
from amendments.text.markdown import serialize
from amendments.text.tokens import BLOCK, Token
from amendments.text.work import (
    Insert,
    Join,
    Move,
    MoveSection,
    NewSection,
    Piece,
    Retitle,
    Rewrite,
    Split,
    Strike,
    StrikeSection,
)


def pieces_of(base: Document, edits: Iterable[e.Edit]) -> tuple[Piece, ...]:
    """Give the pieces of edits of a base text. Raises Mismatch where they do not fit it."""
    return tuple(_MAKERS[type(edit)](base, edit) for edit in edits)


def _rewrite(base: Document, edit: e.ChangeWords) -> Piece:
    return Rewrite(edit.paragraph, serialize(apply(base, (edit,)).paragraph_by_id[edit.paragraph].tokens))


def _split(base: Document, edit: e.SplitParagraph) -> Piece:
    tokens = base.paragraph_by_id[edit.paragraph].tokens
    rest = tokens[edit.at + len(edit.struck) :]
    second = rest if rest and rest[0].kind == BLOCK else (Token(BLOCK, "p"), *rest)
    return Split(edit.paragraph, edit.new, serialize(tokens[: edit.at]), serialize(second))


def _retitle(base: Document, edit: e.RetitleSection) -> Piece:
    return Retitle(edit.section, serialize(apply(base, (edit,)).section_by_id[edit.section].title))


_MAKERS: dict[type, Callable[[Document, Any], Piece]] = {
    e.ChangeWords: _rewrite,
    e.InsertParagraph: lambda _, edit: Insert(edit.paragraph, edit.section, edit.after, serialize(edit.tokens)),
    e.StrikeParagraph: lambda _, edit: Strike(edit.paragraph),
    e.MoveParagraph: lambda _, edit: Move(edit.paragraph, edit.section, edit.after),
    e.SplitParagraph: _split,
    e.JoinParagraphs: lambda _, edit: Join(edit.first, edit.second),
    e.InsertSection: lambda _, edit: NewSection(edit.section, edit.parent, edit.after, serialize(edit.title)),
    e.StrikeSection: lambda _, edit: StrikeSection(edit.section),
    e.RetitleSection: _retitle,
    e.MoveSection: lambda _, edit: MoveSection(edit.section, edit.parent, edit.after),
}
