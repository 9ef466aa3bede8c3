"""Provenance: the text as it stands, each word of it with the decision that put it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from amendments.access import ForDocument
from amendments.life import Matter, Outcome
from amendments.models import Decision
from amendments.queries.document import current_text, published_text
from amendments.queries.provenance import carried
from amendments.queries.reading_rows import ContentsLine
from amendments.queries.states import mover_of
from amendments.queries.tally import Tally, tally_of
from amendments.rules import can_see, relations_to
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Change
from amendments.text.html import render
from amendments.text.number import label_of, number_of
from amendments.text.redline import redline, render_traced
from amendments.text.replay import Traced, TracedPlace, TracedToken, replay
from amendments.text.tokens import BLOCK, Token, visible


@dataclass(frozen=True)
class Mark:
    """A decision in the margin of a paragraph, and what it did there in a word."""

    number: int
    open: bool
    word: str


@dataclass(frozen=True)
class Note:
    """What one decision did here. `runs` are its changes as redlines, `said` what a redline cannot show."""

    number: int
    mover: str
    seen: bool
    said: list[str]
    runs: list[str]
    decision: Decision
    tally: Tally | None


@dataclass(frozen=True)
class Row:
    """A paragraph. `was` is the number that it was published under, where adoption gave it another."""

    uid: str
    label: str
    name: str
    html: str
    struck: bool
    was: str
    marks: list[Mark] = field(default_factory=list)
    note: Note | None = None


@dataclass(frozen=True)
class Chapter:
    """A section with its paragraphs; the first has no `uid` and holds what stands before all sections."""

    uid: str
    label: str
    name: str
    title: str
    level: int
    struck: bool
    rows: list[Row]
    marks: list[Mark]
    note: Note | None
    count: int


class Provenance:
    """Replays a document's decisions over its published text: six queries, whatever the length and the number of decisions."""

    def __init__(self, found: ForDocument, opened: int | None = None, at: str = "") -> None:
        self.found = found
        self.document, self.acting = found
        self.opened, self.at = opened, at

    @cached_property
    def text(self) -> Text:
        """The text as it stands, with its numbers of today."""
        return current_text(self.document) if self.document.current_revision_id else Text()

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """The decisions that changed the text, in their order, each by the name of its amendment."""
        rows = Decision.objects.filter(
            document=self.document, matter=Matter.AMENDMENT, outcome=Outcome.CARRIED, superseded=False
        )
        rows = rows.select_related("entry__revision", "amendment__mover_body", "amendment__mover_person")
        return {str(row.amendment): row for row in rows.order_by("entry__sequence") if row.amendment}

    @cached_property
    def traced(self) -> Traced:
        """The published text with all decisions replayed, and with the numbers that it had before adoption."""
        if self.document.published_revision_id is None:
            return Traced(self.text, {}, {})
        return replay(published_text(self.document), carried(self.document))

    def chapters(self) -> list[Chapter]:
        """Give the whole text, chapter by chapter."""
        rows: dict[str | None, list[Row]] = defaultdict(list)
        for one in self.text.paragraphs:
            rows[one.section].append(self.row(one))
        found = [Chapter("", "", "", "", 0, False, rows[None], [], None, 0)] if rows[None] else []
        depth: dict[str | None, int] = {None: 0}
        for section in self.text.sections:
            depth[section.id] = depth.get(section.parent, 0) + 1
            found.append(self._chapter(section, depth[section.id], rows[section.id]))
        return found

    @staticmethod
    def contents(chapters: list[Chapter]) -> list[ContentsLine]:
        """Give a line for each section that stands, with the number of decisions that changed it."""
        standing = [one for one in chapters if one.uid and not one.struck]
        return [ContentsLine(one.label, one.name, one.level, one.count, f"#s-{one.uid}") for one in standing]

    def _chapter(self, section: Section, level: int, rows: list[Row]) -> Chapter:
        place = self.traced.sections.get(section.id)
        marks = self._marks(section.id, place)
        here = {mark.number for row in rows for mark in row.marks} | {mark.number for mark in marks}
        title = self._html(section.id, place) if place and place.trace else render(section.title)
        note = self._note(section.id, place)
        name = visible(section.title)
        return Chapter(section.id, section.label, name, title, level, section.struck, rows, marks, note, len(here))

    def row(self, paragraph: Paragraph) -> Row:
        """Give one paragraph."""
        place = self.traced.paragraphs.get(paragraph.id)
        changed = place is not None and (place.trace is not None or place.inserted_by)
        html = "" if paragraph.struck else self._html(paragraph.id, place) if changed else self._plain(paragraph)
        before = self.traced.document.paragraph_by_id.get(paragraph.id)
        was = before.label if before and before.label != paragraph.label else ""
        name = paragraph.label or "unnumbered paragraph"
        marks, note = self._marks(paragraph.id, place), self._note(paragraph.id, place)
        return Row(paragraph.id, paragraph.label, name, html, paragraph.struck, was, marks, note)

    def _plain(self, paragraph: Paragraph) -> str:
        return render(paragraph.tokens, note_prefix=f"{paragraph.id}-")

    def _html(self, uid: str, place: TracedPlace | None) -> str:
        if place is None:
            return ""
        opened = label_of(self.opened or 0) if uid == self.at else ""

        def href(by: str) -> str:
            asked = "" if by == opened else f"open={by[1:]}&at={uid}"
            return f"?{asked}#p-{uid}"

        # Of a paragraph that is new as a whole the margin tells; words that came later tell it themselves.
        own = place.inserted_by
        rows = (row._replace(by="") if own and row.by == own else row for row in place.tokens)
        return render_traced(rows, note_prefix=f"{uid}-", href=href, opened=opened)

    def _marks(self, uid: str, place: TracedPlace | None) -> list[Mark]:
        done = by_whom(place) if place else set()
        if place is None:
            return []
        opened = self.opened if uid == self.at else None
        return [Mark(number_of(name), number_of(name) == opened, _word(place, name)) for name in self.decisions if name in done]

    def _note(self, uid: str, place: TracedPlace | None) -> Note | None:
        name = label_of(self.opened or 0)
        if place is None or uid != self.at or name not in self.decisions or name not in by_whom(place):
            return None
        decision = self.decisions[name]
        amendment = decision.amendment
        if amendment is None:
            return None
        seen = can_see(self.acting, amendment.visibility, relations_to(self.acting, amendment))
        said, mover = list(_said(place, name)), mover_of(amendment) if seen else ""
        return Note(
            amendment.number,
            mover,
            seen,
            said,
            [] if place.inserted_by == name else list(runs(place.tokens, name)),
            decision,
            tally_of(decision),
        )


