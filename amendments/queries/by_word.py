"""Provenance: the text as it stands, each word of it with the decision that put it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from amendments.access import ForDocument
from amendments.life import Matter, Outcome
from amendments.models import Decision
from amendments.queries.document import current_text, published_text
from amendments.queries.in_parts import InParts
from amendments.queries.parts import blocks_of
from amendments.queries.provenance import carried, first_text
from amendments.queries.put import Put, key_of, name_of, puts, shown_as, text_before_adoption
from amendments.queries.reading_rows import ContentsLine
from amendments.queries.states import mover_of
from amendments.queries.tally import Tally, tally_of
from amendments.rules import can_see, relations_to
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Change
from amendments.text.html import render
from amendments.text.redline import redline, render_traced
from amendments.text.replay import Step, Traced, TracedPlace, TracedToken, replay
from amendments.text.tokens import BLOCK, Token, visible


@dataclass(frozen=True)
class Mark:
    """A decision in the margin of a paragraph, or a second reading, and what it did there in a word.

    `key` names it in addresses: "12" for A12, "R2.A12" for what was taken in at the second reading, "R2" for an edit there.
    """

    key: str
    label: str
    open: bool
    word: str


@dataclass(frozen=True)
class Note:
    """What one decision did here, or one step of a second reading (`put`). `runs` are its changes as redlines.

    `said` is what a redline cannot show; `number` is 0 where the committee edited in its own words.
    """

    key: str
    label: str
    number: int
    mover: str
    seen: bool
    said: list[str]
    runs: list[str]
    decision: Decision | None
    tally: Tally | None
    put: Put | None = None


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
    goes_on: bool = False  # it began in the part before this one


class Provenance(InParts):
    """Replays a document's decisions over its published text: six queries, whatever the length and the number of decisions.

    A long text is read part by part, as on the reading page.
    """

    def __init__(self, found: ForDocument, opened: str = "", at: str = "", part: str = "") -> None:
        self.found = found
        self.document, self.acting = found
        self.opened, self.at, self.wanted = name_of(opened), at, part

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
    def puts(self) -> dict[str, Put]:
        """What second readings put into the text, by name: two queries, none where the text is the first."""
        return puts(self.document)

    @cached_property
    def _steps(self) -> list[Step]:
        return carried(self.document)

    @cached_property
    def names(self) -> list[str]:
        """The names of all that changed the text: second readings, decisions, corrections after the vote, each in order."""
        return [*self.puts, *self.decisions, *(one.id for one in self._steps if one.id.startswith("C"))]

    @cached_property
    def traced(self) -> Traced:
        """The text as it was published first, with all that changed it replayed, and with the numbers before adoption."""
        if self.document.published_revision_id is None:
            return Traced(self.text, {}, {})
        if self.document.reading == 1:
            found = replay(published_text(self.document), self._steps)
            if len(found.document.paragraphs) == len(self.text.paragraphs):  # without stubs of what was reopened
                return found
        else:
            found = replay(first_text(self.document), self._steps)
        return replace(found, document=text_before_adoption(self.document))

    def chapters(self) -> list[Chapter]:
        """Give what is shown of the text, chapter by chapter."""
        return [self._chapter(section, rows) for section, rows in self.part.blocks]

    def contents(self) -> list[ContentsLine]:
        """Give a line for each section that stands, with the number of decisions that changed it, and where it is read."""
        part_of = {section.id: part for part in reversed(self.parts) for section, _ in part.blocks if section}
        found, changing = [], set(self.names)
        for section, rows in blocks_of(self.text):
            if section and not section.struck:
                places = [self.traced.sections.get(section.id), *(self.traced.paragraphs.get(row.id) for row in rows)]
                count = len({name for place in places if place for name in by_whom(place)} & changing)
                part = part_of[section.id]
                there = "" if self.whole or part is self.part else self.to(part.number)
                url = f"{there}#s-{section.id}"
                found.append(ContentsLine(section.label, visible(section.title), self.levels[section.id], count, url))
        return found

    @property
    def kept(self) -> str:
        """What the address of an open mark keeps of this page's own; which part it is, the place of the mark tells."""
        return "part=all&" if self.whole else ""

    def _chapter(self, section: Section | None, paragraphs: list[Paragraph]) -> Chapter:
        rows = [self.row(one) for one in paragraphs]
        if section is None:
            return Chapter("", "", "", "", 0, False, rows, [], None)
        place = self.traced.sections.get(section.id)
        return Chapter(
            section.id,
            section.label,
            visible(section.title),
            self._html(section.id, place) if place and place.trace else render(section.title),
            self.levels[section.id],
            section.struck,
            rows,
            self._marks(section.id, place),
            self._note(section.id, place),
            goes_on=self.goes_on(section),
        )

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
        opened = self.opened if uid == self.at else ""

        def href(by: str) -> str:
            opening = "" if by == opened else f"open={key_of(by)}&"
            return f"?{self.kept}{opening}at={uid}#p-{uid}"

        # Of a paragraph that is new as a whole the margin tells; words that came later tell it themselves.
        own = place.inserted_by
        rows = (row._replace(by="") if own and row.by == own else row for row in place.tokens)
        return render_traced(rows, note_prefix=f"{uid}-", href=href, opened=opened)

    def _marks(self, uid: str, place: TracedPlace | None) -> list[Mark]:
        done = by_whom(place) if place else set()
        if place is None:
            return []
        opened = self.opened if uid == self.at else ""
        return [Mark(key_of(name), shown_as(name), name == opened, _word(place, name)) for name in self.names if name in done]

    def _note(self, uid: str, place: TracedPlace | None) -> Note | None:
        name = self.opened
        if place is None or uid != self.at or name not in self.names or name not in by_whom(place):
            return None
        decision, put = self.decisions.get(name), self.puts.get(name)
        amendment = decision.amendment if decision else put.amendment if put else None
        seen = amendment is not None and can_see(self.acting, amendment.visibility, relations_to(self.acting, amendment))
        return Note(
            key_of(name),
            shown_as(name),
            amendment.number if amendment else 0,
            mover_of(amendment) if seen and amendment else "",
            seen,
            list(_said(place, name)),
            [] if place.inserted_by == name else list(runs(place.tokens, name)),
            decision,
            tally_of(decision) if decision else None,
            put,
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
