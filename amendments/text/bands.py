"""Who wants which words of a paragraph: a band for each amendment, and the paragraph as HTML with the bands under its words.

A band has spans, the words that are struck or replaced, and points, where words come in and none go. Bands that meet never
share a lane, so that each can be seen under the words; there are `LANES` of them, and what needs more is not drawn there.

    <span class="b2"><span class="b1"><span class="nb"><a class="tag t1" href="#A38">A38</a><mark>at</mark></span>…
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from amendments.text.edits import (
    Amendment,
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    JoinParagraphs,
    MoveParagraph,
    SplitParagraph,
    StrikeParagraph,
)
from amendments.text.html import Page, text
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens

Name: TypeAlias = tuple[str, int]  # the id of a band, and the lane that its name stands in at one place

LANES = 3
NARROW = 3  # letters that the narrow tag has room for: "A12"


class Band(NamedTuple):
    """What one amendment wants of a paragraph, by token positions. `whole` and `after` say what no word of it shows.

    `whole` names what becomes of the paragraph as a whole ("strike", "move", "join"), "" where it stays; `after` says that a
    new paragraph is to stand after it.
    """

    id: str
    spans: tuple[tuple[int, int], ...] = ()
    points: tuple[int, ...] = ()
    whole: str = ""
    after: bool = False

    def meets(self, other: Band) -> bool:
        """Tell whether two bands would be drawn over each other."""
        mine, theirs = [*self.spans, *_ticks(self)], [*other.spans, *_ticks(other)]
        return any(a < d and c < b for a, b in mine for c, d in theirs)


def _ticks(band: Band) -> list[tuple[int, int]]:
    """Give the room that the ticks of a band take: the word before or after each, and what stands between."""
    return [_room(at) for at in band.points]


def _room(at: int) -> tuple[int, int]:
    return at - 1, at + 2


def band_of(paragraph: str, tokens: Tokens, amendment: Amendment) -> Band:
    """Give what an amendment wants of a paragraph. `tokens` are the paragraph's."""
    spans: list[tuple[int, int]] = []
    points: list[int] = []
    whole, after = "", False
    for edit in amendment.edits:
        for change in changes_in(paragraph, edit):
            low, high = _trimmed(tokens, change)
            if low < high:
                spans.append((low, high))
            else:
                points.append(change.at)
        if isinstance(edit, SplitParagraph) and edit.paragraph == paragraph:
            points.append(edit.at)
        whole = whole or _whole(paragraph, edit)
        after = after or (isinstance(edit, InsertParagraph) and edit.after == paragraph)
    return Band(amendment.id, tuple(sorted(spans)), tuple(sorted(points)), whole, after)


def changes_in(paragraph: str, edit: Edit) -> tuple[Change, ...]:
    """Give the word changes that an edit makes in a paragraph."""
    return edit.changes if isinstance(edit, ChangeWords) and edit.paragraph == paragraph else ()


def _whole(paragraph: str, edit: Edit) -> str:
    if isinstance(edit, StrikeParagraph) and edit.paragraph == paragraph:
        return "strike"
    if isinstance(edit, MoveParagraph) and edit.paragraph == paragraph:
        return "move"
    return "join" if isinstance(edit, JoinParagraphs) and paragraph in (edit.first, edit.second) else ""


def _trimmed(tokens: Tokens, change: Change) -> tuple[int, int]:
    """Leave out spaces and block signs at both ends: a line runs under words."""
    low, high = change.at, change.end
    while low < high and tokens[low].kind in {SPACE, BLOCK}:
        low += 1
    while low < high and tokens[high - 1].kind in {SPACE, BLOCK}:
        high -= 1
    return low, high


