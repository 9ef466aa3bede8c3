"""The list of speakers on a question: who speaks, who is next for and against, and whether the debate is closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amendments.life import Matter, Outcome
from amendments.models import Question, Side, Speaker, StandingOrders, Vote
from amendments.models.vote import VoteEnd


@dataclass(frozen=True)
class Debate:
    """The debate on a question: who speaks now, who has spoken, and who waits, in the order they are called."""

    now: Speaker | None = None
    spoken: Sequence[Speaker] = ()
    waiting: Sequence[Speaker] = ()

    @property
    def next(self) -> Speaker | None:
        """Who is called next."""
        return self.waiting[0] if self.waiting else None


def debate(rows: Sequence[Speaker], *, alternate: bool) -> Debate:
    """Sort the list of a question."""
    begun = sorted((one for one in rows if one.began_at is not None), key=_began)
    now = next((one for one in begun if not one.ended), None)
    return Debate(now, [one for one in begun if one.ended], order_of_turns(rows, alternate=alternate))


def _began(one: Speaker) -> tuple[bool, datetime | None, int]:
    return one.began_at is None, one.began_at, one.pk


def speakers_of(question: Question) -> list[Speaker]:
    """Give all who are or were on the list of a question, in the order they asked: one query."""
    return list(Speaker.objects.filter(question=question).select_related("seat__person").order_by("pk"))


def in_turn(question: Question, orders: StandingOrders) -> list[Speaker]:
    """Give who waits, in the order they are called: one query."""
    return order_of_turns(speakers_of(question), alternate=orders.speakers_alternate)


def order_of_turns(rows: Sequence[Speaker], *, alternate: bool) -> list[Speaker]:
    """Put those who wait in the order they are called.

    In turn, the side that did not speak last comes first, the one for the question at the beginning; once one side has nobody
    left, the other goes on. Within a side the first who asked comes first.
    """
    waiting = [one for one in rows if not one.ended and one.began_at is None]
    if not alternate:
        return waiting
    begun = [one for one in rows if one.began_at is not None]
    last = max(begun, key=_began).side if begun else Side.AGAINST.value
    sides = {side.value: [one for one in waiting if one.side == side] for side in (Side.FOR, Side.AGAINST)}
    found: list[Speaker] = []
    while any(sides.values()):
        other = Side.AGAINST.value if last == Side.FOR else Side.FOR.value
        last = other if sides[other] else last
        found.append(sides[last].pop(0))
    return found


def debate_closed_at(question: Question) -> datetime | None:
    """Say when the congress closed the debate on a question; None where it did not: one query."""
    rows = Vote.objects.filter(
        question__upon=question, question__kind=Matter.CLOSE, ended=VoteEnd.DECLARED, outcome=Outcome.CARRIED
    )
    return rows.order_by("ended_at").values_list("ended_at", flat=True).first()
