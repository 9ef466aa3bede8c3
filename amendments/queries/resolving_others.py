"""What becomes of all other amendments where decisions were resolved again."""

from __future__ import annotations

from collections.abc import Sequence

from amendments.life import Outcome
from amendments.models import Amendment
from amendments.queries.amendment import is_open
from amendments.queries.decision import FALLS
from amendments.queries.reopening import Becomes, Reopened
from amendments.queries.resolving_version import Words
from amendments.queries.running import Pending, Run
from amendments.queries.throughout import throughout_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.rebase import Rebased, State
from amendments.text.relation import places

WRITTEN_LATER = "It was written on a text that is not the text any more."


def others_of(found: Reopened, rows: Sequence[Amendment], run: Run, fell: set[int], version: Words | None) -> list[Becomes]:
    """Give what becomes of each amendment that was looked at, by number. `version`: of one whose own words change."""
    work = _Others(found, run, fell, {row.number: row for row in rows}, version)
    for row in sorted(rows, key=lambda row: (row.primary_id is not None or row.rests_in_id is not None, row.number)):
        one = work.of(row)
        if one is not None:
            work.becomes[row.pk] = one
    return sorted(work.becomes.values(), key=lambda one: one.amendment.number)


class _Others:
    def __init__(self, found: Reopened, run: Run, fell: set[int], known: dict[int, Amendment], version: Words | None) -> None:
        self.found, self.fell, self.known, self.version = found, fell, known, version
        self.ways = {way.row.pk: way for way in run.pending}
        self.again = {one.taken.amendment for one in (*found.again, *(version.again if version else ()))}
        self.becomes: dict[int, Becomes] = {}

    def of(self, row: Amendment) -> Becomes | None:
        """Give what becomes of one, after those that it rests in or amends; None where it stays as it is."""
        said, carrier = self.found.plan.becomes.get(row.number), row.primary or row.rests_in
        above = self.becomes.get(carrier.pk) if carrier is not None else None
        own, text, again = self.ways.get(row.pk), self.found.after, row.number in self.again
        if row.number in self.found.plan.left:
            return self._left(row, own, above)
        undecided = row.decision == Outcome.PENDING or (row.decision == Outcome.FALLEN and row.number in self.fell)
        if said and said != Outcome.PENDING:
            return Becomes(row, said)
        if self.version is not None and above is not None and row.primary_id == self.version.primary.pk:
            return self.version.becomes(row, above, self.known) if said or again or undecided else None
        if said or again:
            return _stands(row, own, text, again=again)
        if not undecided:
            return None
        if row.decision == Outcome.FALLEN and carrier is not None:
            return _with(row, above)
        if above is not None and above.decision != Outcome.PENDING and (row.rests_in_id is not None or is_open(row)):
            return _with(row, above)
        return _unless_it_falls(row, own, text, self.known)

    def _left(self, row: Amendment, way: Pending | None, above: Becomes | None) -> Becomes:
        """Give one that was disposed of with all that was open, and is open again: unless it has been excluded since."""
        if above is not None and above.decision != Outcome.PENDING:
            return Becomes(row, Outcome.FALLEN, above.because or above.amendment)
        if self.found.plan.still or row.primary_id is not None:
            return Becomes(row, Outcome.PENDING)
        found = _stands(row, way, self.found.after)
        kept = row.rebase_state in FALLS  # by the chair's ruling it did not fall before
        if way is None or way.state not in FALLS or kept:
            return found
        because = self.known.get(way.felled_by or 0)
        return Becomes(row, Outcome.FALLEN, because, found.rebased, found.standing, found.places)


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
    by_words = row.fallen_because is not None and row.fallen_because.primary_id is not None  # of another one to the same
    if carrier is None or by_words:
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
