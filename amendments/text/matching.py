"""Find the same paragraphs in a text and its revision, where nobody wrote down what was done: for texts that come from outside.

Inside the house edits are addressed to permanent ids, and nothing is guessed. Here paragraphs are matched: equal ones first,
then those that share most of their words between them, in order; then those that moved. A paragraph with two halves of another
is a split, the reverse a join. What is not matched was struck or inserted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from amendments.text.align import same_ends
from amendments.text.diff import diff
from amendments.text.document import Document
from amendments.text.edits import (
    Change,
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    JoinParagraphs,
    MoveParagraph,
    SplitParagraph,
    StrikeParagraph,
)
from amendments.text.tokens import BLOCK, SPACE, WORD, Token, Tokens, digest

ALIKE = 0.4  # share of common words from which two paragraphs between the same neighbors are one
MOVED = 0.7  # the same, for one that stands elsewhere
HALF = 0.85  # the same, for two halves put together
MOST = 4000  # pairs compared in one stretch; beyond, paragraphs are matched in their order


def edits_between(base: Document, side: Sequence[Tokens], name: str) -> Edits:
    """Give the edits that make the paragraphs of `side` of those of `base`; new ids begin with `name`.

    Nothing is moved away from what both have at the beginning and at the end: the time is that of what stands between.
    """
    start, end = same_ends([paragraph.tokens for paragraph in base.paragraphs], side)
    middle = base.paragraphs[start : len(base.paragraphs) - end]
    found = _Matching(Document((), middle), side[start : len(side) - end], name).edits()
    if not start:
        return found
    before = base.paragraphs[start - 1].id
    placed = InsertParagraph | MoveParagraph
    return tuple(replace(each, after=each.after or before) if isinstance(each, placed) else each for each in found)


def common(one: Counter[str], two: Counter[str]) -> float:
    """Give the share of words that two texts have in common, 0 to 1."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _bag(tokens: Tokens) -> Counter[str]:
    return Counter(token.text for token in tokens if token.kind == WORD)


