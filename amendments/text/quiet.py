"""What a redline leaves alone: the sentences in which nothing was struck or inserted, so that a page may let them recede."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from amendments.text.sentences import sentences
from amendments.text.tokens import SPACE, Tokens


def receding(pieces: Sequence[tuple[str, Tokens]]) -> list[list[tuple[bool, Tokens]]]:
    """Cut each kept piece ("=") of a block into (recedes, tokens); struck ("-") and inserted ("+") pieces never recede.

    A word recedes if its sentence is untouched in the old text and in the new one.
    """
    touched = [_touched(pieces, side) for side in ("-", "+")]
    found: list[list[tuple[bool, Tokens]]] = []
    for n, (sign, tokens) in enumerate(pieces):
        quiet = [sign == "=" and not any(side[n][at] for side in touched) for at in range(len(tokens))]
        found.append([(recedes, tuple(tokens[at] for at in group)) for recedes, group in _groups(quiet)])
    return found


def _groups(quiet: Sequence[bool]) -> Iterator[tuple[bool, Iterable[int]]]:
    for recedes, group in groupby(range(len(quiet)), key=quiet.__getitem__):
        yield recedes, list(group)


def _touched(pieces: Sequence[tuple[str, Tokens]], side: str) -> list[list[bool]]:
    """Tell for each token of each piece whether its sentence is touched, in the text of one side."""
    text = tuple(token for sign, tokens in pieces if sign in ("=", side) for token in tokens)
    starts = [start for start, _ in sentences(text)]
    changed: set[int] = set()
    at = 0
    where: list[range] = []
    for sign, tokens in pieces:
        size = len(tokens) if sign in ("=", side) else 0
        where.append(range(at, at + size))
        if sign == side:
            seen = [n for n in where[-1] if text[n].kind != SPACE] or where[-1]  # a space goes with either sentence
            changed |= {bisect_right(starts, n) for n in seen}
        at += size
    return [
        [bisect_right(starts, place[n]) in changed if n < len(place) else True for n in range(len(tokens))]
        for place, (_, tokens) in zip(where, pieces, strict=True)
    ]
