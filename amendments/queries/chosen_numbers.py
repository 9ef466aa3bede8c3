"""A set of amendments as people type it: written in an address as short as can be, and read again whatever is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amendments.text.number import Number

MOST = 5000  # amendments in one set
LONGEST = 30_000  # characters of what is read
_RUN = re.compile(r"[Aa]?(\d{1,8})\s*[-–]\s*[Aa]?(\d{1,8})\Z")


@dataclass(frozen=True)
class Typed:
    """What somebody typed, or a link holds: the numbers, and what could not be read, as sentences."""

    numbers: frozenset[int]
    problems: tuple[str, ...] = ()


def read_numbers(typed: str) -> Typed:
    """Read numbers such as "1, 5, 7-12" or "A1 A5". What is none is named, and the others are read all the same."""
    found, unread = set[int](), list[str]()
    too_many = len(typed) > LONGEST
    for piece in re.split(r"[,;\s]+", re.sub(r"\s*([-–])\s*", r"\1", typed[:LONGEST])):
        run, one = _RUN.match(piece), Number.read(piece)
        if run is None and one is None:
            unread += [piece] if piece else []
            continue
        first, last = sorted((int(run[1]), int(run[2]))) if run else (one or 0, one or 0)
        room = MOST - len(found)
        too_many |= last - first >= room
        found |= set(range(first, min(last, first + room - 1) + 1)) if run else {first} if room else set()
    problems = []
    if unread:
        more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        named = ", ".join(f"“{piece[:20]}”" for piece in unread[:3])
        problems.append(f"Not read as numbers of amendments: {named}{more}. Write them like this: 1, 5, 7-12.")
    if too_many:
        problems.append(f"More than {MOST:,} amendments cannot be taken at once. The first {len(found):,} were.")
    return Typed(frozenset(found), tuple(problems))


def compact(numbers: Iterable[int]) -> str:
    """Write numbers as an address has them: "1,5,7-12"."""
    return ",".join(_written(*run) for run in _runs(numbers))


def compact_without(numbers: Iterable[int], some: Iterable[int]) -> dict[int, str]:
    """Write numbers without one, for each of some of them: each address says all of the others."""
    runs = _runs(numbers)
    written, found = [_written(*run) for run in runs], {}
    for number in some:
        at = next(n for n, (low, high) in enumerate(runs) if low <= number <= high)
        low, high = runs[at]
        left = [_written(*run) for run in ((low, number - 1), (number + 1, high)) if run[0] <= run[1]]
        found[number] = ",".join([*written[:at], *left, *written[at + 1 :]])
    return found


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    plain = sorted(set(map(int, numbers)))
    parts = bool(plain and Number(plain[-1]).part)  # a part is more than any whole, and thousands of wholes are plain integers
    for number in sorted(map(Number, plain)) if parts else plain:
        if runs and runs[-1][1] == number - 1 and not (parts and Number(number).part):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _written(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low},{high}" if high == low + 1 else f"{low}-{high}"
