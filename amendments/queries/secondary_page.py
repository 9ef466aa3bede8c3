"""The page on which an amendment to an amendment is filed: its primary's own words, to be written in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from amendments.access import ForAmendment, ForDocument
from amendments.models import Draft
from amendments.queries.alike import NOTHING_ALIKE, Alike, beside_in
from amendments.queries.document import text_at
from amendments.queries.filing import Filing
from amendments.queries.filing_page import filing_page
from amendments.queries.pieces import Group
from amendments.queries.places import Place, places
from amendments.queries.secondary import asked_for, scope_fault, why_no_secondary
from amendments.queries.sheet import Sheet, sheet_from_draft
from amendments.queries.throughout import throughout_of
from amendments.text import compose as c
from amendments.text.document import Document as Text
from amendments.text.edits import Edit, Mismatch, edits_from_json
from amendments.text.markdown import serialize
from amendments.text.words import in_words

MOST_PREPARED = 8  # of the places that the primary changes, how many stand ready to be written in


class SecondaryFiling(Filing):
    """Reads the filing page for work on one amendment. Its text is the one that this asks for."""

    def __init__(self, found: ForAmendment, sheet: Sheet, *, text: Text | None = None) -> None:
        self.primary = found.amendment
        super().__init__(ForDocument(found.document, found.acting), sheet, text=text or asked_for(found.amendment))

    @property
    def base(self) -> int:
        """The number of the revision that the primary was filed on."""
        return self.primary.base_revision.number

    @property
    def title(self) -> str:
        """Name what is amended."""
        return f"Amend {self.primary}"

    def _fault(self, edits: Iterable[Edit]) -> str:
        made = tuple(edits)
        fault = super()._fault(made)
        try:
            return fault or (scope_fault(self.primary, made) if made else "")
        except Mismatch as mismatch:
            return str(mismatch)

    def alike(self) -> Alike:
        """Give what others ask of the same amendment, and how it stands to this."""
        return beside_in(self.acting, self.primary, self.text, self.edits) if self.edits else NOTHING_ALIKE

    @cached_property
    def changed(self) -> list[str]:
        """The paragraphs and sections that the primary changes or inserts, in the order of its text."""
        before = self.before
        found = [one.id for one in self.text.sections if _differs(before.section_by_id.get(one.id), one)]
        return found + [one.id for one in self.text.paragraphs if _differs(before.paragraph_by_id.get(one.id), one)]

    @cached_property
    def before(self) -> Text:
        """The text that the primary was filed on."""
        return text_at(self.primary.base_revision)

    @property
    def inserted(self) -> set[str]:
        """What the primary inserts as a whole: that can be struck, moved, split and added to."""
        known = self.before.paragraph_by_id.keys() | self.before.section_by_id.keys()
        return {uid for uid in self.changed if uid not in known}

    def groups(self) -> list[Group]:
        """Give what can be written in: only what the primary changes."""
        own = set(self.changed)
        found = [Group(group.words, [one for one in group.choices if one.value in own]) for group in self.pieces.groups()]
        return [group for group in found if group.choices]

    def prepared(self) -> Sheet:
        """Give the work that the page opens with: the primary's own words, ready to be changed."""
        pieces: list[c.Piece] = []
        for uid in self.changed[:MOST_PREPARED]:
            paragraph, section = self.text.paragraph_by_id.get(uid), self.text.section_by_id.get(uid)
            if paragraph and not paragraph.struck:
                pieces.append(c.Rewrite(uid, serialize(paragraph.tokens)))
            elif section and not section.struck:
                pieces.append(c.Retitle(uid, serialize(section.title)))
        return Sheet(tuple(pieces), base=self.base)

    def primary_places(self) -> list[Place]:
        """Give the primary's own redline."""
        return places(self.before, edits_from_json(self.primary.edits), "primary-")

    @property
    def primary_words(self) -> str:
        """The primary in words."""
        return in_words(self.before, edits_from_json(self.primary.edits))


def _differs(old: Any, new: Any) -> bool:
    words = "title" if hasattr(new, "title") else "tokens"
    return not new.struck and (old is None or getattr(old, words) != getattr(new, words))


def begun(found: ForAmendment, draft: Draft | None) -> tuple[SecondaryFiling, int]:
    """Give the work that the page opens with, and the version of the primary that it began on."""
    blank = SecondaryFiling(found, Sheet())
    if draft is None:
        return SecondaryFiling(found, blank.prepared(), text=blank.text), found.amendment.version
    sheet = sheet_from_draft(draft.work, draft.base_revision.number)
    return SecondaryFiling(found, sheet, text=blank.text), int(draft.work.get("version") or found.amendment.version)


def secondary_page(filing: SecondaryFiling, now: datetime, *, draft: Draft | None, seen: int) -> dict[str, Any]:
    """Compose the page's values. `seen` is the version that the work began on."""
    page = filing_page(filing, filing.document.congress, now, draft=draft)
    return page | {
        "groups": filing.groups(),
        "primary": filing.primary,
        "inserted": filing.inserted,
        "seen": seen,
        "old": seen != filing.primary.version,
        "closed": why_no_secondary(filing.primary, everywhere=throughout_of(filing.primary) is not None),
        "changed_since": False,
    }
