"""The voting list as the console shows it: what was decided just now, where we are, and what comes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from amendments.access import ForDocument
from amendments.life import Matter, Outcome
from amendments.models import Amendment, Question
from amendments.models.counting import Bloc
from amendments.queries.floor import Listed
from amendments.queries.places import name_of
from amendments.queries.states import Named, state_of
from amendments.queries.voting_falls import falling, listed
from amendments.queries.voting_page import VotingPage
from amendments.text.number import label_of

BEFORE, AFTER = 6, 30  # lines that are shown before and after where we are
ENDED = (Outcome.CARRIED, Outcome.LOST, Outcome.REFERRED, Outcome.FALLEN)


@dataclass(frozen=True)
class Line:
    """One question of the list: its place on it, what it is, where in the text, and what became of it or might."""

    place: str
    name: str
    number: int | None
    at: str
    state: Named | None
    note: str
    here: bool
    floor: bool = False


class Order(VotingPage):
    """Reads the list around the question on the floor."""

    def __init__(self, found: ForDocument, question: Question | None) -> None:
        super().__init__(found)
        self.question = question

    @cached_property
    def _past(self) -> dict[int, Amendment]:
        rows = Amendment.objects.filter(document=self.document, decision__in=ENDED)
        return rows.only("number", "decision", "state", "rest", "admissibility", "backing").in_bulk()

    @cached_property
    def _moved(self) -> set[int]:
        """The keys of what came from the floor: one query."""
        rows = Amendment.objects.filter(document=self.document, floor_support__isnull=False)
        return set(rows.order_by().values_list("pk", flat=True))

    @cached_property
    def asked(self) -> list[Listed]:
        """What is or was a question of its own, in the order of the list."""
        return [row for row in self.rows if (row.open and not self.on_bloc(row)) or row.pk in self._past]

    def in_list(self, row: Listed, now: Collection[int] = ()) -> bool:
        """Tell whether an amendment is put with others once these, by key, are decided: the last of a list is put by itself."""
        return self.on_bloc(row) and sum(one.pk not in now for one in self.bloc) > 1

    @cached_property
    def here(self) -> int:
        """The place of what is on the floor, or comes next, from 0."""
        now = self.question.amendment_id if self.question else self.next.pk if self.next else None
        at = {row.pk: n for n, row in enumerate(self.asked)}
        left = (n for n, row in enumerate(self.asked) if row.open)
        return at.get(now or 0, next(left, len(self.asked)))

    @property
    def where(self) -> str:
        """Say where we are: "13 of 18"."""
        total = len(self.asked)
        return f"{min(self.here + 1, total)} of {total}" if total else "nothing on it"

    @property
    def earlier(self) -> int:
        """How many were before those that are shown."""
        return max(0, self.here - BEFORE)

    @property
    def later(self) -> int:
        """How many come after those that are shown."""
        return max(0, len(self.asked) - self.here - AFTER - 1)

    def lines(self) -> list[Line]:
        """Give what is shown, with the en bloc list where the orders put it and the final vote last."""
        shown = list(enumerate(self.asked))[self.earlier : self.here + AFTER + 1]
        falls = self._fall_with([row for _, row in shown if row.open])
        found = [self._line(n, row, falls) for n, row in shown]
        if self.bloc:
            found.insert(0 if self.orders.en_bloc == Bloc.FIRST else len(found), self._bloc_line())
        if not self.later:
            here = self.question is not None and self.question.kind == Matter.ADOPTION
            found.append(Line("", "As amended", None, "the final vote", None, "", here))
        return found

    def _bloc_line(self) -> Line:
        """The en bloc list in one line: its one amendment where it has only one, which is put by itself."""
        if len(self.bloc) == 1:
            return replace(self._line(0, self.bloc[0], {}), place="E")
        here = self.question is not None and self.question.kind == Matter.BLOC
        comes = self.question is None and self.next is not None and self.on_bloc(self.next)
        count = f"{len(self.bloc)} in one vote" + (f", {len(self.pulls)} pulled" if self.pulls else "")
        return Line("E", "En bloc", None, count, None, "next" if comes else "", here)

    def _line(self, n: int, row: Listed, falls: dict[int, list[str]]) -> Line:
        here = self.question is not None and self.question.amendment_id == row.pk
        past = self._past.get(row.pk)
        at = name_of(self.text, self.places.get(row.primary or row.pk, ""))
        next_one = self.question is None and self.next is not None and self.next.pk == row.pk
        note = (
            "next"
            if next_one
            else "to be confirmed"
            if row.waits
            else f"falls if {listed(falls[row.pk], 3)}"
            if falls.get(row.pk)
            else ""
        )
        state = Named("floor", "on the floor") if here else state_of(past) if past else None
        return Line(str(n + 1), label_of(row.number), row.number, at, state, "" if state else note, here, row.pk in self._moved)

    def _fall_with(self, rows: list[Listed]) -> dict[int, list[str]]:
        """Name, for each, those before it that it contradicts: one query."""
        at = {row.pk: n for n, row in enumerate(rows)}
        names = {row.pk: label_of(row.number) for row in rows}
        return {then: [names[one] for one in before] for then, before in falling(at).items()}
