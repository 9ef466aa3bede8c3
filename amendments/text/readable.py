"""Give changes the edges that a reader would choose. What is kept or changed in substance stays within the same places.

Three things are done until nothing moves: tiny islands of kept words inside a rewritten clause are taken into the change around
them; a pure insertion or strike slides to the best of the places where it may stand as well (whole sentences and clauses first,
then with the space before it); and changes that come to touch become one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from amendments.text.align import Span, realign, trimmed
from amendments.text.sentences import ends_sentence
from amendments.text.tokens import BLOCK, BREAK, NOTE, SIGN, SPACE, WORD, Token, Tokens

REWRITTEN = 25  # what a separate change costs inside a rewritten clause, so that only telling runs are kept
APART = (BLOCK, BREAK, NOTE)
LOOK = 40  # tokens that a change may slide to either side


def read_well(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Give the changes again, easier to read: in order, not touching, none empty, and still making `new` of `old`."""
    found = _slid(old, new, spans)
    absorbed = _absorbed(old, new, found)
    return _slid(old, new, absorbed) if len(absorbed) < len(found) else found


def _slid(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Slide each pure insertion and strike to its best place; what comes to touch is joined."""
    done: list[Span] = []
    for index, span in enumerate(spans):
        moved = span
        if span.old == span.old_end or span.new == span.new_end:
            room_left = span.old - done[-1].old_end if done else min(span.old, span.new)
            after = spans[index + 1].old if index + 1 < len(spans) else len(old)
            moved = _best_place(old, new, span, min(room_left, LOOK), min(after - span.old_end, LOOK))
        done.append(moved)
    return _joined(old, new, done)


def _joined(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    done: list[Span] = []
    for span in spans:
        if done and done[-1].old_end == span.old and done[-1].new_end == span.new:
            done[-1:] = trimmed(old, new, Span(done[-1].old, span.old_end, done[-1].new, span.new_end))
        else:
            done.append(span)
    return done


def _best_place(old: Tokens, new: Tokens, span: Span, left: int, right: int) -> Span:
    """Slide a pure insertion or strike by up to `left` or `right` tokens to where its two edges read best."""
    text, start, end = (new, span.new, span.new_end) if span.old == span.old_end else (old, span.old, span.old_end)
    low = high = 0
    while low < left and text[start - low - 1] == text[end - low - 1]:
        low += 1
    while high < right and text[start + high] == text[end + high]:
        high += 1
    if not low and not high:
        return span
    shifts = range(-low, high + 1)
    best = max(shifts, key=lambda by: (_edge(text, start + by) + _edge(text, end + by), by))
    return Span(*(at + best for at in span))


def _edge(text: Sequence[Token], at: int) -> int:
    """Say how well a change may begin or end at this position: the more, the better."""
    if at == 0 or at == len(text) or text[at].kind == BLOCK:
        return 20
    before, after = text[at - 1], text[at]
    if before.kind == BLOCK:
        return 16
    if BREAK in (before.kind, after.kind):
        return 15
    if after.kind == SPACE:
        return _edge_before_space(text, at)
    if before.kind == SPACE:
        return 13 if ends_sentence(text, at - 1) else 4
    if before.kind == WORD and after.kind == SIGN:
        return 7 if after.text in ",;:.!?)”" else 2
    return 1


def _edge_before_space(text: Sequence[Token], at: int) -> int:
    if ends_sentence(text, at):
        return 14
    return 9 if text[at - 1].text in ";:" else 6


def _absorbed(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Take tiny islands of kept words into the changes around them; what was rewritten so is looked at once more as a whole."""
    whole: list[tuple[Span, bool]] = []
    for span in spans:
        joined, rewritten = span, False
        while whole and _tiny(old, new, whole[-1][0], joined):
            last, before = whole.pop()
            rewritten = rewritten or before or _words(old[last.old_end : joined.old]) > 0
            (joined,) = trimmed(old, new, Span(last.old, joined.old_end, last.new, joined.new_end))
        whole.append((joined, rewritten))
    looked = (realign(old, new, span, REWRITTEN) if rewritten else [span] for span, rewritten in whole)
    return _thinned(old, new, [span for some in looked for span in some])


def _thinned(old: Tokens, new: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Where three and more changes leave but few words of a sentence, keep only its telling runs."""
    done: list[Span] = []
    for group in _groups(old, new, spans):
        first, last = group[0], group[-1]
        marked = sum(_words(old[span.old : span.old_end]) + _words(new[span.new : span.new_end]) for span in group)
        kept = sum(_words(old[left.old_end : right.old]) for left, right in pairwise(group))
        dense = len(group) > 2 and 5 * kept <= marked
        done += realign(old, new, Span(first.old, last.old_end, first.new, last.new_end), REWRITTEN) if dense else group
    return done


def _groups(old: Tokens, new: Tokens, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Gather the changes that stand in one sentence with at most three kept words between neighbors."""
    group: list[Span] = []
    for span in spans:
        if group and not (_one_clause(old, new, group[-1], span) and _words(old[group[-1].old_end : span.old]) <= 3):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _one_clause(old: Tokens, new: Tokens, left: Span, right: Span) -> bool:
    """Tell whether nothing between two changes, or at their edges there, sets them apart: no block, no sentence's end."""
    if right.old - left.old_end > 12 or any(token.kind in APART for token in old[left.old_end : right.old]):
        return False
    return not any(
        ends_sentence(text, at)
        for text, start, end in ((old, left.old_end, right.old), (new, left.new_end, right.new))
        for at in range(start, end + 1)
    )


def _tiny(old: Tokens, new: Tokens, left: Span, right: Span) -> bool:
    """Tell whether the island between two changes only gets in a reader's way."""
    island = old[left.old_end : min(right.old, left.old_end + 8)]
    words, signs = _words(island), sum(token.kind == SIGN for token in island)
    if words > 2 or right.old - left.old_end > 7 or not _one_clause(old, new, left, right):
        return False
    if not words and not signs:
        return True
    struck = _words(old[left.old : left.old_end]), _words(old[right.old : right.old_end])
    inserted = _words(new[left.new : left.new_end]), _words(new[right.new : right.new_end])
    if not words:
        return all(struck + inserted) or _blank(old, new, left) or _blank(old, new, right)
    if not sum(struck) or not sum(inserted):
        return False
    smaller = min(max(struck[0], inserted[0]), max(struck[1], inserted[1]))
    return smaller > words and sum(struck) + sum(inserted) >= 4 * words + 2


def _blank(old: Tokens, new: Tokens, span: Span) -> bool:
    """Tell whether only spaces change here."""
    return all(token.kind == SPACE for token in old[span.old : span.old_end] + new[span.new : span.new_end])


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.kind == WORD for token in tokens)
