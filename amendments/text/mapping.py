"""Where tokens went when a text that was put together was brought into its canonical form (spaces folded, words cut anew)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from amendments.text.tokens import Token

Matches: TypeAlias = list[tuple[bool, int, int, int, int]]


def matches(raw: Sequence[Token], tidy: Sequence[Token]) -> Matches:
    """Give the runs of both texts in order, as (kept, raw start, raw end, tidy start, tidy end). They are nearly alike."""
    low = 0
    shorter = min(len(raw), len(tidy))
    while low < shorter and raw[low] == tidy[low]:
        low += 1
    tail = 0
    while tail < shorter - low and raw[-1 - tail] == tidy[-1 - tail]:
        tail += 1
    high, end = len(raw) - tail, len(tidy) - tail
    runs: Matches = [(True, 0, low, 0, low)] if low else []
    for tag, i, j, m, n in SequenceMatcher(None, raw[low:high], tidy[low:end], autojunk=False).get_opcodes():
        runs.append((tag == "equal", low + i, low + j, low + m, low + n))
    return [*runs, (True, high, len(raw), end, len(tidy))] if tail else runs


def positions(raw: Sequence[Token], tidy: Sequence[Token]) -> list[int]:
    """Give for each position in `raw`, its end included, the position in `tidy` that stands for it."""
    found = [0] * (len(raw) + 1)
    for kept, i, j, m, n in matches(raw, tidy):
        for at in range(i, j + 1):
            found[at] = m + at - i if kept else (m if at == i else n)
    return found
