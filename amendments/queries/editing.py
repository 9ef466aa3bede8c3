"""What stands against a save: a place that somebody else changed since the page was opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from amendments.text import compose as c
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Amendment, ChangeWords
from amendments.text.markdown import parse, serialize
from amendments.text.merge import merge
from amendments.text.relation import Relation, relation
from amendments.text.tokens import Tokens


@dataclass(frozen=True)
class Stale:
    """A place with two texts: what it was, what was typed, what it is now, in Markdown, and both together where they fit."""

    place: str
    name: str
    base: str
    mine: str
    theirs: str
    merged: str | None


def stale_piece(base: Text, current: Text, pieces: Sequence[c.Piece]) -> Stale | None:
    """Give the first piece of work on a place that is not any more what it was in `base`; None where there is none."""
    if base is current:
        return None
    for piece in pieces:
        for place in _words_of(piece):
            old, now = _part(base, place), _part(current, place)
            if old is not None and (now is None or now.struck != old.struck or _tokens(now) != _tokens(old)):
                return _stale(piece, old, now)
    return None


def _words_of(piece: c.Piece) -> Iterable[str]:
    """Give the places whose words a piece of work takes for known. Where it only stands beside one, the words do not matter."""
    if isinstance(piece, c.Rewrite | c.Strike | c.Split):
        return (piece.paragraph,)
    if isinstance(piece, c.Join):
        return (piece.first, piece.second)
    return (piece.section,) if isinstance(piece, c.Retitle) else ()


def _part(text: Text, place: str) -> Paragraph | Section | None:
    return text.paragraph_by_id.get(place) or text.section_by_id.get(place)


def _tokens(part: Paragraph | Section) -> Tokens:
    return part.tokens if isinstance(part, Paragraph) else part.title


def _mine(piece: c.Piece) -> str:
    if isinstance(piece, c.Rewrite):
        return piece.text
    if isinstance(piece, c.Split):
        return f"{piece.first}\n\n{piece.second}"
    return piece.title if isinstance(piece, c.Retitle) else ""


def _stale(piece: c.Piece, old: Paragraph | Section, now: Paragraph | Section | None) -> Stale:
    gone = now is None or now.struck
    theirs = () if now is None or gone else _tokens(now)
    merged = None
    if isinstance(piece, c.Rewrite | c.Retitle) and not gone:
        merged = both(_tokens(old), parse(_mine(piece)), theirs)
    name = f"Paragraph {old.label}" if isinstance(old, Paragraph) and old.label else "A paragraph"
    if isinstance(old, Section):
        name = f"The section {old.label}".rstrip()
    return Stale(old.id, name, serialize(_tokens(old)), _mine(piece), serialize(theirs), merged)


def both(base: Tokens, mine: Tokens, theirs: Tokens) -> str | None:
    """Give the Markdown of two changes to one text made together; None unless they are independent."""
    text = Text(paragraphs=(Paragraph("p", tokens=base),))
    if base in (mine, theirs):
        return None
    own, other = (
        Amendment(name, number, (ChangeWords("p", text.paragraphs[0].digest, diff(base, tokens)),))
        for number, (name, tokens) in enumerate((("mine", mine), ("theirs", theirs)))
    )
    if relation(text, own, other).relation != Relation.INDEPENDENT:
        return None
    merged = merge(text, (own, other)).document
    return serialize(merged.paragraphs[0].tokens) if merged else None
