"""Filing: what the page sends, as a sheet. Typed text is kept whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from amendments.models.fields import new_uid
from amendments.queries.sheet import Sheet, cut, where_from
from amendments.text.compose import Insert, Move, NewSection, Piece, Retitle, Rewrite, Strike, Unclear
from amendments.text.document import Document

MOST_PIECES = 200
MOST_REASON, MOST_ABOUT = 20_000, 200  # characters
KEYS = 64


def sheet_from_post(data: Mapping[str, str], text: Document) -> Sheet:
    """Read the work as the page sent it: `kind-0`, `place-0`, `where-0`, `text-0`, `at-0`, and so on."""
    base = data.get("base", "")
    return Sheet(
        pieces=tuple(_pieces(data, text)),
        about=data.get("about", "")[:MOST_ABOUT],
        reason=data.get("reason", "")[:MOST_REASON].replace("\r\n", "\n"),
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
    for at in range(MOST_PIECES):
        kind, place = data.get(f"kind-{at}"), data.get(f"place-{at}", "")[:32]
        if kind is None:
            return
        words = data.get(f"text-{at}", "").replace("\r\n", "\n")
        section, after = where_from(data.get(f"where-{at}", ""))
        if kind == "rewrite":
            yield Rewrite(place, words)
        elif kind == "insert":
            yield Insert(place or new_uid(), section, after, words)
        elif kind == "strike":
            yield Strike(place)
        elif kind == "move":
            yield Move(place, section, after)
        elif kind == "split":
            yield cut(text, place, data.get(f"new-{at}", "")[:32], data.get(f"at-{at}", ""))
        elif kind == "new section":
            yield NewSection(place or new_uid(), None, after, words)
        elif kind == "retitle":
            yield Retitle(place, words)
