"""The atoms of an amendment by place: two amendments of thousands of places are compared only where both do something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amendments.text.atoms import Atom, Key
from amendments.text.edits import MoveParagraph, MoveSection


class ByPlace:
    """What an amendment, or a part of it, does at each place. `id` names the amendment.

    `numbers` are those that its keys have among all that are compared: what has one key has one number.
    """

    def __init__(self, id_: str, atoms: Sequence[Atom], numbers: dict[Key, int]) -> None:
        self.id, self.atoms = id_, atoms
        self.numbers = [numbers.setdefault(atom.key, len(numbers)) for atom in atoms]
        self.known = frozenset(self.numbers)
        self.moves = [atom for atom in atoms if isinstance(atom.edit, MoveParagraph | MoveSection)]
        self.at: dict[str, list[int]] = {}
        for n, atom in enumerate(atoms):
            for place in atom.places:
                self.at.setdefault(place, []).append(n)

    def near(self, other: ByPlace) -> list[int]:
        """Give the positions of its atoms that have a place in common with an atom of the other, in order."""
        return sorted({n for place in self.at.keys() & other.at.keys() for n in self.at[place]})

    def meeting(self, other: ByPlace, shared: Iterable[int] = ()) -> Iterator[tuple[Atom, Atom]]:
        """Give each atom of this one with each of the other at the same place, but for those of the numbers `shared`."""
        aside, done = frozenset(shared), set[tuple[int, int]]()
        for place in self.at.keys() & other.at.keys():
            theirs = [n for n in other.at[place] if other.numbers[n] not in aside]
            for ours in self.at[place] if theirs else ():
                if self.numbers[ours] not in aside:
                    done.update((ours, n) for n in theirs)
        return ((self.atoms[ours], other.atoms[theirs]) for ours, theirs in sorted(done))
