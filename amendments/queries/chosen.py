"""A set of amendments that somebody chose: what of it can be read into the text, and how they stand to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from amendments.access import ForDocument
from amendments.life import Admissibility, Backing, Outcome, Rebase, State
from amendments.models import Amendment, AmendmentPlace, AmendmentRelation, Related
from amendments.queries.amendment import is_open, seen_by
from amendments.queries.among import among
from amendments.queries.chosen_spread import Reduced, reduce
from amendments.queries.document import current_text
from amendments.queries.relations import IS_GLOBAL
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_text
from amendments.text.rebase import State as Stands
from amendments.text.rebase import rebase
from amendments.text.relation import Relation, Relations
from amendments.text.secondary import OutOfScope, base_of, carried
from amendments.text.throughout import PlaceByPlace, between


@dataclass(frozen=True)
class LeftOut:
    """An amendment of the set that is not in the text that is shown, and why, as a sentence."""

    number: int
    why: str


class Met(NamedTuple):
    """Two amendments of the set that conflict, or touch, by key; the lower number first.

    `low_loses` and `high_loses` are how many of its places a global change would lose to the other, as in the index.
    """

    low: int
    high: int
    conflicting: bool
    low_loses: int | None = None
    high_loses: int | None = None

    @property
    def partly(self) -> bool:
        """Whether the two exclude each other in part."""
        return self.low_loses is not None or self.high_loses is not None

    def falls_with(self, key: int) -> int | None:
        """Give the one that falls if the other of the two is carried, which `key` names; None where it stands."""
        other, lost = (self.high, self.high_loses) if key == self.low else (self.low, self.low_loses)
        return other if self.partly and lost is None else None


# Columns enough to tell whether a row may be seen and can be read into the text; edits are read of those alone that are needed.
COLUMNS = (
    "number",
    "document_id",
    "primary_id",
    "visibility",
    "mover_person_id",
    "mover_body_id",
    "state",
    "decision",
    "rest",
    "admissibility",
    "backing",
    "rebase_state",
    "rebase_why",
)


class Chosen:
    """The amendments of a set that this person may see, and how they stand to each other: at most eight queries."""

    def __init__(self, found: ForDocument, numbers: Collection[int]) -> None:
        self.document, self.acting = found
        self.numbers = frozenset(numbers)
        self.left_out: list[LeftOut] = []
        self.along: list[Amendment] = []  # primaries that nobody chose, taken in with what amends them

    @cached_property
    def text(self) -> Text:
        """The text as it stands."""
        return current_text(self.document)

    @cached_property
    def rows(self) -> list[Amendment]:
        """The rows of the set, by number, as far as this person may see them."""
        return self._seen(Amendment.objects.filter(among(Amendment, "number", self.numbers), document=self.document))

    def _seen(self, rows: QuerySet[Amendment]) -> list[Amendment]:
        return list(rows.filter(seen_by(self.acting)).annotate(spreads=IS_GLOBAL).only(*COLUMNS).order_by("number"))

    @property
    def unknown(self) -> list[int]:
        """The numbers that are none of this document's, or none that this person may see: nobody learns which."""
        return sorted(self.numbers - {row.number for row in self.rows})

    @cached_property
    def standing(self) -> dict[int, Amendment]:
        """What can be read into the text as it stands, by key: amendments of the text itself."""
        found = {row.pk: row for row in self.rows if self._stands(row) and row.primary_id is None}
        for row in self.secondaries:
            primary = self._primaries.get(row.primary_id or 0)
            why = _why_not(primary) if primary else "it cannot be taken in."
            if why or primary is None:
                self.left_out.append(LeftOut(row.number, f"What it amends cannot be read into the text: {why}"))
            elif primary.pk not in found:
                found[primary.pk] = primary
                self.along.append(primary)
        return found

    @cached_property
    def secondaries(self) -> list[Amendment]:
        """Those that amend another amendment."""
        return [row for row in self.rows if row.primary_id is not None and not _why_not(row)]

    @cached_property
    def _primaries(self) -> dict[int, Amendment]:
        keys = [row.primary_id for row in self.secondaries if row.primary_id]
        return {row.pk: row for row in self._seen(Amendment.objects.filter(pk__in=keys))}

    @cached_property
    def values(self) -> dict[int, Value]:
        """What can stand in one text, by key: all that conflict with no other of the set. See `met`."""
        out = self._excluded | {key for key, one in self.reduced.items() if not one.value.edits}
        known = self.edits([key for key in self.standing if key not in out and key not in self.own])
        return {key: self.own.get(key) or self._value(key, known[key]) for key in self.standing if key not in out}

    @cached_property
    def _excluded(self) -> set[int]:
        return {key for pair in self.met if pair.conflicting for key in pair[:2]}

    @cached_property
    def reduced(self) -> dict[int, Reduced]:
        """The global changes that lose places to another that is in the text, by key: one query, or none."""
        pairs = [pair for pair in self.met if pair.partly and self._excluded.isdisjoint(pair[:2])]
        if not pairs:
            return {}
        keys = {key for pair in pairs for key in pair[:2]}
        known = {key: self.amended.get(key) or self._value(key, edits) for key, edits in self.edits(keys).items()}
        relations = Relations(self.text)
        found = reduce(
            {key: known[key] for key in keys if self._is_global(key)}, known, [pair[:2] for pair in pairs], relations
        )
        self.left_out += [LeftOut(one.value.number, one.why) for one in found.values() if not one.value.edits]
        return found

    def _is_global(self, key: int) -> bool:
        return bool(getattr(self.standing[key], "spreads", False))

    def edits(self, keys: Iterable[int]) -> dict[int, Edits]:
        """Read the edits of some amendments on the current text: one query."""
        rows = Amendment.objects.filter(among(Amendment, "id", list(keys))).annotate(stored=Cast("resolved", TextField()))
        return {key: edits_from_text(stored) for key, stored in rows.values_list("pk", "stored")}

    def _value(self, key: int, edits: Edits) -> Value:
        row = self.standing[key]
        return Value(str(row), row.number, edits)

    @cached_property
    def met(self) -> list[Met]:
        """The pairs of the set that conflict or touch: from the index, and worked out for what is not in it: one query."""
        keys = [key for key, row in self.standing.items() if is_open(row) and key not in self.amended]
        rows = AmendmentRelation.objects.filter(
            among(AmendmentRelation, "low", keys), among(AmendmentRelation, "high", keys)
        ).order_by("low__number", "high__number")
        rows = rows.filter(relation__in=[Related.CONFLICTING, Related.TOUCHING])
        columns = rows.values_list("low", "high", "relation", "low_loses", "high_loses")
        found = [Met(low, high, how == Related.CONFLICTING, *lost) for low, high, how, *lost in columns]
        indexed = set(keys)
        return found + self._others([key for key in self.standing if key not in indexed])

    def _others(self, keys: list[int]) -> list[Met]:
        """Relate those that the index leaves out, such as what was withdrawn, with all of the set."""
        if not keys:
            return []
        near = self._near(keys)
        edits = self.edits({*keys, *(other for others in near.values() for other in others)})
        known = {key: self.amended.get(key) or self._value(key, row) for key, row in edits.items()}
        relations, found, done = Relations(self.text), list[Met](), set[int]()
        spreads = {one.id: PlaceByPlace(relations, one) for key, one in known.items() if self._is_global(key)}
        for key in keys:
            for other in sorted(near[key] - done):
                related, losses = between(relations, known[key], known[other], spreads)
                if related.relation in {Relation.CONFLICTING, Relation.TOUCHING}:
                    low, high = sorted((key, other), key=lambda one: self.standing[one].number)
                    lost = losses if low == key else losses[::-1]
                    found.append(Met(low, high, related.relation == Relation.CONFLICTING, *lost))
            done.add(key)
        return found

    def _near(self, keys: list[int]) -> dict[int, set[int]]:
        """Give those of the set that share a place with each: one query."""
        at: dict[str, set[int]] = defaultdict(set)
        places = AmendmentPlace.objects.filter(among(AmendmentPlace, "amendment", self.standing), document=self.document)
        for key, uid in places.values_list("amendment_id", "uid"):
            at[uid].add(key)
        found: dict[int, set[int]] = {key: set() for key in keys}
        for held in at.values():
            for key in held & found.keys():
                found[key] |= held - {key}
        return found

    @property
    def own(self) -> dict[int, Value]:
        """What reads otherwise than filed: primaries as they are amended, global changes without the places that they lose."""
        return self.amended | {key: one.value for key, one in self.reduced.items()}

    @cached_property
    def amended(self) -> dict[int, Value]:
        """Primaries as they read with the amendments to them in the set, one brought through the other: one query, or none."""
        found: dict[int, Value] = {}
        done: dict[int, list[Value]] = {}
        rows = [row for row in self.secondaries if row.primary_id in self.standing]
        known = self.edits([row.pk for row in rows] + [row.primary_id for row in rows if row.primary_id]) if rows else {}
        for row in rows:
            key = row.primary_id or 0
            first = self._value(key, known[key])
            edits, before = known[row.pk], done.setdefault(key, [])
            try:
                if before:
                    now = rebase(base_of(self.text, first), Value(str(row), row.number, edits), before)
                    if now.state not in {Stands.CLEAN, Stands.SHIFTED, Stands.TOUCHING}:
                        why = f"It does not fit beside another amendment to {first.id}. {now.why}"
                        self.left_out.append(LeftOut(row.number, why.rstrip()))
                        continue
                    edits = now.edits
                found[key] = Value(first.id, first.number, carried(self.text, found.get(key, first), edits))
                before.append(Value(str(row), row.number, edits))
            except (Mismatch, OutOfScope) as problem:
                self.left_out.append(LeftOut(row.number, f"It does not fit {first.id} as that stands: {problem}"))
        return found

    def _stands(self, row: Amendment) -> bool:
        why = _why_not(row)
        if why:
            self.left_out.append(LeftOut(row.number, why[:1].upper() + why[1:]))
        return not why


def _why_not(row: Amendment) -> str:
    """Say why an amendment cannot be read into the text as it stands; empty where it can."""
    if row.decision == Outcome.CARRIED:
        return "it was carried, and its words are in the text already."
    if row.decision != Outcome.PENDING:
        return f"it is decided: {row.get_decision_display()}."
    if row.rebase_state in {Rebase.CONFLICTING, Rebase.GONE}:
        return f"it does not fit the text any more. {row.rebase_why}".rstrip()
    return ""


def remark(row: Amendment) -> str:
    """Say what should be known of an amendment that is read into the text; most need no remark."""
    if row.state == State.WITHDRAWN:
        return "withdrawn"
    if row.admissibility == Admissibility.OUT_OF_ORDER:
        return "out of order"
    return "too few supporters" if row.backing == Backing.SHORT else ""
