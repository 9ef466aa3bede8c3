"""The page of one vote: who voted how, read by those whom the standing orders name and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from amendments.life import Stage
from amendments.models import Person, Reading, StandingOrders
from amendments.models.document import Audience
from tests.hall import Hall, full_hall, one
from tests.pages.site import browse

pytestmark = pytest.mark.django_db
CHANGES = (("1.1", "all", "everybody"), ("1.2", "municipality", "town"))
QUERIES = 12


def page(hall: Hall, person: Person | None, number: int = 1) -> str:
    return browse(person).get(reverse("vote", args=[hall.world.congress.slug, number])).content.decode()


def voted(hall: Hall, method: str = "") -> None:
    hall.decide(hall.put(amendment=one(hall, 1)), ["for", "against", "for"], method)


@pytest.mark.parametrize(
    ("read_by", "readers"),
    [("office", {"chair"}), ("members", {"chair", "member"}), ("readers", {"chair", "member", "nobody"})],
)
def test_the_orders_say_who_reads_who_voted_how(read_by: str, readers: set[str]):
    hall = full_hall(*CHANGES, roll_call_read_by=read_by)
    Reading.objects.create(document=hall.world.document, stage=Stage.FLOOR, audience=Audience.EVERYONE)
    voted(hall)
    for name, person in (("chair", hall.world.chair), ("member", hall.world.member), ("nobody", None)):
        seen = page(hall, person)
        assert "Carried: 2 for, 1 against" in seen
        assert ("Delegate 2" in seen) == (name in readers), name
        assert ("By the standing orders who voted how is read by" in seen) == (name not in readers), name


def test_the_list_names_every_seat_of_the_register_with_what_it_voted():
    hall = full_hall(*CHANGES)
    voted(hall)
    seen = " ".join(page(hall, hall.world.member).split())
    assert '<th scope="row">102</th><td>Delegate 2</td><td></td><td><strong>Against</strong></td>' in seen
    assert '<th scope="row">105</th><td>Delegate 5</td><td></td><td><strong>Did not vote</strong></td>' in seen


def test_a_secret_vote_and_one_that_runs_name_nobody():
    hall = full_hall(*CHANGES)
    voted(hall, "secret ballot")
    assert "nobody can say who voted how" in page(hall, hall.world.chair)
    vote = hall.open(hall.put(amendment=one(hall, 2)))
    hall.vote(vote, ["for"])
    for act in (lambda: None, lambda: hall.close(vote)):
        act()
        running = page(hall, hall.world.chair, 2)
        assert "read once the result is declared" in running
        assert "Delegate 1" not in running
        assert "1 for" not in running


def test_what_is_hidden_is_told_to_nobody_who_may_not_read_it():
    hall = full_hall(*CHANGES)
    StandingOrders.objects.update(roll_call_read_by="readers")
    voted(hall)
    seen = page(hall, None)
    assert "a text that is not open to you" in seen
    assert "A1" not in seen
    assert "Delegate 1" not in seen
    assert browse(None).get(reverse("vote", args=[hall.world.congress.slug, 9])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_as_many_queries_whatever_the_number_of_seats(many: int, django_assert_num_queries: Any):
    hall = full_hall(*CHANGES, delegates=many)
    voted(hall)
    client = browse(hall.world.chair)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("vote", args=[hall.world.congress.slug, 1]))
