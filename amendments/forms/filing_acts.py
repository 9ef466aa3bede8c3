"""The buttons of the filing page: each changes the pieces of the sheet, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from amendments.models.fields import new_uid
from amendments.queries.sheet import Sheet, cut, place_of, where_from
from amendments.text import compose as c
from amendments.text.document import Document, Paragraph
from amendments.text.markdown import serialize


def changed(sheet: Sheet, do: str, data: Mapping[str, str], text: Document) -> Sheet:
    """Do what a button says: `strike:2`, `drop:0`, `add`, `insert`; anything else leaves the sheet as it is."""
    act, _, which = do.partition(":")
    if act in _NEW:
        return _NEW[act](sheet, data, text)
    at = int(which) if which.isdecimal() and len(which) < 6 else -1
    if not 0 <= at < len(sheet.pieces):
        return sheet
    if act == "drop":
        return sheet.without(at)
    paragraph = text.paragraph_by_id.get(place_of(sheet.pieces[at]))
    return sheet.instead(at, _OTHER[act](text, paragraph)) if act in _OTHER and paragraph else sheet


def at_of(do: str, sheet: Sheet) -> int:
    """Give the piece that a button was about: the one it names, or the last, where new ones stand."""
    _, _, which = do.partition(":")
    last = max(len(sheet.pieces) - 1, 0)
    return min(int(which), last) if which.isdecimal() and len(which) < 6 else last


def _add(sheet: Sheet, data: Mapping[str, str], text: Document) -> Sheet:
    paragraph = text.paragraph_by_id.get(data.get("another", ""))
    return sheet.with_piece(c.Rewrite(paragraph.id, serialize(paragraph.tokens))) if paragraph else sheet


def _insert(sheet: Sheet, data: Mapping[str, str], text: Document) -> Sheet:
    """Begin a new paragraph after the one that is chosen, else after the first that the sheet is about, else at the end."""
    near = text.paragraph_by_id.get(data.get("another", ""))
    for piece in sheet.pieces:
        near = near or text.paragraph_by_id.get(place_of(piece))
    near = near or (text.paragraphs[-1] if text.paragraphs else None)
    section, after = (near.section, near.id) if near else where_from("")
    return sheet.with_piece(c.Insert(new_uid(), section, after, ""))


def _rewrite(_text: Document, paragraph: Paragraph) -> c.Piece:
    return c.Rewrite(paragraph.id, serialize(paragraph.tokens))


def _strike(_text: Document, paragraph: Paragraph) -> c.Piece:
    return c.Strike(paragraph.id)


def _move(text: Document, paragraph: Paragraph) -> c.Piece:
    row = [one.id for one in text.within(paragraph.section)]
    at = row.index(paragraph.id)
    return c.Move(paragraph.id, paragraph.section, row[at - 1] if at else None)


def _split(text: Document, paragraph: Paragraph) -> c.Piece:
    return cut(text, paragraph.id, new_uid(), "")


_NEW: dict[str, Callable[[Sheet, Mapping[str, str], Document], Sheet]] = {"add": _add, "insert": _insert}
_OTHER: dict[str, Callable[[Document, Paragraph], c.Piece]] = {
    "write": _rewrite,
    "strike": _strike,
    "move": _move,
    "split": _split,
}
