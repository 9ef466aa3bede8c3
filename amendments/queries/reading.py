"""The reading page: the text of a document in one of its conditions, with the amendments in its margin."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from django.urls import reverse

from amendments.access import ForDocument
from amendments.life import PUBLISHED, STANDING, Outcome, Rebase, Stage
from amendments.models import Amendment, AmendmentMargin
from amendments.queries.amendment import WORDS, seen_by
from amendments.queries.document import current_text, published_text
from amendments.queries.in_parts import InParts
from amendments.queries.places import Place, places
from amendments.queries.reading_rows import Chapter, ContentsLine, Head, Mark, Note, Row
from amendments.queries.reading_talk import Talked
from amendments.queries.states import mover_of, state_of
from amendments.queries.support import may_sign
from amendments.rules import can
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Edits, edits_from_json
from amendments.text.html import render
from amendments.text.moved import moved
from amendments.text.redline import redline, redline_block
from amendments.text.tokens import visible
from amendments.text.words import in_words

__all__ = ["CONDITIONS", "Head", "Reader"]

CONDITIONS = ("published", "current", "redline")
ON_THE_CURRENT_TEXT = frozenset({Rebase.CLEAN, Rebase.SHIFTED, Rebase.TOUCHING, Rebase.SATISFIED})


class Reader(InParts, Talked):
    """Reads one document for one person: a constant number of queries, whatever the length of the text and the number of marks.

    A long text is read part by part. `part` is the number of one, "all" for the whole on one page, or "": then it is the part
    where `at` stands, or else the amendment that is open.
    """

    def __init__(
        self, found: ForDocument, condition: str = "", opened: int | None = None, part: str = "", at: str = ""
    ) -> None:
        self.found = found
        self.document, self.acting = found
        self.out = Stage(self.document.stage) in PUBLISHED
        first = "published" if self.document.stage in {Stage.DISCUSSION, Stage.CLOSED} else "current"
        self.condition = (condition if condition in CONDITIONS else first) if self.out else "current"
        self.opened = opened
        self.wanted, self.at = part, at

    @cached_property
    def text(self) -> Text:
        """The text whose paragraphs are shown."""
        return published_text(self.document) if self.condition == "published" else current_text(self.document)

    @cached_property
    def base(self) -> Text:
        """The published text, for the redline against it."""
        return published_text(self.document)

    @cached_property
    def margins(self) -> dict[str, list[int]]:
        """In whose margins the amendments of the text stand that this person may see: their keys, by number.

        No edits are read for it. Those to an amendment stand on that one's page.
        """
        rows = AmendmentMargin.objects.filter(
            seen_by(self.acting, "amendment__"), document=self.document, amendment__primary=None
        )
        found: dict[str, list[int]] = defaultdict(list)
        for uid, key in rows.order_by("amendment__number").values_list("uid", "amendment_id"):
            found[uid].append(key)
        return found

    def begins(self) -> str:
        """Begin where it is asked for, or else where the amendment that is open stands first."""
        return self.at or next(iter(self._open[2] if self._open else ()), "")

    @property
    def asked(self) -> str:
        """The condition of the text."""
        return f"as={self.condition}"

    @cached_property
    def here(self) -> str:
        """The query of this very page, with nothing open."""
        return self.to("all" if self.whole else self.part.number if self.long else "")

    @cached_property
    def shown(self) -> dict[int, Amendment]:
        """The amendments whose marks stand on this page, by key."""
        keys = {key for uid in self.part.uids for key in self.margins.get(uid, ())}
        rows = Amendment.objects.filter(pk__in=keys) if not self.whole else Amendment.objects.none()
        return rows.defer(*WORDS).in_bulk()

    def chapters(self) -> list[Chapter]:
        """Give what is shown of the text, chapter by chapter."""
        return [self._chapter(section, rows) for section, rows in self.part.blocks]

    def _chapter(self, section: Section | None, paragraphs: list[Paragraph]) -> Chapter:
        rows = [self.row(one) for one in paragraphs]
        if section is None:
            return Chapter("", "", "", "", 0, rows, [], None)
        return Chapter(
            section.id,
            section.label,
            visible(section.title),
            self._title(section),
            self.levels[section.id],
            rows,
            self._marks(section.id),
            self._note(section.id)[0],
            section.struck,
            goes_on=self.goes_on(section),
        )

    def contents(self) -> list[ContentsLine]:
        """Give a line for each section of the whole text, with the part that it is in."""
        found: dict[str, ContentsLine] = {}
        for part in self.parts:
            for section, rows in part.blocks:
                if section and not section.struck and section.id not in found:
                    count = len({key for row in rows for key in self.margins.get(row.id, ())})
                    query = "" if part is self.part or self.whole else self.to(part.number)
                    url = f"{query}#s-{section.id}"
                    name, level = visible(section.title), self.levels[section.id]
                    found[section.id] = ContentsLine(section.label, name, level, count, url)
        return list(found.values())

    def row(self, paragraph: Paragraph) -> Row:
        """Give one paragraph."""
        note, place = self._note(paragraph.id)
        html = place.html if place else self._html(paragraph)
        name = paragraph.label or "unnumbered paragraph"
        elsewhere = place is None and paragraph.id in self._elsewhere
        marks, many = self._marks(paragraph.id), len(self.margins.get(paragraph.id, ()))
        return Row(paragraph.id, paragraph.label, name, html, paragraph.struck, marks, note, elsewhere, many)

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
        old, new = before.tokens, paragraph.tokens
        # What no vote touched is read as ever; words recede only beside changed ones.
        return redline(old, diff(old, new), note_prefix=prefix, quiet=old != new)

    def _title(self, section: Section) -> str:
        before = self.base.section_by_id.get(section.id) if self.condition == "redline" else None
        if before and before.title != section.title:
            return redline(before.title, diff(before.title, section.title))
        return render(section.title)

    def _marks(self, uid: str) -> list[Mark]:
        rows = (self.shown[key] for key in self.margins.get(uid, ()) if key in self.shown)
        return [Mark(one.number, *state_of(one), one.number == self.opened) for one in rows]

    def edits_of(self, amendment: Amendment) -> Edits | None:
        """Give the edits on the text that is shown; None where the amendment no longer stands on it."""
        if self.condition == "published":
            return edits_from_json(amendment.edits)
        pending = amendment.decision == Outcome.PENDING and amendment.state in STANDING
        return edits_from_json(amendment.resolved) if pending and amendment.rebase_state in ON_THE_CURRENT_TEXT else None

    @cached_property
    def _open(self) -> tuple[Amendment, str, dict[str, Place], dict[str, list[Place]], bool] | None:
        if self.opened is None:
            return None
        rows = Amendment.objects.filter(seen_by(self.acting), document=self.document, number=self.opened)
        amendment = rows.select_related("mover_body", "mover_person").first()
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
        if amendment.pk not in self.margins.get(uid, ()):
            return None, None
        sign, word = state_of(amendment)
        place = here.get(uid)
        said = place.said if place else ""
        who, version, more = mover_of(amendment), amendment.version, new.get(uid, [])
        return Note(amendment.number, who, sign, word, words, said, more, gone, version, self._may_sign), place

    @cached_property
    def _may_sign(self) -> bool:
        """Tell whether this person may sign the amendment that is open: two queries at most."""
        return self._open is not None and may_sign(self.found, self._open[0])

    @cached_property
    def head(self) -> Head:
        """The revision that is shown, and the head of the document's record."""
        shown = self.document.published_revision if self.condition == "published" else self.document.current_revision
        return Head(shown.number if shown else 0, self.document.head)

    @cached_property
    def amend_url(self) -> str:
        """Where an amendment is written."""
        return reverse("amend", args=[self.document.congress.slug, self.document.slug])

    @cached_property
    def paragraph_url(self) -> str:
        """Where each paragraph is, up to its id: one address for a thousand of them."""
        return reverse("paragraph", args=[self.document.congress.slug, self.document.slug, "x"]).removesuffix("x/")

    @cached_property
    def rivals_url(self) -> str:
        """Where what is wanted of a paragraph is compared, up to its id; "" where all is decided."""
        if self.document.stage == Stage.ADOPTED:
            return ""
        return reverse("rivals-at", args=[self.document.congress.slug, self.document.slug, "x"]).removesuffix("x/")

    @cached_property
    def may_amend(self) -> bool:
        """Tell whether this person may file on this document now."""
        return can(self.acting, "file_amendment", stage=self.document.stage)

    @cached_property
    def may_edit(self) -> bool:
        """Tell whether this person may edit the draft now."""
        return can(self.acting, "edit_text", stage=self.document.stage)
