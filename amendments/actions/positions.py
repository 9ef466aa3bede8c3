"""Positions: big numbers with gaps that order the parts of a document, so that an insertion changes one row and not all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

STEP = 1 << 32  # 32 insertions at one place before positions are given out anew


def positions(order: Sequence[str], held: Mapping[str, int]) -> dict[str, int]:
    """Give the new positions that make `held` stand in `order`: as few as can be, none of them held before.

    No new position equals an old one, so that rows can be written one after another under a unique constraint.
    """
    kept = _longest_run([(one, held[one]) for one in order if one in held])
    given: dict[str, int] = {}
    taken = set(held.values())
    waiting: list[str] = []
    low: int | None = None
    for one in [*order, None]:
        if one is not None and one not in kept:
            waiting.append(one)
            continue
        high = held[one] if one is not None else None
        found = _between(low, high, len(waiting), taken)
        if found is None:
            start = max(taken, default=0)
            return {each: start + STEP * (i + 1) for i, each in enumerate(order)}
        given.update(zip(waiting, found, strict=True))
        waiting, low = [], high
    return given


def _between(low: int | None, high: int | None, count: int, taken: set[int]) -> list[int] | None:
    """Give `count` rising free numbers between two others; None where there is no room."""
    if high is None:
        start = max([*taken, low or 0])
        return [start + STEP * (i + 1) for i in range(count)]
    floor = high - STEP * (count + 1) if low is None else low
    gap = (high - floor) // (count + 1)
    found = [floor + gap * (i + 1) for i in range(count)]
    return found if gap and not taken.intersection(found) else None


def _longest_run(rows: Sequence[tuple[str, int]]) -> set[str]:
    """Give the names of a longest subsequence whose numbers rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    back: list[int] = []
    for i, (_, number) in enumerate(rows):
        at = bisect_left(tops, number)
        back.append(piles[at - 1] if at else -1)
        tops[at : at + 1], piles[at : at + 1] = [number], [i]
    kept, i = set(), piles[-1] if piles else -1
    while i >= 0:
        kept.add(rows[i][0])
        i = back[i]
    return kept
