"""The proposal of a voting order: in which order amendments of one text should be put, why, and what falls with each.

The rules are those of most standing orders. The text is gone through from its beginning; rivals are put together where the
first of them stands, the one that is furthest from the text first, so that nobody must vote for less who might get more (what
hangs together by a third one alone, as by the strike of a section, is no rival, and keeps the order of the text). A
compromise comes before what it covers, an amendment to an amendment before that one; the preamble after the rest of the text,
and headings last. It is a proposal: the chair may put the questions otherwise.

Nothing depends on the order in which the amendments are given; where the rules leave two equal, the lower number comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

from amendments.text.clusters import RIVALRY, Pair, clusters, pairs_of
from amendments.text.distance import Distance, distance
from amendments.text.document import Document
from amendments.text.edits import Amendment
from amendments.text.nearness import Relation
from amendments.text.order_reasons import Reasons
from amendments.text.relation import Relations
from amendments.text.secondary import base_of
from amendments.text.standing import Part, Spot, Standing


class Place(NamedTuple):
    """One place of the voting order: the amendment, and why it stands there, as a sentence for people."""

    id: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """The proposed order, and what follows from it. Every amendment is named once in `order`, and is a key of the mappings.

    `falls` names what cannot be put any more if one is carried: what conflicts with it, what it covers, what it does as well
    (`decided` names these alone), and the secondary amendments of all these. `clusters` are the rivals, two or more.
    All ids stand in the order of the voting list.
    """

    order: tuple[Place, ...]
    falls: Mapping[str, tuple[str, ...]]
    decided: Mapping[str, tuple[str, ...]]
    clusters: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Links:
    """What people have said about amendments that their edits do not tell.

    `covers`: what each compromise covers, by id. `secondary`: the amendments to each primary, by its id; their edits are on the
    text as the primary would have it. `parts`: to what part of the text paragraphs belong, where no section tells. What
    names an amendment that is not on the list is passed over.
    """

    covers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    secondary: Mapping[str, Sequence[Amendment]] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # what people call paragraphs that have no number


NO_LINKS = Links()


def propose(
    document: Document, amendments: Iterable[Amendment], links: Links = NO_LINKS, pairs: Iterable[Pair[str]] | None = None
) -> Proposal:
    """Propose a voting order for amendments of a document, each with an id of its own.

    `pairs` are those that are not independent, by id, where they are known already; a pair with an amendment that is not on
    the list is passed over. Raises Mismatch where an amendment does not fit the document, or a secondary one its primary.
    """
    return _Proposing(document, sorted(amendments, key=lambda each: (each.number, each.id)), links, pairs).proposal()


class _Proposing:
    def __init__(
        self, document: Document, amendments: Sequence[Amendment], links: Links, pairs: Iterable[Pair[str]] | None
    ) -> None:
        self.document, self.links = document, links
        self.by_id = {each.id: each for each in amendments}
        known = pairs_of(Relations(document), amendments) if pairs is None else pairs
        self.pairs = [pair for pair in known if pair.a in self.by_id and pair.b in self.by_id]
        standing = Standing(document, links.parts)
        self.spots: dict[str, Spot] = {each.id: standing.of(each) for each in amendments}
        self.distances: dict[str, Distance] = {each.id: distance(document, each) for each in amendments}
        self.covers = {
            one: {each for each in links.covers.get(one, ()) if each in self.by_id and each != one} for one in self.by_id
        }
        self.covers = {one: covered for one, covered in self.covers.items() if covered}
        self.rank = {id_: n for n, id_ in enumerate(self.by_id)}

    def proposal(self) -> Proposal:
        reasons = Reasons(self.document, self.links.names, self.spots, self.distances, self.covers, self.twins, self.rivals)
        places: list[Place] = []
        for row in self.rows:
            for n, id_ in enumerate(row):
                reason = reasons.of(row, n)
                inner = self.secondary.get(id_)
                if inner:
                    alone = len(inner.order) == 1
                    places += [Place(each.id, reasons.secondary(id_, "" if alone else each.reason)) for each in inner.order]
                places.append(Place(id_, reason))
        return self._with_falls(places)

    @cached_property
    def secondary(self) -> dict[str, Proposal]:
        """The proposals for the amendments to each primary."""
        found = {}
        for id_, own in self.links.secondary.items():
            if id_ in self.by_id and own:
                found[id_] = propose(base_of(self.document, self.by_id[id_]), own, Links(names=self.links.names))
        return found

    @cached_property
    def rows(self) -> list[list[str]]:
        """What is to be put together, each in its order: rivals, and what covers what; most rows have one member."""
        covering = [(one, each, Relation.CONFLICTING) for one, covered in self.covers.items() for each in sorted(covered)]
        together = clusters([*((a, b, how) for a, b, how, _ in self.pairs), *covering], self.by_id)
        member = {id_ for row in together for id_ in row}
        rows = [self._in_turn(row) for row in together] + [[id_] for id_ in self.by_id if id_ not in member]
        return sorted(rows, key=lambda row: min((self.spots[id_][:4], self.rank[id_]) for id_ in row))

    def _in_turn(self, row: Sequence[str]) -> list[str]:
        """Order what hangs together: of two rivals the one that is further from the text first, else as the text goes.

        Two that are no rivals may hang together by a third, such as the strike of a section: they stay in the text's order.
        """
        ahead, then = dict.fromkeys(row, 0), {id_: list[str]() for id_ in row}
        for one in row:
            then[one] += (other for other in self.rivals[one] if self._is_first(one, other))
            for other in then[one]:
                ahead[other] += 1
        ready = [(self._place(id_), id_) for id_ in row if not ahead[id_]]
        heapify(ready)
        found: dict[str, None] = {}
        while len(found) < len(row):
            # Compromises that cover each other in a circle have no first one: then the furthest is.
            id_ = heappop(ready)[-1] if ready else min((each for each in row if each not in found), key=self._far)
            found[id_] = None
            for other in then[id_]:
                ahead[other] -= 1
                if not ahead[other] and other not in found:
                    heappush(ready, (self._place(other), other))
        return list(found)

    def _place(self, id_: str) -> tuple[Any, ...]:
        return id_ not in self.covers, *self.spots[id_][:2], *self._far(id_)

    def _far(self, id_: str) -> tuple[bool, tuple[bool, int], int]:
        return id_ not in self.covers, self.distances[id_].furthest_first, self.rank[id_]

    def _is_first(self, one: str, other: str) -> bool:
        """Tell which of two rivals is put first: what covers the other, else what is further from the text."""
        covers, covered = other in self.covers.get(one, ()), one in self.covers.get(other, ())
        return covers if covers != covered else self._far(one) < self._far(other)

    @cached_property
    def rivals(self) -> dict[str, set[str]]:
        """Those of which one decides about the other, or covers it."""
        found: dict[str, set[str]] = {id_: set() for id_ in self.by_id}
        pairs = [(a, b) for a, b, how, _ in self.pairs if how in RIVALRY]
        for one, other in (*pairs, *((one, each) for one, covered in self.covers.items() for each in covered)):
            found[one].add(other)
            found[other].add(one)
        return found

    @cached_property
    def twins(self) -> dict[str, set[str]]:
        """Those that ask for the same."""
        found: dict[str, set[str]] = {}
        for a, b, how, _ in self.pairs:
            if how == Relation.SAME:
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
        return found

    def _with_falls(self, places: Sequence[Place]) -> Proposal:
        at = {place.id: n for n, place in enumerate(places)}
        out: dict[str, set[str]] = {id_: set() for id_ in at}
        decided: dict[str, set[str]] = {id_: set() for id_ in at}
        for a, b, how, inner in self.pairs:
            for one, other in ((a, b), (b, a)):
                if how == Relation.CONFLICTING:
                    out[one].add(other)
                elif how == Relation.SAME or (how == Relation.CONTAINED and inner == other):
                    decided[one].add(other)
        for one, covered in self.covers.items():
            out[one] |= covered
        for id_ in self.by_id:
            gone = out[id_] | decided[id_]
            out[id_] = gone | {place.id for each in gone if each in self.secondary for place in self.secondary[each].order}
        for inner_proposal in self.secondary.values():
            out |= {id_: set(ids) for id_, ids in inner_proposal.falls.items()}
            decided |= {id_: set(ids) for id_, ids in inner_proposal.decided.items()}
        rivals = clusters(((a, b, how) for a, b, how, _ in self.pairs), at)
        rivals += [row for each in self.secondary.values() for row in each.clusters]
        return Proposal(
            tuple(places), _sorted(out, at), _sorted(decided, at), tuple(sorted(rivals, key=lambda row: at[row[0]]))
        )


def _sorted(found: Mapping[str, set[str]], at: Mapping[str, int]) -> dict[str, tuple[Any, ...]]:
    return {id_: tuple(sorted(found[id_], key=at.__getitem__)) for id_ in at}