@dataclass
class _Matching:
    base: Document
    side: Sequence[Tokens]
    name: str
    pair: dict[int, int] = field(default_factory=dict)  # place in side → place in base
    found: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.old = [paragraph.tokens for paragraph in self.base.paragraphs]
        self.ids = [paragraph.id for paragraph in self.base.paragraphs]
        self.old_bags, self.new_bags = [_bag(each) for each in self.old], [_bag(each) for each in self.side]
        self.new_id = {n: f"{self.name}{n}" for n in range(len(self.side))}

    def edits(self) -> Edits:
        runs = SequenceMatcher(None, self.old, self.side, autojunk=False).get_matching_blocks()
        i = j = 0
        for a, b, size in runs:
            self._between(range(i, a), range(j, b))
            self.pair |= {b + n: a + n for n in range(size)}
            i, j = a + size, b + size
        self._moved()
        self._rewritten()
        halves = {*self._splits()}
        gone = {*self._joins()}
        self._changes()
        self._places(halves)
        left = [n for n in range(len(self.old)) if n not in self.pair.values() and n not in gone]
        self.found += [StrikeParagraph(self.ids[n], digest(self.old[n])) for n in left]
        return tuple(self.found)

    def _between(self, old: range, new: range) -> None:
        """Match what stands between two equal paragraphs, in order, so that the most words are common."""
        if not old or not new or len(old) * len(new) > MOST:
            return
        score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
        alike = {(i, j): common(self.old_bags[i], self.new_bags[j]) for i in old for j in new}
        for m, i in enumerate(old, 1):
            for n, j in enumerate(new, 1):
                both = score[m - 1][n - 1] + alike[i, j] if alike[i, j] >= ALIKE else 0.0
                score[m][n] = max(both, score[m - 1][n], score[m][n - 1])
        m, n = len(old), len(new)
        while m and n:
            if score[m][n] == score[m - 1][n]:
                m -= 1
            elif score[m][n] == score[m][n - 1]:
                n -= 1
            else:
                m, n = m - 1, n - 1
                self.pair[new[n]] = old[m]

    def _moved(self) -> None:
        """Match what stands elsewhere: the most alike first."""
        left = [i for i in range(len(self.old)) if i not in self.pair.values() and self.old_bags[i].total() > 2]
        new = [j for j in range(len(self.side)) if j not in self.pair]
        if len(left) * len(new) > MOST:
            return
        rows = [(common(self.old_bags[i], self.new_bags[j]), -i, -j) for i in left for j in new]
        for alike, i, j in sorted(rows, reverse=True):
            if alike >= MOVED and -j not in self.pair and -i not in self.pair.values():
                self.pair[-j] = -i

    def _rewritten(self) -> None:
        """Match what is left over between the same neighbors: who puts other words in a paragraph's place rewrites it.

        It is not struck and something else inserted: another who strikes or changes it must find that out.
        """
        taken = {*self.pair.values()}
        j = 0
        while j < len(self.side):
            end = j
            while end < len(self.side) and end not in self.pair:
                end += 1
            if end > j:
                low = self.pair[j - 1] + 1 if j else 0
                old = range(low, self._next_taken(low, taken))
                self.pair |= dict(zip(range(j, end), old, strict=False))
            j = end + 1

    def _next_taken(self, low: int, taken: set[int]) -> int:
        return next((i for i in range(low, len(self.old)) if i in taken), len(self.old))

    def _splits(self) -> Iterator[int]:
        """Find paragraphs that two new ones side by side are the halves of; gives the places of the second halves."""
        for j in range(len(self.side) - 1):
            if (j in self.pair) == (j + 1 in self.pair):
                continue
            i = self.pair[j] if j in self.pair else self.pair[j + 1]
            if i < 0 or not self._is_whole(self.old_bags[i], self.new_bags[j], self.new_bags[j + 1]):
                continue
            old, id_ = self.old[i], self.ids[i]
            if cut := cut_between(old, self.side[j], self.side[j + 1]):
                at, changes = cut
                self.found.append(SplitParagraph(id_, digest(old), at, old[at : at + 1], self.new_id[j + 1]))
                self.found += [ChangeWords(id_, digest(old), changes)] if changes else []
                self.pair.pop(j + 1, None)
                self.pair[j] = -1 - i  # its words are done
                yield j + 1

    def _joins(self) -> Iterator[int]:
        """Find new paragraphs that two of the base side by side are the halves of; gives the places of the second halves."""
        for i in range(len(self.old) - 1):
            place = {old: j for j, old in self.pair.items()}
            if (i in place) == (i + 1 in place) or -1 - i in place or -2 - i in place:
                continue
            j = place[i] if i in place else place[i + 1]
            if not self._is_whole(self.new_bags[j], self.old_bags[i], self.old_bags[i + 1]):
                continue
            if cut := cut_between(self.side[j], self.old[i], self.old[i + 1], turned=True):
                self._join(i, cut[0], cut[1])
                self.pair[j] = -1 - i
                yield i + 1

    @staticmethod
    def _is_whole(whole: Counter[str], one: Counter[str], two: Counter[str]) -> bool:
        alike = common(whole, one + two)
        return alike >= HALF and alike > max(common(whole, one), common(whole, two))

    def _join(self, i: int, at: int, changes: tuple[Change, ...]) -> None:
        one, two = self.old[i], self.old[i + 1]
        lead = int(bool(two) and two[0].kind == BLOCK)
        space = (Token(SPACE, " "),)
        self.found.append(JoinParagraphs(self.ids[i], digest(one), self.ids[i + 1], digest(two), space))
        first = tuple(change for change in changes if change.end <= at)
        second = tuple(c._replace(at=c.at - at - 1 + lead) for c in changes if c.at > at)
        for n, own in ((i, first), (i + 1, second)):
            self.found += [ChangeWords(self.ids[n], digest(self.old[n]), own)] if own else []

    def _changes(self) -> None:
        for j, i in self.pair.items():
            if i >= 0 and self.old[i] != self.side[j]:
                self.found.append(ChangeWords(self.ids[i], digest(self.old[i]), diff(self.old[i], self.side[j])))
        self.pair = {j: i if i >= 0 else -1 - i for j, i in self.pair.items()}

    def _places(self, halves: set[int]) -> None:
        """Insert what is new, and move what is not in the longest run of paragraphs that kept their order."""
        kept = _longest_rising([(j, self.pair[j]) for j in sorted(self.pair)], [bag.total() for bag in self.old_bags])
        after: str | None = None
        for j, tokens in enumerate(self.side):
            if j in halves:
                continue
            if j not in self.pair:
                self.found.append(InsertParagraph(self.new_id[j], None, after, tokens))
            elif j not in kept:
                self.found.append(MoveParagraph(self.ids[self.pair[j]], None, after))
            after = self.ids[self.pair[j]] if j in self.pair else self.new_id[j]


def cut_between(whole: Tokens, one: Tokens, two: Tokens, *, turned: bool = False) -> tuple[int, tuple[Change, ...]] | None:
    """Find where two halves meet in a whole: the place of the space between them, if it is kept, and all other changes.

    Of the whole (a split) the place is in `whole`; `turned` (a join), in the two put together, which are what changes then.
    """
    rest = two[1:] if two and two[0].kind == BLOCK else two
    halves = (*one, Token(SPACE, " "), *rest)
    old, new = (halves, whole) if turned else (whole, halves)
    changes = diff(old, new)
    at, shift = len(one), 0
    for change in changes:
        start = change.at if turned else change.at + shift
        end = change.end if turned else start + len(change.inserted)
        if start <= at < end or (turned and change.at == at + 1 and not change.struck):
            return None
        if end <= at:
            shift += len(change.inserted) - len(change.struck)
    if turned:
        return at, changes
    return at - shift, changes


def _longest_rising(pairs: Sequence[tuple[int, int]], weight: Sequence[int]) -> set[int]:
    """Give the places (first of each pair) whose second numbers rise, with the most words."""
    best: list[tuple[int, int]] = []
    for n, (_, i) in enumerate(pairs):
        before = max(((best[m][0], m) for m in range(n) if pairs[m][1] < i), default=(0, -1))
        best.append((before[0] + weight[i] + 1, before[1]))
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(pairs[at][0])
        at = best[at][1]
    return kept
