"""The places of a global change as a page lists them: each with the words around it, by section, and what is found besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amendments.queries.places import name_of
from amendments.queries.where import section_in_short
from amendments.text.compose import Replace
from amendments.text.document import Document as Text
from amendments.text.edits import Change
from amendments.text.everywhere import found, key_of
from amendments.text.forms import Form, other_forms
from amendments.text.redline import redline
from amendments.text.throughout import Place
from amendments.text.tokens import BLOCK, WORD, Tokens, split

AROUND = 7  # words on each side of a place
OPEN = 8  # places that are shown before the others are folded
MOST_FORMS = 8


class Spot(NamedTuple):
    """One place: its key, where it stands ("2.4.4"), its redline among the words around it, and whether it is ticked."""

    key: str
    name: str
    html: str
    ticked: bool


@dataclass(frozen=True)
class SpotGroup:
    """The places in one section. `open` says that they are shown at once."""

    words: str
    spots: list[Spot]
    open: bool

    @property
    def left_out(self) -> int:
        """How many are not ticked."""
        return sum(not spot.ticked for spot in self.spots)


class Named(NamedTuple):
    """Other words that were found, and where: "4 times: 1.2, 1.5 and more"."""

    words: str
    where: str


class Spots:
    """The places of a global change that is being written. Raises Unclear where its words cannot be read."""

    def __init__(self, text: Text, piece: Replace) -> None:
        self.text, self.piece = text, piece
        self.places = found(text, piece)
        self.without = set(piece.without.split())

    @property
    def all(self) -> int:
        """How many there are."""
        return len(self.places)

    @property
    def left_out(self) -> int:
        """How many are not ticked."""
        return sum(key_of(place) in self.without for place in self.places)

    @property
    def keys(self) -> str:
        """The keys of all that are shown."""
        return " ".join(key_of(place) for place in self.places)

    @cached_property
    def groups(self) -> list[SpotGroup]:
        """The places by section, in the order of the text; the first ones open."""
        return list(by_section(self.text, self.places, self.without))

    @property
    def forms(self) -> list[Named]:
        """Other forms of the words, which stay as they are."""
        wanted = tuple(split(self.piece.old.strip()))
        changed = frozenset((place.id, place.change.at) for place in self.places)
        return [_named(self.text, form) for form in other_forms(self.text, wanted, changed)[:MOST_FORMS]]


def by_section(text: Text, places: Iterable[Place], without: Iterable[str] = ()) -> Iterator[SpotGroup]:
    """Give places with the words around them, by section. `without` are the keys of those that are not ticked."""
    rows: dict[str | None, list[Spot]] = {}
    left_out = set(without)
    for place in places:
        home = place.id if place.title else text.paragraph_by_id[place.id].section
        name = "title" if place.title else name_of(text, place.id)
        spot = Spot(key_of(place), name, around(text, place), key_of(place) not in left_out)
        rows.setdefault(home, []).append(spot)
    shown = 0
    for home, spots in rows.items():
        words = section_in_short(text.section_by_id[home]) if home else "Before all sections"
        yield SpotGroup(words, spots, open=shown == 0 or shown + len(spots) <= OPEN)
        shown += len(spots)


def around(text: Text, place: Place) -> str:
    """Give the redline of a place among a few words on each side, as HTML of the engine."""
    tokens = text.section_by_id[place.id].title if place.title else text.paragraph_by_id[place.id].tokens
    start, end = _reach(tokens, place.change.at, -1), _reach(tokens, place.change.end - 1, 1) + 1
    change = Change(place.change.at - start, place.change.struck, place.change.inserted)
    before = "… " if start and tokens[start - 1].kind != BLOCK else ""
    after = " …" if end < len(tokens) and tokens[end].kind != BLOCK else ""
    html = redline(tokens[start:end], (change,)).strip().removeprefix("<p>").removesuffix("</p>")
    return f"<p>{before}{html.strip()}{after}</p>"


def _reach(tokens: Tokens, at: int, step: int) -> int:
    """Go as many words as are shown to one side, not beyond the block."""
    words = 0
    while 0 <= at + step < len(tokens) and tokens[at + step].kind != BLOCK and words < AROUND:
        at += step
        words += tokens[at].kind == WORD
    return at


def _named(text: Text, form: Form) -> Named:
    names = list(Counter(name_of(text, id_) for id_ in form.ids))
    times = "once" if len(form.ids) == 1 else f"{len(form.ids)} times"
    return Named(form.words, f"{times}: {', '.join(names[:4])}{' and more' if len(names) > 4 else ''}")
