"""Clusters of rivals: which amendments hang together because one decides about the other, worked out over a whole document.

Only amendments with a common place are ever compared, so a thousand that stand apart cost a thousand looks, not a million.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Generic, NamedTuple, TypeVar

from amendments.text.atoms import Key
from amendments.text.edits import Amendment
from amendments.text.nearness import Relation
from amendments.text.relation import Related, Relations

T = TypeVar("T", bound=Hashable)

RIVALRY = frozenset([Relation.CONFLICTING, Relation.SAME, Relation.CONTAINED])  # one of the two decides about the other


class Pair(NamedTuple, Generic[T]):
    """Two amendments that are not independent, by whatever names them; `inner` is the contained one, where one is."""

    a: T
    b: T
    relation: Relation
    inner: T | None = None


def clusters(pairs: Iterable[tuple[T, T, Relation | str]], order: Iterable[T] = ()) -> list[tuple[T, ...]]:
    """Give the connected components of the pairs that are conflicting, same or contained; none has fewer than two members.

    Each pair is (one, other, relation, …). The members of a cluster, and the clusters by their first members, come in the
    `order` given, which should name all of them; what it does not name comes last, as the pairs name it.
    """
    lead: dict[T, T] = {}
    rank = {each: n for n, each in enumerate(order)}
    for one, two, relation, *_ in pairs:
        if relation in RIVALRY and one != two:
            for each in (one, two):
                rank.setdefault(each, len(rank))
                lead.setdefault(each, each)
            lead[_top(lead, one)] = _top(lead, two)
    found: dict[T, list[T]] = {}
    for each in sorted(lead, key=rank.__getitem__):
        found.setdefault(_top(lead, each), []).append(each)
    return [tuple(members) for members in found.values()]


def _top(lead: dict[T, T], one: T) -> T:
    """Find who leads a member's cluster, and shorten the way there."""
    while lead[one] != one:
        lead[one] = lead[lead[one]]
        one = lead[one]
    return one


def meetings(relations: Relations, amendments: Sequence[Amendment]) -> Iterator[tuple[Amendment, Amendment, Related]]:
    """Relate all amendments that have a common place; give the pairs that are not independent, in the order given.

    What several ask for alike is related once for all of them. Raises Mismatch where one does not fit the document.
    """
    kinds: dict[frozenset[Key], int] = {}
    kind = [kinds.setdefault(frozenset(atom.key for atom in relations.atoms(each)), n) for n, each in enumerate(amendments)]
    known: dict[tuple[int, int], Related] = {}
    for one, two in sorted(_sharing(relations, amendments)):
        first, second = kind[one], kind[two]
        found = known.get((first, second))
        if found is None:
            found = known[first, second] = relations.between(amendments[first], amendments[second])
        if found.relation != Relation.INDEPENDENT:
            inner = found.inner and amendments[one if found.inner == amendments[first].id else two].id
            yield amendments[one], amendments[two], found._replace(inner=inner)


def _sharing(relations: Relations, amendments: Sequence[Amendment]) -> set[tuple[int, int]]:
    by_place: dict[str, list[int]] = {}
    for n, each in enumerate(amendments):
        for place in relations.places(each):
            by_place.setdefault(place, []).append(n)
    return {pair for numbers in by_place.values() for pair in combinations(numbers, 2)}


def pairs_of(relations: Relations, amendments: Sequence[Amendment]) -> list[Pair[Any]]:
    """Give the pairs of amendments that are not independent, by their ids."""
    return [Pair(a.id, b.id, found.relation, found.inner) for a, b, found in meetings(relations, amendments)]
