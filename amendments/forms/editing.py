"""Editing the draft: what the committee's page sends, as pieces of work."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.models.fields import new_uid
from amendments.queries.sheet import cut, where_from, where_of
from amendments.refusals import Refused
from amendments.text import compose as c
from amendments.text.document import Document as Text

NEW, NEW_SECTION = "new", "new-section"


def pieces_from(data: Mapping[str, str], text: Text, uid: str) -> list[c.Piece]:
    """Read what is to be done with a paragraph, a section, or something new: `do` is the button, `text` the words as typed."""
    do, words = data.get("do", "save"), data.get("text", "").replace("\r\n", "\n")
    section, after = where_from(data.get("where", ""))
    if uid == NEW:
        return [c.Insert(_id(data), section, after, words)]
    if uid == NEW_SECTION:
        return [c.NewSection(_id(data), section, after, words)]
    if uid in text.section_by_id:
        return [c.StrikeSection(uid) if do == "strike" else c.Retitle(uid, words)]
    if do == "strike":
        return [c.Strike(uid)]
    if do == "split":
        return [cut(text, uid, new_uid(), data.get("at", ""))]
    if do == "join":
        return [_join(text, uid)]
    return [c.Rewrite(uid, words), *_moved(text, uid, data.get("where", ""))]


def _id(data: Mapping[str, str]) -> str:
    """Give the id of what is new: the page's own, so that saving twice makes one."""
    found = data.get("id", "")
    return found if len(found) == 16 and set(found) <= set("0123456789abcdef") else new_uid()


def _moved(text: Text, uid: str, where: str) -> list[c.Piece]:
    paragraph = text.paragraph_by_id.get(uid)
    if paragraph is None or not where or where == stands(text, uid):
        return []
    return [c.Move(uid, *where_from(where))]


def stands(text: Text, uid: str) -> str:
    """Give where a paragraph stands, as the page's choices have it."""
    paragraph = text.paragraph_by_id[uid]
    row = [one.id for one in text.within(paragraph.section)]
    at = row.index(uid)
    return where_of(paragraph.section, row[at - 1] if at else None)


def _join(text: Text, uid: str) -> c.Piece:
    paragraph = text.paragraph_by_id.get(uid)
    row = [one.id for one in text.within(paragraph.section) if not one.struck] if paragraph else []
    if uid not in row or row[-1] == uid:
        raise Refused("No paragraph follows in this section, so there is nothing to join it with.")
    return c.Join(uid, row[row.index(uid) + 1])