def by_whom(place: TracedPlace) -> set[str]:
    """Give the decisions that did anything at a place."""
    found = {place.inserted_by, place.struck_by or "", *place.moved_by, *place.retitled_by}
    if place.trace is not None:
        found |= {name for token in place.trace for name in (token.by, token.struck_by or "")}
    return found - {""}


def _word(place: TracedPlace, name: str) -> str:
    """Name what a decision did to a part as a whole; "" where it changed some words."""
    said = {place.inserted_by: "inserted", place.struck_by: "struck"}
    return said.get(name, "moved" if name in place.moved_by else "")


def _said(place: TracedPlace, name: str) -> Iterator[str]:
    if place.inserted_by == name:
        yield "It inserted all of this." if place.split_from is None else "It cut this paragraph from the one before."
    if place.struck_by == name:
        yield "It struck this paragraph." if place.joined_to is None else "It joined this paragraph to another."
    if name in place.moved_by:
        yield "It moved this here."


def runs(trace: Iterable[TracedToken], name: str) -> Iterator[str]:
    """Give each change of one decision in a text as a redline of its own: the words struck, and those put in their place."""
    for (own, _), group in groupby(trace, key=lambda row: (name in {row.by, row.struck_by}, row.token.kind == BLOCK)):
        rows = list(group) if own else []
        struck = _words(row.token for row in rows if row.struck_by == name and row.by != name)
        inserted = _words(row.token for row in rows if row.by == name)
        if struck or inserted:
            yield redline((Token(BLOCK, "p"), *struck), (Change(1, struck, inserted),))


def _words(tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.kind != BLOCK)
