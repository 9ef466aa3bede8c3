"""Dividing an amendment, as the committee does it on the page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from amendments.actions.asking_division import ask_division
from amendments.life import Rest, Stage
from amendments.models import Amendment
from amendments.queries.division import digest_of
from tests.pages.site import browse
from tests.pages.test_counts import queries
from tests.world import World, build, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client) -> World:
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "A home", "A good home"), world.rewrite("2.1", "publishes", "prints"), mover="mover")
    world.file(world.rewrite("1.2", "faster", "quicker"))
    world.to(Stage.CLOSED)
    client.force_login(world.committee)
    return world


def url(world: World, name: str, number: object = 1) -> str:
    return reverse(name, args=[world.congress.slug, number])


def test_each_part_is_shown_alone_before_it_is_divided(client, world):
    """The page offers each change by itself, and shows the text that each part alone would make."""
    page = client.get(url(world, "divide")).content.decode()
    assert page.count("goes into") == 2
    assert "The text with part 1 alone" in page
    page = client.post(
        url(world, "divide"), {"part-0": "1", "part-1": "1", "reason": "Asked for.", "do": "show"}
    ).content.decode()
    assert "two parts or more" in page
    assert "Asked for." in page
    assert not Amendment.objects.filter(part_of__isnull=False).exists()


def test_it_is_divided_and_the_whole_says_what_became_of_each_part(client, world):
    """A refused form keeps what was typed; the parts have addresses of their own."""
    sent = {"part-0": "1", "part-1": "2", "reason": "", "do": "divide", "seen": digest_of(Amendment.objects.get(number=1))}
    refused = client.post(url(world, "divide"), sent | {"delegate": "nobody"})
    assert refused.status_code == 422
    assert "no delegate of this congress has the number nobody" in refused.content.decode()
    sent |= {"reason": "Asked for.", "delegate": world.delegate.member_number, "key": "k"}
    page = client.post(url(world, "divide"), sent, follow=True)
    assert page.redirect_chain[-1][0] == url(world, "amendment")
    assert "A1 is divided into A1.1, A1.2." in page.content.decode()
    assert url(world, "amendment", "1.1").endswith("/A1.1/")
    part = client.get(url(world, "amendment", "1.1"))
    assert part.status_code == 200
    assert "A part of" in part.content.decode()
    listed = client.get(reverse("amendments", args=[world.congress.slug])).content.decode()
    assert listed.index(">A1<") < listed.index(">A1.1<") < listed.index(">A1.2<") < listed.index(">A2<")
    world.sound()
    kept = client.post(url(world, "unite"), {"reason": "", "do": "unite"})
    assert kept.status_code == 422
    client.post(url(world, "unite"), {"reason": "No need.", "do": "unite"})
    assert Amendment.objects.get(number=1).rest == Rest.NONE
    assert "one with" in client.get(url(world, "amendment", "1.1")).content.decode()


def test_what_is_one_question_says_why(client, world):
    """An amendment of one change has nothing to be cut."""
    assert "A2 is one change, and one question." in client.get(url(world, "divide", 2)).content.decode()


def test_a_delegate_asks_and_the_desk_answers(world):
    world.to(Stage.CLOSED)
    delegate, desk = browse(world.delegate), browse(world.chair)
    here, home = url(world, "ask-division"), f"/c/{world.congress.slug}/"
    assert f'href="{here}">Ask that it be divided' in delegate.get(f"{home}A1/").content.decode()
    assert "Ask that it be divided" not in desk.get(f"{home}A1/").content.decode()
    page = delegate.get(here).content.decode()
    assert "Ask that A1 be divided" in page
    assert "by member number" not in page
    sent = {"part-0": "1", "part-1": "2", "do": "divide", "seen": digest_of(Amendment.objects.get(number=1)), "key": "k"}
    empty = delegate.post(here, sent | {"reason": ""})
    assert (empty.status_code, 'name="part-1"' in empty.content.decode()) == (422, True)
    answer = delegate.post(here, sent | {"reason": "Many want the one."}, follow=True).content.decode()
    assert "You asked that A1 be divided." in answer
    assert "It waits for an answer" in answer
    assert "Answer whether A1 is divided" in desk.get(home).content.decode()
    assert "Answer whether A1 is divided" not in delegate.get(home).content.decode()
    shown = desk.get(url(world, "divide")).content.decode()
    assert "asks for 2 parts" in shown
    (parts,) = re.findall(r'href="([^"]+)">Show the parts as asked', shown)
    assert f'value="{world.delegate.member_number}"' in desk.get(url(world, "divide") + unescape(parts)).content.decode()
    (number,) = re.findall(r'name="request" value="(\d+)"', shown)
    refuse = url(world, "divide") + "refuse/"
    assert desk.post(refuse, {"request": number, "why_not": ""}).status_code == 422
    assert desk.post(refuse, {"request": "0", "why_not": "No."}).status_code == 422
    assert delegate.post(refuse, {"request": number, "why_not": "No."}).status_code == 403
    refused = desk.post(refuse, {"request": number, "why_not": "It was debated as one."}, follow=True).content.decode()
    assert "A1 stays one question." in refused
    assert "It was debated as one." in delegate.get(here).content.decode()
    assert "Answer whether A1 is divided" not in desk.get(home).content.decode()
    world.sound()


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_queries_whatever_there_is_to_cut_and_whoever_asks(many: int) -> None:
    """One row or three: changes, delegates who ask, members of the committee who may sign."""
    world = build(Stage.DISCUSSION)
    changes = [
        ("1.1", "A home", "A good home"),
        ("1.2", "faster", "quicker"),
        ("1.3", "twice", "once"),
        ("2.1", "publishes", "prints"),
    ]
    world.file(*(world.rewrite(*change) for change in changes[: many + 1]), mover="mover")
    world.to(Stage.CLOSED)
    one, numbers = Amendment.objects.get(number=1), list(range(1, many + 2))
    for n in range(many):
        person(world, f"signer {n}", "committee")
        asks = person(world, f"delegate {n}", "delegate")
        ask_division(acting_user=asks, amendment=one, numbers=numbers, reason="Many want one.", seen=digest_of(one))
    asked = (("committee", "divide"), ("delegate", "ask-division"), ("committee", "minority"))
    assert [queries(world, who, url(world, name)) for who, name in asked] == [16, 16, 13]
