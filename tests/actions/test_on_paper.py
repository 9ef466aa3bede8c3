"""Votes taken on paper are entered afterwards with their true time, under the chair's and a teller's names."""

import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from amendments.actions import adoption, chair
from amendments.actions.chair import Verdict
from amendments.actions.on_paper import OnPaper
from amendments.actions.paper_votes import Typed, ask_paper, confirm_paper, drop_paper
from amendments.life import Stage
from amendments.models import Amendment, Decision, PaperVote, StandingOrders
from amendments.queries import clock
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from tests.pages.site import browse
from tests.world import NO, YES, World, build, person

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


def two_tellers() -> World:
    """Build a congress whose orders ask for two tellers who agree, and that has three."""
    world = congress()
    StandingOrders.objects.update(tellers_agree=2)
    for name in ("second", "third"):
        world.people[name] = person(world, name, "teller")
    return world


def typed(world: World, number: int = 1, **more: Any) -> Typed:
    one = Amendment.objects.get(number=number)
    return Typed("amendment", "carried", YES, more.pop("at", clock.now()), one, **more)


def test_where_tellers_must_agree_it_is_on_record_when_each_has_confirmed_it():
    world = two_tellers()
    with pytest.raises(Refused, match="2 tellers must agree on a count"):
        enter(world, 1, OnPaper(clock.now(), world.teller))
    asked = ask_paper(acting_user=world.chair, document=world.document, typed=typed(world, keep={}), key="k")
    assert ask_paper(acting_user=world.chair, document=world.document, typed=typed(world), key="k") == asked
    assert not Decision.objects.filter(amendment__isnull=False).exists()
    for _ in range(2):  # pressed twice, it is one teller
        assert confirm_paper(acting_user=world.teller, vote=asked).ended == ""
    with pytest.raises(Forbidden):
        confirm_paper(acting_user=world.chair, vote=asked)
    done = confirm_paper(acting_user=world.second, vote=asked)
    assert done.decision == Decision.objects.get(amendment__number=1)
    assert (done.decision.taken_at, done.decision.counted_by) == (asked.taken_at, world.teller)
    told = json.loads(done.decision.entry.payload)["body"]["paper"]
    assert (told["teller"], told["others"]) == (world.teller.commitment, [world.second.commitment])
    with pytest.raises(Refused, match="is on record already"):
        confirm_paper(acting_user=world.third, vote=asked)
    with pytest.raises(Refused, match="Go back on the decision"):
        drop_paper(acting_user=world.chair, vote=asked)
    assert "everybody" in world.reload().paragraphs.get(label="1.1").text
    for act in (Typed("rest", "carried", YES, clock.now(), way="lapses"), Typed("adoption", "carried", YES, clock.now())):
        asked = ask_paper(acting_user=world.chair, document=world.reload(), typed=act)
        for who in (world.teller, world.third):
            confirm_paper(acting_user=who, vote=asked)
    assert world.reload().stage == "adopted"
    world.sound()


def test_what_would_be_refused_is_refused_when_it_is_typed_and_what_came_between_voids_it():
    world = two_tellers()
    wrong = Typed("amendment", "carried", NO, clock.now(), Amendment.objects.get(number=1))
    with pytest.raises(Refused, match="by this count it is lost"):
        ask_paper(acting_user=world.chair, document=world.document, typed=wrong)
    late = typed(world, at=clock.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="has not come yet"):
        ask_paper(acting_user=world.chair, document=world.document, typed=late)
    asked = ask_paper(acting_user=world.chair, document=world.document, typed=typed(world))
    world.decide(Amendment.objects.get(number=2))
    confirm_paper(acting_user=world.teller, vote=asked)
    with pytest.raises(Refused, match="since you opened this page"):
        confirm_paper(acting_user=world.second, vote=asked)
    assert asked.checks.count() == 1
    drop_paper(acting_user=world.chair, vote=asked)
    assert Amendment.objects.get(number=1).decision == "pending"
    world.sound()


def test_chair_and_tellers_find_it_on_its_page():
    world = two_tellers()
    page = reverse("paper-votes", args=[world.congress.slug, world.document.slug])
    chair = browse(world.chair)
    assert page in chair.get(reverse("run-floor", args=[world.congress.slug])).content.decode()
    assert "the next on the list" in chair.get(page).content.decode()
    Decision.objects.update(made_at=clock.now() - timedelta(hours=3))
    local = clock.now().astimezone(ZoneInfo(world.congress.time_zone)) - timedelta(hours=1)
    sent = {"outcome": "carried", "votes_for": "30", "votes_against": "10", "method": "show of hands"}
    sent |= {"taken_at": f"{local:%Y-%m-%dT%H:%M}"}
    said = chair.post(reverse("decide", args=[world.congress.slug, 1]), sent, follow=True).content.decode()
    assert "Waits for the tellers: A1" in said
    assert "Yes, this is what I counted" not in said
    for who, told in ((world.teller, "Confirmed. It waits for another teller."), (world.second, "It is on record.")):
        client = browse(who)
        assert "Yes, this is what I counted" in client.get(page).content.decode()
        vote = {"vote": str(PaperVote.objects.get().pk), "key": "c"}
        answer = client.post(reverse("confirm-paper", args=[world.congress.slug, world.document.slug]), vote, follow=True)
        assert told in answer.content.decode()
    again = browse(world.third).post(
        reverse("confirm-paper", args=[world.congress.slug, world.document.slug]), vote, follow=True
    )
    assert "is on record already" in again.content.decode()
    assert "30 to 10" in chair.get(page).content.decode()
