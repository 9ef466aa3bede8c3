"""What conflicts in a set of amendments, in words: where, why, and each one's words there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from amendments.models import Amendment
from amendments.queries.chosen import Met
from amendments.queries.chosen_rows import movers
from amendments.queries.places import name_of, places
from amendments.queries.states import mover_of
from amendments.queries.what_if import WhatIf
from amendments.text.document import Paragraph
from amendments.text.edits import Amendment as Value
from amendments.text.reasons import reason
from amendments.text.relation import Relations
from amendments.text.together import Circle
from amendments.text.tokens import visible
from amendments.text.words import in_words

GROUPS = 5  # shown in full
SIDES = 8  # of one group
REASONS = 6


class Side(NamedTuple):
    """One amendment of a group: its redline where it conflicts, and what it does in words."""

    number: int
    mover: str
    about: str
    html: str
    words: str


class Clash(NamedTuple):
    """Amendments that cannot all be carried, hanging together by their conflicts: where, why, and each one's words."""

    place: str
    title: str
    why: tuple[str, ...]
    sides: tuple[Side, ...]
    more: tuple[int, ...]


class Beside(NamedTuple):
    """Two amendments in one sentence or side by side: both are in the text, and a person should look."""

    a: int
    b: int
    why: str


class Without(NamedTuple):
    """A global change that is in the text without some of its places: how many it has and lost, and where to which others.

    `falls` are those that fall if it is carried before them: nothing of them is left beside it.
    """

    number: int
    places: int
    gone: int
    lost: tuple[tuple[str, tuple[int, ...]], ...]
    falls: tuple[int, ...]


class Clashes:
    """Tells of the conflicts of a set: two queries."""

    def __init__(self, page: WhatIf) -> None:
        self.page, self.chosen = page, page.chosen
        self._places: dict[tuple[int, int], tuple[str, ...]] = {}
        self.shown = [group[:SIDES] for group in page.groups[:GROUPS]]

    @property
    def more(self) -> int:
        """How many groups are not shown in full."""
        return max(0, len(self.page.groups) - GROUPS)

    @cached_property
    def values(self) -> dict[int, Value]:
        """The values of all that is shown, by key."""
        keys = {key for group in self.shown for key in group} | {key for pair in self._touching for key in pair}
        known = {key: self.chosen.own[key] for key in keys if key in self.chosen.own}
        for key, edits in self.chosen.edits(keys - known.keys()).items():
            row = self.chosen.standing[key]
            known[key] = Value(str(row), row.number, edits)
        return known

    @cached_property
    def rows(self) -> dict[int, Amendment]:
        """The rows of all that is shown, with their movers."""
        return {row.pk: row for row in movers(key for group in self.shown for key in group)}

    @cached_property
    def relations(self) -> Relations:
        """Knows why two conflict."""
        return Relations(self.page.before)

    def groups(self) -> list[Clash]:
        """Give the first groups of conflicts, in the order of the text."""
        order = self.page.before.reading_order
        found = [(self._place(group), group, whole) for group, whole in zip(self.shown, self.page.groups, strict=False)]
        found.sort(key=lambda row: order.get(row[0], -1))
        return [self._clash(place, group, whole) for place, group, whole in found]

    def _pairs(self, group: tuple[int, ...]) -> list[tuple[int, int]]:
        held = set(group)
        return [pair[:2] for pair in self.chosen.met if pair.conflicting and held.issuperset(pair[:2])]

    def _place(self, group: tuple[int, ...]) -> str:
        for low, high in self._pairs(group):
            if found := self._where(low, high):
                return found[0]
        return next((circle.conflict.place for circle in self.page.together.circles if self._of(circle, group)), "")

    def _where(self, low: int, high: int) -> tuple[str, ...]:
        if (low, high) not in self._places:
            self._places[low, high] = self.relations.between(self.values[low], self.values[high]).places
        return self._places[low, high]

    def _of(self, circle: Circle, group: tuple[int, ...]) -> bool:
        return any(self.values[key].id in circle.members for key in group)

    def _clash(self, place: str, group: tuple[int, ...], whole: tuple[int, ...]) -> Clash:
        text = self.page.before
        at: dict[int, set[str]] = defaultdict(lambda: {place})
        why = [circle.conflict.why for circle in self.page.together.circles if self._of(circle, group)]
        for low, high in self._pairs(group):
            found = self._where(low, high)
            at[low] = at[low] | set(found)
            at[high] = at[high] | set(found)
            if len(why) < REASONS:
                why.append(reason(self.relations, self.values[low], self.values[high]))
        part = text.paragraph_by_id.get(place)
        home = text.section_by_id.get((part.section if isinstance(part, Paragraph) else place) or "")
        sides = tuple(self._side(key, at[key]) for key in group)
        more = tuple(self.chosen.standing[key].number for key in whole[SIDES:])
        return Clash(name_of(text, place), visible(home.title) if home else "", tuple(dict.fromkeys(why)), sides, more)

    def _side(self, key: int, at: set[str]) -> Side:
        row, value = self.rows[key], self.values[key]
        found = places(self.page.before, value.edits, f"c{value.number}-")
        html = "".join(place.html for place in found if place.at in at)
        return Side(row.number, mover_of(row), row.about, html, in_words(self.page.before, value.edits))

    @cached_property
    def _touching(self) -> list[tuple[int, int]]:
        return list(islice((pair[:2] for pair in self._beside()), GROUPS))

    def _beside(self) -> Iterator[Met]:
        """Give the pairs that touch in the text that is shown; where a global change made way, no two touch for that."""
        for pair in self.chosen.met:
            if not (pair.conflicting or pair.partly) and self.page.out.isdisjoint(pair[:2]):
                yield pair

    @property
    def touching_count(self) -> int:
        """How many pairs of the text that is shown touch each other."""
        return sum(1 for _ in self._beside())

    def touching(self) -> list[Beside]:
        """Give the first pairs that touch, and why."""
        found = [(self.values[low], self.values[high]) for low, high in self._touching]
        return [Beside(a.number, b.number, reason(self.relations, a, b)) for a, b in found]

    def without(self) -> list[Without]:
        """Give the global changes that are in the text without the places that another changes otherwise."""
        found = []
        for key, one in self.chosen.reduced.items():
            if one.value.edits:
                lost = tuple((name_of(self.page.before, place.id), numbers) for place, numbers in one.lost.items())
                rivals = {number for numbers in one.lost.values() for number in numbers}
                falls = tuple(sorted(rivals & self._falling_with(key)))
                found.append(Without(one.value.number, one.places, len(one.lost), tuple(dict.fromkeys(lost)), falls))
        return sorted(found)

    def _falling_with(self, key: int) -> set[int]:
        falls = (pair.falls_with(key) for pair in self.chosen.met if key in pair[:2])
        return {self.chosen.standing[other].number for other in falls if other is not None}
