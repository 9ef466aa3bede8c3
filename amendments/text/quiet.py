"""What a redline leaves alone: the sentences in which nothing was struck or inserted, so that a page may let them recede."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from amendments.text.nearness import edges
from amendments.text.tokens import SPACE, Tokens


def receding(pieces: Sequence[tuple[str, Tokens]]) -> list[list[tuple[bool, Tokens]]]:
    """Cut each kept piece ("=") of a block into (recedes, tokens); struck ("-") and inserted ("+") pieces never recede.

    A word recedes if its sentence is untouched in the old text and in the new one.
    """
    touched = [_touched(pieces, side) for side in ("-", "+")]
    found: list[list[tuple[bool, Tokens]]] = []
    for (sign, tokens), then, now in zip(pieces, *touched, strict=True):
        quiet = [not (old or new) for old, new in zip(then, now, strict=True)] if sign == "=" else [False] * len(tokens)
        if quiet and all(each == quiet[0] for each in quiet):
            found.append([(quiet[0], tuple(tokens))])
        else:
            found.append([(recedes, tuple(tokens[at] for at in group)) for recedes, group in _groups(quiet)])
    return found


def _groups(quiet: Sequence[bool]) -> Iterator[tuple[bool, Iterable[int]]]:
    for recedes, group in groupby(range(len(quiet)), key=quiet.__getitem__):
        yield recedes, list(group)


def _touched(pieces: Sequence[tuple[str, Tokens]], side: str) -> list[list[bool]]:
    """Tell for each token of each kept piece whether its sentence is touched, in the text of one side."""
    text = tuple(token for sign, tokens in pieces if sign in ("=", side) for token in tokens)
    starts = edges(text).starts
    changed: set[int] = set()
    at = 0
    where: list[slice] = []
    for sign, tokens in pieces:
        size = len(tokens) if sign in ("=", side) else 0
        if sign == side:
            seen = [n for n in range(at, at + size) if text[n].kind != SPACE] or range(at, at + size)  # either sentence's
            changed |= {bisect_right(starts, n) for n in seen}
        where.append(slice(at, at + size))
        at += size
    flags: list[bool] = []
    for n, (start, end) in enumerate(pairwise((*starts, len(text))), 1):
        flags += [n in changed] * (end - start)
    return [flags[span] for span in where]
