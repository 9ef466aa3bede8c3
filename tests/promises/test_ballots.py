"""R3, R4, P1 and P2 on PostgreSQL: each holds in a few rounds, and its broken variants are caught."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.actions import record
from amendments.actions.ballots import cast
from faults import secrecy
from faults.ballots import R4, check_then_insert, close_among_voters, motion, posts_of_one_seat
from faults.secrecy import MUTANTS, by_act, by_page
from faults.traces import P2, leaves_nothing, rolling_sessions
from tests.hall import full_hall

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("run", "rounds"),
    [
        (posts_of_one_seat, 2),
        (close_among_voters, 4),
        (leaves_nothing, 4),
        pytest.param(posts_of_one_seat, 50, marks=LONG),
        pytest.param(close_among_voters, 100, marks=LONG),
    ],
)
def test_it_holds(run, rounds):
    seen = run(rounds)
    assert seen.holds, seen


@pytest.mark.parametrize(
    ("run", "mutant", "rounds"),
    [
        (posts_of_one_seat, check_then_insert, 2),
        *((close_among_voters, mutant, 4) for mutant in R4.mutants.values()),
        *((leaves_nothing, mutant, 2) for mutant in P2.mutants.values()),
    ],
)
def test_its_mutant_is_caught(run, mutant, rounds):
    with mutant():
        assert not run(rounds).holds


@pytest.mark.parametrize(("voters", "says"), [(60, by_act), pytest.param(1000, by_page, marks=LONG)])
def test_p1_nothing_links_a_secret_ballot_to_its_voter(voters, says):
    seen = secrecy.attack(voters, says)
    assert seen.holds, seen


@pytest.mark.parametrize("name", MUTANTS)
def test_p1_choices_kept_otherwise_are_linked(name):
    with MUTANTS[name]():
        seen = secrecy.attack(60)
    linked = {where: often for where, often in seen.wrong.items() if "linked" in where and often}
    assert max(linked.values()) == 60, linked


def test_p2_a_moment_beside_the_ballot_is_seen():
    with rolling_sessions():
        seen = leaves_nothing(2)
    assert seen.wrong["a row beside the box tells when it was cast"]
    assert not seen.wrong["the server's log tells of a ballot"]


def test_a_repeated_ballot_that_changes_nothing_locks_no_row():
    hall = full_hall(delegates=2)
    vote = motion(hall, 1)
    cast(acting_user=hall.delegates[0], vote=vote, choice="for", key="one")
    with CaptureQueriesContext(connection) as asked:
        assert cast(acting_user=hall.delegates[0], vote=vote, choice="against", key="two").already
    assert not [one["sql"] for one in asked if "FOR NO KEY UPDATE" in one["sql"] or "FOR UPDATE" in one["sql"]]
