"""The letters that number what is inserted, after the practice of legislative drafting.

They follow 6.4 "Numbering of inserted provisions" of the drafting guidance of the United Kingdom's Office of the
Parliamentary Counsel, whose letters sort rightly and never ask for a second numbering of what is there:

- after 5 come 5a, 5b, … 5z, and after 5z come 5z1, 5z2, … (not 5aa, which stands between 5a and 5b);
- between 5 and 5a stands 5za, between 5 and 5za stands 5zza: a leading z says "before";
- between 5a and 5b stand 5aa, 5ab, …; between 5a and 5aa stands 5aza;
- before 1 stands a1, between a1 and 1 stands b1, before a1 stands za1.

The guidance leaves one hole: what stands between 5z and 5z1 would be 5za again. Here it is 5z0a.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TypeAlias

_ITEM = re.compile(r"(z*)([a-y]|z\d*)", re.IGNORECASE)
_Z = 26

Key: TypeAlias = tuple[tuple[int, int], ...]


def key(mark: str) -> Key:
    """Give what the letters of an insertion sort by; `""` is the number itself and comes first."""
    return tuple((-len(befores), _ordinal(letter)) for befores, letter in _ITEM.findall(mark.lower()))


def _ordinal(letter: str) -> int:
    return _Z + int(letter[1:] or 0) if letter[0] == "z" else ord(letter) - ord("a") + 1


def following(mark: str) -> str:
    """Give the next letters at the same depth: a → b, z → z1, z1 → z2, "" → a."""
    if not mark:
        return "a"
    _, letter = _ITEM.findall(mark)[-1]
    number = _ordinal(letter) + 1
    return mark[: len(mark) - len(letter)] + (chr(ord("a") + number - 1) if number <= _Z else f"z{number - _Z}")


def between(low: str | None, high: str | None, taken: Container[str] = ()) -> str:
    """Give letters that sort after `low` and before `high` and are not `taken`; None is the open end.

    Where the two stand in the other order, because one was moved, nothing sorts between them: then what follows `low`.
    """
    if low is not None and high is not None and key(high) <= key(low):
        high = None
    if low is None and high is None:
        return _free("a", None, taken) or "a"
    if low is None:
        return _before(high or "", taken)
    inside = low + "0" if low.endswith("z") else low
    depth = 0
    candidates = [following(low)] if low else []
    while True:
        for candidate in [*candidates, inside + "z" * depth + "a"]:
            if key(candidate) > key(low) and (found := _free(candidate, high, taken)):
                return found
        candidates, depth = [], depth + 1


def _before(high: str, taken: Container[str]) -> str:
    depth = 0
    while True:
        if found := _free("z" * depth + "a", high, taken):
            return found
        depth += 1


def _free(mark: str, high: str | None, taken: Container[str]) -> str | None:
    while mark in taken:
        mark = following(mark)
    return mark if high is None or key(mark) < key(high) else None
