"""How near two word changes of one text stand: apart, side by side or in one sentence, or in each other's way.

What counts as one word or one point must not depend on how a comparison happened to align repeated words: where a strike or
insertion could as well stand elsewhere ("very very good" less one "very"), all the places count as its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from amendments.text.edits import Change
from amendments.text.sentences import ends_sentence, sentences
from amendments.text.tokens import BLOCK, SPACE, WORD, Token, Tokens


class Relation(StrEnum):
    """What two amendments are to each other."""

    INDEPENDENT = "independent"
    TOUCHING = "touching"  # the combined text is defined; a person must look at it
    SAME = "same"
    CONTAINED = "contained"
    CONFLICTING = "conflicting"


class Edges(NamedTuple):
    """Where the sentences of a text begin, in order; and all places where one begins or ends."""

    starts: tuple[int, ...]
    all: frozenset[int]


RIVAL_WORDS, RIVAL_SHARE = 8, 0.75  # words, and part of the words, that two versions of one passage have in common


@lru_cache(maxsize=4096)
def edges(tokens: Tokens) -> Edges:
    """Give where the sentences of a text begin, and where any begins or ends."""
    starts = tuple(start for start, _ in sentences(tokens))
    return Edges(starts, frozenset((*starts, len(tokens))))


def slides(tokens: Tokens, change: Change) -> tuple[int, int]:
    """Give how many tokens a strike or insertion could stand further left and right, with the same result."""
    if change.struck and change.inserted:
        return 0, 0
    piece = change.struck or change.inserted
    size, left, right = len(piece), 0, 0
    while left < change.at and tokens[change.at - 1 - left] == piece[-1 - left % size]:
        left += 1
    while change.end + right < len(tokens) and tokens[change.end + right] == piece[right % size]:
        right += 1
    return left, right


def leftmost(tokens: Tokens, change: Change) -> Change:
    """Give the same change as far left as it could stand: equal changes become equal values."""
    left, _ = slides(tokens, change)
    if not left:
        return change
    at = change.at - left
    if change.struck:
        return Change(at, tokens[at : at + len(change.struck)], ())
    turn = left % len(change.inserted)
    return Change(at, (), change.inserted[-turn:] + change.inserted[:-turn] if turn else change.inserted)


def blocks_first(tokens: Tokens, change: Change) -> Change:
    """Give an insertion of blocks as "block, words" where it was made as "words, block"."""
    at, inserted = change.at, change.inserted
    if not change.struck and at and inserted[-1].kind == BLOCK and inserted[-1] == tokens[at - 1]:
        return Change(at - 1, (), inserted[-1:] + inserted[:-1])
    return change


class Reach:
    """One change with all that it reaches in its text: the places it may stand at, and the sentences that it is in."""

    def __init__(self, tokens: Tokens, change: Change, known: Edges | None = None) -> None:
        self.tokens, self.change = tokens, change
        self.starts, self.edges = known or edges(tokens)
        left, right = slides(tokens, change)
        moved = tokens[change.at - left : change.at] + tokens[change.end : change.end + right]
        if not any(token.kind == WORD for token in moved):
            left = right = 0
        self.low, self.high = change.at - left, change.end + right
        self.whole = self._is_whole()
        self.first, self.last = self._sentences()

    def _sentence(self, at: int) -> int:
        return max(bisect_right(self.starts, at) - 1, 0)

    def _boundary(self, at: int) -> bool:
        """Tell whether a sentence begins or ends here, spaces aside."""
        before = at
        while before and self.tokens[before - 1].kind == SPACE:
            before -= 1
        after = at
        while after < len(self.tokens) and self.tokens[after].kind == SPACE:
            after += 1
        return not before or self.tokens[before - 1].kind == BLOCK or any(i in self.edges for i in range(before, after + 1))

    def _is_whole(self) -> bool:
        """Tell whether whole sentences or blocks are inserted, struck or replaced."""
        change = self.change
        if not (self._boundary(change.at) and self._boundary(change.end)):
            return False
        return not change.inserted or change.inserted[0].kind == BLOCK or _ends_sentence(change.inserted)

    def _sentences(self) -> tuple[int, int]:
        """Give the first and last sentence that the change is in; (1, 0) is none."""
        change, tokens = self.change, self.tokens
        if not change.struck:
            if self.whole:
                return 1, 0
            if not self._boundary(change.at):
                return self._sentence(change.at), self._sentence(change.at)
            before = next((i for i in range(change.at - 1, -1, -1) if tokens[i].kind != SPACE), change.at)
            after = next((i for i in range(change.at, len(tokens)) if tokens[i].kind != SPACE), change.at)
            return self._sentence(before), self._sentence(after)  # it is not known which of both goes on
        struck = [i for i in range(change.at, change.end) if tokens[i].kind != SPACE] or [change.at]
        first, last = self._sentence(struck[0]), self._sentence(struck[-1])
        if not self.whole and self._boundary(change.end) and not _ends_sentence(change.inserted):
            last += 1  # without its full stop it runs on into the next
        lost = [t for t in change.struck if t.kind == BLOCK]
        if lost and not any(t.kind == BLOCK for t in change.inserted):
            first = max(first - 1, 0)
        return first, last


def _ends_sentence(tokens: Sequence[Token]) -> bool:
    words = list(tokens)
    while words and words[-1].kind == SPACE:
        words.pop()
    return bool(words) and ends_sentence(words, len(words))


def rivals(one: Tokens, two: Tokens) -> bool:
    """Tell whether two insertions are versions of one passage: both together would say it twice."""
    bags = [Counter(token.text for token in tokens if token.kind == WORD) for tokens in (one, two)]
    shared, most = (bags[0] & bags[1]).total(), max(bags[0].total(), bags[1].total())
    return shared >= RIVAL_WORDS and shared >= RIVAL_SHARE * most


def nearness(one: Reach, two: Reach) -> Relation:
    """Give the relation of two different changes of one text. Symmetric."""
    if (two.low, two.high, two.change) < (one.low, one.high, one.change):
        one, two = two, one
    if two.low < one.high or (one.low == two.low and (one.high > one.low) == (two.high > two.low)):
        return _meeting(one, two)
    between = one.tokens[one.high : two.low]
    if not one.change.struck and not two.change.struck and all(token.kind == SPACE for token in between):
        return _meeting(one, two)  # a space more or less is no other point
    if not any(token.kind in {WORD, BLOCK} for token in between):
        return Relation.TOUCHING
    return Relation.TOUCHING if max(one.first, two.first) <= min(one.last, two.last) else Relation.INDEPENDENT


def _meeting(one: Reach, two: Reach) -> Relation:
    """Judge what strikes the same words or inserts at the same point: only whole sentences can stand one after the other.

    What begins a block can stand after what goes on in the block before.
    """
    insertions = not one.change.struck and not two.change.struck
    blocks = [each.change.inserted[:1] and each.change.inserted[0].kind == BLOCK for each in (one, two)]
    in_turn = (one.whole and two.whole) or sum(map(bool, blocks)) == 1
    if rivals(one.change.inserted, two.change.inserted):
        return Relation.CONFLICTING
    return Relation.TOUCHING if insertions and in_turn else Relation.CONFLICTING
