"""What becomes of all other amendments where decisions were resolved again."""

from __future__ import annotations

from collections.abc import Sequence

from amendments.life import Outcome
from amendments.models import Amendment
from amendments.queries.amendment import is_open
from amendments.queries.decision import FALLS
from amendments.queries.reopening import Becomes, Reopened
from amendments.queries.running import Pending, Run
from amendments.queries.throughout import throughout_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.rebase import Rebased, State
from amendments.text.relation import places

WRITTEN_LATER = "It was written on a text that is not the text any more."


def others_of(found: Reopened, rows: Sequence[Amendment], run: Run, fell: set[int]) -> list[Becomes]:
    """Give what becomes of each amendment that was looked at, by number."""
    ways = {way.row.pk: way for way in run.pending}
    again = {one.taken.amendment for one in found.again}
    known = {row.number: row for row in rows}
    becomes: dict[int, Becomes] = {}
    for row in sorted(rows, key=lambda row: (row.primary_id is not None or row.rests_in_id is not None, row.number)):
        carrier = row.primary or row.rests_in
        if row == found.decision.amendment and found.outcome != Outcome.PENDING:
            becomes[row.pk] = Becomes(row, found.outcome)
        elif row == found.decision.amendment or row.number in again:
            becomes[row.pk] = _stands(row, ways.get(row.pk), found.after, again=row.number in again)
        elif row.decision == Outcome.FALLEN and row.number in fell and carrier is not None:
            becomes[row.pk] = _with(row, becomes.get(carrier.pk))
        elif row.decision == Outcome.PENDING or (row.decision == Outcome.FALLEN and row.number in fell):
            becomes[row.pk] = _unless_it_falls(row, ways.get(row.pk), found.after, known)
    return sorted(becomes.values(), key=lambda one: one.amendment.number)


def _stands(row: Amendment, way: Pending | None, text: Text, *, again: bool = False) -> Becomes:
    """Give an amendment that is pending, as it stands on the new text."""
    if row.primary_id is not None or (way is None and _still_fits(row, text)):
        return Becomes(row, Outcome.PENDING, again=again)
    if way is None:
        return Becomes(row, Outcome.PENDING, None, Rebased(State.CONFLICTING, (), WRITTEN_LATER), again=again)
    rebased = way.rebased(text)
    standing = way.standing(text) if throughout_of(row) is not None else None
    return Becomes(row, Outcome.PENDING, None, rebased, standing, places_on(row, text, rebased.edits), again=again)


def _unless_it_falls(row: Amendment, way: Pending | None, text: Text, known: dict[int, Amendment]) -> Becomes:
    """Give one that nobody has voted on: it falls with another decision, or is pending. What the chair kept is kept."""
    found = _stands(row, way, text)
    state = found.rebased.state if found.rebased else State(row.rebase_state)
    kept = row.decision == Outcome.PENDING and (row.rebase_state in FALLS or not is_open(row))
    if way is None or state not in FALLS or kept:
        return found
    because = known.get(way.felled_by or 0) or (row.fallen_because if row.decision == Outcome.FALLEN else None)
    return Becomes(row, Outcome.FALLEN, because, found.rebased, found.standing, found.places)


def _with(row: Amendment, carrier: Becomes | None) -> Becomes:
    """Give one that fell with another: it is pending again where that is."""
    if carrier is None:
        return Becomes(row, row.decision, row.fallen_because)
    if carrier.decision == Outcome.PENDING:
        return Becomes(row, Outcome.PENDING)
    return Becomes(row, Outcome.FALLEN, carrier.because or carrier.amendment)


def _still_fits(row: Amendment, text: Text) -> bool:
    try:
        apply(text, edits_from_json(row.resolved))
    except Mismatch:
        return False
    return bool(edits_from_json(row.resolved))


def places_on(row: Amendment, text: Text, edits: Edits) -> frozenset[str]:
    """Give where an amendment stands on a text."""
    return places(text, Value(str(row), row.number, edits)) if edits else frozenset()
