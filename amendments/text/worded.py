"""Amendments that change words and do nothing else, as most do: related by their words alone, sentence by sentence.

What `relation` finds for any two, found sooner: no move and no cut is to be looked for, and nothing but words meets words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from amendments.text.apply import check_changes, name_of
from amendments.text.atoms import Atom, Key, words_of
from amendments.text.document import Document
from amendments.text.edits import Amendment, ChangeWords
from amendments.text.nearness import Relation, nearness
from amendments.text.pairs import ORDER, RULES, Judge

# What can have to do with words at all: of what stands beside a paragraph, or moves it, none does.
MEETS_WORDS = frozenset(kind for pair in RULES if ChangeWords in pair for kind in pair)


class Worded:
    """The word changes of one amendment: `at` has them for each paragraph, by its id."""

    def __init__(self, at: Mapping[str, Sequence[Atom]]) -> None:
        self.at = at

    @cached_property
    def many(self) -> int:
        """How many different things it does."""
        return len({atom.key for atoms in self.at.values() for atom in atoms})

    def meeting(self, other: Worded) -> Iterator[tuple[str, Sequence[Atom], Sequence[Atom]]]:
        """Give each paragraph that both change, with what each does there."""
        if len(other.at) < len(self.at):
            return ((place, self.at[place], theirs) for place, theirs in other.at.items() if place in self.at)
        return ((place, ours, other.at[place]) for place, ours in self.at.items() if place in other.at)


class Met(NamedTuple):
    """How two stand to each other, and the paragraphs where they meet. `first`: the first one is contained in the other."""

    relation: Relation
    where: frozenset[str] = frozenset()
    first: bool = False


APART = Met(Relation.INDEPENDENT)


def worded(document: Document, amendment: Amendment) -> Worded | None:
    """Give the word changes of an amendment; None where it does anything else, or does not fit the document.

    What becomes of it then is for `Cutter` to say. That it fits is known without looking where the edit was cut before:
    it names the digest of the words that it was made on.
    """
    found: dict[str, Sequence[Atom]] = {}
    for edit in amendment.edits:
        if not isinstance(edit, ChangeWords):
            return None
        paragraph = document.paragraph_by_id.get(edit.paragraph)
        if paragraph is None or paragraph.struck or edit.base != paragraph.digest or edit.paragraph in found:
            return None
        if "atoms" not in vars(edit):
            check_changes(name_of(paragraph), paragraph.id, paragraph.tokens, edit.changes)
        found[edit.paragraph] = words_of(edit, paragraph.tokens)
    return Worded(found) if found else None


def meets_words(amendment: Amendment) -> bool:
    """Tell whether any edit of an amendment can have to do with the words of a paragraph, wherever it stands."""
    return any(type(edit) in MEETS_WORDS for edit in amendment.edits)


def met(judge: Judge, one: Worded, two: Worded) -> Met:
    """Relate two: what both do alike is done once, and counts for nothing in the rest."""
    worst, where, alike = Relation.INDEPENDENT, set[str](), dict[Key, str]()
    for place, ours, theirs in one.meeting(two):
        same = {atom.key for atom in ours}.intersection([atom.key for atom in theirs])
        alike |= dict.fromkeys(same, place)
        for a in ours:
            for b in theirs if a.key not in same else ():
                if b.key not in same:
                    found = nearness(judge.reach(place, a), judge.reach(place, b))
                    if found != worst and ORDER.index(found) > ORDER.index(worst):
                        worst, where = found, set()
                    if found == worst != Relation.INDEPENDENT:
                        where.add(place)
    if alike and len(alike) == one.many == two.many:
        return Met(Relation.SAME, frozenset(alike.values()))
    if alike and len(alike) in {one.many, two.many}:
        return Met(Relation.CONTAINED, frozenset(alike.values()), one.many < two.many)
    return Met(worst, frozenset(where)) if where else APART


def lost(judge: Judge, one: Worded, two: Worded) -> Iterator[Atom]:
    """Give the changes of the first that exclude the second, each as if it were alone."""
    for place, ours, theirs in one.meeting(two):
        same = {atom.key for atom in theirs}
        for a in ours:
            if a.key not in same and any(_conflict(judge, place, a, b) for b in theirs):
                yield a


def _conflict(judge: Judge, place: str, one: Atom, two: Atom) -> bool:
    return nearness(judge.reach(place, one), judge.reach(place, two)) == Relation.CONFLICTING
