"""The page of one amendment: what it changes, how it stands to the others, and its life so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from amendments.access import ForAmendment
from amendments.life import STANDING, Admissibility, Backing, Outcome, Rebase, Recommendation
from amendments.models import Amendment, AmendmentPlace, Decision, Document, Ruling, Tag
from amendments.models.decision import RulingKind
from amendments.queries.amendment import by_version, fate, filed, is_open, on_current_text, open_amendments, sharing
from amendments.queries.course import AGAIN
from amendments.queries.document import current_text
from amendments.queries.everywhere import Everywhere, everywhere_of
from amendments.queries.in_part import STRONG, in_part
from amendments.queries.places import Place, name_of, places
from amendments.queries.relations import Rival, rivals_of
from amendments.queries.secondary import filed_on, stands_on
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import can_see, relations_to
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.html import render
from amendments.text.number import label_of
from amendments.text.relation import Relation, Relations
from amendments.text.words import counts, in_words

CONFIRMED = "The words beside its own have changed. The combined text is confirmed, so it can be put to the vote."
WAYS = ("redline", "clean", "now")
SAYS = {
    Relation.SAME: ("The same.", "Both ask for the same words."),
    Relation.CONFLICTING: ("Conflicts.", "They change the same words: if one is carried, the other falls."),
    Relation.TOUCHING: ("Touches.", "Both change the same sentence, or stand side by side. Read both together."),
}
STANDS = {
    Rebase.SHIFTED: "The text around it has changed. Its own words are untouched.",
    Rebase.TOUCHING: "The words beside its own have changed. Someone must read and confirm both together before it can be put.",
    Rebase.CONFLICTING: "Words that it changes were changed by another that was carried.",
    Rebase.SATISFIED: "The text already says what it asks for.",
    Rebase.GONE: "What it changes is no longer in the text.",
}


@dataclass(frozen=True)
class Beside:
    """Another amendment at the same place, and how this one stands to it."""

    number: int
    mover: str
    strong: str
    words: str
    state: Named


@dataclass(frozen=True)
class Step:
    """One step of its life."""

    at: datetime
    text: str
    now: bool = False
    url: str = ""


class AmendmentReader:
    """Reads one amendment, for whoever may see it: a constant number of queries."""

    def __init__(self, found: ForAmendment, way: str = "") -> None:
        self.found = found
        self.amendment, self.document, self.acting = found
        self.way = way if way in WAYS else "redline"
        self.base = filed_on(self.amendment)
        self.edits = edits_from_json(self.amendment.edits)

    @property
    def state(self) -> Named:
        """Its state in one word."""
        return state_of(self.amendment)

    @property
    def mover(self) -> str:
        """Who moves it."""
        return mover_of(self.amendment)

    @property
    def title(self) -> str:
        """Cite it with the places that it changes: "A34 to 2.4.7"."""
        names: list[str] = []
        moved = {place.at for place in self.places if place.away}
        for place in self.places:
            if place.uid in moved:
                continue
            name = name_of(self.base, place.at) if place.at else "the beginning"
            names += [name] if name not in names else []
        where = f"{', '.join(names[:3])}{' and more' if len(names) > 3 else ''}"
        to = f"{self.amendment.primary}, in {where}" if self.amendment.primary else where
        return f"{label_of(self.amendment.number)} to {to}"

    @cached_property
    def places(self) -> list[Place]:
        """Its redline, place by place, on the text that it was filed on."""
        return places(self.base, self.edits, f"a{self.amendment.number}-")

    @property
    def shown(self) -> list[Place]:
        """The places as the page shows them: redline, as it would read, or as it stands."""
        if self.way == "redline":
            return self.places
        text = apply(self.base, self.edits) if self.way == "clean" else self.base
        gone = "new" if self.way == "now" else "away"  # what is moved is shown in one of its two places
        return [self._clean(text, place) for place in self.places if not getattr(place, gone)]

    def _clean(self, text: Text, place: Place) -> Place:
        uid = place.uid or place.at
        if place.section:
            section = text.section_by_id.get(uid)
            words = render(section.title) if section and not section.struck else ""
        else:
            paragraph = text.paragraph_by_id.get(uid)
            words = render(paragraph.tokens, note_prefix=f"{uid}-") if paragraph and not paragraph.struck else ""
        return replace(place, html=words, away=False)

    @property
    def words(self) -> str:
        """The amendment in words."""
        return in_words(self.base, self.edits)

    @property
    def counts(self) -> tuple[int, int]:
        """How many words it strikes and inserts."""
        return counts(self.edits)

    @property
    def stands(self) -> str:
        """How it stands on the current text, once that has changed."""
        pending = self.amendment.decision == Outcome.PENDING
        if pending and self.amendment.rebase_state == Rebase.TOUCHING and not self.waits:
            return CONFIRMED
        return STANDS.get(Rebase(self.amendment.rebase_state), "") if pending else ""

    @property
    def fell_by_version(self) -> bool:
        """Whether it fell because what it amends was written anew."""
        return self.amendment.decision == Outcome.FALLEN and by_version(self.amendment)

    @property
    def fate(self) -> str:
        """What became of the one because of which it fell."""
        return fate(self.amendment.fallen_because) if self.amendment.fallen_because else ""

    @property
    def waits(self) -> bool:
        """Whether a person must still confirm the combined text."""
        one = self.amendment
        touching = one.rebase_state == Rebase.TOUCHING and one.decision == Outcome.PENDING and one.state in STANDING
        return touching and one.confirmed_digest != one.combined_digest

    @cached_property
    def tags(self) -> list[Tag]:
        """The committee's tags: one query."""
        return list(self.amendment.tags.all())

    @cached_property
    def everywhere(self) -> Everywhere | None:
        """What became of each place, where it is a global change: one query."""
        return everywhere_of(self.found)

    def combined(self) -> list[Place]:
        """Give the combined text: its words as they would change the text as it stands now."""
        return places(stands_on(self.amendment), edits_from_json(self.amendment.resolved), "c-")

    def decision(self) -> Decision | None:
        """Give the decision that stands."""
        return Decision.objects.filter(amendment=self.amendment, superseded=False).first()

    def ruling(self) -> Ruling | None:
        """Give the last ruling on it."""
        rows = Ruling.objects.filter(amendment=self.amendment).exclude(kind=RulingKind.OVERRIDE)
        return rows.order_by("-made_at", "-pk").first()

    def beside(self) -> list[Beside]:
        """Give the standing amendments that have to do with this one, and how it stands to each: one query.

        Those to an amendment, and one that does not stand itself, the index does not know: they are related here.
        """
        second = self.amendment.primary_id is not None
        if is_open(self.amendment) and not second:
            return [self._rival(one) for one in rivals_of(self.amendment) if self._sees(one.amendment)]
        others, value = (self._siblings(), on_current_text) if second else (self._others(), filed)
        if not others:
            return []
        text = stands_on(self.amendment) if second else self.base
        found = Relations(text).against(value(self.amendment), map(value, others.values()))
        return [_beside(others[one.id], related.relation, inside=related.inner == one.id) for one, related in found]

    def _rival(self, one: Rival) -> Beside:
        found = _beside(one.amendment, one.relation, inside=one.inside)
        if not one.partly:
            return found
        return replace(found, strong=STRONG, words=in_part(current_text(self.document), self.amendment, one.amendment))

    def _siblings(self) -> dict[str, Amendment]:
        """Give the other open amendments to the same amendment, as far as they may be seen."""
        if not is_open(self.amendment):
            return {}
        rows = open_amendments(self.document).filter(primary=self.amendment.primary_id).exclude(pk=self.amendment.pk)
        rows = rows.select_related("mover_body", "mover_person")
        return {str(row): row for row in rows if self._sees(row)}

    def _others(self) -> dict[str, Amendment]:
        """Give the other open amendments on the same text at places of this one, by name, as far as they may be seen."""
        uids = list(AmendmentPlace.objects.filter(amendment=self.amendment).values_list("uid", flat=True))
        rows = filed_at(self.document, uids).filter(base_revision=self.amendment.base_revision_id).exclude(pk=self.amendment.pk)
        return {str(row): row for row in rows if self._sees(row)}

    def _sees(self, row: Amendment) -> bool:
        return can_see(self.acting, row.visibility, relations_to(self.acting, row))

    @property
    def _from_floor(self) -> bool:
        return self.amendment.floor_support is not None

    def story(self) -> list[Step]:
        """Give its life so far, from the entries that its history rows name: one query."""
        rows = self.amendment.history.select_related("entry").order_by("history_id")
        steps, version = list[Step](), 0
        for row in rows:
            followed = row.entry.kind == "revised" and row.version == version  # another one was: that which it amends
            text = "Moved from the floor" if row.entry.kind == "filed" and self._from_floor else _step(row)
            text, version = _followed(row, self.amendment) if followed else text, row.version
            url = f"versions/?to={row.version}" if row.entry.kind in {"revised", "amended"} and not followed else ""
            if not steps or steps[-1].text != text:
                steps.append(Step(row.entry.made_at, text, url=url))
        return [*steps[:-1], replace(steps[-1], now=True)] if steps else []


