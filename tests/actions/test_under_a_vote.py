"""Nothing is taken from under a vote that is open, or closed and not declared: it could not be declared any more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amendments.actions import chair, committee, division
from amendments.actions.joining import join_same
from amendments.refusals import Refused
from tests.hall import Hall, full_hall, one
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def hall() -> Hall:
    """Build a hall with A1 and A2, and A3 that asks for the same words as A1."""
    return full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.1", "all", "everybody"))


def ruled(found: Hall) -> object:
    return committee.rule_on_order(acting_user=found.world.committee, amendment=one(found, 1), in_order=False, reason="No.")


def withdrawn(found: Hall) -> object:
    return chair.withdraw_by_leave(acting_user=found.world.chair, amendment=one(found, 1))


def divided(found: Hall) -> object:
    cut = division.divide_amendment
    return cut(acting_user=found.world.chair, amendment=one(found, 1), numbers=[1], seen="", reason="Two things.")


def joined(found: Hall) -> object:
    return join_same(acting_user=found.world.committee, amendment=one(found, 3), others=[1])


ACTS = [ruled, withdrawn, divided, joined]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_voted_on_stays_until_it_is_declared(act: Callable[[Hall], object]) -> None:
    found = hall()
    vote = found.open(found.put("en bloc", amendments=[(one(found, number), "filed") for number in (1, 2)]))
    found.vote(vote, ["for", "for"])
    for closed in (False, True):
        if closed:
            found.close(vote)
        with pytest.raises(Refused, match="A1 is being voted on. First the vote is declared, or annulled"):
            act(found)
    found.declare(vote)
    assert one(found, 1).decision == "carried"
    found.world.sound()


def test_what_is_pulled_out_of_the_list_is_free_again() -> None:
    found = hall()
    question = found.put("en bloc", amendments=[(one(found, number), "filed") for number in (1, 2)])
    question.items.filter(amendment=one(found, 1)).update(pulled_at=question.put_at)
    found.open(question)
    ruled(found)
    assert one(found, 1).admissibility == "out of order"
