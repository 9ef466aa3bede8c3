"""From what a person typed to edits.

Pages collect pieces, drafts keep them as JSON, and filing, editing and the live redline all compose them here, so that what is
shown while typing is what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from amendments.text import edits as e
from amendments.text import throughout
from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph, Section
from amendments.text.everywhere import chosen
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens, digest, visible
from amendments.text.work import (
    KINDS,
    MOST_WORDS,
    Insert,
    Join,
    Move,
    MoveSection,
    NewSection,
    Piece,
    Replace,
    Retitle,
    Rewrite,
    Split,
    Strike,
    StrikeSection,
    Unclear,
    pieces_from_json,
    pieces_to_json,
    read,
)

__all__ = [
    "KINDS",
    "MOST_WORDS",
    "Insert",
    "Join",
    "Move",
    "MoveSection",
    "NewSection",
    "Piece",
    "Replace",
    "Retitle",
    "Rewrite",
    "Split",
    "Strike",
    "StrikeSection",
    "Unclear",
    "compose",
    "pieces_from_json",
    "pieces_to_json",
    "read",
]


ALONE = "A change of words everywhere is one question and stands alone. File other changes apart from it."


def compose(base: Document, pieces: Iterable[Piece]) -> e.Edits:
    """Make edits of the base text out of pieces. What changes nothing makes no edit.

    Raises Unclear where a piece cannot be read: its place is not in the text, or its words are none.
    """
    work = tuple(pieces)
    everywhere = next((piece for piece in work if isinstance(piece, Replace)), None)
    if everywhere is None:
        made = (_MAKERS[type(piece)](base, piece) for piece in work)
        return tuple(edit for edit in made if edit is not None)
    if len(work) > 1:
        raise Unclear(ALONE)
    return throughout.edits_of(base, chosen(base, everywhere))


def _words(markdown: str, place: str) -> Tokens:
    tokens = read(markdown, place)
    if not visible(tokens).strip():
        raise Unclear("There are no words here. To strike a paragraph as a whole, choose “strike”.", place)
    return tokens


def _paragraph(base: Document, place: str) -> Paragraph:
    found = base.paragraph_by_id.get(place)
    if found is None or found.struck:
        raise Unclear("A paragraph that this changes is not in the text, or has been struck.", place)
    return found


def _section(base: Document, place: str) -> Section:
    found = base.section_by_id.get(place)
    if found is None or found.struck:
        raise Unclear("A section that this changes is not in the text, or has been struck.", place)
    return found


def _rewrite(base: Document, piece: Rewrite) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    new = _words(piece.text, old.id)
    return None if new == old.tokens else e.ChangeWords(old.id, old.digest, diff(old.tokens, new))


def _insert(base: Document, piece: Insert) -> e.Edit | None:
    del base
    return e.InsertParagraph(piece.id, piece.section, piece.after, _words(piece.text, piece.id))


def _strike(base: Document, piece: Strike) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    return e.StrikeParagraph(old.id, old.digest)


def _move(base: Document, piece: Move) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    row = [one.id for one in base.within(old.section)]
    at = row.index(old.id)
    stays = old.section == piece.section and piece.after in {old.id, row[at - 1] if at else None}
    return None if stays else e.MoveParagraph(old.id, piece.section, piece.after)


def _split(base: Document, piece: Split) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    first, second = _words(piece.first, old.id), _words(piece.second, old.id)
    at = len(first)
    for rest in (second, second[1:] if second[0].kind == BLOCK else second):
        end = len(old.tokens) - len(rest)
        between = old.tokens[at:end]
        if at <= end and old.tokens[:at] == first and old.tokens[end:] == rest and not visible(between).strip():
            return e.SplitParagraph(old.id, old.digest, at, between, piece.id)
    raise Unclear("To split a paragraph, leave its words as they are; change them in another step.", old.id)


def _join(base: Document, piece: Join) -> e.Edit | None:
    first, second = _paragraph(base, piece.first), _paragraph(base, piece.second)
    return e.JoinParagraphs(first.id, first.digest, second.id, second.digest, (Token(SPACE, " "),))


def _new_section(base: Document, piece: NewSection) -> e.Edit | None:
    del base
    return e.InsertSection(piece.id, piece.parent, piece.after, _words(piece.title, piece.id))


def _strike_section(base: Document, piece: StrikeSection) -> e.Edit | None:
    return e.StrikeSection(_section(base, piece.section).id)


def _retitle(base: Document, piece: Retitle) -> e.Edit | None:
    old = _section(base, piece.section)
    new = _words(piece.title, old.id)
    return None if new == old.title else e.RetitleSection(old.id, digest(old.title), diff(old.title, new))


def _move_section(base: Document, piece: MoveSection) -> e.Edit | None:
    old = _section(base, piece.section)
    row = [one.id for one in base.sections if one.parent == old.parent]
    at = row.index(old.id)
    stays = old.parent == piece.parent and piece.after in {old.id, row[at - 1] if at else None}
    return None if stays else e.MoveSection(old.id, piece.parent, piece.after)


_MAKERS: dict[type, Callable[[Document, Any], e.Edit | None]] = {
    Rewrite: _rewrite,
    Insert: _insert,
    Strike: _strike,
    Move: _move,
    Split: _split,
    Join: _join,
    NewSection: _new_section,
    StrikeSection: _strike_section,
    Retitle: _retitle,
    MoveSection: _move_section,
}
