"""Votes taken on paper are entered afterwards with their true time, under the chair's and a teller's names."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from amendments.actions import adoption, chair
from amendments.actions.chair import Verdict
from amendments.actions.on_paper import OnPaper
from amendments.life import Stage
from amendments.models import Amendment, Decision
from amendments.queries import clock
from amendments.queries.verify import problems
from amendments.refusals import Refused
from tests.pages.site import browse
from tests.world import YES, World, build

pytestmark = pytest.mark.django_db


def congress() -> World:
    world = build(Stage.DISCUSSION)
    for change in (("1.1", "all", "everybody"), ("1.2", "municipality", "town")):
        world.file(world.rewrite(*change))
    world.to(Stage.FLOOR)
    return world


def enter(world: World, number: int, paper: OnPaper) -> Decision:
    verdict = Verdict("carried", YES, paper=paper)
    one = Amendment.objects.get(number=number)
    return chair.record_decision(acting_user=world.chair, amendment=one, verdict=verdict)


def test_it_has_both_times_and_both_names_and_they_verify():
    world = congress()
    at = clock.now()
    made = enter(world, 1, OnPaper(at, world.teller))
    assert (made.taken_at, made.counted_by) == (at, world.teller)
    assert made.made_at > at
    done = adoption.adopt
    world.decide(Amendment.objects.get(number=2))
    later = OnPaper(clock.now(), world.teller)
    done(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES, paper=later)
    world.sound()
    Decision.objects.filter(pk=made.pk).update(taken_at=at - timedelta(minutes=1))
    assert any("when it was taken on paper" in one for one in problems(world.reload()))


def test_a_time_that_cannot_be_and_a_teller_who_is_none_are_refused():
    world = congress()
    now = clock.now()
    enter(world, 1, OnPaper(now, world.teller))
    for paper, said in (
        (OnPaper(now + timedelta(hours=1), world.teller), "has not come yet"),
        (OnPaper(now - timedelta(minutes=1), world.teller), "entered in the order in which they were taken"),
        (OnPaper(clock.now(), world.chair), "another person than whoever enters it"),
        (OnPaper(clock.now(), world.member), "is no teller of this congress"),
    ):
        with pytest.raises(Refused, match=said):
            enter(world, 2, paper)
    assert Decision.objects.filter(amendment__isnull=False).count() == 1


def test_the_chair_enters_it_on_the_page_and_everybody_reads_that_it_was_on_paper():
    world = congress()
    client, address = browse(world.chair), reverse("decide", args=[world.congress.slug, 1])
    assert "It was voted on paper before" in client.get(address).content.decode()
    sent = {"outcome": "carried", "votes_for": "30", "votes_against": "10", "method": "show of hands"}
    local = clock.now().astimezone(ZoneInfo(world.congress.time_zone))
    half = client.post(address, sent | {"taken_at": f"{local:%Y-%m-%dT%H:%M}"})
    assert half.status_code == 422
    assert "a vote on paper has both" in half.content.decode()
    early = client.post(address, sent | {"taken_at": "2020-01-01T10:00", "teller": seat_of(world)})
    assert early.status_code == 409
    Decision.objects.update(made_at=clock.now() - timedelta(hours=3))
    whole = sent | {"taken_at": f"{local - timedelta(hours=1):%Y-%m-%dT%H:%M}", "teller": seat_of(world)}
    assert client.post(address, whole).status_code == 302
    html = browse(world.member).get(reverse("decision", args=[world.congress.slug, 1])).content.decode()
    assert "It was taken on paper" in html
    assert "counted by Teller" in html
    for name in ("record", "minutes"):
        page = client.get(reverse(name, args=[world.congress.slug, world.document.slug])).content.decode()
        assert "taken on paper on" in page


def seat_of(world: World) -> str:
    return str(world.teller.seats.get(role="teller").pk)
