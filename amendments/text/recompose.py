"""From edits back to what a person could have typed for them: the pieces that compose to the same edits on the same text."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.text import compose as c
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.document import Document
from amendments.text.markdown import serialize


def pieces_of(document: Document, edits: Iterable[e.Edit]) -> tuple[c.Piece, ...]:
    """Give pieces for edits, in their order. Raises Mismatch where an edit does not fit the text."""
    return tuple(_piece(document, edit) for edit in edits)


def _piece(document: Document, edit: e.Edit) -> c.Piece:
    match edit:
        case e.InsertParagraph(paragraph=uid, section=section, after=after, tokens=tokens):
            return c.Insert(uid, section, after, serialize(tokens))
        case e.InsertSection(section=uid, parent=parent, after=after, title=title):
            return c.NewSection(uid, parent, after, serialize(title))
        case e.MoveParagraph(paragraph=uid, section=section, after=after):
            return c.Move(uid, section, after)
        case e.MoveSection(section=uid, parent=parent, after=after):
            return c.MoveSection(uid, parent, after)
        case e.StrikeParagraph(paragraph=uid):
            return c.Strike(uid)
        case e.StrikeSection(section=uid):
            return c.StrikeSection(uid)
        case e.JoinParagraphs(first=first, second=second):
            return c.Join(first, second)
        case _:
            return _words(apply(document, (edit,)), edit)


def _words(after: Document, edit: e.ChangeWords | e.RetitleSection | e.SplitParagraph) -> c.Piece:
    """Give the piece of an edit that changes words, out of the text that it alone makes."""
    if isinstance(edit, e.RetitleSection):
        return c.Retitle(edit.section, serialize(after.section_by_id[edit.section].title))
    words = serialize(after.paragraph_by_id[edit.paragraph].tokens)
    if isinstance(edit, e.SplitParagraph):
        return c.Split(edit.paragraph, edit.new, words, serialize(after.paragraph_by_id[edit.new].tokens))
    return c.Rewrite(edit.paragraph, words)
