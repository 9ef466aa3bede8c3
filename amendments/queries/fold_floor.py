"""What the record says of questions and votes: of one document, or of the congress where they are about none."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from amendments.counting import ABSTAIN, AGAINST, FOR, Poll, needed, ranking_from_words, schulze


@dataclass
class ToldQuestion:
    """A question: how it was put, what was pulled out of it, and how it left the floor."""

    body: dict[str, Any]
    ended: str = ""
    pulled: list[int] = field(default_factory=list)


@dataclass
class ToldVote:
    """A vote: how it was opened, what each teller counted last, how it was closed, and how it ended."""

    body: dict[str, Any]
    hands: dict[str, dict[str, Any]] = field(default_factory=dict)  # by the commitment of the teller
    closed: dict[str, Any] | None = None
    key_gone: bool = False
    ended: str = ""
    outcome: str = ""
    needed: int | None = None


@dataclass
class FloorFold:
    """Questions and votes by number."""

    questions: dict[int, ToldQuestion] = field(default_factory=dict)
    votes: dict[int, ToldVote] = field(default_factory=dict)

    def take(self, kind: str, body: dict[str, Any], by: str) -> None:
        """Take one entry; those about other things pass. Raises ValueError or KeyError where it cannot follow."""
        if kind.startswith("question "):
            self._question(kind, body["question"])
        elif kind in {"vote opened", "vote ended", "vote closed", "hands counted", "key destroyed", "vote declared"}:
            self._vote(kind, body["vote"], body, by)

    def _question(self, kind: str, told: dict[str, Any]) -> None:
        if kind == "question put":
            if told["number"] in self.questions:
                raise ValueError("a question was put twice")
            self.questions[told["number"]] = ToldQuestion(told)
            return
        known = self.questions[told["number"]]
        if known.ended:
            raise ValueError("a question that has left the floor changes")
        if kind == "question pulled":
            known.pulled.append(told["pulled"])
        else:
            known.ended = told["ended"]

    def _vote(self, kind: str, told: dict[str, Any], body: dict[str, Any], by: str) -> None:
        if kind == "vote opened":
            if told["number"] in self.votes or told["question"] not in self.questions:
                raise ValueError("a vote was opened twice, or on no question")
            self.votes[told["number"]] = ToldVote(told)
            return
        known = self.votes[told["number"]]
        if kind == "key destroyed":
            known.key_gone = True
        elif known.ended:
            raise ValueError("a vote that is over changes")
        elif kind == "hands counted":
            known.hands[by] = told["hands"]
        elif kind == "vote closed":
            known.closed = told
            _check_choice(told)
        elif kind == "vote ended":
            known.ended = told["ended"]
        else:
            self._declare(known, told, body)

    def _declare(self, known: ToldVote, told: dict[str, Any], body: dict[str, Any]) -> None:
        if known.closed is None:
            raise ValueError("a vote was declared before it was closed")
        known.ended, known.outcome, known.needed = told["ended"], body["outcome"], body["count"]["needed"]
        _check_count(known, body)
        question = self.questions[told["question"]]
        question.ended = question.ended or "decided"


def _check_count(known: ToldVote, body: dict[str, Any]) -> None:
    """Work out the result anew from the tally. Raises ValueError where another one was declared."""
    tally, closed = (known.closed or {})["tally"], known.closed or {}
    if known.needed is None:
        return
    poll = Poll(tally.get(FOR, 0), tally.get(AGAINST, 0), tally.get(ABSTAIN, 0), closed["present"], known.body["seats"])
    part = Fraction(known.body["numerator"], known.body["denominator"])
    said = (body["count"]["for"], body["count"]["against"], body["count"]["abstained"])
    if said != (poll.votes_for, poll.votes_against, poll.abstentions) or known.needed != needed(part, known.body["base"], poll):
        raise ValueError("its count, or the number needed, does not follow from its tally")
    reached = "carried" if poll.votes_for >= known.needed else "lost"
    if known.outcome != reached and not (poll.tied and known.body["tie"] == "chair"):
        raise ValueError(f"by its tally it is {reached}")


def _check_choice(told: dict[str, Any]) -> None:
    """Work out anew who comes first in a ranking, where the rankings are on record."""
    if not told.get("duels") or not told["tally"]:
        return
    options = sorted({int(one) for pair in told["duels"] for one in pair.split(">")})
    rankings = [(ranking_from_words(one, options), votes) for one, votes in told["tally"].items() if one != ABSTAIN]
    if list(schulze(options, rankings).first) != told["first"]:
        raise ValueError("another one comes first by its rankings")
