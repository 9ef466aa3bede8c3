"""Screens follow what is done, catch up, and are shown nothing that whoever sits before them may not read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from amendments.actions import secretary
from amendments.life import Stage
from amendments.live import channel, hub, watch
from amendments.live.log import Log
from amendments.live.readers import NOBODY
from amendments.models import Change, Person, Seat
from tests.live.screens import SOON, Hall, Screen, does, hall
from tests.loops import in_own_loop
from tests.pages.site import browse
from tests.servers import comes_true
from tests.world import World, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def world() -> World:
    """Two on the floor."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.file(world.rewrite("1.2", "municipality", "town"))
    world.to(Stage.FLOOR)
    return world


@pytest.fixture
def quick(monkeypatch: Any) -> None:
    """Ask again more often who may still read."""
    monkeypatch.setattr(hub, "HEARTBEAT", 0.2)


def at(world: World, kind: str = "floor") -> str:
    return f"/live/{world.congress.slug}/{kind}/{world.document.slug}/"


def decide(world: World, number: int = 1) -> Any:
    return world.decide(world.congress.amendments.get(number=number))


async def shows(screen: Screen, words: str, seconds: float = SOON) -> bool:
    return await screen.until(lambda one: words in one.text, seconds)


def test_screens_follow_a_decision_and_a_screen_that_is_behind_gets_it_once(world: World):
    async def told() -> None:
        async with hall() as site:
            member, passer = await site.open(at(world), world.member), await site.open(at(world), world.delegate)
            assert member.headers["content-type"] == "text/event-stream"
            assert "default-src 'none'" in member.headers["content-security-policy"]
            assert await shows(member, "0 of 2 amendments need no vote any more.")
            await does(lambda: decide(world))
            for screen in (member, passer):
                assert await shows(screen, "A1: carried. 30 for, 10 against, 2 abstained.")
            last = member.events[-1]
            behind, level = (
                await site.open(at(world), world.member, since="x"),
                await site.open(at(world), world.member, last.key),
            )
            assert await shows(behind, "A1: carried.")
            await does(lambda: decide(world, 2))
            assert await shows(level, "A2: carried.")
            assert [one.name for one in level.events] == ["change"]  # what it had was not sent again

    in_own_loop(told())


async def lose(world: World, site: Hall, who: Person, take: Any) -> Screen:
    """Take a reader's right away, then decide something. Gives the screen."""
    screen, other = await site.open(at(world), who), await site.open(at(world), world.chair)
    assert await shows(screen, "0 of 2")
    await does(take)
    await does(lambda: decide(world))
    assert await other.until(lambda one: [each.name for each in one.events].count("yours") >= 1)
    await screen.until(lambda one: one.ended or "A1: carried" in one.text)
    return screen


RIGHTS: dict[str, Any] = {
    "the readers of the stage": lambda w: secretary.set_readers(
        acting_user=w.secretary, document=w.document, stage="floor", audience="committee"
    ),
    "the seat": lambda w: secretary.end_seat(acting_user=w.secretary, seat=Seat.objects.get(person=w.mover)),
    "the session": lambda w: Session.objects.exclude(session_key=browse(w.chair).session.session_key).delete(),
    "the account": lambda w: Person.objects.filter(pk=w.mover.pk).update(is_active=False),
    "the password": lambda w: Person.objects.filter(pk=w.mover.pk).update(password="another"),
}


@pytest.mark.parametrize("right", RIGHTS)
def test_whoever_has_lost_the_right_to_read_gets_nothing_more(world: World, right: str):
    async def told() -> Screen:
        async with hall() as site:
            return await lose(world, site, world.mover, lambda: RIGHTS[right](world))

    screen = in_own_loop(told())
    assert "A1: carried" not in screen.text
    assert [one.name for one in screen.events] == ["change", "gone"]
    assert screen.ended


def test_a_site_that_does_not_ask_again_is_caught(world: World, monkeypatch: Any):
    monkeypatch.setattr(channel, "allowed", lambda part, readers: set(readers))

    async def told() -> Screen:
        async with hall() as site:
            return await lose(world, site, world.mover, lambda: RIGHTS["the seat"](world))

    assert "A1: carried" in in_own_loop(told()).text


@pytest.mark.usefixtures("quick")
def test_a_right_that_ends_in_silence_ends_the_stream(world: World):
    async def told() -> Screen:
        async with hall() as site:
            screen = await site.open(at(world), world.mover)
            await does(lambda: Session.objects.all().delete())
            assert await screen.until(lambda one: one.ended)
            return screen

    assert in_own_loop(told()).events[-1].name == "gone"


