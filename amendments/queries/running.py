"""Decisions run through in memory, by the engine alone: what becomes of amendments while one is carried after another.

Nothing is written. Reopening a decision runs what came after it once more; a rehearsal runs a whole voting list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from amendments.models import Amendment
from amendments.queries.decision import FALLS
from amendments.queries.throughout import throughout_of
from amendments.text import throughout as engine
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits
from amendments.text.rebase import RANK, Rebased, State, combined_digest, put_together, rebase_all
from amendments.text.relation import Relations


@dataclass
class Pending:
    """One amendment on the way: a value and what became of it, or of a global change one of each for every place.

    `felled_by` is the number of the first decision through which it could not stand any more, 0 where that was no amendment.
    """

    row: Amendment
    values: list[Value]
    known: list[Rebased]
    felled_by: int | None = None
    numbers: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, row: Amendment, edits: Edits, text: Text, state: Rebased | None = None) -> Pending:
        """Begin with its edits on a text; `state` is what earlier decisions made of it."""
        name, number = str(row), row.number
        change = throughout_of(row)
        sets = [edits]
        if change is not None:
            sets = [engine.edits_of(text, [place]) for place in engine.places_of(edits)]
        known = [state or Rebased(State.CLEAN, one) for one in sets]
        return cls(row, [Value(name, number, one) for one in sets], known, numbers=list(range(len(sets))))

    @property
    def state(self) -> State:
        """The state of the whole: the worst of what is left of it, or of all where nothing is."""
        rows = [one for one in self.known if one.edits] or self.known
        return max((one.state for one in rows), key=RANK.index, default=State.GONE)

    @property
    def why(self) -> str:
        """The reasons for that."""
        rows = [one for one in self.known if one.edits] or self.known
        return " ".join(dict.fromkeys(one.why for one in rows if one.why))

    def edits(self, text: Text) -> Edits:
        """Its edits on a text that the run has come to."""
        if len(self.values) == 1:
            return self.values[0].edits
        kept = [place for value in self.values for place in engine.places_of(value.edits)]
        return engine.edits_of(text, kept)

    def rebased(self, text: Text) -> Rebased:
        """How it stands on a text that the run has come to, with the digest that a person must confirm."""
        edits = self.edits(text)
        digest = combined_digest(text, edits) if self.state == State.TOUCHING and edits else ""
        return Rebased(self.state, edits, self.why, digest)

    def standing(self, text: Text) -> tuple[list[int], dict[int, str]]:
        """Give of a global change the places that stand, in the order of its edits, and why others do not."""
        number = {
            (place.title, place.id, place.change.at): at
            for at, value in zip(self.numbers, self.values, strict=True)
            for place in engine.places_of(value.edits)
        }
        kept = [number[place.title, place.id, place.change.at] for place in engine.places_of(self.edits(text))]
        gone = {at: one.why for at, one in zip(self.numbers, self.known, strict=True) if not one.edits}
        return kept, gone


class Run:
    """A text, and the amendments that are on the way through its decisions.

    `turned` are those that the last decision touches, and none before it did: a person must confirm the combined text.
    """

    def __init__(self, text: Text, pending: Iterable[Pending]) -> None:
        self.text, self.pending = text, list(pending)
        self.turned: list[Pending] = []
        self._at: dict[int, tuple[Value, frozenset[str]]] = {}

    def take(self, number: int) -> Pending | None:
        """Take an amendment out of the run, because it is decided on; None where it is not on the way."""
        found = next((one for one in self.pending if one.row.number == number), None)
        self.pending = [one for one in self.pending if one is not found]
        return found

    def decide(self, decision: Value, because: int = 0) -> list[Pending]:
        """Make a decision: the text changes, and all others are taken through it. Gives those that cannot stand any more.

        Raises Mismatch where it does not fit the text.
        """
        self.turned = []
        if not decision.edits:
            return []
        after = apply(self.text, decision.edits)
        fell = [] if not self.pending else list(self._through(decision, because))
        self.text = after
        return fell

    def _through(self, decision: Value, because: int) -> Iterator[Pending]:
        relations = Relations(self.text)
        touched = relations.places(decision)
        live = [
            (one, at)
            for one in self.pending
            for at, value in enumerate(one.values)
            if value.edits and not touched.isdisjoint(self._places(relations, value))
        ]
        if not live:
            return
        before = {id(one): one.state for one, _ in live}
        found = rebase_all(self.text, [one.values[at] for one, at in live], [decision])
        for (one, at), result in zip(live, found, strict=True):
            self._at.pop(id(one.values[at]), None)
            if result.edits != one.values[at].edits or result.state != State.CLEAN:
                one.values[at] = Value(one.values[at].id, one.values[at].number, result.edits)
                one.known[at] = put_together(one.known[at], result)
        for one in {id(one): one for one, _ in live}.values():
            state, was = one.state, before[id(one)]
            if state == State.TOUCHING != was:
                self.turned.append(one)
            if was not in FALLS and state in FALLS:
                one.felled_by = because
                yield one

    def _places(self, relations: Relations, value: Value) -> frozenset[str]:
        """Give where a value stands: it is worked out once, and again after a decision has met it."""
        known = self._at.get(id(value))
        if known is None:  # it holds the value, so that its id() stays its own
            known = self._at[id(value)] = (value, relations.places(value))
        return known[1]


def run_through(text: Text, pending: Sequence[Pending], decisions: Iterable[Value]) -> None:
    """Take amendments on one text through decisions that were made on it, each noted in them."""
    run = Run(text, pending)
    for decision in decisions:
        run.decide(decision, decision.number)
