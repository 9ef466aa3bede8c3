"""Give changes the edges that a reader would choose, and no crumbs of kept words between them.

A pure insertion or strike slides to the best of the places where it may stand as well: whole sentences and clauses first, then
with the space before it. Tiny islands of kept words inside a rewritten clause are taken into the change around them, and what
was rewritten so is weighed once more, at a higher price for each separate change, so that only telling runs of words stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from amendments.text.align import Span, realign, trimmed
from amendments.text.sentences import STOPS, ends_sentence
from amendments.text.tokens import BLOCK, BREAK, NOTE, SIGN, SPACE, WORD, Token, Tokens

REWRITTEN = 25  # what a separate change costs inside a rewritten clause
CLAUSE = 4  # words of which one can say that they were written anew
FEW = 3  # kept words between changes that belong together
LOOK = 40  # tokens that a change may slide to either side
APART = (BLOCK, BREAK, NOTE)


def read_well(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Give the changes again, easier to read: in order, not touching, none empty, and still making `new` of `old`."""
    both = _Both(old, new)
    found = _slid(both, _whole_sentences(both, spans))
    if len(found) < 2:
        return found
    thinned = _sentences_joined(both, _thinned(both, _absorbed(both, found)))
    return _slid(both, _whole_sentences(both, thinned)) if thinned != found else found


class _Both:
    """The two texts, and how many of their words stand before each position."""

    def __init__(self, old: Tokens, new: Tokens) -> None:
        self.old, self.new = old, new
        self._old_words = [0, *accumulate([token[0] == WORD for token in old])]
        self._new_words = [0, *accumulate([token[0] == WORD for token in new])]

    def struck(self, span: Span) -> int:
        return self._old_words[span.old_end] - self._old_words[span.old]

    def inserted(self, span: Span) -> int:
        return self._new_words[span.new_end] - self._new_words[span.new]

    def kept(self, left: Span, right: Span) -> int:
        return self._old_words[right.old] - self._old_words[left.old_end]

    def anew(self, span: Span) -> bool:
        return self.struck(span) >= CLAUSE and self.inserted(span) >= CLAUSE

    def blank(self, span: Span) -> bool:
        """Tell whether only spaces change here."""
        if self.struck(span) or self.inserted(span):
            return False
        changed = self.old[span.old : span.old_end] + self.new[span.new : span.new_end]
        return all(token.kind == SPACE for token in changed)


def _whole_sentences(both: _Both, spans: Sequence[Span]) -> list[Span]:
    """Part the end of a changed sentence from whole sentences after it: “[peace → bread].[+ We want roses.]”."""
    done: list[Span] = []
    for index, span in enumerate(spans):
        kept = (spans[index + 1].old if index + 1 < len(spans) else len(both.old) + 1) - span.old_end
        done += _at_stop(both, span) if kept > 1 else [span]
    return done


def _at_stop(both: _Both, span: Span) -> list[Span]:
    """Part one substitution where the stop that follows it stands in it, too, at the end of the sentence it began in."""
    old, new, (i, i_end, j, j_end) = both.old, both.new, span
    if i == i_end or j == j_end or i_end == len(old) or not _stop(old, i_end) or _begins(old, i):
        return [span]
    for at in range(j + 1, j_end):
        if new[at] == old[i_end] and _stop(new, at):
            return [Span(i, i_end, j, at), Span(i_end + 1, i_end + 1, at + 1, j_end + 1)]
    for at in range(i + 1, i_end):
        if old[at] == old[i_end] and _stop(old, at):
            return [Span(i, at, j, j_end), Span(at + 1, i_end + 1, j_end + 1, j_end + 1)]
    return [span]


def _stop(text: Sequence[Token], at: int) -> bool:
    return text[at].kind == SIGN and text[at].text in STOPS and ends_sentence(text, at + 1)


def _begins(text: Sequence[Token], at: int) -> bool:
    """Tell whether a block or sentence begins at this position."""
    return at == 0 or text[at - 1].kind == BLOCK or (text[at - 1].kind == SPACE and ends_sentence(text, at - 1))


def _slid(both: _Both, spans: Sequence[Span]) -> list[Span]:
    """Slide each pure insertion and strike to its best place; what comes to touch is joined."""
    done: list[Span] = []
    before = 0
    for index, span in enumerate(spans):
        moved = span
        if span.old == span.old_end or span.new == span.new_end:
            left = span.old - before if done else min(span.old, span.new)
            right = (spans[index + 1].old if index + 1 < len(spans) else len(both.old)) - span.old_end
            moved = _best_place(both, span, min(left, LOOK), min(right, LOOK))
        before = moved.old_end
        done.append(moved)
    return _joined(both, done)


def _joined(both: _Both, spans: Sequence[Span]) -> list[Span]:
    done: list[Span] = []
    for span in spans:
        if done and done[-1].old_end == span.old and done[-1].new_end == span.new:
            done[-1:] = _between(both, done[-1], span)
        else:
            done.append(span)
    return done


