"""The number of an amendment: 12, or 12.1 for the first of the parts that A12 was divided into.

A number is an integer, so that records, maps and addresses can hold it as they hold any other. That of a part is made of the
number of its whole and its own, above all numbers that a congress can give: its label follows from it alone. Numbers sort as
people count them, 12, 12.1, 12.2, 13, and write themselves so; wherever a number is printed, read or put in order, this is why.
"""

from __future__ import annotations

import re

MOST = 1_000_000  # what the number of an amendment stays below
PARTS = 1_000  # what the number of a part stays below
_ABOVE = 1_000_000_000  # where the numbers of parts begin
_WRITTEN = re.compile(r"A?0*(\d{1,6})(?:\.(\d{1,3}))?", re.IGNORECASE)


class Number(int):
    """The number of an amendment. `whole` is that of the amendment that was filed, `part` counts its parts, 0 for itself.

    Equal to the plain integer, and with the same hash; only its words and its order are its own.
    """

    @classmethod
    def of(cls, whole: int, part: int = 0) -> Number:
        """Give the number of a part, or of the whole where `part` is 0. Raises ValueError where there is no such number."""
        if not (0 <= whole < MOST and 0 <= part < PARTS):
            raise ValueError(f"There is no amendment {whole}.{part}.")
        return cls(_ABOVE + whole * PARTS + part if part else whole)

    @classmethod
    def read(cls, typed: str) -> Number | None:
        """Read what people type: "12", "A12", "a12.1". None where it is no number of an amendment."""
        found = _WRITTEN.fullmatch(typed.strip())
        places = [int(digits) for digits in found.groups() if digits] if found else [0]
        return cls.of(*places) if all(places) else None

    @property
    def place(self) -> tuple[int, int]:
        """What numbers are ordered by: the whole, and the part."""
        return divmod(int(self) - _ABOVE, PARTS) if int.__ge__(self, _ABOVE) else (int(self), 0)

    @property
    def whole(self) -> Number:
        """The number of the amendment that was filed."""
        return Number(self.place[0])

    @property
    def part(self) -> int:
        """Which of its parts it is, from 1; 0 for the amendment itself."""
        return self.place[1]

    def __str__(self) -> str:
        whole, part = self.place
        return f"{whole}.{part}" if part else str(whole)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __lt__(self, other: int) -> bool:
        return self.place < Number(other).place

    def __le__(self, other: int) -> bool:
        return self.place <= Number(other).place

    def __gt__(self, other: int) -> bool:
        return self.place > Number(other).place

    def __ge__(self, other: int) -> bool:
        return self.place >= Number(other).place


def label_of(number: int) -> str:
    """Give the label by which people cite an amendment: A12, or A12.1 for a part."""
    return f"A{Number(number)}"


def number_of(name: str) -> Number:
    """Read a label again. Raises ValueError where it is none."""
    found = Number.read(name)
    if found is None:
        raise ValueError(f"“{name}” is no amendment.")
    return found
