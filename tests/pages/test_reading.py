"""The reading page: three conditions of the text, marks that open where they stand, also without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from amendments.life import Stage
from amendments.text.compose import Move
from tests.pages.site import browse
from tests.world import World, build


def url(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/{rest}"


@pytest.fixture
def member(world: World) -> Client:
    return browse(world.people["member"])


def get(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_text_stands_in_its_order(world: World, member: Client) -> None:
    page = get(member, url(world))
    page = page[page.index("<article") :]
    words = ["A preface stands", ">Homes<", "We want homes", "Rents are set", "Each house", ">Ourselves<", "The federation"]
    places = [page.index(one) for one in words]
    assert places == sorted(places)


def test_mark_opens_where_it_stands(world: World, member: Client) -> None:
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    uid = world.uid("1.2")
    closed, opened = get(member, url(world)), get(member, url(world, "?open=1"))
    assert f'href="?as=published&amp;open=1#p-{uid}"' in closed
    assert "<del>" not in closed
    assert '<del><span class="vh">struck: </span>municipality' in opened
    assert 'aria-expanded="true"' in opened
    part = get(member, url(world, f"paragraph/{uid}/?open=1"), **{"HX-Request": "true"})
    assert part.lstrip().startswith("<section")
    assert part.count("<section") == 1
    assert "<del>" in part
    plain = member.get(url(world, f"paragraph/{uid}/?open=1"))
    assert plain["Location"] == url(world, f"?open=1&at={uid}#p-{uid}")


@pytest.mark.parametrize("opened", ["", "x", "99", "-1", "1e9", "9" * 30, "٣"])
def test_odd_marks_open_nothing(world: World, member: Client, opened: str) -> None:
    assert "data-open" not in get(member, url(world, f"?open={opened}"))


def test_conditions(db: None) -> None:
    world = build(Stage.DISCUSSION)
    amendment = world.file(world.rewrite("1.2", "municipality", "town"))
    move = world.file(Move(world.uid("1.1"), world.uid("1"), world.uid("1.3")))
    world.to(Stage.FLOOR)
    world.decide(amendment)
    world.decide(move)
    client = browse(world.people["member"])
    published, current, redline = (get(client, url(world, f"?as={way}")) for way in ("published", "current", "redline"))
    assert "set by the municipality" in published
    assert "set by the town" in current
    assert "<ins>" in redline
    assert "<del>" in redline
    assert "moved here, its words unchanged" in redline
    assert "moved here" not in current
    assert '<span class="quiet-text">' in redline
    assert 'data-state="carried"' in current
    assert "<del>" in get(client, url(world, "?as=published&open=1"))
    assert "It was made on the published text" in get(client, url(world, "?as=current&open=1"))


def test_draft_offers_no_switch_and_the_committee_may_edit(drafting: World) -> None:
    drafting.document.readings.create(stage=Stage.DRAFTING, audience="members")
    page = get(browse(drafting.people["member"]), url(drafting))
    assert "as=redline" not in page
    assert "/edit/" not in page
    assert "/edit/" in get(browse(drafting.people["committee"]), url(drafting))
