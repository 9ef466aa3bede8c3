"""R3, R4, P1 and P2 on PostgreSQL: each holds in a few rounds, and its broken variants are caught."""

import pytest

from amendments.actions import record
from faults import secrecy
from faults.ballots import R3, R4
from faults.secrecy import MUTANTS, P1
from faults.traces import P2, rolling_sessions

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


@pytest.mark.parametrize(
    ("promise", "rounds"),
    [(R3, 2), (R4, 4), (P2, 4), *(pytest.param(*row, marks=pytest.mark.long) for row in ((R3, 50), (R4, 100)))],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_it_holds(promise, rounds):
    seen = promise.run(rounds)
    assert seen.holds, seen


@pytest.mark.parametrize(
    ("promise", "rounds"), [(R3, 2), (R4, 4), (P2, 2)], ids=lambda value: getattr(value, "name", str(value))
)
def test_its_mutant_is_caught(promise, rounds):
    with promise.mutant():
        assert not promise.run(rounds).holds


@pytest.mark.parametrize("voters", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_p1_nothing_links_a_secret_ballot_to_its_voter(voters):
    seen = P1.run(voters)
    assert seen.holds, seen


@pytest.mark.parametrize("name", MUTANTS)
def test_p1_choices_kept_otherwise_are_linked(name):
    with MUTANTS[name]():
        seen = secrecy.attack(60)
    linked = {where: often for where, often in seen.wrong.items() if "linked" in where and often}
    assert max(linked.values()) == 60, linked


def test_p2_a_moment_beside_the_ballot_is_seen():
    with rolling_sessions():
        seen = P2.run(2)
    assert seen.wrong["a row beside the box tells when it was cast"]
    assert not seen.wrong["the server's log tells of a ballot"]
