"""The floor with two who act in one moment: two chairs do each step once, and a seat that is given up votes before, or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import floor, record
from amendments.actions.ballots import Receipt, cast
from amendments.actions.closing import close_vote
from amendments.actions.declaring import declare_vote
from amendments.actions.putting import Put
from amendments.actions.secretary import end_seat
from amendments.actions.vote import Terms, open_vote
from amendments.models import Ballot, Decision, Person, Question, Vote
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.hall import full_hall, one
from tests.world import person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


def test_two_chairs_do_each_step_of_a_vote_once() -> None:
    hall = full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"), delegates=3)
    chairs = [hall.world.chair, person(hall.world, "second", "chair")]

    def both(act: Callable[[Person], Any]) -> None:
        said = at_once([partial(act, who) for who in chairs])
        assert all(isinstance(answer, (Question, Vote, Refused)) for answer in said), said
        assert not all(isinstance(answer, Refused) for answer in said), said

    document = hall.world.reload()
    both(lambda who: floor.put(acting_user=who, congress=hall.world.congress, wanted=wanted(hall, document, chairs.index(who))))
    question = hall.put_now()
    both(lambda who: open_vote(acting_user=who, question=question, terms=Terms("roll call")))
    vote = Vote.objects.get()
    hall.vote(vote, ["for", "for", "against"])
    both(lambda who: close_vote(acting_user=who, vote=vote))
    both(lambda who: declare_vote(acting_user=who, vote=vote))
    assert Decision.objects.get(amendment__isnull=False).outcome == "carried"
    assert hall.world.fresh(vote).votes_for == 2
    hall.world.sound()


def wanted(hall: Any, document: Any, number: int) -> Put:
    """Give what a chair wants to put: each another amendment."""
    return Put("amendment", document=document, amendment=one(hall, number + 1))


def test_a_seat_that_is_given_up_votes_before_or_not_at_all() -> None:
    hall = full_hall(("1.1", "all", "everybody"), delegates=9)
    vote, counted = hall.open(hall.put(amendment=one(hall, 1)), "roll call"), 0
    for who in hall.delegates[:8]:
        ballot, _ = at_once(
            [
                partial(cast, acting_user=who, vote=vote, choice="for"),
                partial(end_seat, acting_user=OPERATOR, seat=hall.seat(who)),
            ]
        )
        assert isinstance(ballot, Receipt) or "You gave up your seat" in str(ballot), ballot
        counted += isinstance(ballot, Receipt)
        with pytest.raises(Refused, match="You gave up your seat"):
            cast(acting_user=who, vote=vote, choice="against", key="a second later")
    assert Ballot.objects.filter(vote=vote).count() == counted
    assert hall.close(vote).votes_for == counted
    hall.declare(vote)
    hall.world.sound()