def lanes_of(bands: Sequence[Band]) -> dict[str, int]:
    """Give each band that has something to draw its lane: the lowest, from 1 on, that no band it meets has; long ones first."""
    drawn = [band for band in bands if band.spans or band.points]
    rank = {band.id: n for n, band in enumerate(drawn)}
    drawn.sort(key=lambda band: (-sum(high - low for low, high in band.spans), rank[band.id]))
    found: dict[str, int] = {}
    done: list[Band] = []
    for band in drawn:
        taken = {found[other.id] for other in done if band.meets(other)}
        found[band.id] = next(lane for lane in range(1, len(done) + 2) if lane not in taken)
        done.append(band)
    return found


def lanes_at(bands: Sequence[Band], lanes: Mapping[str, int]) -> dict[tuple[str, int, int], int]:
    """Give each place of each band that is drawn its lane, by band, beginning and end of the place; a tick takes its room.

    It is the lane of the band, or one nearer to the words that is free at this place: a line stands close under its own words.
    One is always free: what meets it here runs in lanes that are nearer than its own band's, or comes after it.
    """
    drawn = sorted((band for band in bands if 0 < lanes.get(band.id, 0) <= LANES), key=lambda band: lanes[band.id])
    found: dict[tuple[str, int, int], int] = {}
    for band in drawn:
        for low, high in [*band.spans, *_ticks(band)]:
            taken = {lane for (other, a, b), lane in found.items() if other != band.id and a < high and low < b}
            found[band.id, low, high] = next(lane for lane in range(1, LANES + 1) if lane not in taken)
    return found


def wanted(bands: Iterable[Band], length: int) -> list[int]:
    """Count for each of a paragraph's tokens how many bands want it."""
    steps = [0] * (length + 1)
    for band in bands:
        for low, high in band.spans:
            steps[low] += 1
            steps[high] -= 1
    counts, now = [], 0
    for step in steps[:length]:
        now += step
        counts.append(now)
    return counts


def render_bands(
    tokens: Tokens,
    bands: Sequence[Band],
    lanes: Mapping[str, int],
    href: Callable[[str], str],
    *,
    note_prefix: str = "",
) -> str:
    """Give a paragraph as HTML with its bands. `href` gives the address that the name of a band leads to.

    Words that more than one band wants are marked, those in lanes that are not drawn too. Only the first name of a band is a
    link; the others are for the eye alone.
    """
    return _Map(tokens, bands, lanes, href, note_prefix).write()


