"""The own part of a delegate's phone, which a thousand ask for at once: it reads what it shows, and no column more."""

from __future__ import annotations

from functools import cached_property

from amendments.models import Congress, Question, Vote
from amendments.models.vote import VoteEnd
from amendments.queries.hall import MyFloor
from amendments.refusals import Refused

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


def vote_of(congress: Congress, typed: str) -> Vote:
    """Give the vote that a ballot is for, by its key as the form sends it. Raises Refused where there is none.

    It may be over: a ballot that comes late is answered as that, and never counted in the vote that came next.
    """
    key = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 18 else 0
    rows = Vote.objects.filter(congress=congress, pk=key).select_related("question").only("question__kind", "congress", *VOTE)
    found = rows.first()
    if found is None:
        raise Refused("No vote is open now. Perhaps it was closed meanwhile: look at the floor again.")
    return found
