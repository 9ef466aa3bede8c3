"""The sheet: what a person has on the filing page, piece by piece, and where a piece can stand or be cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from amendments.models.fields import new_uid
from amendments.text.compose import (
    Insert,
    Join,
    Move,
    NewSection,
    Piece,
    Replace,
    Rewrite,
    Split,
    Unclear,
    compose,
    pieces_from_json,
    read,
)
from amendments.text.document import Document, Paragraph
from amendments.text.markdown import serialize
from amendments.text.sentences import sentences
from amendments.text.tokens import BLOCK, SPACE, Token

EVERYWHERE = "everywhere"  # the place of a global change
MEETING = 3  # what is typed of one: the day, votes for, votes against


@dataclass(frozen=True)
class Sheet:
    """What a person has on the filing page: pieces in their order, what they are about, the reason, and who moves it.

    `mover` is "me" or the key of a body; `meeting` is typed as day, votes for and against. `key` is the request's own, so that
    filing twice files once; `base` the number of the revision that the page was opened on.
    """

    pieces: tuple[Piece, ...] = ()
    about: str = ""
    reason: str = ""
    mover: str = "me"
    meeting: tuple[str, str, str] = ("", "", "")
    key: str = ""
    base: int = 0

    def with_piece(self, piece: Piece) -> Sheet:
        """Give the work with one piece more, unless its paragraph has one already that it does not go together with."""
        if any(place_of(one) == place_of(piece) and not _together(one, piece) for one in self.pieces):
            return self
        return replace(self, pieces=(*self.pieces, piece))

    def without(self, at: int) -> Sheet:
        """Give the work without one piece, and without what would have stood in it, where it is a new section."""
        gone = self.pieces[at]
        inside = {gone.id} if isinstance(gone, NewSection) else set[str]()
        rest = (one for n, one in enumerate(self.pieces) if n != at)
        return replace(self, pieces=tuple(one for one in rest if not (isinstance(one, Insert) and one.section in inside)))

    def instead(self, at: int, piece: Piece) -> Sheet:
        """Give the work with another piece in the place of one."""
        return replace(self, pieces=(*self.pieces[:at], piece, *self.pieces[at + 1 :]))


def sheet_from_draft(stored: Mapping[str, Any], base: int) -> Sheet:
    """Read a draft's work. What no longer has the form of work is left out."""
    try:
        pieces = pieces_from_json(stored.get("pieces", []))
    except Unclear:
        pieces = ()
    body, typed = stored.get("body"), stored.get("meeting")
    on, ayes, noes = (str(one) for one in typed) if isinstance(typed, list) and len(typed) == MEETING else ("", "", "")
    return Sheet(
        pieces=pieces,
        about=str(stored.get("about") or ""),
        reason=str(stored.get("reason") or ""),
        mover=str(body) if body else "me",
        meeting=(on, ayes, noes),
        base=base,
    )


_TOGETHER = (Rewrite, Move, Split, Join)  # what one amendment can do to one paragraph at once, each of them once


def _together(one: Piece, other: Piece) -> bool:
    return type(one) is not type(other) and isinstance(one, _TOGETHER) and isinstance(other, _TOGETHER)


def place_of(piece: Piece) -> str:
    """Give the paragraph or section that a piece is about; of something new, the id that it will have."""
    if isinstance(piece, Replace):
        return EVERYWHERE
    if isinstance(piece, Join):
        return piece.first
    return str(getattr(piece, "paragraph", None) or getattr(piece, "id", None) or getattr(piece, "section", ""))


def changes(piece: Piece, text: Document) -> bool:
    """Tell whether a piece changes a text as it stands. One that cannot be read does: somebody typed it."""
    try:
        return bool(compose(text, [piece]))
    except Unclear:
        return True


def cuts(paragraph: Paragraph) -> list[tuple[int, str]]:
    """Give where a paragraph may be split, before each sentence and block but the first, with the words that begin there."""
    tokens, found = paragraph.tokens, []
    starts = {start for start, _ in sentences(tokens)} | {at for at, token in enumerate(tokens) if token.kind == BLOCK}
    for start in sorted(starts):
        at = start + 1 if start < len(tokens) and tokens[start].kind == SPACE else start
        if 1 < at < len(tokens):
            words = "".join(token.text if token.kind != BLOCK else " " for token in tokens[at : at + 12]).strip()
            found.append((at, words))
    return found


def cut(text: Document, place: str, new: str, at: str) -> Piece:
    """Split a paragraph at a token position, as typed; at the first place where that is none."""
    paragraph = text.paragraph_by_id.get(place)
    if paragraph is None:
        return Split(place, new or new_uid(), "", "")
    offered = [start for start, _ in cuts(paragraph)]
    start = int(at) if at.isdecimal() and len(at) < 9 and int(at) in offered else (offered[0] if offered else 0)
    if not start:
        return Split(place, new or new_uid(), serialize(paragraph.tokens), "")
    end = start
    while end > 1 and paragraph.tokens[end - 1].kind == SPACE:
        end -= 1
    rest = paragraph.tokens[start:]
    second = rest if rest[0].kind == BLOCK else (Token(BLOCK, "p"), *rest)
    return Split(place, new or new_uid(), serialize(paragraph.tokens[:end]), serialize(second))


def position_of(split: Split, paragraph: Paragraph) -> int:
    """Give the position at which a split's second part begins, 0 where it is none of those offered."""
    try:
        first = len(read(split.first))
    except Unclear:
        return 0
    return next((at for at, _ in cuts(paragraph) if first <= at <= first + 1), 0)