class _Map:
    def __init__(
        self, tokens: Tokens, bands: Sequence[Band], lanes: Mapping[str, int], href: Callable[[str], str], prefix: str
    ) -> None:
        self.tokens, self.href = tokens, href
        self.page = Page(prefix)
        self.counts = wanted(bands, len(tokens))
        self.bands = sorted((b for b in bands if 0 < lanes.get(b.id, 0) <= LANES), key=lambda b: -lanes[b.id])
        self.lanes = lanes_at(bands, lanes)
        self.under: list[tuple[int, ...]] = self._under()
        self.starts: dict[int, list[Name]] = {}
        for band in self.bands:
            for low, high in band.spans:
                self.starts.setdefault(low, []).append((band.id, self.lanes[band.id, low, high]))
        self.before: dict[int, list[Name]] = {}
        self.after: dict[int, list[Name]] = {}
        for band in self.bands:
            for at in band.points:
                self._tick(band.id, at)
        self.named: set[str] = set()

    def _under(self) -> list[tuple[int, ...]]:
        """Give for each token the lanes that run under it, the outermost first."""
        found: list[set[int]] = [set() for _ in self.tokens]
        for band in self.bands:
            for low, high in band.spans:
                for at in range(low, high):
                    found[at].add(self.lanes[band.id, low, high])
        return [tuple(sorted(lanes, reverse=True)) for lanes in found]

    def _tick(self, id_: str, at: int) -> None:
        """Hang a tick on the word before it, or on the one after it where a space or nothing stands before."""
        name = id_, self.lanes[id_, *_room(at)]
        alone = at == 0 or self.tokens[at - 1].kind in {SPACE, BLOCK}
        if alone and at < len(self.tokens) and self.tokens[at].kind != BLOCK:
            self.before.setdefault(at, []).append(name)
        elif at:
            self.after.setdefault(at - 1, []).append(name)

    def write(self) -> str:
        path, start = "p", 0
        for at, token in enumerate(self.tokens):
            if token.kind == BLOCK:
                if at:
                    self.page.block(path, self._words(start, at))
                path, start = token.text, at + 1
        self.page.block(path, self._words(start, len(self.tokens)))
        return self.page.close()

    def _words(self, start: int, end: int) -> str:
        """Give the tokens of one block, cut where the lanes under them change or a name stands."""
        out: list[str] = []
        low = start
        while low < end:
            high = low + 1
            while high < end and not self._is_cut(high):
                high += 1
            out.append(self._run(low, high))
            low = high
        return "".join(out)

    def _is_cut(self, at: int) -> bool:
        named = at in self.starts or at in self.before or at in self.after
        more = self.counts[at] > 1
        was = self.counts[at - 1] > 1
        beside = at - 1 in self.starts or at - 1 in self.before or at - 1 in self.after
        return named or beside or self.under[at] != self.under[at - 1] or more != was

    def _run(self, low: int, high: int) -> str:
        words = self.page.words(self.tokens[low:high])
        words = f"<mark>{words}</mark>" if self.counts[low] > 1 else words
        names = [self._name(name, "") for name in self.starts.get(low, ())]
        ticks = [self._name(name, "at") for name in self.before.get(low, ())]
        later = [self._name(name, "at") for name in self.after.get(low, ())]
        if names or ticks or later:
            words = f'<span class="nb">{"".join(ticks)}{"".join(names)}{words}{"".join(later)}</span>'
        for lane in reversed(self.under[low]):
            words = f'<span class="b{lane}">{words}</span>'
        return words

    def _name(self, name: Name, tick: str) -> str:
        id_, lane = name
        wide = " wide" if len(id_) > NARROW else ""
        if id_ in self.named:
            tag = f'<span class="tag t{lane}{wide}" aria-hidden="true">{text(id_)}</span>'
        else:
            self.named.add(id_)
            tag = f'<a class="tag t{lane}{wide}" href="{text(self.href(id_))}">{text(id_)}</a>'
        return f'<span class="b{lane} at">{tag}</span>' if tick else tag


def window(tokens: Tokens, changes: Iterable[Change], ends: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Give the part of a text that all these changes stand in, as whole sentences; `ends` are the spans of the sentences.

    The whole text where they stand in more than one block.
    """
    spans = [(change.at, max(change.end, change.at + 1)) for change in changes]
    if not spans:
        return 0, len(tokens)
    low, high = min(a for a, _ in spans), max(b for _, b in spans)
    start = max((a for a, _ in ends if a <= low), default=0)
    end = min((b for _, b in ends if b >= high), default=len(tokens))
    start += start < len(tokens) and tokens[start].kind == BLOCK
    if any(token.kind == BLOCK for token in tokens[start:end]):
        return 0, len(tokens)
    while start < low and tokens[start].kind == SPACE:
        start += 1
    while end > high and tokens[end - 1].kind == SPACE:
        end -= 1
    return start, end


def cut(tokens: Tokens, changes: Iterable[Change], part: tuple[int, int]) -> tuple[Tokens, tuple[Change, ...]]:
    """Give a part of a text and the changes in it, with an ellipsis where words were left out. None may lie outside."""
    start, end = part
    ellipsis, space = Token("p", "…"), Token(SPACE, " ")
    first = start > 0 and not (start == 1 and tokens[0].kind == BLOCK)
    before: Tokens = (ellipsis, space) if first else ()
    after: Tokens = (space, ellipsis) if end < len(tokens) else ()
    shift = len(before) - start
    moved = tuple(Change(change.at + shift, change.struck, change.inserted) for change in changes)
    return (*before, *tokens[start:end], *after), moved
