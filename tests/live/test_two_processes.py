"""Two processes of the site work together: what one of them is told to do, screens at the other follow."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.conf import settings

from amendments.life import Stage
from load.web import Event, Forms, Visitor
from tests.loops import in_own_loop
from tests.pages.site import browse
from tests.sites import pages, streams
from tests.world import World, build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE = 60.0  # seconds: it asserts that it comes; how fast, `make load` measures


@pytest.fixture
def world() -> World:
    world = build(Stage.DISCUSSION)
    for label, words in (("1.1", "all"), ("1.2", "municipality")):
        world.file(world.rewrite(label, words, "everybody"))
    world.to(Stage.FLOOR)
    return world


class Site(NamedTuple):
    """Two processes: where one serves pages, where the other serves streams, and that other."""

    pages: str
    streams: str
    process: subprocess.Popen[bytes]


@pytest.fixture(params=["the database", pytest.param("a broker", marks=pytest.mark.long)])
def site(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[Site]:
    """Let two processes hear of each other in both ways there are."""
    broker = request.getfixturevalue("broker") if request.param == "a broker" else ""
    with pages(broker) as here, streams(broker=broker) as (there, process):
        yield Site(here, there, process)


def visitor(world: World, role: str, site: Site) -> Visitor:
    name = settings.SESSION_COOKIE_NAME
    return Visitor(site.pages, site.streams, cookies={name: browse(world.people[role]).cookies[name].value})


async def decides(chair: Visitor, world: World, number: int) -> None:
    """Record a decision as the chair does, on the page."""
    path = f"/c/{world.congress.slug}/A{number}/decide/"
    page = await chair.get(path)
    form = Forms(page.text).to(path)
    given = {"outcome": "carried", "votes_for": "30", "votes_against": "10", "abstentions": "2", "method": "show of hands"}
    answer = await chair.send(form, path, **given)
    assert answer.status == 302, answer.text


def test_what_one_process_does_a_screen_at_the_other_follows(world: World, site: Site):
    chair, member = visitor(world, "chair", site), visitor(world, "member", site)

    async def told() -> Event:
        async with asyncio.timeout(PATIENCE):
            screen = member.follow(f"/live/{world.congress.slug}/floor/{world.document.slug}/")
            assert (await anext(screen)).name == "open"
            await decides(chair, world, 1)
            last = await anext(screen)
            while "A1: carried. 30 for, 10 against" not in last.text:
                last = await anext(screen)
            site.process.send_signal(signal.SIGTERM)
            assert [event.name async for event in screen if event.name != "here"] == []  # it ends, and without a fault
            return last

    assert in_own_loop(told()).name == "change"
    assert site.process.wait(timeout=PATIENCE) in {0, -signal.SIGTERM}
