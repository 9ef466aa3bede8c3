"""One vote that is over: what was put, how it ended, and how each seat voted, for those whom the standing orders name."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from amendments.access import ForCongress
from amendments.life import Method
from amendments.models import Ballot, RegisterLine, Role, StandingOrders, Vote
from amendments.models.orders_voting import Published
from amendments.queries.hall import Hall
from amendments.queries.hall_back import since_votes
from amendments.queries.hall_listed import title_of
from amendments.queries.tally import Tally, tally
from amendments.queries.vote import in_words, majority_of, options_of, result_in_words
from amendments.refusals import Absent

FOLD = 50  # seats under one heading, where there are more
OFFICE = frozenset({Role.CHAIR, Role.TELLER, Role.SECRETARY})


class Line(NamedTuple):
    """How one seat voted: its number, who held it by the register, for which body, its weight, and the choice in words."""

    number: int | None
    holder: str
    body: str
    weight: int
    choice: str


class VotePage:
    """Reads one vote of a congress for one person. Raises Absent where there is none of this number."""

    def __init__(self, found: ForCongress, number: int) -> None:
        self.found, self.acting = found, found.acting
        rows = Vote.objects.filter(congress=found.congress, number=number)
        vote = rows.select_related("question__document", "question__amendment").first()
        if vote is None:
            raise Absent
        self.vote = vote

    @cached_property
    def reads(self) -> bool:
        """Whether this person may read what was put."""
        return Hall(self.found, None).reads(self.vote.question, self.acting)

    @property
    def title(self) -> str:
        """What was put: "A38"."""
        return title_of(self.vote.question)

    @property
    def since(self) -> list[str]:
        """What became of its decision since: counted again, or reopened. One query."""
        return since_votes(self.found.congress).get(self.vote.pk, [])

    @property
    def result(self) -> str:
        """How it ended, in one sentence; nothing of how it goes while it runs."""
        if not self.vote.ended:
            return "It is not declared yet."
        return result_in_words(self.vote)

    @property
    def majority(self) -> str:
        """What it took."""
        return majority_of(self.vote)

    @property
    def tally(self) -> Tally | None:
        """The count of a declared vote for or against."""
        vote = self.vote
        if not vote.is_declared or vote.needed is None or vote.question.is_choice:
            return None
        return tally(vote.votes_for, vote.votes_against, vote.abstentions, vote.needed)

    @cached_property
    def read_by(self) -> Published:
        """Who reads the roll call by the standing orders: one query."""
        value = StandingOrders.objects.values_list("roll_call_read_by", flat=True).get(congress=self.vote.congress_id)
        return Published(value)

    @property
    def why_not(self) -> str:
        """Why there is no list of who voted how; "" where this person reads it."""
        if self.vote.method != Method.ROLL_CALL:
            return f"It was no roll call but a {self.vote.get_method_display()}: nobody can say who voted how."
        if not self.vote.is_declared:
            return "Who voted how is read once the result is declared."
        read_by = self.read_by
        if read_by == Published.READERS or self.acting.roles & OFFICE:
            return ""
        if read_by == Published.MEMBERS and self.acting.roles:
            return ""
        return f"By the standing orders who voted how is read by {read_by.label}."

    @property
    def folds(self) -> list[list[Line]]:
        """The lines, fifty to a fold."""
        return [self.lines[at : at + FOLD] for at in range(0, len(self.lines), FOLD)]

    @property
    def weighted(self) -> bool:
        """Whether some vote weighs more than another."""
        return any(line.weight != 1 for line in self.lines)

    @cached_property
    def lines(self) -> list[Line]:
        """How each seat of the register voted, by number: three queries, whatever the number of seats."""
        if self.why_not or not self.reads:
            return []
        names = options_of(self.vote.question) if self.vote.question.is_choice else {}
        said = dict(Ballot.objects.filter(vote=self.vote).values_list("seat", "choice"))
        rows = RegisterLine.objects.filter(register=self.vote.register_id).select_related("seat__body", "holder")
        return [
            Line(
                row.seat.number,
                str(row.holder),
                str(row.seat.body or ""),
                row.weight,
                in_words(said[row.seat_id], names) if row.seat_id in said else "did not vote",
            )
            for row in rows.order_by("seat__number", "seat_id")
        ]
