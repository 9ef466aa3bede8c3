"""The words of an amendment without one that was carried to it, or with one that a recount carries.

The amendments to it are resolved again as the text's are: from what was filed, in the order in which they were carried. One
that touches, conflicts or is gone then is put to the vote again, and never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from amendments.life import Outcome
from amendments.models import Amendment, Decision, Document, Version
from amendments.queries.amendment import is_open
from amendments.queries.course import AGAIN, Taken
from amendments.queries.decision import FALLS
from amendments.queries.document import text_at
from amendments.queries.going_back import Plan, first_entry
from amendments.queries.reopening import STAND, Becomes, Once
from amendments.queries.running import Pending, Run
from amendments.queries.secondary import asked_in
from amendments.refusals import Refused
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.rebase import Rebased, State
from amendments.text.secondary import OutOfScope, carried

UNDECIDED = frozenset({Outcome.PENDING, Outcome.FALLEN})


@dataclass
class Words:
    """The words of one amendment on the way: what they are, which amendments stand in them, and what must be put again.

    `base` is the text that they were filed on.
    """

    primary: Amendment
    base: Text
    edits: Edits
    run: Run
    of: list[int] = field(default_factory=list)
    again: list[Once] = field(default_factory=list)

    def carry(self, row: Amendment, *, turned: bool) -> None:
        """Have an amendment stand in these words, where it says the same in them; note it, where it must be put again."""
        way = self.run.take(row.number)
        now = way.rebased(self.run.text) if way else _as_it_was(row, self.run.text)
        edits = self._with(row, now)
        if isinstance(edits, str):
            if turned:
                raise Refused(f"{row} does not fit the words that it was put on. Put it to the vote again instead.")
            self.again.append(Once(Taken(0, row.number, None, None), str(now.state), edits))
            self.run.pending += [way] if way else []
            return
        self.edits, self.of = edits, [*self.of, row.number]
        self.run.decide(Value(str(row), row.number, now.edits), row.number)

    def _with(self, row: Amendment, now: Rebased) -> Edits | str:
        """Give the edits with one more in them, or why it does not stand in them."""
        confirmed = now.state == State.TOUCHING and now.digest == row.confirmed_digest
        if now.state not in STAND and not confirmed:
            return now.why
        try:
            return carried(self.base, Value(str(self.primary), self.primary.number, self.edits), now.edits)
        except (OutOfScope, Mismatch) as unfit:
            return str(unfit)

    def becomes(self, row: Amendment, primary: Becomes, known: dict[int, Amendment]) -> Becomes:
        """Give what becomes of an amendment to it that does not stand in its words."""
        if primary.decision != Outcome.PENDING:
            return Becomes(row, Outcome.FALLEN, primary.because or self.primary)
        again = row.number in {one.taken.amendment for one in self.again}
        way = next((way for way in self.run.pending if way.row.pk == row.pk), None)
        now = way.rebased(self.run.text) if way else _as_it_was(row, self.run.text)
        kept = row.decision not in UNDECIDED or (row.decision == Outcome.PENDING and not is_open(row))
        if now.state not in FALLS or kept:
            return Becomes(row, Outcome.PENDING, None, now, again=again)
        because = known.get(way.felled_by or 0) if way else None
        return Becomes(row, Outcome.FALLEN, because or self.primary, now)


def words_without(document: Document, plan: Plan) -> Words | None:
    """Give the words of the amendment that the plan's one amends; None where they stay. Five queries.

    Raises Refused where that amendment is not before the congress any more, or was written anew since.
    """
    one = plan.secondary
    if one is None or one.primary_id is None:
        return None
    primary = Amendment.objects.select_related("base_revision__entry", "throughout", "rests_in").get(pk=one.primary_id)
    if primary.decision == Outcome.PENDING and not is_open(primary):
        raise Refused(f"{primary}, which {one} amends, is not before the congress any more: nothing would follow from this.")
    start, standing, told = _standing(primary)
    if (plan.decision.outcome == Outcome.CARRIED) != (one.number in standing):
        raise Refused(f"{primary} was written anew since {one} was decided. Put another amendment to {primary}.")
    rows = Amendment.objects.filter(primary=primary).select_related("primary", "throughout", "fallen_because", "rests_in")
    known = {row.number: row for row in rows.order_by("number")}
    wanted = [row for row in known.values() if row.decision in UNDECIDED or row.number in {one.number, *standing}]
    text = asked_in(primary.pk, {start.number})[start.number]
    ways = [way for row in wanted if (way := _way(row, start, told.get(row.number), text))]
    found = Words(primary, text_at(start.base_revision), edits_from_json(start.edits), Run(text, ways))
    for number in _in_order(document, plan, standing):
        found.carry(known[number], turned=number == one.number)
    return found


def _way(row: Amendment, start: Version, told: dict[str, Any] | None, text: Text) -> Pending | None:
    """Begin with an amendment to it as that was filed, or as that version has set it, which its mover wrote last."""
    as_filed = told is None or "state" not in told or row.primary_version == start.number
    edits = row.edits if as_filed or told is None else told["edits"]
    if not _fits(edits, text):
        return None
    known = edits_from_json(edits)
    state = None if as_filed or told is None else Rebased(State(told["state"]), known, row.rebase_why)
    return Pending.of(row, known, text, state)


def _standing(primary: Amendment) -> tuple[Version, list[int], dict[int, dict[str, Any]]]:
    """Give the version that its mover wrote last, and the numbers of what was carried to it since and stands. One query.

    Also what that version made of the amendments to it, by number, as its entry has it.
    """
    versions = Version.objects.filter(amendment=primary).select_related("entry", "base_revision__document").order_by("number")
    rows = [(row, row.entry.kind, json.loads(row.entry.payload)["body"]) for row in versions]
    at = max(n for n, (_, kind, _) in enumerate(rows) if kind not in AGAIN | {"amended"})
    standing = list[int]()
    for _, kind, body in rows[at + 1 :]:
        standing = [*standing, body["by"]] if kind == "amended" else list(body["next version"]["of"])
    told = {row["amendment"]: row for row in rows[at][2].get("others", ())} if rows[at][1] == "revised" else {}
    return rows[at][0], standing, told


def _in_order(document: Document, plan: Plan, standing: Sequence[int]) -> list[int]:
    """Give what stands in the words, in the order of the votes: without what is undone, or with what is carried."""
    one = plan.secondary
    left = [number for number in standing if one is None or number != one.number]
    if one is None or plan.outcome != Outcome.CARRIED:
        return left
    rows = Decision.objects.filter(document=document, amendment__number__in=left, superseded=False)
    first = {row.amendment.number: first_entry(row) for row in rows.select_related("entry", "amendment") if row.amendment}
    at = sum(first.get(number, 0) < first_entry(plan.decision) for number in left)
    return [*left[:at], one.number, *left[at:]]


def _as_it_was(row: Amendment, text: Text) -> Rebased:
    """Give how one stands that was written in words which are not there any more: to the letter, or not at all."""
    if row.resolved and _fits(row.resolved, text):
        return Rebased(State.CLEAN, edits_from_json(row.resolved))
    primary = row.primary or row
    return Rebased(State.CONFLICTING, (), f"It was written in words of {primary} that it does not have any more.")


def _fits(edits: object, text: Text) -> bool:
    try:
        apply(text, edits_from_json(edits))
    except Mismatch:
        return False
    return True
