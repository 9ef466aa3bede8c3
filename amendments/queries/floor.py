"""A document on the floor: its amendments in the order of the text, what is decided, what waits, and the one next step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.life import Admissibility, Outcome, Rebase, Recommendation
from amendments.models import Amendment, Decision
from amendments.queries.amendment import is_open
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, published_text
from amendments.queries.places import name_of, order_of, stands_at
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import can, can_see, relations_to
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.tokens import visible
from amendments.text.words import in_words


@dataclass(frozen=True)
class Item:
    """One amendment of the list. `why` says what stands in its way or what became of it."""

    number: int
    mover: str
    about: str
    words: str
    state: Named
    why: str
    advice: str
    open: bool
    waits: bool
    decided: bool
    next: bool


class Group(NamedTuple):
    """The amendments that begin at one place of the text."""

    uid: str
    label: str
    title: str
    items: list[Item]


class Counted(NamedTuple):
    """How many amendments there are, how many want a decision, and how many of those wait for a confirmation."""

    all: int
    open: int
    waiting: int


def waits(amendment: Amendment) -> bool:
    """Tell whether a person must confirm the combined text before an amendment can be put."""
    touching = amendment.rebase_state == Rebase.TOUCHING and is_open(amendment)
    return touching and amendment.confirmed_digest != amendment.combined_digest


class Floor:
    """Reads the amendments of one document for one person: at most six queries, whatever their number."""

    def __init__(self, found: ForDocument) -> None:
        self.found = found
        self.document, self.acting = found

    @cached_property
    def text(self) -> Text:
        """The text as it stands, whose order the list follows."""
        return current_text(self.document)

    @cached_property
    def base(self) -> Text:
        """The text that the amendments were filed on."""
        return published_text(self.document) if self.document.published_revision_id else Text()

    @cached_property
    def amendments(self) -> list[Amendment]:
        """All that this person may see, in the order of the text; an amendment to another stands before it."""
        rows = Amendment.objects.filter(document=self.document).select_related("mover_body", "mover_person", "fallen_because")
        seen = [row for row in rows if can_see(self.acting, row.visibility, relations_to(self.acting, row))]
        return in_order(seen, self.text)

    @property
    def waiting(self) -> list[Amendment]:
        """Those whose combined text must be confirmed first."""
        return [one for one in self.amendments if waits(one)]

    @cached_property
    def open(self) -> list[Amendment]:
        """Those that want a decision, in their order."""
        return [one for one in self.amendments if is_open(one)]

    @cached_property
    def next(self) -> Amendment | None:
        """The one that is put next: the first in the order of the text that nothing stands in the way of."""
        primaries = {one.primary_id for one in self.open}
        return next((one for one in self.open if not waits(one) and one.pk not in primaries), None)

    @property
    def counted(self) -> Counted:
        """The numbers at the head of the list."""
        return Counted(len(self.amendments), len(self.open), len(self.waiting))

    @property
    def presides(self) -> bool:
        """Tell whether this person records decisions here and now."""
        return can(self.acting, "record_decision", stage=self.document.stage)

    def groups(self) -> list[Group]:
        """Give the whole list, by place."""
        decisions = {row.amendment_id: row for row in Decision.objects.filter(document=self.document, superseded=False)}
        found: list[Group] = []
        order = order_of(self.text)
        for amendment in self.amendments:
            uid = _first_place(amendment, order)
            if not found or found[-1].uid != uid:
                found.append(Group(uid, name_of(self.text, uid), _title(self.text, uid), []))
            found[-1].items.append(self._item(amendment, decisions.get(amendment.pk)))
        return found

    def _base(self, one: Amendment) -> Text:
        """Give the text that an amendment was filed on: of one to another, that which the other asks for."""
        primary = self._primaries.get(one.primary_id or 0)
        return self.base if primary is None else apply(self.base, edits_from_json(primary.edits))

    @cached_property
    def _primaries(self) -> dict[int, Amendment]:
        wanted = {one.primary_id for one in self.amendments}
        return {one.pk: one for one in self.amendments if one.pk in wanted}

    def _item(self, one: Amendment, decision: Decision | None) -> Item:
        return Item(
            one.number,
            mover_of(one),
            one.about,
            in_words(self._base(one), edits_from_json(one.edits)),
            state_of(one),
            _why(one, decision),
            "" if one.recommendation == Recommendation.NONE else Recommendation(one.recommendation).label,
            is_open(one),
            waits(one),
            decision is not None,
            one == self.next,
        )


def in_order(amendments: Iterable[Amendment], text: Text) -> list[Amendment]:
    """Sort by the first place in the text, then by number; amendments to an amendment come before it."""
    order = order_of(text)
    rows = list(amendments)
    numbers = {row.pk: row.number for row in rows}

    def key(row: Amendment) -> tuple[int, int, bool, int]:
        primary = numbers.get(row.primary_id or 0, row.number)
        return order.get(_first_place(row, order), -1), primary, row.primary_id is None, row.number

    return sorted(rows, key=key)


def _first_place(amendment: Amendment, order: dict[str, int]) -> str:
    return min(stands_at(edits_from_json(amendment.edits)), key=lambda uid: order.get(uid, -1), default="")


def _title(text: Text, uid: str) -> str:
    """Give the heading of the section that a place is in."""
    paragraph = text.paragraph_by_id.get(uid)
    section = text.section_by_id.get((paragraph.section if paragraph else uid) or "")
    return visible(section.title) if section else ""


def _why(one: Amendment, decision: Decision | None) -> str:
    """Say what became of an amendment, or what stands in its way."""
    if one.decision == Outcome.FALLEN:
        return f"Fell when {one.fallen_because} was decided." if one.fallen_because else "Fell with what was decided before it."
    if decision is not None:
        return counts_in_words(decision)
    if not is_open(one):
        return ""
    if waits(one):
        return "Its combined text must be confirmed first, by its mover or the drafting committee."
    if one.rebase_state in FALLS:
        return "It does not fit the current text. By the chair’s ruling it did not fall."
    if one.rebase_state == Rebase.TOUCHING:
        return "Its combined text is confirmed."
    if one.admissibility == Admissibility.NONE:
        return "Nobody has ruled on it yet."
    return "The text around it has changed; its own words are untouched." if one.rebase_state == Rebase.SHIFTED else ""


def counts_in_words(decision: Decision) -> str:
    """Give a decision's count in words."""
    said = f"{decision.votes_for} for, {decision.votes_against} against, {decision.abstentions} abstained"
    said = "Nobody objected" if decision.needed is None else said
    return f"{said}; referred to {decision.referred_to}." if decision.referred_to else f"{said}."