def deaf(monkeypatch: Any) -> None:
    """Lose every message."""

    async def nothing(heard: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(watch, "_postgres", nothing)
    monkeypatch.setattr(watch, "_broker", nothing)


async def follow(world: World, seconds: float = SOON) -> bool:
    async with hall() as site:
        screen = await site.open(at(world), world.member)
        assert await shows(screen, "0 of 2")
        await does(lambda: decide(world))
        return await shows(screen, "A1: carried", seconds)


def test_a_lost_message_delays_a_screen_and_loses_nothing(world: World, monkeypatch: Any):
    deaf(monkeypatch)
    assert in_own_loop(follow(world))


def test_a_lost_message_without_a_row_is_caught(world: World, monkeypatch: Any):
    deaf(monkeypatch)
    monkeypatch.setattr(Change.objects, "bulk_create", list)
    assert not in_own_loop(follow(world, 2.0))


def test_a_dead_database_is_waited_for(world: World, monkeypatch: Any):
    honest, failures = channel.Channel.look, iter([True])

    def look(self: Any, readers: Any, *, draw: bool) -> Any:
        if self.drawn is not None and next(failures, False):
            raise OSError("The database is not there.")
        return honest(self, readers, draw=draw)

    monkeypatch.setattr(channel.Channel, "look", look)
    assert in_own_loop(follow(world))


def test_whoever_sees_more_is_told_to_fetch_it_and_is_sent_nothing(world: World):
    async def told() -> tuple[Screen, Screen]:
        async with hall() as site:
            chair = await site.open(at(world), world.chair)
            level = await site.open(at(world), world.chair, stamp=(await does(world.reload)).head[:20])
            assert await chair.until(lambda one: one.events)
            await does(lambda: decide(world))
            assert await level.until(lambda one: one.events)
            return chair, level

    chair, level = in_own_loop(told())
    assert {one.name for one in chair.events} == {"yours"}
    assert [one.name for one in level.events] == ["yours"]  # none for what its page showed already


def test_what_changes_while_a_part_is_drawn_is_told_to_those_who_fetch(world: World, monkeypatch: Any):
    honest, meanwhile = channel.Channel.look, [2]

    def look(self: Any, readers: Any, *, draw: bool) -> Any:
        found = honest(self, readers, draw=draw)
        if self.drawn is not None and draw and meanwhile:
            decide(world, meanwhile.pop())
            assert comes_true(lambda: self.due)
        return found

    async def told() -> Screen:
        async with hall() as site:
            chair = await site.open(at(world), world.chair, stamp=(await does(world.reload)).head[:20])
            member = await site.open(at(world), world.member)
            assert await member.until(lambda one: one.events)
            await does(lambda: decide(world))
            assert await shows(member, "A2: carried")
            await chair.until(lambda one: len(one.events) > 1)
            return chair

    monkeypatch.setattr(channel.Channel, "look", look)
    assert [one.name for one in in_own_loop(told()).events] == ["yours", "yours"]


def test_a_person_and_a_process_have_only_so_many_streams(world: World, settings: Any, monkeypatch: Any):
    settings.LIVE_STREAMS = 3
    monkeypatch.setattr(hub, "EACH", 2)

    async def told() -> list[Screen]:
        async with hall() as site:
            return [await site.open(at(world), world.member) for _ in range(3)] + [
                await site.open(at(world), world.chair) for _ in range(2)
            ]

    found = in_own_loop(told())
    assert [one.events[-1].name for one in found[:3]] == ["change", "change", "full"]
    assert [one.status for one in found] == [200, 200, 200, 200, 503]


def test_a_slow_screen_gets_the_latest_alone():
    async def read() -> list[bytes]:
        stream = channel.Stream(NOBODY, alike=True)
        for what in (b"one", b"two", channel.BEAT):
            stream.put(what)
        first = await stream.next()
        stream.put(channel.BEAT)
        stream.put(b"three")
        return [first, await stream.next()]

    assert in_own_loop(read()) == [b"two", b"three"]


def test_what_is_ones_own_is_sent_first_and_is_not_displaced_by_what_comes_after():
    async def read() -> list[bytes]:
        stream = channel.Stream(NOBODY, alike=True)
        for what in (b"ballot of the first vote ", b"ballot of the second "):
            stream.put_own(what)
        for what in (b"open", b"a vote more"):
            stream.put(what)
        first = await stream.next()
        stream.put_own(b"ballot")
        stream.end(channel.GONE)
        return [first, await stream.next()]

    assert in_own_loop(read()) == [b"ballot of the second a vote more", channel.GONE]


def test_nobody_follows_what_they_may_not_read(world: World):
    async def told() -> list[int]:
        async with hall() as site:
            paths = [at(world), at(world, "nothing"), f"/live/{world.congress.slug}/A99/"]
            return [(await site.open(path, world.stranger)).status for path in paths]

    assert in_own_loop(told()) == [404, 404, 404]


def test_a_change_that_was_numbered_before_and_committed_after_is_found(world: World):
    def numbered(key: int) -> None:
        Change.objects.bulk_create([Change(pk=key, congress=world.congress, topic=f"t{key}")])

    last = Change.objects.order_by("pk").last()
    assert last is not None
    log = Log()
    numbered(last.pk + 2)
    assert log.fresh() == {(world.congress.pk, f"t{last.pk + 2}")}
    numbered(last.pk + 1)
    assert log.fresh() == {(world.congress.pk, f"t{last.pk + 1}")}
    assert log.fresh() == set()
