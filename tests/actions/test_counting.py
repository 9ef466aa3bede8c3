"""Counts and majorities: what cannot be is refused, and the number needed is exact."""

import pytest

from amendments.actions.votes import Count
from amendments.life import Outcome
from amendments.models import Decision
from amendments.refusals import Refused
from tests.actions.test_deciding import floor, words
from tests.world import NO

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (NO, "by this count it is lost"),
        (Count(10, 10), "10 votes for it, and 11 were needed"),
        (Count(-1, 0), "numbers from 0 upward"),
        (Count(3, 2, present=4), "5 votes and abstentions were typed, and 4 people present"),
        (Count(), "Type the votes for and against"),
        (Count(3, 2, method="shouting"), "A count has a method"),
        (Count(2, 1), "The quorum is 5, and 3 took part"),
    ],
)
def test_a_count_that_cannot_be_is_refused(count, message):
    world, first = floor(words("1.1", "all", "everybody"), quorum=5)
    with pytest.raises(Refused, match=message):
        world.decide(first, count=count)
    assert world.fresh(first).decision == Outcome.PENDING


@pytest.mark.parametrize(
    ("orders", "count", "needed"),
    [
        ({}, Count(11, 10, 5), 11),
        ({"amendment_numerator": 2, "amendment_denominator": 3}, Count(20, 10), 20),
        ({"amendment_base": "present"}, Count(21, 2, 3, present=40), 21),
        ({"amendment_base": "seats"}, Count(1, 0), 1),
    ],
)
def test_the_number_needed_is_exact(orders, count, needed):
    world, first = floor(words("1.1", "all", "everybody"), **orders)
    world.decide(first, count=count)
    assert Decision.objects.get(amendment=first).needed == needed


def test_the_chair_decides_a_tie_where_the_orders_say_so():
    world, first = floor(words("1.1", "all", "everybody"), ties="chair")
    world.decide(first, count=Count(10, 10))
    assert world.fresh(first).decision == Outcome.CARRIED
