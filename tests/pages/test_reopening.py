"""The page on which a decision is reopened: what follows stands there beforehand, and two persons are needed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from amendments.life import Stage, Words
from amendments.models import Amendment, Decision, Reopening
from tests.hall import full_hall, one
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


def world_with(*changes: tuple[str, str, str]) -> World:
    world = build(Stage.DISCUSSION)
    for change in changes:
        world.file(world.rewrite(*change))
    world.to(Stage.FLOOR)
    return world


def at(world: World, name: str = "again") -> str:
    sequence = Decision.objects.filter(amendment__number=1).latest("pk").entry.sequence
    return reverse(name, args=[world.congress.slug, world.document.slug, sequence])


def fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(head|key)" value="([^"]*)"', html))


def test_the_chair_reads_what_follows_and_a_teller_confirms_it():
    world = world_with(("1.1", "all", "everybody"), ("1.1", "all", "each of us"), ("1.2", "wages", "prices"))
    world.decide(Amendment.objects.get(number=1))
    world.decide(Amendment.objects.get(number=3))
    chair, teller = browse(world.chair), browse(world.teller)
    assert at(world) in chair.get(reverse("decision", args=[world.congress.slug, 1])).content.decode()
    html = chair.get(at(world)).content.decode()
    assert "Pending again: it had fallen" in html
    assert "<del" in html
    looked = chair.post(
        at(world), {"what": "count", "votes_for": "9", "votes_against": "31", "method": "show of hands", "do": "check"}
    )
    assert "It is <strong>lost</strong> by this count" in looked.content.decode()
    assert not Reopening.objects.exists()
    unsaid = chair.post(at(world), {"what": "put", **fields(html)})
    assert unsaid.status_code == 422
    asked = chair.post(at(world), {"what": "put", "reason": "The wrong paper was read.", **fields(html)})
    assert asked.status_code == 302
    assert chair.post(at(world, "again-confirm")).status_code == 403
    page = teller.get(at(world)).content.decode()
    assert "The wrong paper was read." in page
    assert teller.post(at(world, "again-confirm"), {"key": "k"}).status_code == 302
    assert dict(Amendment.objects.values_list("number", "decision")) == {1: "pending", 2: "pending", 3: "carried"}
    assert "Reopened." in browse(world.member).get(reverse("decision", args=[world.congress.slug, 1])).content.decode()
    record = chair.get(reverse("record", args=[world.congress.slug, world.document.slug])).content.decode()
    assert "The decision on A1 was reopened: it is put to the vote again" in record
    minutes = chair.get(reverse("minutes", args=[world.congress.slug, world.document.slug])).content.decode()
    assert "The wrong paper was read." in minutes
    for name in ("provenance", "history", "voting-list", "floor"):
        assert chair.get(reverse(name, args=[world.congress.slug, world.document.slug])).status_code == 200
    world.sound()


def test_what_was_asked_before_something_was_decided_is_out_of_date():
    world = world_with(("1.1", "all", "everybody"), ("1.2", "wages", "prices"))
    world.decide(Amendment.objects.get(number=1))
    chair, teller = browse(world.chair), browse(world.teller)
    sent = {"what": "put", "reason": "A doubt."}
    chair.post(at(world), sent)
    world.decide(Amendment.objects.get(number=2))
    assert "Out of date." in teller.get(at(world)).content.decode()
    late = teller.post(at(world, "again-confirm"))
    assert late.status_code == 409
    assert "Something was put on record since the chair asked" in late.content.decode()
    assert chair.post(at(world, "again-drop")).status_code == 302
    assert chair.post(at(world), sent).status_code == 302
    assert teller.post(at(world, "again-confirm")).status_code == 302
    world.sound()


def test_a_list_goes_back_from_the_page_of_what_was_decided_and_the_hall_reads_it():
    hall = full_hall(("1.1", "all", "everybody"), ("1.2", "wages", "prices"), ("1.2", "set", "fixed"))
    world = hall.world
    listed = [(one(hall, number), Words.FILED) for number in (1, 2)]
    hall.decide(hall.put("en bloc", amendments=listed), ["for"])
    hall.put(amendment=one(hall, 3))
    hall.decide(hall.put("refer", referred_to="the council"), ["for"])
    chair, teller = browse(world.chair), browse(world.teller)
    html = chair.get(reverse("decisions", args=[world.congress.slug, world.document.slug])).content.decode()
    assert html.index("That A3 is referred") < html.index("The en bloc list: A1, A2.")
    assert "carried en bloc, by one vote" in html
    sequence = Decision.objects.get(matter="en bloc").entry.sequence
    address = reverse("again", args=[world.congress.slug, world.document.slug, sequence])
    assert "The whole list goes back" in chair.get(address).content.decode()
    chair.post(address, {"what": "put", "reason": "The wrong list was read."})
    assert teller.post(reverse("again-confirm", args=[world.congress.slug, world.document.slug, sequence])).status_code == 302
    for who, name in ((world.delegate, "hall"), (world.chair, "run-floor"), (world.chair, "wall")):
        said = browse(who).get(reverse(name, args=[world.congress.slug])).content.decode()
        assert "The wrong list was read." in said, name
        assert "it is put to the vote again" in said, name
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    assert "The wrong list" not in browse(world.delegate).get(reverse("hall", args=[world.congress.slug])).content.decode()
