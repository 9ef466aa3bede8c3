"""A document on the floor: its amendments in the order of the text, what is decided, what waits, and the one next step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from django.db.models import F, Q

from amendments.access import ForDocument
from amendments.life import Admissibility, Outcome, Rebase, Recommendation
from amendments.models import Amendment, AmendmentMargin, Decision
from amendments.queries.amendment import OPEN, WORDS, by_version, fate, flag, is_open, seen_by
from amendments.queries.among import among
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, published_text
from amendments.queries.places import name_of
from amendments.queries.secondary import texts_of
from amendments.queries.states import Named, mover_of, state_of
from amendments.queries.voting_order import Rank, in_voting_order, ranks
from amendments.rules import can
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.number import Number, label_of
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


WAITS = OPEN & Q(rebase_state=Rebase.TOUCHING) & ~Q(confirmed_digest=F("combined_digest"))
PAGE, FIRST = 50, 30

Place: TypeAlias = tuple[int, int]  # what a number is put in order by
NOT_LISTED = set(WORDS) - {"edits", "rebase_why"}  # of the words of an amendment, a list says what it does

EN_BLOC = Group("en bloc", "En bloc", "one vote for all of them", [])


class Counted(NamedTuple):
    """How many amendments there are, how many want a decision, and how many of those wait for a confirmation."""

    all: int
    open: int
    waiting: int


def waits(amendment: Amendment) -> bool:
    """Tell whether a person must confirm the combined text before an amendment can be put."""
    touching = amendment.rebase_state == Rebase.TOUCHING and is_open(amendment)
    return touching and amendment.confirmed_digest != amendment.combined_digest


class Listed(NamedTuple):
    """What orders an amendment in the list, read without its edits or words."""

    pk: int
    number: int
    primary: int | None
    open: bool
    waits: bool

    def __str__(self) -> str:
        return label_of(self.number)


class Floor:
    """Reads the amendments of one document for one person: a constant number of queries, whatever their number.

    The order is worked out of the index of margins; only the amendments of one page are read whole. `only_open` leaves out
    what needs no vote any more; `page` counts from 0.
    """

    seen = Q()  # what the page is about, besides what may be seen

    def __init__(self, found: ForDocument, *, page: int = 0, only_open: bool = False) -> None:
        self.found = found
        self.document, self.acting = found
        self.only_open, self._page = only_open, page

    @cached_property
    def text(self) -> Text:
        """The text as it stands, whose order the list follows."""
        return current_text(self.document)

    @cached_property
    def base(self) -> Text:
        """The text that the amendments were filed on."""
        return published_text(self.document) if self.document.published_revision_id else Text()

    @cached_property
    def places(self) -> dict[int, str]:
        """The first place in the text of each amendment, by key."""
        order = self.text.reading_order
        found: dict[int, str] = {}
        for key, uid in AmendmentMargin.objects.filter(document=self.document).values_list("amendment_id", "uid"):
            if key not in found or order.get(uid, -1) < order.get(found[key], -1):
                found[key] = uid
        return found

    @cached_property
    def rows(self) -> list[Listed]:
        """All that this person may see, in the order of the voting list: see `voting_order`."""
        rows = Amendment.objects.filter(self.seen, seen_by(self.acting), document=self.document).annotate(
            open=flag(OPEN), wait=flag(WAITS)
        )
        found = [Listed(*row) for row in rows.values_list("pk", "number", "primary", "open", "wait")]
        numbers = {row.pk: Number(row.number).place for row in found}  # plain numbers are put in order four times as fast
        order, places = self.text.reading_order, self.places

        def key(row: Listed) -> tuple[int, Place, bool, Place]:
            own = numbers[row.pk]
            primary = numbers.get(row.primary or 0, own)
            return order.get(places.get(row.primary or row.pk, ""), -1), primary, row.primary is None, own

        return in_voting_order(sorted(found, key=key), self.ranks, lambda row: key(row)[0])

    @cached_property
    def ranks(self) -> dict[int, Rank]:
        """The places on the voting list, by key; none before there is a list."""
        return ranks(self.document)

    @cached_property
    def shown(self) -> list[Listed]:
        """The rows of this page."""
        rows = [row for row in self.rows if row.open] if self.only_open else self.rows
        return rows[self.page * PAGE : (self.page + 1) * PAGE]

    @property
    def pages(self) -> int:
        """How many pages the list has, one at least."""
        return max(-(-(self.counted.open if self.only_open else self.counted.all) // PAGE), 1)

    @property
    def page(self) -> int:
        """The page that is shown, from 0 on: the last one where another is asked for that is not there."""
        return min(self._page, self.pages - 1)

    @cached_property
    def waiting(self) -> list[Listed]:
        """Those whose combined text must be confirmed first."""
        return [row for row in self.rows if row.waits]

    @cached_property
    def open(self) -> list[Listed]:
        """Those that want a decision, in their order."""
        return [row for row in self.rows if row.open]

    @cached_property
    def first_open(self) -> list[Amendment]:
        """The first of those that want a decision, in their order, with their words."""
        keys = [row.pk for row in self.open[:FIRST]]
        rows = Amendment.objects.only("number", "about").in_bulk(keys)
        return [rows[key] for key in keys]

    @cached_property
    def next(self) -> Listed | None:
        """The one that is put next: the first in the order of the text that nothing stands in the way of."""
        return self.after(())

    def after(self, now: Collection[int]) -> Listed | None:
        """Give what is put next once these, by key, are decided."""
        left = [row for row in self.open if row.pk not in now]
        primaries = {row.primary for row in left}
        return next((row for row in left if not row.waits and row.pk not in primaries), None)

    @cached_property
    def counted(self) -> Counted:
        """The numbers at the head of the list."""
        return Counted(len(self.rows), len(self.open), len(self.waiting))

    @property
    def presides(self) -> bool:
        """Tell whether this person records decisions here and now."""
        return can(self.acting, "record_decision", stage=self.document.stage)

    def groups(self) -> list[Group]:
        """Give the list of this page, by place."""
        keys = [row.pk for row in self.shown]
        whole = Amendment.objects.select_related("mover_body", "mover_person", "fallen_because")
        whole = whole.defer(*NOT_LISTED, *(f"fallen_because__{name}" for name in WORDS))
        rows = {row.pk: row for row in whole.filter(among(Amendment, "id", keys))}
        decided = Decision.objects.filter(among(Decision, "amendment", keys), superseded=False)
        decisions = {row.amendment_id: row for row in decided}
        found: list[Group] = []
        second = texts_of(rows.values())  # what amendments to amendments were filed on
        for row in self.shown:
            uid = self.places.get(row.primary or row.pk, "")
            bloc = self.ranks.get(row.pk, (1, 0))[0] != 1
            uid = EN_BLOC.uid if bloc else uid
            if not found or found[-1].uid != uid:
                found.append(
                    EN_BLOC._replace(items=[]) if bloc else Group(uid, name_of(self.text, uid), _title(self.text, uid), [])
                )
            found[-1].items.append(self._item(rows[row.pk], second.get(row.pk, self.base), decisions.get(row.pk)))
        return found

    def _item(self, one: Amendment, base: Text, decision: Decision | None) -> Item:
        return Item(
            one.number,
            mover_of(one),
            one.about,
            in_words(base, edits_from_json(one.edits)),
            state_of(one),
            _why(one, decision),
            "" if one.recommendation == Recommendation.NONE else Recommendation(one.recommendation).label,
            is_open(one),
            waits(one),
            decision is not None,
            self.next is not None and one.pk == self.next.pk,
        )


def _title(text: Text, uid: str) -> str:
    """Give the heading of the section that a place is in."""
    paragraph = text.paragraph_by_id.get(uid)
    section = text.section_by_id.get((paragraph.section if paragraph else uid) or "")
    return visible(section.title) if section else ""


def _why(one: Amendment, decision: Decision | None) -> str:
    """Say what became of an amendment, or what stands in its way."""
    if one.decision == Outcome.FALLEN:
        if by_version(one):
            return f"Fell with a new version of {one.fallen_because}. {one.rebase_why}".rstrip()
        cause = one.fallen_because
        return f"Fell when {cause} {fate(cause)}." if cause else "Fell with what was decided before it."
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
