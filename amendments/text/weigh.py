"""Of the many ways to make one short text of another, find the one that costs a reader least.

An exact alignment with affine gaps (Gotoh 1982): words struck or inserted cost, and so does each separate change, so that
kept words gather into few runs. Costs are whole numbers and ties have one order, hence the result is always the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from amendments.text.tokens import BLOCK, SIGN, Token

OPEN = 10  # a separate change
WORD, SHORT_WORD, MARK, BOUNDARY = 10, 8, 4, 16  # a token struck or inserted
REMARK = 3  # a token kept with other marks
NEVER = 1 << 40

STRUCK, INSERTED = 1, 2  # the last step into a cell that ends in a change ...
OPENED = 4  # ... and whether that step began the change

Row: TypeAlias = tuple[bytearray, bytearray]  # for each cell: was the step before a kept one; the last step of a change


def cheapest(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    """Give the pairs of positions that are kept, in order. Time and memory grow with len(old) * len(new)."""
    kept, changed, first = _first_row(new)
    rows = [first]
    costs = [_cost(token) for token in new]
    for token in old:
        kept, changed, row = _next_row(token, new, costs, kept, changed)
        rows.append(row)
    return _path(rows, len(new), kept[-1] <= changed[-1])


def _cost(token: Token) -> int:
    if token.kind == BLOCK:
        return BOUNDARY
    if token.kind == SIGN:
        return MARK
    return SHORT_WORD if len(token.text) <= 3 else WORD


def _first_row(new: Sequence[Token]) -> tuple[list[int], list[int], Row]:
    """Give the row before any old token: all that can be done is to insert."""
    changed, cost = [NEVER], OPEN
    for token in new:
        cost += _cost(token)
        changed.append(cost)
    ways = bytearray([0, INSERTED | OPENED][: len(changed)]) + bytearray([INSERTED]) * (len(new) - 1)
    return [0] + [NEVER] * len(new), changed, (bytearray(len(changed)), ways)


def _next_row(
    token: Token, new: Sequence[Token], costs: list[int], kept: list[int], changed: list[int]
) -> tuple[list[int], list[int], Row]:
    """Give the row after one more old token: the costs after a kept token and within a change, and the steps there."""
    strike = _cost(token)
    now_kept, now_changed = [NEVER], [min(kept[0] + OPEN, changed[0]) + strike]
    from_kept, ways = bytearray(1), bytearray([STRUCK | (OPENED if kept[0] + OPEN < changed[0] else 0)])
    for j, (other, cost) in enumerate(zip(new, costs, strict=True)):
        best, way = changed[j + 1] + strike, STRUCK
        if kept[j + 1] + OPEN + strike < best:
            best, way = kept[j + 1] + OPEN + strike, STRUCK | OPENED
        if now_changed[j] + cost < best:
            best, way = now_changed[j] + cost, INSERTED
        if now_kept[j] + OPEN + cost < best:
            best, way = now_kept[j] + OPEN + cost, INSERTED | OPENED
        now_changed.append(best)
        ways.append(way)
        after_kept = kept[j] <= changed[j]
        same = other.text == token.text and other.kind == token.kind
        extra = 0 if other.marks == token.marks else REMARK
        now_kept.append((kept[j] if after_kept else changed[j]) + extra if same else NEVER)
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
