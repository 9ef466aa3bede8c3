"""Of the many ways to make one short text of another, find the one that costs a reader least.

An exact alignment with affine gaps (Gotoh 1982): words struck or inserted cost, and so does each separate change, so that
kept words gather into few runs. Costs are whole numbers and ties have one order, hence the result is always the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias

from amendments.text.sentences import STOPS, ends_sentence
from amendments.text.tokens import BLOCK, SIGN, Token

OPEN = 10  # a separate change
LONG, SHORT, SENTENCE, MARK, BOUNDARY = 10, 8, 12, 6, 16  # a word, a sentence's stop, another sign, a block struck or inserted
REMARK = 3  # a token kept with other marks
NEVER = 1 << 40

STRUCK, INSERTED = 1, 2  # the last step into a cell that ends in a change ...
OPENED = 4  # ... and whether that step began the change

Row: TypeAlias = tuple[bytearray, bytearray]  # for each cell: was the step before a kept one; the last step of a change


class Item(NamedTuple):
    """A token as it is weighed: only items with the same key can be kept, best with the same marks."""

    key: tuple[str, str, bool]
    marks: tuple[str, ...]
    cost: int


def items(tokens: Sequence[Token], positions: Iterable[int]) -> list[Item]:
    """Give the tokens at these positions as items. A full stop that ends a sentence is another than that of an abbreviation."""
    found: list[Item] = []
    for at in positions:
        kind, text, marks = tokens[at]
        ends = kind == SIGN and text in STOPS and ends_sentence(tokens, at + 1)
        found.append(Item((kind, text, ends), marks, SENTENCE if ends else _cost(kind, text)))
    return found


def _cost(kind: str, text: str) -> int:
    if kind == BLOCK:
        return BOUNDARY
    if kind == SIGN:
        return MARK
    return LONG if len(text) > 3 else SHORT


def cheapest(old: Sequence[Item], new: Sequence[Item], opening: int = OPEN) -> list[tuple[int, int]]:
    """Give the pairs of positions that are kept, in order. Time and memory grow with len(old) * len(new).

    The higher `opening`, the cost of a separate change, the longer must a kept run be to be worth keeping.
    """
    kept, changed, first = _first_row(new, opening)
    rows = [first]
    for item in old:
        kept, changed, row = _next_row(item, new, (kept, changed), opening)
        rows.append(row)
    return _path(rows, len(new), kept[-1] <= changed[-1])


def _first_row(new: Sequence[Item], opening: int) -> tuple[list[int], list[int], Row]:
    """Give the row before any old token: all that can be done is to insert."""
    changed, cost = [NEVER], opening
    for item in new:
        cost += item.cost
        changed.append(cost)
    ways = bytearray([0, INSERTED | OPENED][: len(changed)]) + bytearray([INSERTED]) * (len(new) - 1)
    return [0] + [NEVER] * len(new), changed, (bytearray(len(changed)), ways)


def _next_row(
    item: Item, new: Sequence[Item], above: tuple[list[int], list[int]], opening: int
) -> tuple[list[int], list[int], Row]:
    """Give the row after one more old token: the costs after a kept token and within a change, and the steps there."""
    key, marks, strike = item
    (kept, changed), open_strike = above, opening + item.cost
    left_kept, left = NEVER, min(kept[0] + open_strike, changed[0] + strike)
    now_kept, now_changed = [left_kept], [left]
    from_kept, ways = bytearray(1), bytearray([STRUCK | (OPENED if kept[0] + opening < changed[0] else 0)])
    cells = zip(new, kept, changed, islice(kept, 1, None), islice(changed, 1, None), strict=False)
    for (other, other_marks, cost), above_left_kept, above_left, above_kept, above_changed in cells:
        best, way = above_changed + strike, STRUCK
        if above_kept + open_strike < best:
            best, way = above_kept + open_strike, STRUCK | OPENED
        if left + cost < best:
            best, way = left + cost, INSERTED
        if left_kept + opening + cost < best:
            best, way = left_kept + opening + cost, INSERTED | OPENED
        left, left_kept, after_kept = best, NEVER, False
        if other == key:
            after_kept = above_left_kept <= above_left
            left_kept = (above_left_kept if after_kept else above_left) + (0 if other_marks == marks else REMARK)
        now_changed.append(best)
        now_kept.append(left_kept)
        ways.append(way)
        from_kept.append(after_kept)
    return now_kept, now_changed, (from_kept, ways)


def _path(rows: Sequence[Row], j: int, kept: bool) -> list[tuple[int, int]]:
    """Walk back from the end and collect what was kept."""
    pairs: list[tuple[int, int]] = []
    i = len(rows) - 1
    while i or j:
        from_kept, ways = rows[i]
        if kept:
            pairs.append((i - 1, j - 1))
            kept = bool(from_kept[j])
            i, j = i - 1, j - 1
        else:
            way = ways[j]
            kept = bool(way & OPENED)
            i, j = (i - 1, j) if way & STRUCK else (i, j - 1)
    return pairs[::-1]
