"""The versions of an amendment: each to be read, and any two compared as the texts that they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from amendments.access import ForAmendment
from amendments.models import Version
from amendments.queries.compare import Pair, differing
from amendments.queries.document import text_at
from amendments.queries.secondary import asked_in
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.html import render
from amendments.text.markdown import parse
from amendments.text.words import in_words

PUBLISHED = 0  # stands for the text that the amendment changes


@dataclass(frozen=True)
class VersionRow:
    """One version of the list: `shown` where it is one of the two that are compared."""

    version: Version
    words: str
    newer: bool
    older: bool


class Versions:
    """Reads the versions of one amendment, and two of them side by side: a constant number of queries."""

    def __init__(self, found: ForAmendment, older: int | None, newer: int | None) -> None:
        self.amendment, self.document, self.acting = found
        rows = Version.objects.filter(amendment=self.amendment).select_related("base_revision", "filed_by", "entry")
        self.versions = {row.number: row for row in rows.order_by("number")}
        last = max(self.versions)
        self.newer = newer if newer in self.versions else last
        before = older if older is not None and older < self.newer else self.newer - 1
        self.older = before if before in self.versions else PUBLISHED

    @property
    def version(self) -> Version:
        """The newer of the two."""
        return self.versions[self.newer]

    @property
    def reason(self) -> str:
        """The reason of the newer one, as HTML."""
        return render(parse(self.version.reason))

    def rows(self) -> list[VersionRow]:
        """Give all versions, the last one first."""
        return [
            VersionRow(row, self._words(row), row.number == self.newer, row.number == self.older)
            for row in reversed(self.versions.values())
        ]

    def _words(self, row: Version) -> str:
        return in_words(self._base(row), edits_from_json(row.edits))

    @cached_property
    def pairs(self) -> list[Pair]:
        """What differs between the two texts that the versions ask for; for the first, from the text that it changes."""
        return differing(self._text(self.older), self._text(self.newer))

    def _text(self, number: int) -> Text:
        row = self.versions.get(number)
        if row is None:
            return self._base(self.version)
        return apply(self._base(row), edits_from_json(row.edits))

    def _base(self, row: Version) -> Text:
        return text_at(row.base_revision) if row.primary_version is None else self._amended[row.primary_version]

    @cached_property
    def _amended(self) -> dict[int, Text]:
        wanted = {row.primary_version for row in self.versions.values() if row.primary_version}
        return asked_in(self.amendment.primary_id, wanted) if self.amendment.primary_id else {}

    @property
    def amended(self) -> tuple[int, int] | None:
        """The versions of another amendment that the two compared ones amend, where these are two."""
        older, newer = self.versions.get(self.older), self.version
        if older is None or older.primary_version is None or newer.primary_version in (None, older.primary_version):
            return None
        return older.primary_version, newer.primary_version
