"""The committee's pages: the draft as it is edited, part by part, and what a save would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef

from amendments.access import ForDocument
from amendments.models import Document, Entry, Person, Ruling, SecondReading
from amendments.models.decision import RulingKind
from amendments.queries.document import current_text
from amendments.queries.last_save import LastSave, last_save, saved_last
from amendments.queries.places import Place, name_of, places
from amendments.queries.reading_rows import ContentsLine
from amendments.queries.sheet import cuts
from amendments.queries.standing import stands, step
from amendments.queries.where import Choice, section_choices, where_choices, where_of
from amendments.text.compose import Piece, Unclear, compose
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.html import render
from amendments.text.markdown import serialize
from amendments.text.tokens import digest, visible
from amendments.text.words import counts, in_words

NEW, NEW_SECTION = "new", "new-section"


@dataclass(frozen=True)
class Spot:
    """A paragraph or heading as the whole draft shows it. `up` and `down` say whether it can be moved by a step."""

    uid: str
    kind: str
    label: str
    name: str
    html: str
    up: bool
    down: bool
    level: int = 0


@dataclass(frozen=True)
class Chapter:
    """A heading with its paragraphs; the first has no heading and holds what stands before all sections."""

    heading: Spot | None
    rows: list[Spot]


@dataclass(frozen=True)
class Part:
    """One part of the draft as it is edited: `kind` is "paragraph", "section", or one of the same with "new" before it.

    `text` is its Markdown as it was saved last, `where` the places it can stand at, `stood` the one it stands at, `cuts` where
    it can be split, `was` the digest of its words, `next` the paragraph that can be joined to it.
    """

    uid: str
    kind: str
    name: str
    text: str
    where: list[Choice]
    stood: str
    revision: int
    rows: int
    cuts: list[Choice]
    was: str = ""
    next: str = ""

    @property
    def new(self) -> bool:
        """Tell whether it is not in the draft yet."""
        return self.kind.startswith("new")


@dataclass(frozen=True)
class Change:
    """What a save would change: the redline place by place, the change in words, or what is wrong."""

    places: list[Place]
    words: str
    struck: int
    inserted: int
    problem: str


def rows_for(words: str, least: int = 4) -> int:
    """Give the height of an editing area in lines."""
    return min(24, least - 1 + len(words) // 62 + words.count("\n"))


class Drafting:
    """Reads a draft for whoever may edit it: two queries, and two more for the last save.

    The addresses of its pages are named here, because the working text of a second reading is edited on pages like these.
    """

    name = "the draft"
    whole_url, part_url, live_url, undo_url = "edit", "edit-part", "edit-live", "edit-undo"
    reading: SecondReading | None = None

    def __init__(self, found: ForDocument) -> None:
        self.found = found
        self.document, self.acting = found
        self.text: Text = current_text(self.document)

    def again(self) -> Drafting:
        """Read it again, after a save."""
        return Drafting(ForDocument(Document.objects.get(pk=self.document.pk), self.acting))

    @property
    def revision(self) -> int:
        """The number of the revision on the page."""
        return self.document.current_revision.number if self.document.current_revision else 0

    @cached_property
    def last(self) -> LastSave | None:
        """The last save."""
        return last_save(self.document)

    def saved_last(self, uid: str) -> tuple[Person | None, datetime] | None:
        """Give who saved a part last, and when."""
        return saved_last(self.document, uid)

    @cached_property
    def sent_back(self) -> Ruling | None:
        """The council's reason for sending the draft back last; None once it was put to the council again, or never."""
        again = Entry.objects.filter(
            document=self.document, kind="put to the council", sequence__gt=OuterRef("entry__sequence")
        )
        found = Ruling.objects.filter(~Exists(again), document=self.document, kind=RulingKind.SENT_BACK)
        return found.order_by("-entry__sequence").first()

    def chapters(self) -> list[Chapter]:
        """Give the whole draft without its stubs."""
        first = self._rows(None)
        found = [Chapter(None, first)] if first else []
        depth: dict[str | None, int] = {None: 0}
        for section in self.text.sections:
            depth[section.id] = depth[section.parent] + 1
            if not section.struck:
                found.append(Chapter(self._heading(section, depth[section.id]), self._rows(section.id)))
        return found

    def contents(self, chapters: list[Chapter]) -> list[ContentsLine]:
        """Give a line for each heading."""
        headings = [one.heading for one in chapters if one.heading]
        names = {one.id: visible(one.title) for one in self.text.sections}
        return [ContentsLine(one.label, names[one.uid], one.level, 0, f"#s-{one.uid}") for one in headings]

    def spot(self, uid: str) -> Spot | None:
        """Give one paragraph or heading as the whole draft shows it; None where it is struck or there is none."""
        paragraph, section = self.text.paragraph_by_id.get(uid), self.text.section_by_id.get(uid)
        if paragraph and not paragraph.struck:
            return self._spot(paragraph)
        if section is None or section.struck:
            return None
        level, around = 1, section.parent
        while around:
            level, around = level + 1, self.text.section_by_id[around].parent
        return self._heading(section, level)

    def _rows(self, section: str | None) -> list[Spot]:
        return [self._spot(one) for one in self.text.within(section) if not one.struck]

    def _spot(self, one: Paragraph) -> Spot:
        html = render(one.tokens, note_prefix=f"{one.id}-")
        name = one.label or f"the paragraph {name_of(self.text, one.id)}"
        return Spot(one.id, "paragraph", one.label, name, html, *self._steps(one.id))

    def _heading(self, one: Section, level: int) -> Spot:
        name = f"the section {name_of(self.text, one.id)}"
        return Spot(one.id, "section", one.label, name, render(one.title), *self._steps(one.id), level)

    def _steps(self, uid: str) -> tuple[bool, bool]:
        return step(self.text, uid, up=True) is not None, step(self.text, uid, up=False) is not None

    def part(self, uid: str, *, after: str = "", before: str = "") -> Part | None:
        """Give one part: by its id, or "new" and "new-section" with the id that they come after or before."""
        if uid == NEW:
            return self._new(self._beside(after, before, self.text.paragraph_by_id))
        if uid == NEW_SECTION:
            chosen = self._beside(after, before, self.text.section_by_id) or self._last_section()
            where = section_choices(self.text, chosen, "")
            return Part(uid, "new section", "A new section", "", where, "", self.revision, 2, [])
        one = self.text.paragraph_by_id.get(uid) or self.text.section_by_id.get(uid)
        return None if one is None or one.struck else self._known(one)

    def _beside(self, after: str, before: str, known: dict[str, Paragraph] | dict[str, Section]) -> str:
        if before in known:
            return where_of(*(stands(self.text, before) or (None, None)))
        one = known.get(after)
        if one is not None:
            return where_of(one.section if isinstance(one, Paragraph) else one.parent, one.id)
        return where_of(after, None) if after in self.text.section_by_id else ""

    def _new(self, chosen: str) -> Part:
        last = next((one for one in reversed(self.text.paragraphs) if not one.struck), None)
        at = chosen or (where_of(last.section, last.id) if last else where_of(None, None))
        return Part(NEW, "new paragraph", "A new paragraph", "", where_choices(self.text, at, ""), "", self.revision, 6, [])

    def _last_section(self) -> str:
        last = next((one for one in reversed(self.text.sections) if not one.struck), None)
        return where_of(last.parent, last.id) if last else where_of(None, None)

    def _known(self, one: Paragraph | Section) -> Part:
        stood = where_of(*(stands(self.text, one.id) or (None, None)))
        if isinstance(one, Section):
            where, words = section_choices(self.text, stood, one.id), serialize(one.title)
            name, was = f"section {name_of(self.text, one.id)}", digest(one.title)
            return Part(one.id, "section", name, words, where, stood, self.revision, 2, [], was)
        words = serialize(one.tokens)
        seen = [each for each in self.text.within(one.section) if not each.struck]
        following = seen[seen.index(one) + 1 :][:1]
        return Part(
            uid=one.id,
            kind="paragraph",
            name=one.label or "the paragraph without a number",
            text=words,
            where=where_choices(self.text, stood, one.id),
            stood=stood,
            revision=self.revision,
            rows=rows_for(words),
            cuts=[Choice(str(start), f"“{begins} …”") for start, begins in cuts(one)],
            was=one.digest,
            next=name_of(self.text, following[0].id) if following else "",
        )

    def change(self, pieces: Sequence[Piece]) -> Change:
        """Say what pieces of work would change in the draft as it is saved now."""
        try:
            edits = compose(self.text, pieces)
        except Unclear as unclear:
            return Change([], "", 0, 0, str(unclear))
        words = in_words(self.text, edits) if edits else ""
        return Change(places(self.text, edits, "live-"), words, *counts(edits), "")
