"""Screens for the tests of live pages: each holds a stream of the site open, in this process, and keeps what it was sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from django.core.handlers.asgi import ASGIHandler
from django.db import connections

from amendments.live.stream import Live
from amendments.models import Person
from tests.pages.site import browse

SOON = 60.0  # seconds, which pass only where something is broken: how fast it comes, `make load` measures


class Event(NamedTuple):
    """What a stream sent."""

    name: str
    key: str
    data: dict[str, Any]


class Screen:
    """One open stream."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.events: list[Event] = []
        self.ended = False
        self._news = asyncio.Event()
        self._gone = asyncio.Event()

    async def send(self, message: Any) -> None:
        """Take what the site sends."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        for block in message.get("body", b"").decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
            if "event" in lines and lines["event"] != "here":
                self.events.append(Event(lines["event"], lines.get("id", ""), json.loads(lines["data"])))
        self._news.set()

    async def receive(self) -> Any:
        """Stay until the screen is switched off."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def until(self, holds: Callable[[Screen], object], seconds: float = SOON) -> bool:
        """Wait until something holds of this screen; False where it does not in time."""
        try:
            async with asyncio.timeout(seconds):
                while not holds(self):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    def switch_off(self) -> None:
        """Go away."""
        self._gone.set()

    @property
    def text(self) -> str:
        """All that it was sent."""
        return json.dumps([one.data for one in self.events])


class Hall:
    """The site, with screens that follow it."""

    def __init__(self) -> None:
        self.live = Live(ASGIHandler())
        self._all: list[tuple[Screen, asyncio.Task[None]]] = []

    async def open(self, path: str, person: Person | None = None, since: str = "", stamp: str = "") -> Screen:
        """Open a screen, and wait until the site has answered."""
        cookies = await does(lambda: browse(person).cookies)
        cookie = "; ".join(f"{name}={one.value}" for name, one in cookies.items())
        headers = {"host": "testserver", "accept": "text/event-stream", "cookie": cookie, "last-event-id": since}
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": f"stamp={stamp}".encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
        }
        screen = Screen()
        task = asyncio.create_task(self._hold(scope, screen))
        self._all.append((screen, task))
        assert await screen.until(lambda one: one.status), "The site did not answer."
        return screen

    async def _hold(self, scope: Any, screen: Screen) -> None:
        await self.live(scope, screen.receive, screen.send)
        screen.ended = True
        screen._news.set()

    async def close(self) -> None:
        """Switch all screens off, and stop watching."""
        for screen, _ in self._all:
            screen.switch_off()
        await asyncio.gather(*(task for _, task in self._all))
        await self.live.stop()


@asynccontextmanager
async def hall() -> AsyncIterator[Hall]:
    """Give a hall for the time of a test."""
    found = Hall()
    try:
        yield found
    finally:
        await found.close()


async def does(act: Callable[[], Any]) -> Any:
    """Do something that asks the database, on a connection of its own."""

    def run() -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)
