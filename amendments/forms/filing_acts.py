"""The buttons of the filing page: each changes the pieces of the sheet, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from amendments.models.fields import new_uid
from amendments.queries.sheet import Sheet, changes, cut, place_of
from amendments.text import compose as c
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import serialize
from amendments.text.number import Number


def changed(sheet: Sheet, do: str, data: Mapping[str, str], text: Document) -> Sheet:
    """Do what a button says: `strike:2`, `drop:0`, `add`, `insert`, `section`; anything else leaves the sheet as it is."""
    act, _, which = do.partition(":")
    if act in _NEW:
        return _NEW[act](sheet, data.get("another", ""), text)
    at = int(which) if which.isdecimal() and len(which) < 6 else -1
    if not 0 <= at < len(sheet.pieces):
        return sheet
    if act == "drop":
        return sheet.without(at)
    if act == "fill":
        return _fill(sheet, sheet.pieces[at])
    return _turned(sheet, at, act, text)


def supported(do: str) -> int:
    """Give the number of the amendment that is to be supported instead; 0 where the button says something else."""
    act, _, which = do.partition(":")
    return (Number.read(which) or 0) if act == "support" else 0


def at_of(do: str, sheet: Sheet) -> int:
    """Give the piece that a button was about: the last on the place of the one it names, or the last of all, the new one."""
    act, _, which = do.partition(":")
    last = max(len(sheet.pieces) - 1, 0)
    at = int(which) if which.isdecimal() and len(which) < 6 and act != "fill" else last
    if at >= last:
        return last
    place = place_of(sheet.pieces[at])
    return max(n for n, one in enumerate(sheet.pieces) if place_of(one) == place)


def _turned(sheet: Sheet, at: int, act: str, text: Document) -> Sheet:
    """Put another piece in the place of one; beside it, where it holds typed words that go together with the other."""
    old = sheet.pieces[at]
    paragraph, section = text.paragraph_by_id.get(place_of(old)), text.section_by_id.get(place_of(old))
    made = None
    if paragraph and act in _OF_PARAGRAPH:
        made = _OF_PARAGRAPH[act](text, paragraph)
    elif section and act in _OF_SECTION:
        made = _OF_SECTION[act](text, section)
    if made is None or any(type(one) is type(made) and place_of(one) == place_of(made) for one in sheet.pieces):
        return sheet
    beside = sheet.with_piece(made) if isinstance(old, c.Rewrite) and changes(old, text) else sheet
    return sheet.instead(at, made) if beside is sheet else beside


def _add(sheet: Sheet, uid: str, text: Document) -> Sheet:
    """Add a paragraph or a title to write in."""
    paragraph, section = text.paragraph_by_id.get(uid), text.section_by_id.get(uid)
    if paragraph:
        return sheet.with_piece(_rewrite(text, paragraph))
    return sheet.with_piece(_retitle(text, section)) if section else sheet


def _insert(sheet: Sheet, uid: str, text: Document) -> Sheet:
    """Begin a new paragraph: first in the section that is chosen, or after the paragraph that is, or near the other work."""
    if uid in text.section_by_id:
        return sheet.with_piece(c.Insert(new_uid(), uid, None, ""))
    near = _near(sheet, uid, text)
    return sheet.with_piece(c.Insert(new_uid(), near.section, near.id, "") if near else c.Insert(new_uid(), None, None, ""))


def _new_section(sheet: Sheet, uid: str, text: Document) -> Sheet:
    """Begin a new section: after the one that is chosen, or that of the paragraph that is, with a first paragraph in it."""
    near = _near(sheet, uid, text)
    around = text.section_by_id.get(uid) or (text.section_by_id.get(near.section or "") if near else None)
    id_ = new_uid()
    made = c.NewSection(id_, around.parent, around.id, "") if around else c.NewSection(id_, None, None, "")
    return sheet.with_piece(made).with_piece(c.Insert(new_uid(), id_, None, ""))


def _everywhere(sheet: Sheet, _uid: str, _text: Document) -> Sheet:
    """Begin a global change, which stands alone."""
    return sheet if sheet.pieces else sheet.with_piece(c.Replace("", ""))


def _near(sheet: Sheet, uid: str, text: Document) -> Paragraph | None:
    """Give the paragraph that is chosen, else the first that the sheet is about, else the last of the text."""
    found = text.paragraph_by_id.get(uid)
    for piece in sheet.pieces:
        found = found or text.paragraph_by_id.get(place_of(piece))
    return found or (text.paragraphs[-1] if text.paragraphs else None)


def _fill(sheet: Sheet, piece: c.Piece) -> Sheet:
    """Add a paragraph to a new section, after those that the sheet puts there already."""
    if not isinstance(piece, c.NewSection):
        return sheet
    last = None
    for one in sheet.pieces:
        if isinstance(one, c.Insert) and one.section == piece.id and one.after == last:
            last = one.id
    return sheet.with_piece(c.Insert(new_uid(), piece.id, last, ""))


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


def _join(text: Document, paragraph: Paragraph) -> c.Piece | None:
    """Join it with the one after it; the last of a section with the one before it."""
    row = [one for one in text.within(paragraph.section) if not one.struck]
    at = row.index(paragraph) if paragraph in row else 0
    if at + 1 < len(row):
        return c.Join(paragraph.id, row[at + 1].id)
    return c.Join(row[at - 1].id, paragraph.id) if at else None


def _retitle(_text: Document, section: Section) -> c.Piece:
    return c.Retitle(section.id, serialize(section.title))


def _strike_section(_text: Document, section: Section) -> c.Piece:
    return c.StrikeSection(section.id)


def _move_section(text: Document, section: Section) -> c.Piece:
    row = [one.id for one in text.sections if one.parent == section.parent]
    at = row.index(section.id)
    return c.MoveSection(section.id, section.parent, row[at - 1] if at else None)


_NEW: dict[str, Callable[[Sheet, str, Document], Sheet]] = {
    "add": _add,
    "insert": _insert,
    "section": _new_section,
    "everywhere": _everywhere,
}
_OF_PARAGRAPH: dict[str, Callable[[Document, Paragraph], c.Piece | None]] = {
    "write": _rewrite,
    "strike": _strike,
    "move": _move,
    "split": _split,
    "join": _join,
}
_OF_SECTION: dict[str, Callable[[Document, Section], c.Piece]] = {
    "write": _retitle,
    "strike": _strike_section,
    "move": _move_section,
}
