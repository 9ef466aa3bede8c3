"""A cluster side by side: the words as they stand, what each rival makes of them, in which order they are put, what falls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amendments.life import Recommendation
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.places import Place, name_of, places, read_places, stands_at
from amendments.queries.rivals import At, Rivals
from amendments.queries.rivals_map import Map, map_of
from amendments.queries.states import Named, mover_of, state_of
from amendments.text.apply import apply
from amendments.text.bands import changes_in, cut, window
from amendments.text.clusters import Pair
from amendments.text.diff import apply_changes
from amendments.text.distance import distance
from amendments.text.document import Paragraph
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Change, ChangeWords
from amendments.text.html import render
from amendments.text.number import label_of
from amendments.text.order import Proposal, propose
from amendments.text.order_reasons import does
from amendments.text.redline import redline
from amendments.text.relation import Relation
from amendments.text.sentences import sentences
from amendments.text.tokens import Tokens

WAYS = ("redline", "clean")
AT_ONCE = 12  # rivals that one page shows side by side
OPEN = 6  # of these, how many before the others are folded
SHARED = 3  # places of a cluster that are compared
SQUARE = 8  # rivals up to which a table says what falls


class Twin(NamedTuple):
    """Another one that asks for the same."""

    number: int
    mover: str


class Piece(NamedTuple):
    """What stands, or would stand, at one place. `html` is empty where nothing would."""

    name: str
    html: str
    said: str = ""


@dataclass(frozen=True)
class Rival:
    """One member of a cluster: who moves it, what it does, why it is put where it is, and what falls with it."""

    number: int
    mover: str
    about: str
    state: Named
    advice: str
    does: str
    why: str
    falls: list[str]
    done: list[str]  # what is decided with it, because it does that as well
    twins: list[Twin]
    pieces: list[Piece]
    more: int  # places that are not shown


class Cell(NamedTuple):
    """One cell of the table of what falls."""

    word: str
    falls: bool = False


@dataclass(frozen=True)
class Cluster:
    """Rivals side by side, furthest from the text first. `later` counts those on further pages, `apart` stands elsewhere."""

    lead: int
    names: list[str]
    size: int
    stands: list[Piece]
    rivals: list[Rival]
    later: int
    page: int
    square: list[tuple[str, list[Cell]]]
    heads: list[str]
    apart: list[int]
    places: list[At]
    maps: list[Map]
    same: bool


class Side(NamedTuple):
    """A paragraph, and the part of its tokens (from, to) that is compared."""

    paragraph: Paragraph
    part: tuple[int, int]


class Sides:
    """Sets clusters side by side: two queries, however many there are and however large they are."""

    def __init__(self, rivals: Rivals, keys: Collection[int], way: str = "") -> None:
        self.rivals, self.text = rivals, rivals.text
        self.way = way if way in WAYS else "redline"
        self.rows = rivals.rows(keys)
        self.values = {key: on_current_text(row) for key, row in self.rows.items()}

    @cached_property
    def secondaries(self) -> dict[str, list[str]]:
        """The open amendments to each of these, by its name: one query."""
        found: dict[str, list[str]] = defaultdict(list)
        rows = open_amendments(self.rivals.document).filter(primary__in=self.rows).exclude(pk__in=self.rivals.hidden)
        for number, primary in rows.values_list("number", "primary_id"):
            found[str(self.rows[primary])].append(label_of(number))
        return found

    def proposal(self, members: Sequence[int]) -> Proposal:
        """Propose the order of a cluster, with what falls."""
        names = {key: str(self.rows[key]) for key in members}
        pairs = [
            Pair(names[one.low], names[one.high], Relation(one.relation), names.get(one.inner or 0))
            for one in self.rivals.pairs
            if one.low in names and one.high in names
        ]
        return propose(self.text, [self.values[key] for key in members], pairs=pairs)

    def shared(self, members: Iterable[int]) -> list[str]:
        """Give the places at which at least two members stand, those with the most first; all places where they share none."""
        count = Counter(uid for key in members for uid in stands_at(self.values[key].edits))
        known = [uid for uid in count if uid in self.rivals.order or not uid]
        most = sorted(known, key=lambda uid: (-count[uid], self.rivals.order.get(uid, -1)))
        return [uid for uid in most if count[uid] > 1] or most

    def cluster(
        self, members: Iterable[int], page: int = 0, *, at: str = "", href: Callable[[str], str] | None = None
    ) -> Cluster:
        """Set one cluster side by side, at the places that it shares, or `at` one alone. With maps where `href` is given."""
        members = sorted((key for key in members if key in self.rows), key=lambda key: self.rows[key].number)
        order = self.proposal(members)
        here = self._in_order(members, order)
        uids = [at] if at else self.shared(members)[:SHARED]
        present = [key for key in here if not at or at in stands_at(self.values[key].edits)]
        twins = self._twins(present)
        first = [key for key in present if key not in {other for others in twins.values() for other in others}]
        side = {uid: self._side(uid, present) for uid in uids}
        maps = [map_of(self.text, uid, [self.rows[key] for key in here], href) for uid in uids if uid] if href else []
        return Cluster(
            lead=self.rows[members[0]].number,
            names=[str(self.rows[key]) for key in present],
            size=len(present),
            stands=[found for uid in uids if (found := self._now(uid, side[uid]))],
            rivals=[self._rival(key, twins.get(key, []), order, side) for key in first[page * AT_ONCE : (page + 1) * AT_ONCE]],
            later=max(len(first) - (page + 1) * AT_ONCE, 0),
            page=page,
            square=self._square(order, first) if len(first) <= SQUARE else [],
            heads=[str(self.rows[key]) for key in first],
            apart=[self.rows[key].number for key in members if key not in present],
            places=[self.rivals.place(uid) for uid in uids],
            maps=maps,
            same=len(first) == 1,
        )

    def _in_order(self, members: Iterable[int], order: Proposal) -> list[int]:
        keys = {str(self.rows[key]): key for key in members}
        return [keys[place.id] for place in order.order]

    def _twins(self, present: Sequence[int]) -> dict[int, list[int]]:
        """Give under the first of those that ask for the same the others."""
        same = {frozenset((p.low, p.high)) for p in self.rivals.pairs if p.relation == Relation.SAME}
        found: dict[int, list[int]] = {}
        taken: set[int] = set()
        for n, key in enumerate(present):
            if key not in taken:
                others = [other for other in present[n + 1 :] if frozenset((key, other)) in same]
                taken |= set(others)
                found |= {key: others} if others else {}
        return found

    def _side(self, uid: str, members: Iterable[int]) -> Side | None:
        """Give the sentences of a paragraph that any of these changes; None for a section."""
        paragraph = self.text.paragraph_by_id.get(uid)
        if paragraph is None or paragraph.struck:
            return None
        changes = [change for key in members for edit in self.values[key].edits for change in changes_in(uid, edit)]
        return Side(paragraph, window(paragraph.tokens, changes, sentences(paragraph.tokens)))

    def _now(self, uid: str, side: Side | None) -> Piece | None:
        if side is None:
            section = self.text.section_by_id.get(uid)
            return Piece(name_of(self.text, uid), render(section.title)) if section else None
        paragraph, part = side
        tokens, _ = cut(paragraph.tokens, (), part)
        return Piece(name_of(self.text, uid), render(tokens, note_prefix=f"now-{uid}-"))

    def _rival(self, key: int, twins: Sequence[int], order: Proposal, side: Mapping[str, Side | None]) -> Rival:
        row, value = self.rows[key], self.values[key]
        pieces = [piece for uid in side for piece in self._pieces(value, uid, side[uid])]
        pieces = pieces or [_piece(place) for place in places(self.text, value.edits, f"{value.id}-")[:SHARED]]
        named = [self.rows[one] for one in twins]
        apart = {str(one) for one in named}
        advice = Recommendation(row.recommendation)
        uids = stands_at(value.edits)
        return Rival(
            row.number,
            mover_of(row),
            row.about,
            state_of(row),
            advice.label if advice != Recommendation.NONE else "",
            does(distance(self.text, value)),
            next(place.reason for place in order.order if place.id == value.id),
            self._with_secondaries(value.id, order),
            [one for one in order.decided[value.id] if one not in apart],
            [Twin(one.number, mover_of(one)) for one in named],
            pieces,
            max(len(uids) - max(len(side.keys() & set(uids)), 1), 0),
        )

    def _with_secondaries(self, id_: str, order: Proposal) -> list[str]:
        """Give what cannot be put any more if one is carried, amendments to these included."""
        decided = set(order.decided[id_])
        gone = [one for one in order.falls[id_] if one not in decided]
        return gone + [one for each in (*gone, *order.decided[id_]) for one in self.secondaries.get(each, ())]

    def _pieces(self, value: Value, uid: str, side: Side | None) -> list[Piece]:
        if uid not in stands_at(value.edits):
            return []
        own = [edit for edit in value.edits if uid in stands_at([edit])]
        if side and all(isinstance(edit, ChangeWords) for edit in own):
            paragraph, part = side
            changes = tuple(change for edit in own for change in changes_in(uid, edit))
            tokens, moved = cut(paragraph.tokens, changes, part)
            return [Piece(name_of(self.text, uid), self._words(value.id, uid, tokens, moved))]
        found = [place for place in places(self.text, value.edits, f"{value.id}-") if place.at == uid]
        if self.way == "clean":
            found = read_places(apply(self.text, value.edits), found, value.edits)
        return [_piece(place) for place in found]

    def _words(self, name: str, uid: str, tokens: Tokens, changes: tuple[Change, ...]) -> str:
        prefix = f"{name}-{uid}-"
        if self.way == "clean":
            return render(apply_changes(tokens, changes), note_prefix=prefix)
        return redline(tokens, changes, note_prefix=prefix)

    def _square(self, order: Proposal, keys: Sequence[int]) -> list[tuple[str, list[Cell]]]:
        """Say for each rival what becomes of each other, were it carried when its turn comes; the last has none to say."""
        names = [str(self.rows[key]) for key in keys]
        return [
            (name, [_cell(order, name, other, before=at < n) for at, other in enumerate(names)])
            for n, name in enumerate(names[:-1])
        ]


def _cell(order: Proposal, name: str, other: str, *, before: bool) -> Cell:
    if name == other:
        return Cell("–")
    if before:
        return Cell("was put")
    if other in order.decided[name]:
        return Cell("is done with it", falls=True)
    return Cell("falls", falls=True) if other in order.falls[name] else Cell("stays")


def _piece(place: Place) -> Piece:
    return Piece(place.label, place.html, place.said)
