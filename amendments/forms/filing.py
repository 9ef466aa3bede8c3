"""Filing: what the page sends, as a sheet. Typed text is kept whatever is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from amendments.models.fields import new_uid
from amendments.queries.sheet import Sheet, cut
from amendments.queries.where import where_from
from amendments.text.compose import (
    Insert,
    Join,
    Move,
    MoveSection,
    NewSection,
    Piece,
    Replace,
    Retitle,
    Rewrite,
    Strike,
    StrikeSection,
    Unclear,
)
from amendments.text.document import Document

MOST_WORDS = 300  # characters that a global change looks for, or puts there
MOST_SHOWN = 100_000  # characters that name its places
KEYS = 64


def sheet_from_post(data: Mapping[str, str], text: Document) -> Sheet:
    """Read the work as the page sent it: `kind-0`, `place-0`, `where-0`, `text-0`, `at-0`, and so on."""
    base = data.get("base", "")
    return Sheet(
        pieces=tuple(_pieces(data, text)),
        about=data.get("about", ""),
        reason=data.get("reason", "").replace("\r\n", "\n"),
        mover=data.get("mover", "me")[:20],
        meeting=(data.get("met-on", "")[:10], data.get("met-for", "")[:6], data.get("met-against", "")[:6]),
        key=data.get("key", "")[:KEYS],
        base=int(base) if base.isdecimal() and len(base) < 12 else 0,
    )


def meeting_of(sheet: Sheet) -> tuple[date, int, int] | None:
    """Read when a body met and how it voted; None where nothing was typed. Raises Unclear where it cannot be read."""
    if not any(one.strip() for one in sheet.meeting):
        return None
    on, ayes, noes = (one.strip() for one in sheet.meeting)
    try:
        return date.fromisoformat(on), int(ayes), int(noes)
    except ValueError as error:
        raise Unclear(
            "For a body, give the day of its meeting and its votes for and against, or leave all three empty."
        ) from error


def _pieces(data: Mapping[str, str], text: Document) -> Iterator[Piece]:
    at = -1
    while (kind := data.get(f"kind-{(at := at + 1)}")) is not None:
        if kind in _READ:
            yield _READ[kind](_Typed(data, at, text))


_ID = re.compile(r"[0-9a-f]{16}")


class _Typed:
    """The fields of one piece: `place-2`, `text-2`, and so on."""

    def __init__(self, data: Mapping[str, str], at: int, text: Document) -> None:
        self.data, self.at, self.document = data, at, text

    def get(self, name: str, length: int = 32) -> str:
        return self.data.get(f"{name}-{self.at}", "")[:length]

    @property
    def place(self) -> str:
        return self.get("place")

    def new(self, field: str = "place") -> str:
        """Give the id of what is new: the page's own, so that filing twice makes one. Anything that is no id of ours is not."""
        found = self.get(field)
        return found if _ID.fullmatch(found) else new_uid()

    @property
    def text(self) -> str:
        return self.data.get(f"text-{self.at}", "").replace("\r\n", "\n")

    @property
    def where(self) -> tuple[str | None, str | None]:
        return where_from(self.get("where", 80))

    @property
    def replaced(self) -> Replace:
        """A global change, without the places that were shown and are not ticked any more.

        Where other words are looked for than those whose places were shown, every place is ticked again.
        """
        old, shown = self.get("old", MOST_WORDS), self.data.get(f"shown-{self.at}", "")[:MOST_SHOWN].split()
        exactly = "yes" if self.get("exactly") else ""
        same = (old.strip(), exactly) == (self.get("for", MOST_WORDS).strip(), self.get("for-exactly"))
        left = (key for key in shown if f"in-{self.at}-{key}" not in self.data) if same else ()
        return Replace(old, self.get("new", MOST_WORDS), exactly, " ".join(left))


_READ: dict[str, Callable[[_Typed], Piece]] = {
    "rewrite": lambda one: Rewrite(one.place, one.text),
    "insert": lambda one: Insert(one.new(), *one.where, one.text),
    "strike": lambda one: Strike(one.place),
    "move": lambda one: Move(one.place, *one.where),
    "split": lambda one: cut(one.document, one.place, one.new("new"), one.get("at")),
    "join": lambda one: Join(one.place, one.get("with")),
    "new section": lambda one: NewSection(one.new(), *one.where, one.text),
    "strike section": lambda one: StrikeSection(one.place),
    "retitle": lambda one: Retitle(one.place, one.text),
    "move section": lambda one: MoveSection(one.place, *one.where),
    "replace": lambda one: one.replaced,
}
