"""The page on which an amendment is divided: its changes, the parts as they are chosen, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from amendments.access import ForAmendment
from amendments.life import Rest
from amendments.models import Amendment, DivisionAnswer, DivisionRequest
from amendments.queries.answers import read_it
from amendments.queries.division import Cuts, cuts_of, digest_of, parts_of, why_not_united, why_undivided
from amendments.queries.document import text_at
from amendments.queries.document_glance import until_of
from amendments.queries.glance import Glance
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.places import Place, places, read_places
from amendments.queries.states import Named, state_of
from amendments.rules import can
from amendments.text.apply import apply
from amendments.text.division import Indivisible, divide
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.words import in_words


@dataclass(frozen=True)
class Change:
    """One change that may be voted apart, in words and as a redline; `why` says what binds it, where it is several edits."""

    number: int
    words: str
    places: list[Place]
    why: tuple[str, ...]


@dataclass(frozen=True)
class PartRow:
    """One part as it is chosen: its redline, and how the text would read with it alone."""

    name: str
    words: str
    places: list[Place]
    read: list[Place]


@dataclass(frozen=True)
class Asked:
    """A delegate's request: the address that shows its parts, and whether it is about other words than those of today."""

    request: DivisionRequest
    shows: str
    stale: bool

    @property
    def waits(self) -> bool:
        """Whether it is still to be answered."""
        return self.request.answer == DivisionAnswer.WAITING

    @property
    def parts(self) -> int:
        """How many parts it asks for."""
        return len(set(self.request.numbers))


def _address(request: DivisionRequest) -> str:
    typed = {f"part-{n}": number for n, number in enumerate(request.numbers)}
    return "?" + urlencode(typed | {"delegate": request.person.member_number or ""})


class Dividing:
    """Reads what may be cut of one amendment, for one page: ten queries at most, whatever its length."""

    def __init__(self, found: ForAmendment) -> None:
        self.found = found
        self.amendment, self.document, self.acting = found
        self.amendment.document = self.document

    @cached_property
    def standing(self) -> list[Amendment]:
        """The parts that stand in its place."""
        return parts_of(self.amendment) if self.amendment.rest == Rest.PARTS else []

    @cached_property
    def why_not(self) -> str:
        """Why it cannot be divided; nothing where it can."""
        return why_undivided(self.amendment) or ("" if len(self.changes) > 1 else self._one_change())

    def _one_change(self) -> str:
        why = " ".join(self.cuts.bundles[0].why) if self.cuts else ""
        return f"{self.amendment} is one change, and one question. {why}".strip()

    @cached_property
    def cuts(self) -> Cuts | None:
        """Where it may be cut; None where it does not fit the text."""
        try:
            return cuts_of(self.amendment)
        except Mismatch:
            return None

    @cached_property
    def changes(self) -> list[Change]:
        """What may be voted apart."""
        if self.cuts is None:
            return []
        text = self.cuts.text
        return [
            Change(n, in_words(text, one.edits), places(text, one.edits, f"c{n}-"), one.why)
            for n, one in enumerate(self.cuts.bundles, 1)
        ]

    @cached_property
    def requests(self) -> list[DivisionRequest]:
        """What delegates asked, the last one first, with what was answered: one query."""
        rows = DivisionRequest.objects.filter(amendment=self.amendment).select_related("person", "answered_by")
        return list(rows.order_by("-pk"))

    @property
    def asked(self) -> list[Asked]:
        """The requests, each with the address that shows its cut."""
        now = digest_of(self.amendment)
        return [Asked(one, _address(one), stale=one.words != now) for one in self.requests]

    @property
    def mine(self) -> DivisionRequest | None:
        """The request of this person that waits for an answer."""
        waits = (one for one in self.requests if one.person_id == self.acting.person_id)
        return next((one for one in waits if one.answer == DivisionAnswer.WAITING), None)

    def chosen(self, numbers: Sequence[int]) -> tuple[list[PartRow], str]:
        """Give the parts as they are chosen, and why these are none."""
        if self.cuts is None:
            return [], ""
        try:
            parts = divide(self.cuts.text, self.cuts.edits, numbers)
        except Indivisible as error:
            return [], str(error)
        return [_part(f"Part {n}", self.cuts.text, edits, n) for n, edits in enumerate(parts, 1)], ""

    def page(self, numbers: Sequence[int], now: datetime) -> dict[str, Any]:
        """Compose the page's values."""
        rows, fault = ([], "") if self.why_not else self.chosen(numbers)
        return {
            "amendment": self.amendment,
            "document": self.document,
            "dividing": self,
            "why_not": self.why_not,
            "why_stays": why_not_united(self.amendment, self.standing) if self.standing else "",
            "lines": lines_of(self.amendment),
            "changes": self.changes,
            "rows": rows,
            "fault": fault,
            "asked": self.asked,
            "can_refuse": can(self.acting, "refuse_division", stage=self.document.stage),
            "seen": digest_of(self.amendment),
            "glance": Glance(
                where=f"Divided into {len(self.standing)} parts" if self.standing else "One question",
                where_more=f"{stage_word(self.document)}: {self.document.title}",
                can=(Link("See its parts", "#parts"),) if rows or self.standing else (read_it(self.found),),
                until=until_of(self.document, self.document.congress),
                until_words="The congress",
                now=now,
            ),
        }


def _part(name: str, text: Text, edits: Edits, n: int) -> PartRow:
    found = places(text, edits, f"p{n}-")
    return PartRow(name, in_words(text, edits), found, read_places(apply(text, edits), found, edits))


@dataclass(frozen=True)
class PartLine:
    """A part on the page of its whole: what it does, and what became of it."""

    number: int
    words: str
    state: Named


def lines_of(whole: Amendment) -> list[PartLine]:
    """Give what became of each part of a divided amendment: one query, and that of its text; none for another."""
    if whole.rest != Rest.PARTS:
        return []
    rows = parts_of(whole)
    text = text_at(rows[0].base_revision)
    return [PartLine(row.number, in_words(text, edits_from_json(row.edits)), state_of(row)) for row in rows]
