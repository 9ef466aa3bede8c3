"""The map of a paragraph's words: which amendments want which of them, as bands, as strips where they are many, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from amendments.models import Amendment
from amendments.queries.places import name_of
from amendments.queries.states import mover_of
from amendments.text.bands import LANES, Band, band_of, lanes_of, render_bands
from amendments.text.distance import distance
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edit, InsertParagraph, InsertSection, JoinParagraphs, edits_from_json
from amendments.text.html import render
from amendments.text.order_reasons import does
from amendments.text.tokens import BLOCK, Tokens
from amendments.text.words import in_words

OPEN = 24  # strips that are shown before the others are folded
WHOLE = {"strike": "Strike it as a whole", "move": "Move it elsewhere", "join": "Join it with another"}
AFTER = "Put a new paragraph after it"


@dataclass(frozen=True)
class Strip:
    """One amendment along the text, from its first character to its last: bars (from, length) and ticks."""

    number: int
    mover: str
    words: str
    bars: list[tuple[int, int]]
    ticks: list[int]


@dataclass(frozen=True)
class Whole:
    """What no word of the paragraph shows, and who wants it."""

    words: str
    numbers: list[int]


@dataclass(frozen=True)
class Said:
    """What one amendment does here, in words."""

    number: int
    mover: str
    words: str


@dataclass(frozen=True)
class Map:
    """One paragraph, or one section's heading, with all that is wanted of it.

    `strips` are there where the lanes under the words do not suffice; `length` is that of the text in characters.
    """

    uid: str
    name: str
    kind: str
    html: str
    whole: list[Whole]
    strips: list[Strip]
    length: int
    said: list[Said]

    @property
    def crowded(self) -> bool:
        """Whether not every amendment has a line under the words."""
        return bool(self.strips)


def edits_at(edits: Iterable[Edit], uid: str) -> tuple[Edit, ...]:
    """Give the edits that stand at one paragraph or section."""
    return tuple(edit for edit in edits if uid in _stands(edit))


def _stands(edit: Edit) -> tuple[str | None, ...]:
    match edit:
        case InsertParagraph(after=after, section=section):
            return (after or section,)
        case InsertSection(after=after, parent=parent):
            return (after or parent,)
        case JoinParagraphs(first=first, second=second):
            return (first, second)
    return (getattr(edit, "paragraph", None) or getattr(edit, "section", None),)


def map_of(text: Text, uid: str, rows: Sequence[Amendment], href: Callable[[str], str]) -> Map:
    """Draw the map of a paragraph with the amendments that stand there, by their edits on this text."""
    values = [Value(str(row), row.number, edits_at(edits_from_json(row.resolved), uid)) for row in rows]
    here = [(row, value) for row, value in zip(rows, values, strict=True) if value.edits]
    said = [Said(row.number, mover_of(row), in_words(text, value.edits)) for row, value in here]
    paragraph = text.paragraph_by_id.get(uid)
    if paragraph is None:
        section = text.section_by_id[uid]
        return Map(uid, name_of(text, uid), "s", render(section.title), [], [], 0, said)
    bands = [band_of(uid, paragraph.tokens, value) for _, value in here]
    lanes = lanes_of(bands)
    html = render_bands(paragraph.tokens, bands, lanes, href, note_prefix=f"map-{uid}-")
    whole = [Whole(words, numbers) for words in (*WHOLE.values(), AFTER) if (numbers := _who(words, here, bands))]
    offsets = _offsets(paragraph.tokens)
    strips = []
    if max(lanes.values(), default=0) > LANES:
        strips = [
            _strip(row, band, offsets, does(distance(text, value)))
            for (row, value), band in zip(here, bands, strict=True)
            if band.id in lanes
        ]
    return Map(uid, name_of(text, uid), "p", html, whole, strips, offsets[-1], said)


def _who(words: str, here: Sequence[tuple[Amendment, Value]], bands: Sequence[Band]) -> list[int]:
    """Give those that want this of the paragraph as a whole, by number."""
    rows = zip(here, bands, strict=True)
    return [row.number for (row, _), band in rows if words in (WHOLE.get(band.whole), AFTER if band.after else "")]


def _offsets(tokens: Tokens) -> list[int]:
    """Give how many characters stand before each token, and in all; the beginning of a block counts as one."""
    found = [0]
    for token in tokens:
        found.append(found[-1] + (1 if token.kind == BLOCK else len(token.text)))
    return found


def _strip(row: Amendment, band: Band, offsets: list[int], words: str) -> Strip:
    bars = [(offsets[low], offsets[high] - offsets[low]) for low, high in band.spans]
    return Strip(row.number, mover_of(row), words, bars, [offsets[at] for at in band.points])
