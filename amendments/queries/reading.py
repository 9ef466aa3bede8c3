"""The reading page: the text of a document in one of its conditions, with the amendments in its margin."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.life import PUBLISHED, STANDING, Outcome, Rebase, Stage
from amendments.models import Amendment
from amendments.queries.document import current_text, published_text
from amendments.queries.places import Place, places, stands_at
from amendments.queries.states import mover_of, state_of
from amendments.rules import can, can_see, relations_to
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Edits, edits_from_json
from amendments.text.html import render
from amendments.text.moved import moved
from amendments.text.redline import redline, redline_block
from amendments.text.tokens import visible
from amendments.text.words import in_words

CONDITIONS = ("published", "current", "redline")
ON_THE_CURRENT_TEXT = frozenset({Rebase.CLEAN, Rebase.SHIFTED, Rebase.TOUCHING, Rebase.SATISFIED})


class Head(NamedTuple):
    """What the foot of a page shows of the record."""

    revision: int
    digest: str


@dataclass(frozen=True)
class Mark:
    """An amendment in the margin of a paragraph."""

    number: int
    sign: str
    word: str
    open: bool


@dataclass(frozen=True)
class Note:
    """What stands under a paragraph while a mark of it is open."""

    number: int
    mover: str
    sign: str
    word: str
    words: str
    said: str
    new: list[Place]
    only_words: bool


@dataclass(frozen=True)
class Row:
    """A paragraph as it is read. `html` is the text, or the redline of the amendment that is open here."""

    uid: str
    label: str
    name: str
    html: str
    struck: bool = False
    marks: list[Mark] = field(default_factory=list)
    note: Note | None = None
    moved: bool = False  # it only stands elsewhere now


@dataclass(frozen=True)
class Chapter:
    """A section with its paragraphs; the first has no `uid` and holds what stands before all sections."""

    uid: str
    label: str
    name: str
    title: str
    level: int
    rows: list[Row]
    marks: list[Mark]
    note: Note | None
    count: int
    struck: bool = False


class Reader:
    """Reads one document for one person: at most seven queries, whatever the length of the text and the number of marks."""

    def __init__(self, found: ForDocument, condition: str = "", opened: int | None = None) -> None:
        self.found = found
        self.document, self.acting = found
        self.out = Stage(self.document.stage) in PUBLISHED
        first = "published" if self.document.stage in {Stage.DISCUSSION, Stage.CLOSED} else "current"
        self.condition = (condition if condition in CONDITIONS else first) if self.out else "current"
        self.opened = opened

    @cached_property
    def text(self) -> Text:
        """The text whose paragraphs are shown."""
        return published_text(self.document) if self.condition == "published" else current_text(self.document)

    @cached_property
    def base(self) -> Text:
        """The published text, for the redline against it."""
        return published_text(self.document)

    @cached_property
    def amendments(self) -> dict[int, Amendment]:
        """All amendments of the text that this person may see, by key. Those to an amendment stand on that one's page."""
        rows = Amendment.objects.filter(document=self.document, primary__isnull=True).select_related(
            "mover_body", "mover_person"
        )
        seen = (row for row in rows.order_by("number") if can_see(self.acting, row.visibility, relations_to(self.acting, row)))
        return {row.pk: row for row in seen}

    @cached_property
    def at(self) -> dict[str, list[Amendment]]:
        """The amendments by the paragraph or section in whose margin they stand."""
        found: dict[str, list[Amendment]] = defaultdict(list)
        for amendment in self.amendments.values():
            for uid in stands_at(edits_from_json(amendment.edits)):
                found[uid].append(amendment)
        return found

    def chapters(self) -> list[Chapter]:
        """Give the whole text, chapter by chapter."""
        first = list(self.text.within(None))
        found = [Chapter("", "", "", "", 0, [self.row(one) for one in first], [], None, self._count(first))] if first else []
        depth: dict[str | None, int] = {None: 0}
        for section in self.text.sections:
            depth[section.id] = depth.get(section.parent, 0) + 1
            rows = list(self.text.within(section.id))
            note, _ = self._note(section.id)
            title = self._title(section)
            marks, count = self._marks(section.id), self._count(rows)
            shown = [self.row(one) for one in rows]
            found.append(
                Chapter(
                    section.id,
                    section.label,
                    visible(section.title),
                    title,
                    depth[section.id],
                    shown,
                    marks,
                    note,
                    count,
                    section.struck,
                )
            )
        return found

    def row(self, paragraph: Paragraph) -> Row:
        """Give one paragraph."""
        note, place = self._note(paragraph.id)
        html = place.html if place else self._html(paragraph)
        name = paragraph.label or "unnumbered paragraph"
        elsewhere = place is None and paragraph.id in self._elsewhere
        return Row(paragraph.id, paragraph.label, name, html, paragraph.struck, self._marks(paragraph.id), note, elsewhere)

    @cached_property
    def _elsewhere(self) -> set[str]:
        """What stands elsewhere than in the published text, where the redline against that is read."""
        return moved(self.base, self.text) if self.condition == "redline" else set()

    def _html(self, paragraph: Paragraph) -> str:
        prefix = f"{paragraph.id}-"
        if self.condition != "redline":
            return "" if paragraph.struck else render(paragraph.tokens, note_prefix=prefix)
        before = self.base.paragraph_by_id.get(paragraph.id)
        if before is None:
            return redline_block(paragraph.tokens, "ins", note_prefix=prefix)
        if paragraph.struck:
            return "" if before.struck else redline_block(before.tokens, "del", note_prefix=prefix)
        return redline(before.tokens, diff(before.tokens, paragraph.tokens), note_prefix=prefix, quiet=True)

    def _title(self, section: Section) -> str:
        before = self.base.section_by_id.get(section.id) if self.condition == "redline" else None
        if before and before.title != section.title:
            return redline(before.title, diff(before.title, section.title))
        return render(section.title)

    def _marks(self, uid: str) -> list[Mark]:
        return [Mark(one.number, *state_of(one), one.number == self.opened) for one in self.at.get(uid, ())]

    def _count(self, rows: list[Paragraph]) -> int:
        return len({one.pk for row in rows for one in self.at.get(row.id, ())})

    def edits_of(self, amendment: Amendment) -> Edits | None:
        """Give the edits on the text that is shown; None where the amendment no longer stands on it."""
        if self.condition == "published":
            return edits_from_json(amendment.edits)
        pending = amendment.decision == Outcome.PENDING and amendment.state in STANDING
        return edits_from_json(amendment.resolved) if pending and amendment.rebase_state in ON_THE_CURRENT_TEXT else None

    @cached_property
    def _open(self) -> tuple[Amendment, str, dict[str, Place], dict[str, list[Place]], bool] | None:
        amendment = next((one for one in self.amendments.values() if one.number == self.opened), None)
        if amendment is None:
            return None
        edits = self.edits_of(amendment)
        words = in_words(self.text, edits) if edits is not None else in_words(self.base, edits_from_json(amendment.edits))
        new: dict[str, list[Place]] = defaultdict(list)
        here: dict[str, Place] = {}
        for place in places(self.text, edits or (), f"a{amendment.number}-"):
            if place.new:
                moved = place.uid in self.text.paragraph_by_id
                new[place.uid if moved else place.at].append(place)
            else:
                here[place.at] = place
        return amendment, words, here, new, edits is None

    def _note(self, uid: str) -> tuple[Note | None, Place | None]:
        """Give the note of the amendment that is open at a paragraph, and the redline that takes its place there."""
        if self._open is None:
            return None, None
        amendment, words, here, new, gone = self._open
        if amendment not in self.at.get(uid, ()):
            return None, None
        sign, word = state_of(amendment)
        place = here.get(uid)
        said = place.said if place else ""
        note = Note(amendment.number, mover_of(amendment), sign, word, words, said, new.get(uid, []), gone)
        return note, place

    @cached_property
    def head(self) -> Head:
        """The revision that is shown, and the head of the document's record."""
        shown = self.document.published_revision if self.condition == "published" else self.document.current_revision
        return Head(shown.number if shown else 0, self.document.head)

    @property
    def may_amend(self) -> bool:
        """Tell whether this person may file on this document now."""
        return can(self.acting, "file_amendment", stage=self.document.stage)

    @property
    def may_edit(self) -> bool:
        """Tell whether this person may edit the draft now."""
        return can(self.acting, "edit_text", stage=self.document.stage)
