"""What pages read of a vote: how it stands, what it takes, how it ended, and what a person can do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from amendments.counting import ABSTAIN, AGAINST, FOR, Poll, is_tie, needed
from amendments.models import Question, Vote
from amendments.models.counting import Base, Tie

CHOICES = {FOR: "for", AGAINST: "against", ABSTAIN: "abstained"}


def options_of(question: Question) -> dict[int, str]:
    """Give what a choice is among, each by its place in the question, which is how ballots name it."""
    known = getattr(question, "_prefetched_objects_cache", {})
    rows = question.items.all() if "items" in known else question.items.select_related("amendment", "document")
    return {row.position: str(row) for row in sorted(rows, key=lambda row: row.position)}


def in_words(choice: str, options: Mapping[int, str]) -> str:
    """Say a choice in words: "for", or "A5, then A7 and A9 alike"."""
    if choice in CHOICES:
        return CHOICES[choice]
    ranks = [[options[int(one)] for one in rank.split("=")] for rank in choice.split(">")]
    return ", then ".join(" and ".join(rank) + (" alike" if len(rank) > 1 else "") for rank in ranks)


def poll_of_vote(vote: Vote) -> Poll:
    """Give what a closed vote counted, as counting takes it."""
    return Poll(vote.votes_for, vote.votes_against, vote.abstentions, vote.present, vote.seats)


@dataclass(frozen=True)
class Result:
    """How a closed vote stands: what was needed, whether it is reached, and whether the chair has to break a tie."""

    needed: int
    carried: bool
    tie: bool


def result_of(vote: Vote) -> Result:
    """Work out the result of a closed vote for or against something."""
    poll = poll_of_vote(vote)
    votes = needed(vote.part, vote.base, poll)
    return Result(votes, poll.votes_for >= votes, vote.tie == Tie.CHAIR and is_tie(vote.part, vote.base, poll))


_PARTS = {Fraction(1, 2): "half", Fraction(2, 3): "two thirds", Fraction(3, 4): "three quarters", Fraction(1): "all"}
_OF = {Base.CAST: "the votes for and against", Base.PRESENT: "those who are present", Base.SEATS: "all seats"}


def majority_of(vote: Vote) -> str:
    """Say what a vote takes, as it was announced: "more than half of the votes for and against"."""
    if vote.question.is_choice:
        return "a place before each of the others"
    return majority_in_words(vote.part, vote.base)


def outcome_in_words(vote: Vote) -> str:
    """Say in a word how a vote ended: "Carried", and of a choice whether one came first."""
    if vote.question.is_choice:
        return "Chosen" if vote.chosen else "Undecided"
    return str(vote.get_outcome_display()).capitalize()


def majority_in_words(part: Fraction, base: str) -> str:
    """Say what a majority is: "at least two thirds of all seats"."""
    said = _PARTS.get(part, f"{part.numerator} of {part.denominator} parts")
    return f"{'more than' if part <= Fraction(1, 2) else 'at least'} {said} of {_OF[Base(base)]}"


def result_in_words(vote: Vote) -> str:
    """Say how a declared vote ended, in one sentence."""
    if vote.ended != "declared":
        return f"{vote.get_ended_display().capitalize()}."
    if vote.question.is_choice:
        names = options_of(vote.question)
        return f"{names[int(vote.chosen)]} comes first." if vote.chosen else "No one of them comes first alone."
    said = f"{vote.votes_for} for, {vote.votes_against} against, {vote.abstentions} abstained"
    if vote.needed is None:
        return "Nobody objected."
    return f"{vote.get_outcome_display().capitalize()}: {said}; {vote.needed} needed, by {vote.get_method_display()}."
