"""Two revisions of a document side by side, or as one redline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from amendments.models import Revision
from amendments.queries.document import text_at
from amendments.text.diff import diff, ops
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.html import render
from amendments.text.moved import flat, moved
from amendments.text.redline import ENGLISH, Redline, redline, redline_block
from amendments.text.redline import Run as Shown
from amendments.text.tokens import Tokens

SAME, CHANGED, NEW, STRUCK, MOVED = "same", "changed", "new", "struck", "moved"
STRUCK_ROWS, INSERTED_ROWS = frozenset("=-"), frozenset("=+")
WAYS = ("redline", "beside", "clean")


@dataclass(frozen=True)
class Pair:
    """A paragraph or heading in two revisions. `label` is the newer one, `was` the older where it differs.

    `redline` shows both in one; `old` and `new` each alone with its own words marked, "" where it does not stand in that
    revision; `clean` is the newer without marks.
    """

    uid: str
    kind: str
    section: bool
    label: str
    was: str
    redline: str
    old: str
    new: str
    clean: str


@dataclass(frozen=True)
class Compared:
    """The pairs in the order of the newer text. `skipped` counts those left out because nothing changed in them."""

    older: Revision
    newer: Revision
    pairs: list[Pair]
    changed: int
    skipped: int


def compare(older: Revision, newer: Revision, *, whole: bool = False) -> Compared:
    """Compare two revisions of one document: four queries. Unless `whole`, only what differs is given, with its headings."""
    before, after = text_at(older), text_at(newer)
    pairs = _pairs(before, after)
    changed = [pair for pair in pairs if pair.kind != SAME]
    shown = pairs if whole else _with_headings(pairs, after, before)
    return Compared(older, newer, shown, len(changed), len(pairs) - len(shown))


def differing(before: Text, after: Text) -> list[Pair]:
    """Give what differs between two texts, each with the headings that it stands under, in the order of the newer."""
    return _with_headings(_pairs(before, after), after, before)


def changed_places(before: Text, after: Text) -> list[Pair]:
    """Give what differs between two texts of one document, each with its heading: no query."""
    return _with_headings(_pairs(before, after), after, before)


def _pairs(before: Text, after: Text) -> list[Pair]:
    elsewhere = moved(before, after)
    return [_pair(uid, before, after, elsewhere) for uid in both(before, after)]


def both(before: Text, after: Text) -> list[str]:
    """Give the ids of both texts: those of the newer in its order, and what is gone after what it followed."""
    new, old = flat(after), flat(before)
    known = set(new)
    gone: dict[str, list[str]] = {}
    last = ""
    for uid in old:
        if uid in known:
            last = uid
        else:
            gone.setdefault(last, []).append(uid)
    return [*gone.get("", []), *(one for uid in new for one in (uid, *gone.get(uid, [])))]


def _pair(uid: str, before: Text, after: Text, elsewhere: set[str]) -> Pair:
    old, new = part_of(before, uid), part_of(after, uid)
    words_then, words_now = words_of(old), words_of(new)
    shown = new or old
    label, was = (new.label if new else ""), (old.label if old else "")
    kind = kind_of(words_then, words_now, uid in elsewhere)
    prefix = f"{uid}-"
    return Pair(
        uid,
        kind if kind != SAME or label == was or not (old and new) else CHANGED,
        isinstance(shown, Section),
        label or was,
        was if was != label and label else "",
        redline_of(kind, words_then, words_now, prefix),
        _one_side(words_then, words_now, STRUCK_ROWS, f"o{prefix}") if words_then else "",
        _one_side(words_then, words_now, INSERTED_ROWS, f"n{prefix}") if words_now else "",
        render(words_now, note_prefix=prefix) if words_now else "",
    )


def part_of(text: Text, uid: str) -> Paragraph | Section | None:
    """Give a paragraph or section by its id."""
    return text.paragraph_by_id.get(uid) or text.section_by_id.get(uid)


def words_of(part: Paragraph | Section | None) -> Tokens:
    """Give the words or the title of a part; none of what is struck."""
    if part is None or part.struck:
        return ()
    return part.title if isinstance(part, Section) else part.tokens


def kind_of(then: Tokens, now: Tokens, elsewhere: bool) -> str:
    """Say what happened to a part, from its words then and now and whether it stands elsewhere."""
    if then == now:
        return MOVED if elsewhere and now else SAME
    return NEW if not then else STRUCK if not now else CHANGED


def redline_of(kind: str, then: Tokens, now: Tokens, prefix: str) -> str:
    """Give both texts of a part in one."""
    whole: dict[str, Callable[[], str]] = {
        SAME: lambda: render(now, note_prefix=prefix) if now else "",
        NEW: lambda: redline_block(now, "ins", note_prefix=prefix),
        STRUCK: lambda: redline_block(then, "del", note_prefix=prefix),
        MOVED: lambda: redline_block(now, "move", note_prefix=prefix),
        CHANGED: lambda: redline(then, diff(then, now), note_prefix=prefix),
    }
    return whole[kind]()


def _one_side(then: Tokens, now: Tokens, signs: frozenset[str], prefix: str) -> str:
    """Give one of two texts with what the other does not have marked in it."""
    if not then or not now:
        return redline_block(now or then, "del" if then else "ins", note_prefix=prefix)
    if then == now:
        return render(now, note_prefix=prefix)
    runs = (Shown(sign, "", piece) for sign, piece in ops(then, diff(then, now)) if sign in signs)
    return Redline(ENGLISH, prefix).write(runs)


def _with_headings(pairs: list[Pair], after: Text, before: Text) -> list[Pair]:
    """Give what differs, each with the headings that it stands under."""
    needed: set[str] = set()
    for pair in pairs:
        if pair.kind == SAME:
            continue
        needed.add(pair.uid)
        text = after if part_of(after, pair.uid) else before
        part = part_of(text, pair.uid)
        home = part.section if isinstance(part, Paragraph) else part.parent if part else None
        while home:
            needed.add(home)
            section = text.section_by_id.get(home)
            home = section.parent if section else None
    return [pair for pair in pairs if pair.uid in needed]
