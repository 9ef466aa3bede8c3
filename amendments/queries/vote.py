"""What pages read of a vote: how it stands, what it takes, how it ended, and what a person can do in it."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.counting import ABSTAIN, AGAINST, FOR, Poll
from amendments.models import Question, Vote

CHOICES = {FOR: "for", AGAINST: "against", ABSTAIN: "abstained"}


def options_of(question: Question) -> dict[int, str]:
    """Give what a choice is among, each by its place in the question, which is how ballots name it."""
    return {row.position: str(row) for row in question.items.select_related("amendment", "document").order_by("position")}


def in_words(choice: str, options: Mapping[int, str]) -> str:
    """Say a choice in words: "for", or "A5, then A7 and A9 alike"."""
    if choice in CHOICES:
        return CHOICES[choice]
    ranks = [[options[int(one)] for one in rank.split("=")] for rank in choice.split(">")]
    return ", then ".join(" and ".join(rank) + (" alike" if len(rank) > 1 else "") for rank in ranks)


def poll_of_vote(vote: Vote) -> Poll:
    """Give what a closed vote counted, as counting takes it."""
    return Poll(vote.votes_for, vote.votes_against, vote.abstentions, vote.present, vote.seats)
