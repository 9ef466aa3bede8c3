"""Two texts of one place: what both editors began from, what each made of it, and what can be saved now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.queries.drafting import Change, Drafting, rows_for
from amendments.queries.where import Choice, section_choices, where_choices
from amendments.refusals import Conflict
from amendments.text.compose import Piece, Retitle, Rewrite, Unclear, read
from amendments.text.diff import diff
from amendments.text.html import render
from amendments.text.markdown import parse
from amendments.text.redline import redline
from amendments.text.tokens import Tokens


@dataclass(frozen=True)
class TwoTexts:
    """What the page of a conflict shows. `kind` is that of the work that was refused, as pieces are stored.

    `base`, `theirs` and `mine` are HTML, the last two redlines against the base; `again` is the Markdown in the editing area,
    both changes together where `together`. Where the place is `gone`, `where` offers places for what was typed; else
    `change` is what saving `again` would change in theirs. `by` and `at` say who saved meanwhile, and when.
    """

    kind: str
    place: str
    message: str
    base: str
    theirs: str
    mine: str
    together: bool
    again: str
    rows: int
    revision: int
    gone: bool
    where: list[Choice]
    change: Change | None
    by: str = ""
    at: datetime | None = None

    @property
    def writes(self) -> bool:
        """Tell whether words were typed, which are offered again."""
        return self.kind in {"rewrite", "retitle"}


def two_texts(conflict: Conflict, desk: Drafting) -> TwoTexts:
    """Give the page of a conflict; `desk` reads the draft as it is saved now."""
    text = desk.text
    base, place = parse(conflict.base), conflict.extra["place"]
    by, at = _meanwhile(desk, place)
    now = text.paragraph_by_id.get(place) or text.section_by_id.get(place)
    gone = now is None or now.struck
    again = conflict.merged if conflict.merged is not None else conflict.mine
    choices = section_choices if place in text.section_by_id else where_choices
    return TwoTexts(
        kind=conflict.extra["pieces"][0]["kind"],
        place=place,
        message=conflict.message,
        base=render(base, note_prefix="base-"),
        theirs=_against(base, parse(conflict.theirs), "theirs-"),
        mine=_against(base, _read(conflict.mine), "mine-"),
        together=conflict.merged is not None,
        again=again,
        rows=rows_for(again),
        revision=conflict.revision,
        gone=gone,
        where=choices(text, "", place) if gone else [],
        change=None if gone else desk.change(_again(conflict, place, again)),
        by=by,
        at=at,
    )


def _meanwhile(desk: Drafting, place: str) -> tuple[str, datetime | None]:
    """Say who saved a place last, as the page names them, and when."""
    person, at = desk.saved_last(place) or (None, None)
    if person is None:
        return "", at
    return "you, on another page" if person.pk == desk.acting.person_id else str(person), at


def _again(conflict: Conflict, place: str, words: str) -> list[Piece]:
    kind = conflict.extra["pieces"][0]["kind"]
    return [Rewrite(place, words)] if kind == "rewrite" else [Retitle(place, words)] if kind == "retitle" else []


def _read(words: str) -> Tokens:
    try:
        return read(words)
    except Unclear:  # what cannot be saved can still be shown beside the other's text
        return parse(words)


def _against(base: Tokens, new: Tokens, prefix: str) -> str:
    return redline(base, diff(base, new), note_prefix=prefix)
