"""A rehearsal says what then happens in earnest, and leaves no trace of itself."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.urls import reverse

from amendments.access import access_document_for
from amendments.actions import member
from amendments.actions.filing import Work, file_amendment
from amendments.life import Stage
from amendments.models import Amendment
from amendments.queries.invented import Invented
from amendments.queries.rehearsal import Rehearsal
from amendments.text.compose import Rewrite
from amendments.text.number import Number
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


def congress() -> World:
    world = build(Stage.DISCUSSION)
    for change in (
        ("1.1", "all", "everybody"),
        ("1.1", "all", "each of us"),
        ("1.1", "We want homes", "We want good homes"),
        ("1.2", "wages", "prices"),
    ):
        world.file(world.rewrite(*change))
    world.to(Stage.FLOOR)
    return world


def rehearse(world: World, **chosen: str) -> Rehearsal:
    found = access_document_for(world.chair, "rehearse", pk=world.document.pk)
    return Rehearsal(found, Invented({int(name[1:]): said for name, said in chosen.items()}))


def test_what_it_says_is_what_happens() -> None:
    world = congress()
    page = rehearse(world, A1="carried", A3="carried", A4="lost")
    steps = {step.number: step for step in page.steps}
    order = [step.number for step in page.steps if step.chosen]
    fallen = [name for step in page.steps for name in step.falls]
    assert fallen == ["A2"]
    assert steps[2].gone or steps[2].chosen == ""
    for number in order:
        one = Amendment.objects.get(number=number)
        if one.rebase_state == "touching":
            assert steps[number].waits
            one = member.confirm_combined(acting_user=world.committee, amendment=one, digest=one.combined_digest)
        world.decide(one, steps[number].chosen)
    assert world.text() == page.after
    assert Amendment.objects.get(number=2).decision == "fallen"


def test_what_was_invented_for_thousands_stands_in_a_short_address() -> None:
    """All carried, all but three, and one of three: each address is short, and says the same when it is read again."""
    every = Invented({7: "lost", 12: "carried"}).all_carried()
    assert every.query() == [("rest", "carried"), ("lost", "7")]
    but = every.with_more({3: "lost", 9: "", 7: "carried", int(Number.of(12, 2)): "lost"})
    assert but.query() == [("rest", "carried"), ("lost", "3,12.2"), ("open", "9")]
    advised = Invented().with_more({number: ("carried", "lost", "")[number // 10 % 3] for number in range(1, 5001)})
    for one in (every, but, advised, but.all_carried(), Invented()):
        read = Invented.read(dict(one.query()))
        assert [read.of(number) for number in (*range(1, 6000), Number.of(12, 2))] == [
            one.of(number) for number in (*range(1, 6000), Number.of(12, 2))
        ]
    assert len(urlencode(advised.with_more({1: "lost"}).query(), safe=",")) < 6_000
    assert Invented.read({"rest": "perhaps", "lost": "x,4-2", "A9": "carried"}) == Invented(
        {2: "lost", 3: "lost", 4: "lost", 9: "carried"}
    )


def test_the_page_carries_all_that_is_left_and_goes_on_from_there() -> None:
    world = congress()
    client, address = browse(world.chair), reverse("rehearsal", args=[world.congress.slug, world.document.slug])
    assert 'href="?rest=carried&amp;lost=4"' in client.get(f"{address}?lost=4").content.decode()
    html = client.get(f"{address}?rest=carried&lost=4").content.decode()
    assert re.findall(r"Falls with that:</strong> (A\d)", html) == ["A1"], "A2 goes further, and is put before it"
    assert 'href="?rest=carried#a4"' in html, "A4 carried too"
    assert 'href="?rest=carried&amp;lost=4&amp;open=3#a3"' in html
    assert "without a result" not in html


def test_it_leaves_no_trace() -> None:
    world = congress()
    client, address = browse(world.chair), reverse("rehearsal", args=[world.congress.slug, world.document.slug])
    client.get(address)
    before = everything()
    html = client.get(address + "?A1=carried&A3=lost&A4=carried&until=A1").content.decode()
    assert "Falls with that:</strong> A2" in html
    assert "everybody" in html
    assert "prices" not in html.partition('id="reads"')[2]
    assert client.get(address + "?A9999=carried&A1=perhaps&nonsense=1").status_code == 200
    assert everything() == before
    assert "Set-Cookie" not in client.get(address).headers
    assert browse(world.member).get(address).status_code == 403
    world.sound()


def everything() -> dict[str, Any]:
    """Give every row of every table of ours."""
    return {
        table.__name__: list(table._base_manager.order_by("pk").values())
        for table in apps.get_app_config("amendments").get_models()
    }


def test_an_amendment_to_another_changes_what_is_put_later() -> None:
    world = build(Stage.DISCUSSION)
    primary = world.file(world.rewrite("1.1", "all", "everybody everywhere"))
    words = world.read("1.1").replace("all", "everybody at once")
    work = Work((Rewrite(world.uid("1.1"), words),), about="a word of it", amends=primary, amends_version=1)
    second = file_amendment(acting_user=world.mover, document=world.reload(), revision=world.revision.number, work=work)
    world.to(Stage.FLOOR)
    page = rehearse(world, A1="carried", A2="carried")
    assert [step.number for step in page.steps] == [second.number, primary.number]
    assert "everybody at once" in page.pairs[-1].clean
    for one in (second, primary):
        world.decide(world.fresh(one))
    assert world.text() == page.after
    fallen = rehearse(congress(), A1="lost")
    assert {step.number: step.falls for step in fallen.steps}[1] == ()
