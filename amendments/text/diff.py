"""What changed between two texts, as word changes that a person can read and a program can replay.

`diff` works in three steps, each a file of its own: `align` finds what both texts share (exactly, by the longest common
subsequence of words), `readable` gives the changes the edges that a reader would choose, and here they become values. Nothing
depends on time, hashing order or the machine: the same two texts always give the same changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from amendments.text.align import align
from amendments.text.edits import Change, Changes, Mismatch
from amendments.text.likeness import likeness
from amendments.text.readable import read_well
from amendments.text.tokens import Tokens, visible

__all__ = ["Mismatch", "Sign", "apply_changes", "diff", "likeness", "ops", "reverse"]

Sign: TypeAlias = Literal["=", "-", "+"]


def diff(old: Tokens, new: Tokens) -> Changes:
    """Give the changes that make `new` of `old`: in order, apart from each other by at least one kept token, none empty.

    Laws: `apply_changes(old, diff(old, new)) == new`, `diff(x, x) == ()`, and equal arguments give equal results.
    """
    if old == new:
        return ()
    spans = read_well(old, new, align(old, new))
    return tuple(Change(span.old, old[span.old : span.old_end], new[span.new : span.new_end]) for span in spans)


def apply_changes(tokens: Tokens, changes: Iterable[Change]) -> Tokens:
    """Give the text with the changes made. Raises Mismatch where one is out of order or strikes what is not there."""
    return tuple(token for sign, piece in _walk(tokens, changes) if sign != "-" for token in piece)


def reverse(changes: Iterable[Change]) -> Changes:
    """Give the changes that take `changes` back: applied to the new text they give the old one."""
    shift, turned = 0, []
    for change in changes:
        turned.append(Change(change.at + shift, change.inserted, change.struck))
        shift += len(change.inserted) - len(change.struck)
    return tuple(turned)


def ops(old: Tokens, changes: Iterable[Change]) -> list[tuple[Sign, Tokens]]:
    """Give the whole text as kept ("="), struck ("-") and inserted ("+") pieces, in reading order, none of them empty.

    Struck stands before inserted. Raises Mismatch like `apply_changes`.
    """
    return [(sign, piece) for sign, piece in _walk(old, changes) if piece]


def _walk(old: Tokens, changes: Iterable[Change]) -> Iterator[tuple[Sign, Tokens]]:
    at = 0
    for change in changes:
        if change.at < at or change.end > len(old):
            raise Mismatch(f"A change at token {change.at} does not fit a text of {len(old)} tokens that is read up to {at}.")
        found = old[change.at : change.end]
        if found != change.struck:
            raise Mismatch(f"At token {change.at} stands “{visible(found)}”, not “{visible(change.struck)}”.")
        yield "=", old[at : change.at]
        yield "-", change.struck
        yield "+", change.inserted
        at = change.end
    yield "=", old[at:]
