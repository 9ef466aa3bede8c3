"""The own part of a delegate's phone, which a thousand ask for at once: it reads what it shows, and no column more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from amendments.counting import ABSTAIN, AGAINST, FOR
from amendments.models import Question, Vote
from amendments.models.vote import VoteEnd
from amendments.queries.hall import MyFloor

VOTE = ("register", "method", "changeable", "public_key", "opened_at", "closes", "closed_at", "ended")
QUESTION = ("kind", "ended", "position", "amendment__number", "amendment__recommendation")


class OwnFloor(MyFloor):
    """Reads the floor as far as it is one delegate's own: the ballot, what was counted, the notes."""

    @cached_property
    def pending(self) -> list[Question]:
        """The questions on the floor."""
        rows = Question.objects.filter(congress=self.congress, ended="").select_related("amendment")
        return list(rows.only(*QUESTION).order_by("position"))

    @cached_property
    def vote(self) -> Vote | None:
        """The vote on what is put."""
        if self.question is None:
            return None
        found = Vote.objects.filter(question=self.question, ended=VoteEnd.RUNNING).only(*VOTE).order_by().first()
        if found is not None:
            found.question = self.question
        return found


PLAIN = {FOR: "For", AGAINST: "Against", ABSTAIN: "Abstain"}
AMONG = {ABSTAIN: "Abstain"}  # and a place for each of several


@dataclass(frozen=True)
class Paper:
    """What a ballot offers. `typed` is what was sent for one seat and refused, which is there again."""

    options: Mapping[int, str]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def seat(self) -> str:
        """The key of the seat for which something was typed."""
        return self.typed.get("seat", "")

    @property
    def ranks(self) -> list[tuple[str, str, str]]:
        """The name of each place to fill in, what it is for, and what was typed."""
        return [(f"rank-{number}", name, self.typed.get(f"rank-{number}", "")) for number, name in self.options.items()]

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What can be ticked, in words, and whether it was."""
        words = AMONG if self.options else PLAIN
        return [(choice, said, self.typed.get("choice") == choice) for choice, said in words.items()]
