"""The relation of two amendments of one text: what carrying both would mean.

- `same`: they do the same. `contained`: all that one does, the other does too (`inner` names the one).
- `independent`: they have nothing to do with each other. What is not certain is never independent.
- `touching`: one sentence or place; the combined text is defined, and a person must look at it.
- `conflicting`: they exclude each other.

Symmetric, but for `inner`. What both do alike is done once, and counts for nothing in the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from amendments.text.atoms import Atom, Cutter, Key
from amendments.text.by_place import ByPlace
from amendments.text.document import Document
from amendments.text.edits import Amendment, Change, ChangeWords, MoveParagraph, MoveSection, SplitParagraph
from amendments.text.nearness import Relation
from amendments.text.pairs import ORDER, Judge
from amendments.text.plan import has_empty_part
from amendments.text.worded import Met, Worded, meets_words, met, worded

__all__ = ["Related", "Relation", "Relations", "circle", "places", "relation"]


class Related(NamedTuple):
    """How two amendments relate. `inner` is the id of the contained one, `places` the ids where they meet, in text order."""

    relation: Relation
    inner: str | None = None
    places: tuple[str, ...] = ()


APART = Related(Relation.INDEPENDENT)


def relation(document: Document, a: Amendment, b: Amendment) -> Related:
    """Relate two amendments of one document. Raises Mismatch where one does not fit it."""
    return Relations(document).between(a, b)


def places(document: Document, amendment: Amendment) -> frozenset[str]:
    """Give the ids of all that an amendment touches. Two without a common place are independent: keep an index of them.

    Beside the ids of paragraphs and sections there are names for "first in this section".
    """
    return frozenset().union(*(atom.places for atom in Cutter(document, amendment).atoms()))


class Relations:
    """Relates many amendments of one document; each is taken apart once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.judge = Judge(document)
        self._cutters: dict[int, Cutter] = {}
        self._by_place: dict[int, ByPlace] = {}
        self._worded: dict[int, tuple[Amendment, Worded | None]] = {}
        self._numbers: dict[Key, int] = {}
        self._order: dict[str, int] = {}

    def cutter(self, amendment: Amendment) -> Cutter:
        """Give an amendment taken apart. Raises Mismatch where it does not fit the document."""
        found = self._cutters.get(id(amendment))
        if found is None:  # it holds the amendment, so that its id() stays its own
            found = self._cutters[id(amendment)] = Cutter(self.document, amendment)
        return found

    def atoms(self, amendment: Amendment) -> tuple[Atom, ...]:
        """Give what an amendment does, piece by piece."""
        found = self.worded(amendment)
        return self.cutter(amendment).atoms() if found is None else tuple(atom for own in found.at.values() for atom in own)

    def worded(self, amendment: Amendment) -> Worded | None:
        """Give the word changes of an amendment by paragraph, None where it does anything else or does not fit."""
        known = self._worded.get(id(amendment))
        if known is None:  # it holds the amendment, too
            known = self._worded[id(amendment)] = amendment, worded(self.document, amendment)
        return known[1]

    def by_place(self, amendment: Amendment) -> ByPlace:
        """Give what an amendment does, place by place."""
        found = self._by_place.get(id(amendment))
        if found is None:
            found = self._by_place[id(amendment)] = self.part(amendment.id, self.atoms(amendment))
        return found

    def part(self, id_: str, atoms: Sequence[Atom]) -> ByPlace:
        """Give some atoms of the amendment that `id_` names as if it did nothing else."""
        return ByPlace(id_, atoms, self._numbers)

    def places(self, amendment: Amendment) -> frozenset[str]:
        """Give the ids of all that an amendment touches."""
        found = self.worded(amendment)
        return frozenset(self.by_place(amendment).at if found is None else found.at)

    def against(self, amendment: Amendment, others: Iterable[Amendment]) -> Iterator[tuple[Amendment, Related]]:
        """Give those of the others that are not independent of an amendment, with their relations."""
        own = self.by_place(amendment).at.keys()
        for other in others:
            if not own.isdisjoint(self.by_place(other).at):
                found = self.between(amendment, other)
                if found.relation != Relation.INDEPENDENT:
                    yield other, found

    def between(self, a: Amendment, b: Amendment) -> Related:
        """Relate two amendments."""
        one, two = self.worded(a), self.worded(b)
        if one is not None and two is not None:
            return self._of_words(a, b, met(self.judge, one, two))
        if (one is not None and not meets_words(b)) or (two is not None and not meets_words(a)):
            return APART
        return self.between_parts(self.by_place(a), self.by_place(b))

    def _of_words(self, a: Amendment, b: Amendment, found: Met) -> Related:
        if found.relation == Relation.INDEPENDENT:
            return APART
        inner = None if found.relation != Relation.CONTAINED else a.id if found.first else b.id
        return Related(found.relation, inner, self._sorted(found.where))

    def between_parts(self, one: ByPlace, two: ByPlace) -> Related:
        """Relate two amendments, or parts of them, by what they do. The cost follows from what they do at common places."""
        shared = one.known & two.known
        near = [each.atoms[n] for each, other in ((one, two), (two, one)) for n in each.near(other)]
        if len(shared) in {len(one.known), len(two.known)}:
            where = self._sorted(place for atom in near if self._numbers[atom.key] in shared for place in atom.places)
            if one.known == two.known:
                return Related(Relation.SAME, None, where)
            if shared:
                return Related(Relation.CONTAINED, one.id if one.known < two.known else two.id, where)
        return self._worst(one, two, shared, near)

    def _worst(self, one: ByPlace, two: ByPlace, shared: frozenset[int], near: Sequence[Atom]) -> Related:
        worst, where = Relation.INDEPENDENT, set[str]()
        strikes = [atom.key[1] for atom in near if atom.key[0] == "strike"]
        struck = {id_ for id_, times in Counter(strikes).items() if times == 2} if len(strikes) > 1 else set()
        for ours, theirs in one.meeting(two, shared):
            found = self.judge.relate(ours, theirs)
            if found == Relation.TOUCHING and self._replace_one(ours, theirs, struck):
                found = Relation.CONFLICTING
            if ORDER.index(found) > ORDER.index(worst):
                worst, where = found, set()
            if found == worst != Relation.INDEPENDENT:
                where |= ours.places & theirs.places
        if worst != Relation.CONFLICTING:
            impossible = circle(self.document, [*one.moves, *two.moves]) or emptied(self.document, near)
            if impossible:
                return Related(Relation.CONFLICTING, None, self._sorted(impossible))
        return Related(worst, None, self._sorted(where)) if where else APART

    def _replace_one(self, ours: Atom, theirs: Atom, struck: set[str]) -> bool:
        """Tell whether both put something else in the place of a paragraph that both strike."""
        gap = ours.gap
        if not struck or gap is None or gap != theirs.gap or "insert" not in {ours.key[0]} & {theirs.key[0]}:
            return False
        row = [paragraph.id for paragraph in self.document.within(gap.container)]
        at = row.index(gap.after) if gap.after in row else -1
        return not struck.isdisjoint([gap.after, *row[at + 1 : at + 2]])

    def _sorted(self, ids: Iterable[str]) -> tuple[str, ...]:
        if not self._order:
            names = [s.id for s in self.document.sections] + [p.id for p in self.document.paragraphs]
            self._order = {name: n for n, name in enumerate(names)}
        return tuple(sorted({id_.partition("/")[0] for id_ in ids}, key=lambda id_: (self._order.get(id_, -1), id_)))


