"""The page on which a composite is written: what is picked, its words to go on with, and whose words each phrase is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from html import unescape
from typing import Any

from amendments.access import ForDocument
from amendments.models import Amendment
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.document import current_text
from amendments.queries.document_glance import document_glance
from amendments.queries.filing import Filing
from amendments.queries.places import Place, places
from amendments.queries.sheet import Sheet
from amendments.queries.states import mover_of
from amendments.rules import can_see, relations_to
from amendments.text.blend import Blend, blend
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import ChangeWords, Edit, Edits, InsertParagraph, RetitleSection, StrikeParagraph
from amendments.text.html import text as escaped
from amendments.text.number import label_of
from amendments.text.redline import ENGLISH, STRUCK, Redline, Run
from amendments.text.sources import OWN, Sources, slots

MOST = 40  # amendments that one composite is made of
NOTHING = "Nothing is changed yet. Pick amendments, or write in the paragraph."
_CHANGE = re.compile(r'<(ins|del)([^>]*?) data-by="([^"]*)"([^>]*)>(.*?)</\1>', re.DOTALL)


@dataclass(frozen=True)
class Picked:
    """One amendment that can be taken in: whether it is, in which color its words are shown, and which version was read."""

    number: int
    mover: str
    about: str
    ticked: bool
    slot: str
    version: int


def traced(document: Text, edits: Edits, sources: Sequence[Value]) -> list[Place]:
    """Give the redline of a composite, place by place, each change with the names of the amendments that it comes from."""
    known, colors = Sources(sources), slots(one.id for one in sources)
    own = {uid: html for edit in edits for uid, html in _traced(document, edit, known, colors)}
    return [
        replace(place, html=own[uid]) if (uid := place.uid or place.at) in own and not place.away else place
        for place in places(document, edits, "c-")
    ]


def _traced(document: Text, edit: Edit, known: Sources, colors: Any) -> Iterable[tuple[str, str]]:
    runs: Iterable[Run]
    match edit:
        case ChangeWords(paragraph=uid):
            runs = known.runs(uid, document.paragraph_by_id[uid].tokens, edit.changes)
        case RetitleSection(section=uid):
            runs = known.runs(uid, document.section_by_id[uid].title, edit.changes)
        case InsertParagraph(paragraph=uid):
            runs = known.traced(uid, edit.tokens)
        case StrikeParagraph(paragraph=uid):
            runs = [Run(STRUCK, known.whole(uid), document.paragraph_by_id[uid].tokens)]
        case _:
            return
    yield uid, _named(Redline(ENGLISH, f"c-{uid}-").write(runs), colors)


def _named(html: str, colors: Any) -> str:
    """Put after each change the name of its source, and its color into `data-by`."""

    def tell(found: re.Match[str]) -> str:
        tag, before, by, after, words = found.groups()
        slot = colors.get(unescape(by), OWN if by == OWN else "0")
        name = "own words" if by == OWN else by
        shown = f'<span class="by" data-by="{escaped(slot)}">{name}</span>'
        return f'<{tag}{before} data-by="{escaped(slot)}"{after}>{words}</{tag}>{shown}'

    return _CHANGE.sub(tell, html)


class Composing:
    """Reads the page for one document, the amendments picked, and the words typed so far: three queries."""

    def __init__(
        self, found: ForDocument, numbers: Iterable[int], sheet: Sheet | None = None, read: Mapping[int, int] | None = None
    ) -> None:
        self.found, self.read = found, read or {}
        self.document, self.acting = found
        self.numbers = list(dict.fromkeys(numbers))[:MOST]
        self._sheet = sheet
        self.text = current_text(self.document)

    @property
    def base(self) -> int:
        """The number of the revision that it is written on."""
        return self.document.current_revision.number if self.document.current_revision else 0

    @cached_property
    def rows(self) -> list[Amendment]:
        """The open amendments that are picked, as far as they may be seen, by number."""
        wanted = open_amendments(self.document).filter(number__in=self.numbers, primary__isnull=True)
        rows = wanted.select_related("mover_body", "mover_person")
        return [row for row in rows if can_see(self.acting, row.visibility, relations_to(self.acting, row))]

    @cached_property
    def values(self) -> list[Value]:
        """The same as the engine knows them."""
        return [on_current_text(row) for row in self.rows]

    @cached_property
    def blend(self) -> Blend:
        """Their merge where they do not conflict, and what is left out."""
        return blend(self.text, self.values)

    @cached_property
    def sheet(self) -> Sheet:
        """The words: as they were sent, or to begin with what the amendments make together."""
        return self._sheet if self._sheet is not None else Sheet(self.blend.pieces, base=self.base)

    @cached_property
    def filing(self) -> Filing:
        """The words as the filing page's parts take them."""
        return Filing(self.found, self.sheet, text=self.text)

    @property
    def not_open(self) -> list[str]:
        """What was named and cannot be picked: it is no open amendment to this text, or amends another one."""
        known = {row.number for row in self.rows}
        return [label_of(number) for number in self.numbers if number not in known]

    def picks(self) -> list[Picked]:
        """The amendments that are picked, each with its color."""
        colors = slots(one.id for one in self.values)
        return [
            Picked(row.number, mover_of(row), row.about, True, colors[str(row)], self.read.get(row.number, row.version))
            for row in self.rows
        ]

    def live(self) -> dict[str, Any]:
        """Give what the words change, for the part of the page that is alive."""
        struck, inserted = self.filing.counts if self.filing.edits else (0, 0)
        return {
            "places": traced(self.text, self.filing.edits, self.values) if self.filing.edits else [],
            "words": self.filing.words,
            "struck": struck,
            "inserted": inserted,
            "nothing": NOTHING,
            "problems": list(self.filing.problems.values()),
            "document": self.document,
        }

    def page(self, now: datetime) -> dict[str, Any]:
        """Compose the page's values."""
        return self.live() | {
            "desk": self,
            "picks": self.picks(),
            "not_open": self.not_open,
            "left_out": self.blend.left_out if self._sheet is None else (),
            "rows": list(self.filing.pieces.rows()),
            "groups": self.filing.pieces.groups(),
            "sheet": self.sheet,
            "glance": document_glance(self.found, self.document.congress, now),
        }
