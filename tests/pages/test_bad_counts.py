"""What a chair can do wrong with a count: figures that cannot be, a page sent twice, a page from yesterday, another window."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from amendments.life import Outcome, Stage
from amendments.models import Decision
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
GOOD = {"outcome": "carried", "votes_for": "30", "votes_against": "10", "abstentions": "2", "method": "show of hands"}
BAD = (
    ("votes_for", "-1", "Not yet: a count is 0 or more."),
    ("votes_for", str(10**12), "Not yet: that is more people than any congress has."),
    ("votes_against", "9" * 5000, "Not yet: type a whole number."),
    ("votes_against", "ten", "Not yet: type a whole number."),
    ("abstentions", "1e3", "Not yet: type a whole number."),
    ("abstentions", "2.5", "Not yet: type a whole number."),
    ("present", "41", "42 votes and abstentions were typed, and 41 people present. Please count again."),
    ("present", "<b>", "Not yet: type a whole number."),
    ("method", "by feel", "Not yet: choose one of those that are offered."),
    ("outcome", "won", "Not yet: choose one of those that are offered."),
)
PAGES = {"decide": ("chair", Stage.FLOOR), "adopt": ("chair", Stage.FLOOR), "council": ("council", Stage.COUNCIL)}


@kept
def floor(filed: int = 1) -> World:
    world = build(Stage.DISCUSSION)
    for word in ("everybody", "tenants", "members")[:filed]:
        world.file(world.rewrite("1.1", "all", word))
    world.to(Stage.FLOOR)
    return world


def address(name: str, world: World) -> str:
    return reverse(name, args=[world.congress.slug, 1 if name == "decide" else world.document.slug])


def sent(client: Client, url: str) -> dict[str, str]:
    """Give what the page itself sends along: its key, and the head that it showed."""
    hidden = re.findall(r'<input type="hidden" name="(head|key)" value="([^"]*)"', client.get(url).content.decode())
    assert len(hidden) == 2
    return dict(hidden)


@pytest.mark.parametrize("name", PAGES)
def test_figures_that_cannot_be_are_told_and_kept(name: str):
    who, stage = PAGES[name]
    world = floor() if name == "decide" else build(stage)
    client, url = browse(world.people[who]), address(name, world)
    for field, typed, said in BAD:
        answer = client.post(url, GOOD | {field: typed} | sent(client, url))
        html = answer.content.decode()
        assert answer.status_code in {409, 422}, (field, typed)
        assert said in html, (field, typed)
        kept = {"votes_for": "30", "votes_against": "10", "abstentions": "2"} | {field: typed.replace("<b>", "&lt;b&gt;")}
        for one in kept.keys() - {"method", "outcome"}:
            assert re.search(f'name="{one}" value="{re.escape(kept[one])}"', html), (field, typed, one)
    assert not Decision.objects.filter(matter__in=["amendment", "adoption"]).exists()
    assert world.reload().stage == stage
    world.sound()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_sent_twice_counts_once_and_one_that_was_gone_back_to_says_so(name: str):
    who, stage = PAGES[name]
    world = floor(2) if name == "decide" else build(stage)
    client, url = browse(world.people[who]), address(name, world)
    first = GOOD | sent(client, url)
    assert [client.post(url, first).status_code for _ in range(2)] == [302, 302]
    decisions = Decision.objects.exclude(matter="council") if stage == Stage.FLOOR else Decision.objects.all()
    assert decisions.count() == 1
    for changed in ({"votes_for": "31"}, {"outcome": "lost", "votes_for": "3"}, {"method": "card vote"}):
        back = client.post(url, first | changed)  # the back button brings the old page, with its key
        html = back.content.decode()
        assert back.status_code == 409, changed
        assert "is on record already" in html
        assert "30 for, 10 against" in html
    assert decisions.get().votes_for == 30
    world.sound()


def test_a_second_window_from_before_is_told_what_was_decided():
    world = floor(3)
    client, url = browse(world.people["chair"]), address("decide", world)
    here, there = GOOD | sent(client, url), GOOD | sent(client, url)
    assert client.post(url, here).status_code == 302
    late = client.post(url, there | {"votes_for": "29"})
    assert late.status_code == 409
    assert re.search(r"A1 was decided on [^.]* already: it is carried", late.content.decode())
    assert Decision.objects.exclude(matter="council").get().votes_for == 30
    assert client.get(url).status_code == 200
    assert world.fresh(world.document).stage == Stage.FLOOR
    world.sound()
    assert Outcome.FALLEN in {one.decision for one in world.congress.amendments.all()}