def _between(both: _Both, first: Span, last: Span) -> list[Span]:
    """Give two changes and all between them as one change."""
    return list(trimmed(both.old, both.new, Span(first.old, last.old_end, first.new, last.new_end)))


def _best_place(both: _Both, span: Span, left: int, right: int) -> Span:
    """Slide a pure insertion or strike by up to `left` or `right` tokens to where its two edges read best."""
    pure = span.old == span.old_end
    text, start, end = (both.new, span.new, span.new_end) if pure else (both.old, span.old, span.old_end)
    low = high = 0
    while low < left and text[start - low - 1] == text[end - low - 1]:
        low += 1
    while high < right and text[start + high] == text[end + high]:
        high += 1
    best = (
        max(range(-low, high + 1), key=lambda by: (_edge(text, start + by) + _edge(text, end + by), by)) if low or high else 0
    )
    return Span(*(at + best for at in span))


def _edge(text: Sequence[Token], at: int) -> int:
    """Say how well a change may begin or end at this position: the more, the better."""
    if at in (0, len(text)) or text[at].kind == BLOCK:
        return 20
    before, after = text[at - 1], text[at]
    if before.kind == BLOCK:
        return 16
    if BREAK in (before.kind, after.kind):
        return 15
    if after.kind == SPACE:
        return 14 if ends_sentence(text, at) else 9 if before.text in ";:" else 6
    if before.kind == SPACE:
        return 13 if ends_sentence(text, at - 1) else 4
    if before.kind == WORD and after.kind == SIGN:
        return 7 if after.text in ",;:.!?)”" else 2
    return 1


def _absorbed(both: _Both, spans: Sequence[Span]) -> list[Span]:
    """Take tiny islands of kept words into the changes around them, and weigh again what was rewritten so."""
    whole: list[tuple[Span, bool]] = []
    for span in spans:
        joined, rewritten = span, False
        while whole and _tiny(both, whole[-1][0], joined):
            last, before = whole.pop()
            rewritten = rewritten or before or both.kept(last, joined) > 0
            (joined,) = _between(both, last, joined)
        whole.append((joined, rewritten))
    looked = (realign(both.old, both.new, span, REWRITTEN) if rewritten else [span] for span, rewritten in whole)
    return [span for some in looked for span in some]


def _tiny(both: _Both, left: Span, right: Span) -> bool:
    """Tell whether the island between two changes only gets in a reader's way."""
    words = both.kept(left, right)
    if words > 2 or right.old - left.old_end > 7 or not _one_clause(both, left, right):
        return False
    struck, inserted = (both.struck(left), both.struck(right)), (both.inserted(left), both.inserted(right))
    if not words:
        signs = any(token.kind == SIGN for token in both.old[left.old_end : right.old])
        return not signs or all(struck + inserted) or both.blank(left) or both.blank(right)
    if not any(struck) or not any(inserted):
        return False
    smaller = min(max(struck[0], inserted[0]), max(struck[1], inserted[1]))
    return smaller > words and sum(struck) + sum(inserted) >= 4 * words + 2


def _one_clause(both: _Both, left: Span, right: Span) -> bool:
    """Tell whether nothing between two changes, or at their edges there, sets them apart: no block, no sentence's end."""
    if right.old - left.old_end > 12 or any(token.kind in APART for token in both.old[left.old_end : right.old]):
        return False
    return not any(
        ends_sentence(text, at)
        for text, start, end in ((both.old, left.old_end, right.old), (both.new, left.new_end, right.new))
        for at in range(start, end + 1)
    )


def _thinned(both: _Both, spans: Sequence[Span]) -> list[Span]:
    """Where three and more changes leave but few words of a sentence, keep only its telling runs."""
    done: list[Span] = []
    for group in _groups(both, spans):
        marked = sum(both.struck(span) + both.inserted(span) for span in group)
        kept = sum(both.kept(left, right) for left, right in pairwise(group))
        if len(group) > 2 and 5 * kept <= marked:
            for span in _between(both, group[0], group[-1]):
                done += realign(both.old, both.new, span, REWRITTEN)
        else:
            done += group
    return done


def _groups(both: _Both, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Gather the changes that stand in one sentence with few kept words between neighbors."""
    group: list[Span] = []
    for span in spans:
        if group and not (both.kept(group[-1], span) <= FEW and _one_clause(both, group[-1], span)):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _sentences_joined(both: _Both, spans: Sequence[Span]) -> list[Span]:
    """Where one sentence after the other was written anew, let no full stop alone stand between them."""
    done: list[Span] = []
    for span in spans:
        island = both.old[done[-1].old_end : span.old] if done else ()
        alone = done and len(island) <= LOOK and all(token.kind in (SIGN, SPACE) for token in island)
        if alone and both.anew(done[-1]) and both.anew(span):
            done[-1:] = _between(both, done[-1], span)
        else:
            done.append(span)
    return done
