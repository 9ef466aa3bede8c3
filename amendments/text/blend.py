"""Several amendments of one text as one piece of work to go on with: their merge where they do not conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from amendments.text.document import Document
from amendments.text.edits import Amendment
from amendments.text.markdown import serialize
from amendments.text.merge import Conflict, merge
from amendments.text.uncompose import pieces_of
from amendments.text.work import Insert, NewSection, Piece, Retitle, Rewrite


class Blend(NamedTuple):
    """The work, and what is not in it: for each amendment left out, what it conflicts with and why."""

    pieces: tuple[Piece, ...]
    left_out: tuple[Conflict, ...]


def blend(document: Document, amendments: Iterable[Amendment]) -> Blend:
    """Merge amendments, lowest number first, each that goes together with those before it.

    Raises Mismatch where one alone does not fit the document.
    """
    kept: list[Amendment] = []
    left_out: list[Conflict] = []
    merged = document
    for one in sorted(amendments, key=lambda each: (each.number, each.id)):
        found = merge(document, [*kept, one])
        if found.document is None:
            left_out.append(next((each for each in found.conflicts if one.id in (each.a, each.b)), found.conflicts[0]))
        else:
            kept.append(one)
            merged = found.document
    pieces: list[Piece] = []
    for one in kept:
        for piece in pieces_of(document, one.edits):
            mine = _as_merged(piece, merged)
            if mine is not None and mine not in pieces:
                pieces.append(mine)
    return Blend(tuple(pieces), tuple(left_out))


def _as_merged(piece: Piece, merged: Document) -> Piece | None:
    """Give a piece with the words that all have together; None where another one brings it."""
    if isinstance(piece, Rewrite):
        return replace(piece, text=serialize(merged.paragraph_by_id[piece.paragraph].tokens))
    if isinstance(piece, Retitle):
        return replace(piece, title=serialize(merged.section_by_id[piece.section].title))
    new = isinstance(piece, Insert) and piece.id not in merged.paragraph_by_id
    return None if new or (isinstance(piece, NewSection) and piece.id not in merged.section_by_id) else piece