def circle(document: Document, atoms: Iterable[Atom]) -> tuple[str, ...]:
    """Give the paragraphs or sections that moves, taken together, would put after or into each other in a circle."""
    after: dict[str, str | None] = {}
    parents: dict[str, str | None] = {}
    for atom in atoms:
        if isinstance(atom.edit, MoveParagraph):
            after[atom.edit.paragraph] = atom.edit.after
        elif isinstance(atom.edit, MoveSection):
            after[atom.edit.section] = atom.edit.after
            parents[atom.edit.section] = atom.edit.parent
    around = {s.id: s.parent for s in document.sections} | parents if parents else {}
    return _loop(after, after) or _loop(parents, around)


def emptied(document: Document, atoms: Iterable[Atom]) -> tuple[str, ...]:
    """Give the split paragraphs of which a part would have no words left if all were done."""
    splits: dict[str, dict[Key, Atom]] = {}
    changes: dict[str, dict[Key, Change]] = {}
    for atom in atoms:
        if isinstance(atom.edit, SplitParagraph):
            splits.setdefault(atom.edit.paragraph, {})[atom.key] = atom
        elif isinstance(atom.edit, ChangeWords) and atom.change:
            changes.setdefault(atom.edit.paragraph, {})[atom.key] = atom.change
    return tuple(
        id_ for id_, cuts in splits.items() if _is_emptied(document, id_, cuts.values(), changes.get(id_, {}).values())
    )


def _is_emptied(document: Document, id_: str, cuts: Iterable[Atom], changes: Iterable[Change]) -> bool:
    splits = [atom.edit for atom in cuts if isinstance(atom.edit, SplitParagraph)]
    return has_empty_part(document.paragraph_by_id[id_].tokens, changes, splits)


def _loop(starts: Iterable[str], following: dict[str, str | None]) -> tuple[str, ...]:
    for start in starts:
        way, at = [start], following.get(start)
        while at is not None and at not in way:
            way.append(at)
            at = following.get(at)
        if at == start:
            return tuple(way)
    return ()
