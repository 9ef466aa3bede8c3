"""A part is drawn alike for all who are sent the same, and asked for again it is answered 304 until something changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amendments.life import Stage
from amendments.live.part import PASSER_BY, Part
from amendments.live.parts import AmendmentNews, DecisionPart, FloorPart, TextNews, VotingPart
from amendments.models import Amendment
from tests.pages.site import STRANGER, browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def world() -> World:
    """One decided, one open, and one that only the committee and its mover see."""
    world = build(Stage.DISCUSSION)
    for label, words in (("1.1", "all"), ("1.2", "municipality")):
        world.file(world.rewrite(label, words, "everybody"), mover="mover")
    world.file(world.rewrite("1.3", "twice", "three times"), mover="member")
    world.to(Stage.FLOOR)
    world.decide(Amendment.objects.get(number=1))
    return world


def where(world: World, kind: type[Part]) -> dict[str, Any]:
    named = {"number": 1} if kind in {AmendmentNews, DecisionPart} else {"document": world.document.slug}
    return {"congress": world.congress.slug, **named}


@pytest.mark.parametrize("kind", [FloorPart, VotingPart, DecisionPart, TextNews, AmendmentNews])
def test_what_is_sent_to_all_is_what_each_of_them_would_see(world: World, kind: type[Part]):
    Amendment.objects.filter(number=3).update(visibility="committee")
    alike = []
    for person in (one for name, one in world.people.items() if name != STRANGER):
        part = kind.open(person, {}, **where(world, kind))
        if part.alike(part.acting):
            alike.append(person)
            assert part.draw(part.acting).data == part.draw(PASSER_BY).data, f"{person} sees something else."
    assert world.council in alike
    assert (world.chair in alike) == (kind in {TextNews, AmendmentNews})


def test_a_part_is_sent_again_only_when_it_has_changed(world: World):
    url, client = reverse("live-floor", kwargs=where(world, FloorPart)), browse(world.member)
    first = client.get(url)
    assert "A1: carried" in json.loads(first.content)["said"]
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert browse(world.delegate).get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(f"{url}?show=open", headers={"If-None-Match": first["ETag"]}).status_code == 200
    world.decide(Amendment.objects.get(number=2))
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "A2: carried" in json.loads(again.content)["said"]
    assert again["ETag"] != first["ETag"]


def test_a_page_shows_what_its_part_says_it_has(world: World):
    client = browse(world.member)
    url = reverse("live-floor", kwargs=where(world, FloorPart))
    digest = client.get(url)["ETag"].rpartition("-")[2].rstrip('"')
    page = client.get(reverse("floor", args=[world.congress.slug, world.document.slug])).content.decode()
    assert f'data-live="{url}" data-has="{digest}"' in page
    assert json.loads(client.get(url).content)["pieces"]["list"] in page


def test_a_server_without_streams_says_so_and_still_gives_the_part(world: World, client: Client):
    url = reverse("live-text", kwargs=where(world, TextNews))
    assert browse(world.member).get(url, headers=STREAM).status_code == 406
    assert browse(world.member).get(url).status_code == 200
    assert client.get(url).status_code == 404


def test_the_text_and_the_amendment_tell_of_what_is_new(world: World):
    client = browse(world.member)
    for kind, name, words in ((TextNews, "live-text", "at revision 3 now"), (AmendmentNews, "live-amendment", "it is carried")):
        said = json.loads(client.get(reverse(name, kwargs=where(world, kind))).content)["pieces"]["news"]
        assert words in said
