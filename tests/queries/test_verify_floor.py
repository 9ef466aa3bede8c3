"""A flipped word in any row of a question, a vote, a tally or a ballot is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from amendments.models import Ballot, HandCount, Question, QuestionItem, Tally, Vote
from amendments.queries.verify import problems
from tests.hall import full_hall, one

pytestmark = pytest.mark.django_db
FLIPS: dict[str, tuple[Callable[[], Any], dict[str, Any], str]] = {
    "the words of a question": (
        lambda: Question.objects.filter(position=1),
        {"words": "A1: nothing."},
        "Question 1: its words",
    ),
    "how it left the floor": (lambda: Question.objects.filter(position=1), {"ended": "withdrawn"}, "Question 1: it left"),
    "what goes en bloc": (lambda: QuestionItem.objects.filter(position=2), {"text": "advised"}, "Question 2: its amendments"),
    "the count": (lambda: Vote.objects.filter(number=1), {"votes_for": 1}, "Vote 1: its count"),
    "the number needed": (lambda: Vote.objects.filter(number=1), {"needed": 1}, "Vote 1: its result"),
    "the majority": (lambda: Vote.objects.filter(number=1), {"numerator": 2, "denominator": 3}, "Vote 1: it was opened with"),
    "a tally": (lambda: Tally.objects.filter(vote__number=1, choice="for"), {"votes": 3}, "Vote 1: its tally"),
    "a ballot": (lambda: Ballot.objects.filter(vote__number=1)[:1], {"choice": "abstain"}, "Vote 1: its ballots"),
    "a teller’s count": (HandCount.objects.all, {"votes_for": 1}, "Vote 3: what its tellers counted"),
}


def test_a_flipped_row_of_the_floor_is_named(subtests):
    hall = full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "often"))
    hall.decide(hall.put(amendment=one(hall, 1)), ["for", "for", "against"])
    hall.decide(hall.put("en bloc", amendments=[(one(hall, n), "filed") for n in (2, 3)]), ["for"])
    vote = hall.open(hall.put("motion", words="That we sing."), "show of hands")
    hall.count(vote, 3, 1)
    hall.declare(hall.close(vote))
    hall.world.sound()
    for name, (rows, values, said) in FLIPS.items():
        with subtests.test(name), transaction.atomic():
            for row in rows():
                type(row).objects.filter(pk=row.pk).update(**values)
            assert any(said in problem for problem in problems(hall.world.reload()))
            transaction.set_rollback(True)
