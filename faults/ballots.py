"""R3 and R4: one seat has one ballot, and what was acknowledged is what is counted, while a vote is closed among voters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import connection

from amendments.actions import ballots, vote
from amendments.actions.ballots import Receipt, cast
from amendments.models import Ballot, Vote
from amendments.refusals import Refused
from faults.at_once import at_once, standing
from faults.promise import Promise, Seen
from tests.hall import Hall, full_hall

CHOICES = ("for", "against", "abstain")
VOTERS, SLOWEST = 24, 1.0  # seconds that closing may take


def motion(hall: Hall, n: int, method: str = "roll call") -> Vote:
    """Put a motion and open a vote on it."""
    return hall.open(hall.put("motion", document=None, words=f"Motion {n}."), method)


def posts_of_one_seat(rounds: int, posts: int = 20) -> Seen:
    """Let one delegate vote from many windows at once, once for each round, each window with a choice and key of its own."""
    hall, seen = full_hall(delegates=2), Seen()
    who = hall.delegates[0]
    with standing(posts) as together:
        for n in range(rounds):
            one = motion(hall, n)
            _begin()
            said = together(
                [partial(cast, acting_user=who, vote=one, choice=CHOICES[i % 3], key=f"{n}-{i}") for i in range(posts)]
            )
            seen.acknowledged += sum(isinstance(answer, Receipt) and not answer.already for answer in said)
            seen.found += 1
            seen.wrong["not one ballot"] += Ballot.objects.filter(vote=one).count() != 1
            seen.wrong["another answer"] += sum(not isinstance(answer, Receipt) for answer in said)
            _end()
            seen.wrong["not one counted"] += hall.close(one).cast != 1
            hall.declare(one)
    if seen.holds:
        hall.world.sound()
    return seen


def _begin() -> None:
    """Nothing is to be made ready; the mutant takes the constraint away here."""


def _end() -> None:
    """Nothing is to be put back; the mutant does."""


CHECK_FIRST = (
    "INSERT INTO amendments_ballot (vote_id, seat_id, weight, choice, box, key) "
    "SELECT v.vote::bigint, v.seat::bigint, v.weight::int, v.choice::text, v.box::bytea, v.key::text "
    "FROM (VALUES (%s, %s, %s, %s, %s, %s)) AS v(vote, seat, weight, choice, box, key), pg_sleep(0.01) "
    "WHERE NOT EXISTS (SELECT 1 FROM amendments_ballot b WHERE b.vote_id = v.vote AND b.seat_id = v.seat)"
)


@contextmanager
def check_then_insert() -> Iterator[None]:
    """Break the one constraint: a ballot is looked for first, and then put in."""

    def without() -> None:
        _run("ALTER TABLE amendments_ballot DROP CONSTRAINT IF EXISTS ballot_one_a_seat")

    def again() -> None:
        _run("DELETE FROM amendments_ballot a USING amendments_ballot b WHERE a.id > b.id AND a.vote_id = b.vote_id")
        _run("ALTER TABLE amendments_ballot ADD CONSTRAINT ballot_one_a_seat UNIQUE (vote_id, seat_id)")

    here = "faults.ballots."
    with patch.object(ballots, "INSERT", CHECK_FIRST), patch(here + "_begin", without), patch(here + "_end", again):
        yield


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


R3 = Promise(
    "R3",
    "one seat, one ballot",
    "a thousand posts of one seat at once",
    20,
    partial(posts_of_one_seat, posts=1000),
    {"a ballot is looked for, and then put in": check_then_insert},
)


def close_among_voters(rounds: int) -> Seen:
    """Close a vote while 24 delegates cast their ballots, at another moment in each round."""
    hall, seen, chance = full_hall(delegates=VOTERS), Seen(), Random(4)
    for n in range(rounds):
        one = motion(hall, n, ("roll call", "secret ballot")[n % 2])
        voting = [
            _later(chance.random() * 0.03, partial(cast, acting_user=who, vote=one, choice="for")) for who in hall.delegates
        ]
        *said, closed = at_once([*voting, _later(chance.random() * 0.03, partial(_timed, partial(hall.close, one)))])
        counted = [answer for answer in said if isinstance(answer, Receipt)]
        seen.acknowledged += len(counted)
        seen.found += hall.world.fresh(one).votes_for
        seen.wrong["not counted"] += hall.world.fresh(one).votes_for != len(counted)
        refused = [answer for answer in said if not isinstance(answer, Receipt)]
        late = [answer for answer in refused if isinstance(answer, Refused) and "too late" in answer.message]
        seen.wrong["refused otherwise than as too late"] += len(refused) - len(late)
        seen.wrong["closing took over a second"] += not isinstance(closed, float) or closed > SLOWEST
        hall.declare(hall.close(one))
    if seen.holds:
        hall.world.sound()
    return seen


def _later(seconds: float, call: Callable[[], Any]) -> Callable[[], Any]:
    def do() -> Any:
        time.sleep(seconds)
        return call()

    return do


def _timed(call: Callable[[], Any]) -> float:
    began = time.monotonic()
    call()
    return time.monotonic() - began


@contextmanager
def no_advisory_lock() -> Iterator[None]:
    """Break the lock: neither ballots nor closing wait, and a ballot takes a moment between looking and writing."""
    checked = ballots._checked

    def slowly(*values: Any) -> str:
        time.sleep(0.01)
        return checked(*values)

    def nothing(*_: Any, **__: Any) -> None:
        """Wait for nobody."""

    here, there = patch.object(vote, "lock_ballots", nothing), patch.object(ballots, "lock_ballots", nothing)
    with here, there, patch.object(ballots, "_checked", slowly):
        yield


R4 = Promise(
    "R4",
    "what was acknowledged is what is counted, and a vote closes at its instant",
    "a vote closed among 24 voters",
    100,
    close_among_voters,
    {"neither ballots nor closing take the lock": no_advisory_lock},
)
