"""The pieces of a person's work as the filing page shows them, each with what can be chosen for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from amendments.queries.places import name_of
from amendments.queries.sheet import cuts, place_of, position_of
from amendments.queries.where import Choice, in_short, section_choices, section_in_short, where_choices, where_of
from amendments.text import compose as c
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph
from amendments.text.edits import Mismatch
from amendments.text.html import render

KINDS = {kind: name for name, kind in c.KINDS.items()}
NEW = (c.Insert, c.NewSection)
MOST_LINES = 18


@dataclass(frozen=True)
class PieceRow:
    """One piece as the page shows it. `was` is the part's present text, as HTML; `where`, `cuts` and `joins` are choices."""

    at: int
    piece: c.Piece
    kind: str
    place: str
    name: str
    text: str = ""
    was: str = ""
    where: list[Choice] = field(default_factory=list)
    cuts: list[Choice] = field(default_factory=list)
    joins: list[Choice] = field(default_factory=list)
    new: str = ""
    next: str = ""
    problem: str = ""
    rows: int = 3

    @property
    def section(self) -> bool:
        """Whether it is about a section, and not about a paragraph."""
        return self.kind.endswith("section") or self.kind == "retitle"


class Group(NamedTuple):
    """The parts of one section to choose from; the first is the section itself."""

    words: str
    choices: list[Choice]


class Pieces:
    """The rows of the pieces. `problems` says by piece what is wrong with it."""

    def __init__(self, text: Text, pieces: Sequence[c.Piece], problems: Mapping[int, str]) -> None:
        self.text, self.pieces, self.problems = text, pieces, problems

    @cached_property
    def names(self) -> dict[str, str]:
        """How what is new is cited, by its id: "new ¶ 1", "new section 1"."""
        found: dict[str, str] = {}
        for kind, name in ((c.Insert, "new ¶"), (c.NewSection, "new section")):
            new = [piece.id for piece in self.pieces if isinstance(piece, kind)]
            found |= {id_: f"{name} {number}" if name == "new ¶" or len(new) > 1 else name for number, id_ in enumerate(new, 1)}
        return found

    @cached_property
    def _with_new(self) -> Text:
        """The text with all that is new in it, cited by its own name: what a further piece can be put after."""
        new = [_written(piece) for piece in self.pieces if isinstance(piece, NEW)]
        try:
            text = apply(self.text, c.compose(self.text, new)) if new else self.text
        except (Mismatch, c.Unclear):
            return self.text
        return Text(
            tuple(replace(one, label=self.names.get(one.id, one.label)) for one in text.sections),
            tuple(replace(one, label=self.names.get(one.id, one.label)) for one in text.paragraphs),
        )

    def rows(self) -> Iterator[PieceRow]:
        """Give them in their order."""
        for at, piece in enumerate(self.pieces):
            yield self._row(at, piece)

    def _row(self, at: int, piece: c.Piece) -> PieceRow:
        place = place_of(piece)
        paragraph, section = self.text.paragraph_by_id.get(place), self.text.section_by_id.get(place)
        words = getattr(piece, "text", "") or getattr(piece, "title", "")
        tokens = paragraph.tokens if paragraph else section.title if section else ()
        row = PieceRow(
            at=at,
            piece=piece,
            kind=KINDS[type(piece)],
            place=place,
            name=self._name(piece, place),
            text=words,
            was=render(tokens, note_prefix=f"was{at}-") if tokens else "",
            where=self._where(piece, place),
            problem=self.problems.get(at, ""),
            rows=min(MOST_LINES, 3 + len(words) // 62 + words.count("\n")),
        )
        return self._of_two(row, piece, paragraph) if paragraph else row

    def _name(self, piece: c.Piece, place: str) -> str:
        if isinstance(piece, c.Replace):
            return "words everywhere"
        named = self.names.get(place) or name_of(self.text, place)
        return f"section {named}" if place in self.text.section_by_id else named

    def _of_two(self, row: PieceRow, piece: c.Piece, paragraph: Paragraph) -> PieceRow:
        """Add what a split or a joint can choose, and which paragraph comes next."""
        following = self._following(paragraph)
        row = replace(row, next=name_of(self.text, following[0].id) if following else "")
        if isinstance(piece, c.Split):
            chosen = position_of(piece, paragraph)
            offered = [Choice(str(start), f"“{words} …”", start == chosen) for start, words in cuts(paragraph)]
            return replace(row, cuts=offered, new=piece.id)
        if isinstance(piece, c.Join):
            others = [one for one in self.text.within(paragraph.section) if not one.struck and one.id != paragraph.id]
            return replace(row, joins=[Choice(one.id, in_short(one), one.id == piece.second) for one in others])
        return row

    def _following(self, paragraph: Paragraph) -> list[Paragraph]:
        row = [one for one in self.text.within(paragraph.section) if not one.struck]
        return row[row.index(paragraph) + 1 :] if paragraph in row else []

    def _where(self, piece: c.Piece, place: str) -> list[Choice]:
        """Give where a piece can stand, always with the place that it names."""
        if isinstance(piece, c.Insert | c.Move):
            chosen = where_of(piece.section, piece.after)
            found = where_choices(self._with_new, chosen, place)
        elif isinstance(piece, c.NewSection | c.MoveSection):
            chosen = where_of(piece.parent, piece.after)
            found = section_choices(self._with_new, chosen, place)
        else:
            return []
        known = any(one.chosen for one in found)
        return found if known else [Choice(chosen, "Where it was put: no longer in the text", chosen=True), *found]

    def groups(self) -> list[Group]:
        """Give the sections and paragraphs that can be changed besides, or that something new can follow, by section."""
        first = [Choice(one.id, in_short(one)) for one in self.text.within(None) if not one.struck]
        found = [Group("Before all sections", first)] if first else []
        inside: dict[str | None, list[Choice]] = {}
        for one in self.text.paragraphs:
            if not one.struck:
                inside.setdefault(one.section, []).append(Choice(one.id, in_short(one)))
        for section in self.text.sections:
            if not section.struck:
                name = section_in_short(section)
                own = Choice(section.id, f"The section {name}" if section.label else name)
                found.append(Group(name, [own, *inside.get(section.id, ())]))
        return found


def _written(piece: c.Insert | c.NewSection) -> c.Piece:
    """Give something new with words in it, so that others can already stand after it."""
    if isinstance(piece, c.Insert):
        return piece if piece.text.strip() else replace(piece, text="…")
    return piece if piece.title.strip() else replace(piece, title="…")
