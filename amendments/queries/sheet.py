"""The sheet: what a person has on the filing page, piece by piece, and where a piece can stand or be cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amendments.models.fields import new_uid
from amendments.text.compose import Piece, Split, Unclear, pieces_from_json, read
from amendments.text.document import Document, Paragraph
from amendments.text.markdown import serialize
from amendments.text.sentences import sentences
from amendments.text.tokens import BLOCK, SPACE, Token, visible


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
        """Give the work with one piece more, unless its paragraph has one already."""
        taken = {place_of(one) for one in self.pieces}
        return self if place_of(piece) in taken else replace(self, pieces=(*self.pieces, piece))

    def without(self, at: int) -> Sheet:
        """Give the work without one piece."""
        return replace(self, pieces=(*self.pieces[:at], *self.pieces[at + 1 :]))

    def instead(self, at: int, piece: Piece) -> Sheet:
        """Give the work with another piece in the place of one."""
        return replace(self, pieces=(*self.pieces[:at], piece, *self.pieces[at + 1 :]))


def sheet_from_draft(stored: Mapping[str, Any], base: int) -> Sheet:
    """Read a draft's work. What no longer has the form of work is left out."""
    try:
        pieces = pieces_from_json(stored.get("pieces", []))
    except Unclear:
        pieces = ()
    body = stored.get("body")
    return Sheet(
        pieces, str(stored.get("about") or ""), str(stored.get("reason") or ""), str(body) if body else "me", base=base
    )


def where_from(value: str) -> tuple[str | None, str | None]:
    """Read a place in the text, `section/after`; either may be empty."""
    section, _, after = value[:80].partition("/")
    return section or None, after or None


def where_of(section: str | None, after: str | None) -> str:
    """Write a place in the text as the page's choices have it."""
    return f"{section or ''}/{after or ''}"


def place_of(piece: Piece) -> str:
    """Give the paragraph or section that a piece is about; of something new, the id that it will have."""
    return str(getattr(piece, "paragraph", None) or getattr(piece, "id", None) or getattr(piece, "section", ""))


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


@dataclass(frozen=True)
class Choice:
    """One choice of a list."""

    value: str
    words: str
    chosen: bool = False


def where_choices(text: Document, chosen: str, but: str) -> list[Choice]:
    """Give the places where a paragraph can stand: after each other one, and first in each section."""
    found = [Choice(where_of(None, None), "At the very beginning")]
    found += [Choice(where_of(None, one.id), f"After {in_short(one)}") for one in _others(text, None, but)]
    for section in text.sections:
        if section.struck:
            continue
        title = " ".join(visible(section.title).split())[:50]
        found.append(Choice(where_of(section.id, None), f"First in {section.label} {title}".rstrip()))
        found += [Choice(where_of(section.id, one.id), f"After {in_short(one)}") for one in _others(text, section.id, but)]
    return [Choice(one.value, one.words, one.value == chosen) for one in found]


def _others(text: Document, section: str | None, but: str) -> Iterator[Paragraph]:
    return (one for one in text.within(section) if one.id != but and not one.struck)


def in_short(paragraph: Paragraph) -> str:
    """Cite a paragraph with its first words."""
    words = " ".join(visible(paragraph.tokens).split())
    return f"{paragraph.label} {words if len(words) <= 48 else words[:48] + '…'}".strip()
