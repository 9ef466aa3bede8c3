"""A count that is doubted is taken again before it is declared: the later one stands, and both are kept."""

import pytest

from amendments.actions.closing import count_hands
from amendments.actions.recounting import recount
from amendments.actions.votes import Count
from amendments.models import Decision, Vote
from amendments.refusals import Refused
from tests.hall import full_hall, one

pytestmark = pytest.mark.django_db


def test_a_later_count_stands_and_both_are_kept():
    hall = full_hall(("1.1", "all", "everybody"), vote_method="show of hands")
    world, vote = hall.world, hall.open(hall.put(amendment=one(hall, 1)))
    with pytest.raises(Refused, match="The vote is open still"):
        recount(acting_user=world.chair, vote=vote, reason="Too close.")
    count_hands(acting_user=world.teller, vote=vote, count=Count(2, 3))
    hall.close(vote)
    with pytest.raises(Refused, match="Say why"):
        recount(acting_user=world.chair, vote=vote, reason=" ")
    again = recount(acting_user=world.chair, vote=vote, reason="Too close.", key="r")
    assert recount(acting_user=world.chair, vote=vote, reason="Too close.", key="r") == again
    count_hands(acting_user=world.teller, vote=again, count=Count(3, 2))
    assert hall.declare(hall.close(again)).outcome == "carried"
    rows = Vote.objects.order_by("number")
    assert [(row.ended, row.votes_for, row.recount_of) for row in rows] == [("void", 2, None), ("declared", 3, vote)]
    assert Decision.objects.get(amendment__number=1).votes_for == 3
    with pytest.raises(Refused, match="The result is declared already"):
        recount(acting_user=world.chair, vote=again, reason="Still too close.")
    world.sound()


@pytest.mark.parametrize("method", ["roll call", "secret ballot"])
def test_ballots_are_cast_again(method):
    hall = full_hall(("1.1", "all", "everybody"))
    vote = hall.open(hall.put(amendment=one(hall, 1)), method)
    hall.vote(vote, ["for"])
    hall.close(vote)
    again = recount(acting_user=hall.world.chair, vote=vote, reason="The line broke.")
    hall.vote(again, ["against", "against"])
    assert hall.declare(hall.close(again)).outcome == "lost"
    hall.world.sound()
