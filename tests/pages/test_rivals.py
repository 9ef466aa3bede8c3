"""The pages of rivals: the list, one paragraph with the map of its words, one cluster side by side."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amendments.access import OPERATOR
from amendments.actions import committee
from amendments.actions.crowd import file_crowd
from amendments.actions.filing import Work
from amendments.life import Stage, Visibility
from amendments.models import Amendment
from amendments.text.compose import Strike
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

SESSION_AND_PERSON = 2


def at(world: World, label: str = "") -> str:
    where = f"{world.uid(label)}/" if label else ""
    return f"/c/{world.congress.slug}/text/{world.document.slug}/rivals/{where}"


def of(world: World, number: int, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/A{number}/rivals/{rest}"


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return str(response.content.decode())


@pytest.fixture
@kept
def world() -> World:
    """Give a discussion with three rivals at 1.1, of which two are the same, one that stands alone there, and one at 1.2."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "houses for everyone"))
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="mover")
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="delegate")
    world.file(world.rewrite("1.1", "into the street", "at night"))
    world.file(world.rewrite("1.2", "municipality", "town"))
    return world


@pytest.mark.django_db
def test_the_list_names_each_cluster_once(world: World):
    page = read(browse(world.member), at(world))
    assert "1 cluster of rivals: 3 of 5 open amendments" in page
    assert f'href="{of(world, 1)}"' in page
    assert f'href="{at(world, "1.1")}"' in page
    assert "A5" not in page


@pytest.mark.django_db
def test_a_paragraph_shows_who_wants_which_words(world: World):
    page = read(browse(world.member), at(world, "1.1"))
    assert "1.1: 4 amendments" in page
    assert "<mark>" in page
    assert "Rivals: A1, A2, A3" in page
    assert "The same words" in page
    assert "Each of these can be carried" in page
    assert re.search(r"A4</a> <span class=\"soft\">Member</span> In 1\.1, .*strike “into the street”", page), "the map in words"
    assert "<strong>falls</strong>" in page
    alone = read(browse(world.member), at(world, "1.2"))
    assert "Nothing stands against it." in alone
    assert "whatever becomes of the others" not in alone


@pytest.mark.django_db
def test_a_cluster_reads_as_redlines_and_as_clean_text(world: World):
    redline = read(browse(world.member), of(world, 2))
    assert "<ins>" in redline
    clean = read(browse(world.member), of(world, 2, "?as=clean"))
    assert "<ins>" not in clean
    assert "We want shelter for all" in clean
    assert "stands alone" in read(browse(world.member), of(world, 5))


@pytest.mark.django_db
def test_whoever_strikes_the_whole_is_put_first_and_makes_all_fall(world: World):
    world.file(Strike(world.uid("1.1")), mover="council")
    page = read(browse(world.member), of(world, 1))
    assert "Strike it as a whole" in page
    assert page.index('id="A6"') < page.index('id="A1"')
    falls = re.search(r'data-state="fallen">(.*?) fall<', page)
    assert falls
    assert sorted(falls[1].split(", ")) == ["A1", "A2", "A3", "A4"]


@pytest.mark.django_db
def test_no_rival_leaks_that_one_may_not_see(world: World):
    Amendment.objects.filter(number__in=[2, 3]).update(visibility=Visibility.COMMITTEE)
    assert "No two of the 3 open amendments" in read(browse(world.member), at(world))
    page = read(browse(world.member), at(world, "1.1"))
    assert "A2" not in page
    assert "1.1: 2 amendments" in page
    assert "stands alone" in read(browse(world.member), of(world, 1))
    assert browse(world.member).get(of(world, 2)).status_code == 404
    assert "A1, A2" in read(browse(world.mover), of(world, 2)), "its own mover sees it"
    assert "A1, A2, A3" in read(browse(world.committee), of(world, 1))


@pytest.mark.django_db
def test_one_that_is_out_of_order_is_nobodys_rival(world: World):
    for one in Amendment.objects.filter(number__in=[2, 3]):
        committee.rule_on_order(acting_user=world.chair, amendment=one, in_order=False, reason="It reverses the text.")
    assert "No two of the 3 open amendments" in read(browse(world.member), at(world))


