"""What a rehearsal invents: a result for some questions of the list, by number, and for all others alike.

It stands in an address, which has to stay short for thousands: `rest=carried&lost=3,9-12&open=40` says all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amendments.queries.chosen_numbers import compact, read_numbers
from amendments.text.number import Number

CARRIED, LOST, OPEN = "carried", "lost", "open"
CHOICES = frozenset({CARRIED, LOST})


@dataclass(frozen=True)
class Invented:
    """The results: `some` by number ("carried", "lost" or "open"), and `rest` for all that it does not name."""

    some: Mapping[int, str] = field(default_factory=dict)
    rest: str = OPEN

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Invented:
        """Read an address: `carried=1-5&lost=7`, or one by one, `A1=carried`. What is no result is passed over."""
        some: dict[int, str] = {}
        for name in (CARRIED, LOST, OPEN):
            some |= dict.fromkeys(read_numbers(sent.get(name, "")).numbers, name)
        some |= {number: said for name, said in sent.items() if said in CHOICES and (number := Number.read(name))}
        rest = sent.get("rest", "")
        return cls(some, rest if rest in CHOICES else OPEN)

    def of(self, number: int) -> str:
        """Give the result that was invented for a question; "" where it was left open."""
        said = self.some.get(number, self.rest)
        return said if said in CHOICES else ""

    def with_more(self, more: Mapping[int, str]) -> Invented:
        """Give the same with other results; "" leaves a question open."""
        return Invented({**self.some, **{number: said or OPEN for number, said in more.items()}}, self.rest)

    def all_carried(self) -> Invented:
        """Give the same with everything carried that was left open."""
        some = {number: CARRIED if said == OPEN else said for number, said in self.some.items()}
        return Invented(some, self.rest if self.rest in CHOICES else CARRIED)

    def query(self) -> list[tuple[str, str]]:
        """Give the pairs of an address that say all of it."""
        found = [] if self.rest == OPEN else [("rest", self.rest)]
        for name in (CARRIED, LOST, OPEN):
            numbers = [number for number, said in self.some.items() if said == name != self.rest]
            found += [(name, compact(numbers))] if numbers else []
        return found
