"""Shape: what lines look like, where words and numbers alone do not tell: headings without a mark, deliberate line breaks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from amendments.text.outlining.blocks import COMMENT, HEADING, LIST, TEXT, Block
from amendments.text.outlining.label_words import KEYWORDS

_FORMS = frozenset(KEYWORDS.values())
_LONGEST, _MOST_WORDS, _NARROWEST = 100, 14, 60
_PAUSE = (".", ",", ";", ":", "!", "…", "-", "–", "—")


def is_keyword(form: str) -> bool:
    """Whether a label's form is a word ("§", "article") and no mere number."""
    return form in _FORMS


def short(text: str) -> bool:
    """Whether words could be a heading: few, in one line, beginning with a capital or a figure, without a full stop."""
    words = text.strip().strip("*_")
    if not words or len(words) > _LONGEST or words.endswith(_PAUSE) or len(words.split()) > _MOST_WORDS:
        return False
    first = words.lstrip("“„\"'«(¿¡")[:1]
    return bool(first) and not first.islower() and first.isalnum()


def ended(text: str) -> bool:
    """Whether a line ends as a sentence, a clause or a list's item does."""
    words = text.rstrip().rstrip("*_)”\"'»“’")
    return words.endswith((".", ":", ";", "!", "?", ",", "…", " und", " oder", " and", " or", " y", " o", " et", " ou"))


@dataclass(frozen=True)
class Shape:
    """What holds for a whole source.

    `width` is where its lines are wrapped, in characters; `marked` that it marks headings as Markdown does; `nested` that
    numbered lists ("1.") stand inside numbered paragraphs of another form; `titles` the forms that mostly number headings;
    `present` all labels by form and value.
    """

    width: int
    marked: bool
    nested: bool
    titles: frozenset[str]
    present: frozenset[tuple[str, int]]

    def breaks(self, line: str, following: str) -> bool:
        """Whether a line ends before the margin, so that its writer ended it on purpose."""
        word = following.split(None, 1)[0] if following.strip() else ""
        return len(line.rstrip()) + 1 + len(word) <= self.width

    def headed(self, blocks: list[Block], at: int) -> bool:
        """Whether an unnumbered block is a heading by its shape alone: a short line, set apart, before a text."""
        block = blocks[at]
        if self.marked or block.kind != TEXT or len(block.lines) > 1 or not block.apart or not short(block.first):
            return False
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if after is None or after.kind in {HEADING, COMMENT}:
            return False
        return after.label is not None or after.kind == LIST or len(after.lines) > 1 or not short(after.first)


def shape_of(lines: list[str], blocks: list[Block]) -> Shape:
    """Look once at the whole source."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = max(_NARROWEST, lengths[len(lengths) * 9 // 10]) if lengths else _NARROWEST
    return Shape(
        width,
        any(block.kind == HEADING for block in blocks),
        _nested(blocks),
        _titles(blocks),
        frozenset((block.label.form, block.label.value) for block in blocks if block.label and block.apart),
    )


def _nested(blocks: list[Block]) -> bool:
    """Whether lists that begin at "1." mostly stand inside paragraphs that are numbered otherwise."""
    inside = outside = 0
    around = False
    for block in blocks:
        if block.kind == HEADING:
            around = False
        elif block.label and block.label.firm and not block.label.listed:
            around = around or not is_keyword(block.label.form) or bool(block.label.rest)
        elif block.label and block.label.listed and block.label.value == 1:
            inside, outside = inside + around, outside + (not around)
    return inside > outside


def _titles(blocks: list[Block]) -> frozenset[str]:
    """The forms of numbers whose lines mostly look like headings with a text of their own after them."""
    votes: dict[str, list[int]] = {}
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == TEXT and block.label and block.apart:
            likely = len(block.lines) == 1 and short(block.label.rest) and after is not None and after.kind != HEADING
            other = after is None or after.label is None or after.label.form != block.label.form
            votes.setdefault(block.label.form, []).append(int(likely and other))
    return frozenset(form for form, all_votes in votes.items() if sum(all_votes) * 2 > len(all_votes))
