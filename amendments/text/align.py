"""Find what two texts share: the kept tokens, in order, from which everything else follows.

The longest common subsequence (rapidfuzz's bit-parallel `LCSseq`, exact) over words, signs and block boundaries; spaces
follow their neighbors, and marks are looked at afterwards, so that emphasis never pulls the words apart. Long texts are first
cut where both certainly agree (runs of words that occur once in each, as patience diff does), so the work stays near-linear.
Where short kept runs lie between changes there are often many shortest ways; `weigh` picks the one with the fewest changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import LCSseq

from amendments.text.tokens import SIGN, SPACE, WORD, Token, Tokens
from amendments.text.weigh import cheapest, items

CELLS = 16_000_000  # of one exact comparison: 4,000 words by 4,000 take 2 MB and some milliseconds
STEP = 1_000  # items between two cuts of a text that is too long for one exact comparison
WEIGHED = 40_000  # cells up to which the many shortest ways are weighed
SOLID = 6  # kept words and signs in a row that no weighing would give up
GRAMS = (4, 2, 1)  # words in a row that are looked for once in each text, the surest first


class Span(NamedTuple):
    """One place that differs: old tokens [old, old_end) become new tokens [new, new_end)."""

    old: int
    old_end: int
    new: int
    new_end: int


class Run(NamedTuple):
    """`size` items from `old` on in one sequence are those from `new` on in the other."""

    old: int
    new: int
    size: int


Atoms: TypeAlias = tuple[Tokens, list[int]]  # a text and the positions in it that are compared


def align(old: Tokens, new: Tokens) -> list[Span]:
    """Give the places where the texts differ, in order; between them both have the same tokens. They may touch."""
    start, end = same_ends(old, new)
    spans = _align(old[start : len(old) - end], new[start : len(new) - end])
    return [Span(*(at + start for at in span)) for span in spans]


def _align(old: Tokens, new: Tokens) -> list[Span]:
    ids: dict[object, int] = {}
    old_at, old_ids = _atoms(old, ids)
    new_at, new_ids = _atoms(new, ids)
    runs = [run for run in _common(old_ids, new_ids) if run.size]
    return list(_gaps(old, new, old_at, new_at, _refined((old, old_at), (new, new_at), runs)))


def realign(old: Tokens, new: Tokens, span: Span, opening: int) -> list[Span]:
    """Look at one substitution again: give the places within it that differ when each separate change costs `opening`."""
    rows = [at for at in range(span.old, span.old_end) if old[at].kind != SPACE]
    columns = [at for at in range(span.new, span.new_end) if new[at].kind != SPACE]
    if len(rows) * len(columns) > WEIGHED:
        return [span]
    pairs = cheapest(items(old, rows), items(new, columns), opening)
    start_i, start_j = span.old, span.new
    rows, columns = [at - start_i for at in rows], [at - start_j for at in columns]
    parts = _spans(old[start_i : span.old_end], new[start_j : span.new_end], rows, columns, [Run(i, j, 1) for i, j in pairs])
    return [Span(i + start_i, i_end + start_i, j + start_j, j_end + start_j) for i, i_end, j, j_end in parts]


def _atoms(tokens: Tokens, ids: dict[object, int]) -> tuple[list[int], list[int]]:
    """Give the positions of all tokens but spaces, and a number for each that stands for its kind and text."""
    at, found = [], []
    for position, token in enumerate(tokens):
        kind = token[0]
        if kind != SPACE:
            at.append(position)
            found.append(ids.setdefault(token[1] if kind in (WORD, SIGN) else token[:2], len(ids)))
    return at, found


def _common(a: Sequence[int], b: Sequence[int]) -> Iterator[Run]:
    """Give the runs of a longest common subsequence, in order; for very long sequences of one close to it."""
    start, end = same_ends(a, b)
    yield Run(0, 0, start)
    for i, i_end, j, j_end in _pieces(a, b, (start, len(a) - end, start, len(b) - end), GRAMS):
        for op in LCSseq.opcodes(a[i:i_end], b[j:j_end]):
            if op.tag == "equal":
                yield Run(i + op.src_start, j + op.dest_start, op.src_end - op.src_start)
    yield Run(len(a) - end, len(b) - end, end)


def same_ends(a: Sequence[object], b: Sequence[object]) -> tuple[int, int]:
    """Give how many items both have in common at the beginning, and after that at the end."""
    start, end = 0, 0
    shorter = min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


Box: TypeAlias = tuple[int, int, int, int]


def _pieces(a: Sequence[int], b: Sequence[int], box: Box, grams: tuple[int, ...]) -> Iterator[Box]:
    """Cut a box (rows from, to, columns from, to) into such that may be compared exactly, side by side along the diagonal."""
    i, i_end, j, j_end = box
    if (i_end - i) * (j_end - j) <= CELLS:
        yield box
        return
    if grams:
        cuts = _cuts(a, b, box, grams[0])
        for low, high in zip([(i, j), *cuts], [*cuts, (i_end, j_end)], strict=True):
            yield from _pieces(a, b, (low[0], high[0], low[1], high[1]), grams[1:])
        return
    middle, center = (i + i_end) // 2, (j + j_end) // 2  # nothing in common to hold on to: any cut is as good
    yield from _pieces(a, b, (i, middle, j, center), ())
    yield from _pieces(a, b, (middle, i_end, center, j_end), ())


def _cuts(a: Sequence[int], b: Sequence[int], box: Box, gram: int) -> list[tuple[int, int]]:
    """Give points where both texts certainly agree: `gram` items in a row, once in each, confirmed by the next such one."""
    i, i_end, j, j_end = box
    left, right = _once(a, i, i_end, gram), _once(b, j, j_end, gram)
    points = _rising([(at, right[key]) for key, at in left.items() if key in right])
    cuts = [(i, j)]
    for (row, column), after in pairwise(points):
        far = row - cuts[-1][0] >= STEP or column - cuts[-1][1] >= STEP
        if far and (row + 1, column + 1) == after:
            cuts.append((row, column))
    return cuts[1:]


def _once(items: Sequence[int], start: int, end: int, gram: int) -> dict[tuple[int, ...], int]:
    """Give the runs of `gram` items that occur once in items[start:end], with their positions, in order."""
    seen: dict[tuple[int, ...], int] = {}
    for at, key in enumerate(zip(*(items[start + k : end] for k in range(gram)), strict=False), start):
        seen[key] = -1 if key in seen else at
    return {key: at for key, at in seen.items() if at >= 0}


def _rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a longest rising chain of points, rows rising already (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, column) in enumerate(points):
        pile = bisect_left(ends, column)
        before.append(last[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [column]
        last[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(points[index])
        index = before[index]
    return chain[::-1]


def _refined(old: Atoms, new: Atoms, runs: Sequence[Run]) -> Iterator[Run]:
    """Weigh again what lies between long kept runs: of the many shortest ways take the one with the fewest changes."""
    (rows, row_at), (columns, column_at) = old, new
    i = j = 0
    small: list[Run] = []
    for run in [*runs, Run(len(row_at), len(column_at), 0)]:
        if 0 < run.size < SOLID:
            small.append(run)
            continue
        if small and (run.old - i) * (run.new - j) <= WEIGHED:
            pairs = cheapest(items(rows, row_at[i : run.old]), items(columns, column_at[j : run.new]))
            yield from (Run(i + row, j + column, 1) for row, column in pairs)
        else:
            yield from small
        if run.size:
            yield run
        small, i, j = [], run.old + run.size, run.new + run.size


def _spans(old: Tokens, new: Tokens, old_at: list[int], new_at: list[int], runs: Iterable[Run]) -> Iterator[Span]:
    """Turn kept runs of words into the token spans that differ, spaces and marks looked at."""
    open_span: Span | None = None
    for span in _gaps(old, new, old_at, new_at, runs):
        if open_span and open_span.old_end == span.old and open_span.new_end == span.new:
            open_span = Span(open_span.old, span.old_end, open_span.new, span.new_end)
        else:
            if open_span:
                yield open_span
            open_span = span
    if open_span:
        yield open_span


def _gaps(old: Tokens, new: Tokens, old_at: list[int], new_at: list[int], runs: Iterable[Run]) -> Iterator[Span]:
    i = j = 0
    for run in runs:
        i_end, j_end = old_at[run.old + run.size - 1] + 1, new_at[run.new + run.size - 1] + 1
        start_i, start_j = old_at[run.old], new_at[run.new]
        yield from trimmed(old, new, Span(i, start_i, j, start_j))
        if old[start_i:i_end] != new[start_j:j_end]:
            yield from _within(old, new, old_at[run.old : run.old + run.size], new_at[run.new : run.new + run.size])
        i, j = i_end, j_end
    yield from trimmed(old, new, Span(i, len(old), j, len(new)))


def _within(old: Tokens, new: Tokens, rows: list[int], columns: list[int]) -> Iterator[Span]:
    """Give the differences inside a kept run: other marks on the same word, other spaces between."""
    i, j = rows[0], columns[0]
    for row, column in zip(rows, columns, strict=True):
        yield from trimmed(old, new, Span(i, row, j, column))
        if old[row] != new[column]:
            yield Span(row, row + 1, column, column + 1)
        i, j = row + 1, column + 1


def trimmed(old: Sequence[Token], new: Sequence[Token], span: Span) -> Iterator[Span]:
    """Give the span without equal tokens at its ends, or nothing where all are equal. The end first: “[ big] house”."""
    i, i_end, j, j_end = span
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    while i < i_end and j < j_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    if i < i_end or j < j_end:
        yield Span(i, i_end, j, j_end)