@pytest.mark.django_db
def test_empty_pages_say_what_is_there():
    world = build(Stage.DISCUSSION)
    assert "No amendment is open here." in read(browse(world.member), at(world))
    page = read(browse(world.member), at(world, "1.1"))
    assert "No open amendment wants anything of this place." in page
    assert browse(world.member).get(at(world) + "no-such-place/").status_code == 404


@pytest.mark.django_db
def test_a_cluster_of_forty_is_folded_and_paged():
    world = build(Stage.DISCUSSION)
    words = [f"homes for {n} and more of us " + "too " * (n % 7) for n in range(40)]
    brought = [(world.member, Work([world.rewrite("1.1", "homes for all", one)])) for one in words]
    file_crowd(acting_user=OPERATOR, document=world.document, filed=brought)
    page = read(browse(world.member), of(world, 1))
    assert page.count("<article ") == 12
    assert "The next 6, nearer to the text" in page
    assert "28 nearer to the text" in page
    assert "The other 16" in page, "strips that are folded"
    assert page.count("<svg viewBox") == 40
    assert read(browse(world.member), of(world, 1, "?page=3")).count("<article ") == 4
    assert read(browse(world.member), of(world, 1, "?page=99")).count("<article ") == 0
    listed = read(browse(world.member), at(world))
    assert ">A12</a>" in listed
    assert "and 28 more" in listed


@pytest.mark.django_db
def test_words_of_people_stay_words():
    world = build(Stage.DISCUSSION)
    for word in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'):
        world.file(world.rewrite("1.1", "homes for all", word))
    page = read(browse(world.member), at(world, "1.1"))
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("name", "number"), [("list", 12), ("place", 12), ("cluster", 13)])
def test_queries_do_not_grow(name: str, number: int, many: int):
    world = build(Stage.DISCUSSION)
    for label, old in [("1.1", "homes for all"), ("1.2", "municipality"), ("1.3", "council")][:many]:
        for n in range(many + 1):
            world.file(world.rewrite(label, old, f"number {n}"))
    url = {"list": at(world), "place": at(world, "1.1"), "cluster": of(world, 1)}[name]
    client = browse(world.member)
    client.get(url)
    Session.objects.all().update()
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    assert len(found) - SESSION_AND_PERSON == number


@pytest.mark.django_db
def test_the_committee_makes_those_of_the_same_words_one_and_a_mover_parts_again(world: World):
    button = "Make them one, with all movers"
    assert button not in read(browse(world.member), of(world, 1))
    world.to(Stage.CLOSED)
    desk = browse(world.committee)
    page = read(desk, of(world, 1))
    assert page.count(button) == 1
    (form,) = re.findall(r'<form method="post" action="([^"]*/join/)">(.*?)</form>', page)
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(n|key)" value="([^"]+)"', form[1]):
        sent.setdefault(name, []).append(value)
    for _ in range(2):  # a double click joins once
        answer = desk.post(form[0], sent, follow=True)
        assert re.search(r"A\d rests in A\d: all their movers move it together\.", answer.content.decode())
    twin = Amendment.objects.get(rest="same")
    assert button not in read(desk, of(world, 1))
    at_home = f"/c/{world.congress.slug}/A{twin.number}/"
    shown = read(browse(twin.mover_person), at_home)
    assert "It rests in" in shown
    assert f"{at_home}part/" in shown
    carrier = read(browse(world.member), f"/c/{world.congress.slug}/{twin.rests_in}/")
    assert f'href="{at_home}">A{twin.number}</a>' in carrier
    assert str(twin.mover_person) in carrier
    stale = desk.post(form[0], sent | {"key": ["other"]})
    assert (stale.status_code, "is not open any more" in stale.content.decode()) == (409, True)
    parted = browse(twin.mover_person).post(f"{at_home}part/", {"key": "p"}, follow=True).content.decode()
    assert f"A{twin.number} stands by itself again." in parted
    assert button in read(desk, of(world, 1))
    world.sound()