_KINDS = {
    "filed": "Filed",
    "amended": "An amendment to it was carried, which made its next version",
    "taken in": "Further places were taken in",
    "confirmed": "The combined text was confirmed",
    "taken over": "Taken over",
    "filing reopened": "Filing was opened again, and it can gather supporters",
    "made public": "Published",
    "list published": "Published with a list",
    "appeal decided": "The appeal was heard",
    "united": "One question again",
    "parted": "It stands by itself again",
}


def _step(row: Any) -> str:
    """Say in words what an entry did to an amendment; a decision on another one can have moved or felled it."""
    kind, word = row.entry.kind, state_of(row).word
    if kind in _KINDS:
        return _KINDS[kind]
    if kind == "recommended":
        return f"Recommendation: {Recommendation(row.recommendation).label}"
    if kind == "ruled":
        return f"Ruled {Admissibility(row.admissibility).label}"
    if kind == "revised":
        return f"Version {row.version}"
    if kind == "overridden":
        return (
            "Let in without the supporters it lacks" if row.backing == Backing.WAIVED else "Ruled otherwise than the orders say"
        )
    if row.decision == Outcome.PENDING and kind in AGAIN:
        return "Pending again, because a decision was reopened"
    if row.decision == Outcome.PENDING and kind == "decided":
        return f"Set on the new text: {Rebase(row.rebase_state).label}"
    return word[:1].upper() + word[1:]


def _followed(row: Any, amendment: Amendment) -> str:
    """Say what a new version of what it amends did to an amendment."""
    if row.decision == Outcome.FALLEN:
        return f"Fell with the new version of {amendment.primary}"
    waits = ": it waits to be confirmed" if row.rebase_state == Rebase.TOUCHING else ""
    return f"Set on the new version of {amendment.primary}{waits}"


def _beside(row: Amendment, relation: str, *, inside: bool) -> Beside:
    """Say how an amendment stands to another one; `inside` where the other is contained in it."""
    strong, words = SAYS.get(Relation(relation), ("", ""))
    if relation == Relation.CONTAINED:
        strong = "Contained in this one." if inside else "Contains this one."
        words = "This one asks for all of it and more." if inside else "It asks for all of this and more."
    return Beside(row.number, mover_of(row), strong, words, state_of(row))


def filed_at(document: Document, uids: Collection[str]) -> QuerySet[Amendment]:
    """Give the open amendments of a document with a place among these, with their movers, by number."""
    return sharing(document, uids).select_related("mover_body", "mover_person", "throughout").order_by("number")
