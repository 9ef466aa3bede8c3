"""Global changes of a chosen set: read into the text without the places that another one of the set changes otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amendments.text.edits import Amendment as Value
from amendments.text.number import label_of
from amendments.text.relation import Relations
from amendments.text.throughout import Place, PlaceByPlace, places_of, without


@dataclass(frozen=True)
class Reduced:
    """A global change without the places that it loses: `lost` names those, each with the amendments that it loses it to.

    `value` is what is left of it, of `places` in all; without edits where nothing is.
    """

    value: Value
    places: int
    lost: Mapping[Place, tuple[int, ...]]

    @property
    def why(self) -> str:
        """Say why nothing is left of it."""
        others = sorted({number for numbers in self.lost.values() for number in numbers})
        named = " or ".join(filter(None, [", ".join(map(label_of, others[:-1])), label_of(others[-1])]))
        each = "Its one place is" if self.places == 1 else f"Each of its {self.places} places is"
        return f"{each} changed otherwise by {named}."


def reduce(
    changes: Mapping[int, Value], known: Mapping[int, Value], pairs: Iterable[tuple[int, int]], relations: Relations
) -> dict[int, Reduced]:
    """Take from global changes, by key, the places where they exclude another one; `pairs` have the lower number first.

    Of two global changes the one with the higher number loses its places, unless it would lose them all to the other.
    """
    spreads = {key: PlaceByPlace(relations, value) for key, value in changes.items()}
    lost: dict[int, dict[Place, set[int]]] = {}
    for low, high in pairs:
        for key, other in ((high, low), (low, high)):
            gone = spreads[key].lost_to(known[other]) if key in spreads else frozenset[Place]()
            if gone and len(gone) < len(spreads[key].places):
                for place in gone:
                    lost.setdefault(key, {}).setdefault(place, set()).add(known[other].number)
                break
    return {key: _reduced(relations, changes[key], places) for key, places in lost.items()}


def _reduced(relations: Relations, change: Value, lost: Mapping[Place, set[int]]) -> Reduced:
    places = places_of(change.edits)
    value = without(relations.document, change, lost.keys())
    return Reduced(value, len(places), {place: tuple(sorted(lost[place])) for place in places if place in lost})
