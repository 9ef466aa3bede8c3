"""A hall full of delegates, for the tests of votes: they, their seats, that they are here, and a question that is put."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amendments.access import OPERATOR
from amendments.actions import floor
from amendments.actions.ballots import Receipt, cast
from amendments.actions.closing import close_vote, count_hands
from amendments.actions.credentials_desk import mark_here
from amendments.actions.crowd import Newcomer, enter_crowd
from amendments.actions.declaring import Said, declare_vote
from amendments.actions.putting import Put
from amendments.actions.vote import Terms, open_vote
from amendments.actions.votes import Count
from amendments.life import Stage
from amendments.models import Amendment, Person, Presence, Question, Role, Seat, Vote
from tests.world import World, build


class Hall:
    """A world whose document is on the floor, and `delegates` who are here, with cards from 101 on."""

    def __init__(self, world: World, delegates: int) -> None:
        self.world = world
        crowd = [
            Newcomer(f"{world.congress.slug}-d{n}", f"Delegate {n}", Role.DELEGATE, card=100 + n)
            for n in range(1, delegates + 1)
        ]
        self.delegates = enter_crowd(acting_user=OPERATOR, congress=world.congress, crowd=crowd)
        rows = Seat.objects.filter(person__in=self.delegates).select_related("person").order_by("number")
        self.seats = {row.person_id: row for row in rows}
        for row in rows[:1]:
            mark_here(acting_user=world.credentials, seat=row)
        first = Presence.objects.get(seat=rows[0])
        Presence.objects.bulk_create(
            Presence(seat=row, since=first.since, by=first.by) for row in rows if row.pk != first.seat_id
        )

    def seat(self, person: Person) -> Seat:
        """Give the seat of a delegate."""
        return self.seats[person.pk]

    def put(self, kind: str = "amendment", **what: Any) -> Question:
        """Put a question on the floor."""
        if "document" not in what and kind not in {"platform", "base text"}:
            what["document"] = self.world.reload()
        return floor.put(acting_user=self.world.chair, congress=self.world.congress, wanted=Put(kind, **what))

    def put_now(self) -> Question:
        """Give the question that is on the floor."""
        return Question.objects.get(congress=self.world.congress, ended="", upon=None)

    def open(self, question: Question, method: str = "", **terms: Any) -> Vote:
        """Open a vote on it."""
        return open_vote(acting_user=self.world.chair, question=question, terms=Terms(method, **terms))

    def vote(self, vote: Vote, choices: Iterable[str]) -> list[Receipt]:
        """Let delegates vote, one after another."""
        return [cast(acting_user=who, vote=vote, choice=one) for who, one in zip(self.delegates, choices, strict=False)]

    def count(self, vote: Vote, ayes: int, noes: int) -> None:
        """Enter what a teller counted."""
        count_hands(acting_user=self.world.teller, vote=vote, count=Count(ayes, noes))

    def close(self, vote: Vote) -> Vote:
        """Close it."""
        return close_vote(acting_user=self.world.chair, vote=vote)

    def declare(self, vote: Vote, **said: Any) -> Vote:
        """Declare it."""
        return declare_vote(acting_user=self.world.chair, vote=vote, said=Said(**said))

    def decide(self, question: Question, choices: Iterable[str], method: str = "") -> Vote:
        """Open, vote, close, declare."""
        vote = self.open(question, method)
        self.vote(vote, choices)
        return self.declare(self.close(vote))


def full_hall(*changes: tuple[str, str, str], delegates: int = 5, **orders: Any) -> Hall:
    """Build a hall; each change (label, old words, new words) is an amendment from A1 on."""
    world = build(Stage.DISCUSSION, **orders)
    for label, old, new in changes:
        world.file(world.rewrite(label, old, new))
    world.to(Stage.FLOOR)
    return Hall(world, delegates)


def one(hall: Hall, number: int) -> Amendment:
    """Read an amendment."""
    return Amendment.objects.get(congress=hall.world.congress, number=number)
