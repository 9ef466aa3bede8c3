"""Editing the draft: what the committee's page sends, as pieces of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amendments.models.fields import new_uid
from amendments.queries.drafting import NEW, NEW_SECTION
from amendments.queries.sheet import cut
from amendments.queries.standing import step
from amendments.queries.where import where_from
from amendments.refusals import Refused
from amendments.text import compose as c
from amendments.text.document import Document as Text
from amendments.text.markdown import parse, serialize
from amendments.text.stored import sha256
from amendments.text.tokens import digest

ACTS = {"split": "split it", "join": "join it with the next", "strike": "strike it"}


def revision_of(data: Mapping[str, str]) -> int:
    """Give the number of the revision that was on the page, 0 where it names none."""
    typed = data.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def new_id(data: Mapping[str, str]) -> str:
    """Give the id of what is new: the page's own, so that saving twice makes one."""
    found = data.get("id", "")
    return found if len(found) == 16 and set(found) <= set("0123456789abcdef") else new_uid()


def key_of(data: Mapping[str, str], uid: str) -> str:
    """Give the key of one act: that of the page, the part and the button, because a page has many of them."""
    key = data.get("key", "")
    return sha256(f"{key}/{uid}/{data.get('do', 'save')}") if key else ""


def only_words(pieces: Iterable[c.Piece]) -> bool:
    """Tell whether pieces of work change one part and nothing around it, so that an open page can go on."""
    return all(isinstance(one, c.Rewrite | c.Retitle | c.Insert) for one in pieces)


def pieces_from(data: Mapping[str, str], text: Text, uid: str) -> list[c.Piece]:
    """Read what is to be done with a paragraph, a section, or something new: `do` is the button, `text` the words as typed.

    Raises Refused where a button would leave typed words behind, or cannot do anything here.
    """
    do, words = data.get("do", "save"), data.get("text", "").replace("\r\n", "\n")
    around, after = where_from(data.get("where", ""))
    if uid == NEW:
        return [c.Insert(new_id(data), around, after, words)]
    if uid == NEW_SECTION:
        return [c.NewSection(new_id(data), around, after, words)]
    if do in {"up", "down"}:
        return [_step(text, uid, up=do == "up")]
    section = uid in text.section_by_id
    if do in ACTS:
        _nothing_typed(text, uid, data, do)
        return [_act(text, uid, data, do)]
    saved: c.Piece = c.Retitle(uid, words) if section else c.Rewrite(uid, words)
    where, stood = data.get("where", ""), data.get("stood", "")
    if not where or where == stood:
        return [saved]
    moved: c.Piece = c.MoveSection(uid, around, after) if section else c.Move(uid, around, after)
    # Who only moves a part must not be held for somebody who writes its old words again.
    return [moved] if digest(parse(words)) == data.get("was") else [saved, moved]


def _step(text: Text, uid: str, *, up: bool) -> c.Piece:
    where = step(text, uid, up=up)
    if where is None:
        raise Refused(
            f"It cannot go further {'up' if up else 'down'}: it stands at the {'beginning' if up else 'end'} already."
        )
    return c.MoveSection(uid, *where) if uid in text.section_by_id else c.Move(uid, *where)


def _nothing_typed(text: Text, uid: str, data: Mapping[str, str], do: str) -> None:
    """Refuse an act on the saved words while others stand in the editing area: they would be lost."""
    part = text.paragraph_by_id.get(uid) or text.section_by_id.get(uid)
    if part is None or "text" not in data:
        return
    saved = serialize(part.title if hasattr(part, "title") else part.tokens)
    if data["text"].replace("\r\n", "\n").strip() != saved.strip():
        raise Refused(f"You changed its words and have not saved them. Save them first, or take them back; then {ACTS[do]}.")


def _act(text: Text, uid: str, data: Mapping[str, str], do: str) -> c.Piece:
    if uid in text.section_by_id:
        if do != "strike":
            raise Refused("A section can be struck, moved and given another heading; split and join its paragraphs.")
        return c.StrikeSection(uid)
    if do == "split":
        return cut(text, uid, new_uid(), data.get("at", ""))
    return c.Strike(uid) if do == "strike" else _join(text, uid)


def _join(text: Text, uid: str) -> c.Piece:
    paragraph = text.paragraph_by_id.get(uid)
    row = [one.id for one in text.within(paragraph.section) if not one.struck] if paragraph else []
    if uid not in row or row[-1] == uid:
        raise Refused("No paragraph follows in this section, so there is nothing to join it with.")
    return c.Join(uid, row[row.index(uid) + 1])
