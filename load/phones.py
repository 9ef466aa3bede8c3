"""Delegates’ phones: each has the floor open, holds its stream, and shows the ballot that comes with the opening of a vote."""

from __future__ import annotations

import asyncio
import json
import re
from random import Random
from time import perf_counter

from load.screens import Screens
from load.site import Hall
from load.web import Event, Form, Forms, Visitor

SPREAD = 0.7  # seconds within which pages fetch their own part where it does not come by itself (hall.js)
TURN = re.compile(r'data-turn=\\"([^"\\]+)')  # as it stands in an event
MINE = re.compile(r'data-mine="([^"]+)')
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a name


class Phones(Screens):
    """Does what the page of the floor does with each event, and keeps the ballot that it shows."""

    def __init__(self, hall: Hall, many: int) -> None:
        super().__init__(hall, many)
        self.voters = hall.delegates[:many]
        self.ballots: dict[Visitor, asyncio.Future[tuple[float, Form]]] = {}
        self.fetched = 0
        self._turns: dict[Visitor, str] = {}
        self._chance = Random(many)  # noqa: S311 - moments, no secrets

    @property
    def path(self) -> str:
        """What they follow."""
        return self.hall.live_hall

    def expect(self) -> None:
        """Wait for ballots from now on."""
        self.ballots = {one: asyncio.get_running_loop().create_future() for one in self.voters}

    async def note(self, visitor: Visitor, event: Event) -> None:
        """Show what came. Where one’s own part came along there is nothing to fetch; else it is fetched a little later."""
        if event.name == "own":
            self._show(visitor, json.loads(event.text))
        elif event.name == "change":
            found = TURN.search(event.text)
            if found and found[1] != self._turns.get(visitor, found[1]):
                await self._fetch(visitor, SPREAD)
        elif event.name == "yours":
            await asyncio.sleep(self._chance.uniform(0, event.data["within"] / 1000))
            await visitor.get(self.path)
            await self._fetch(visitor, SPREAD)

    async def _fetch(self, visitor: Visitor, within: float) -> None:
        await asyncio.sleep(self._chance.uniform(0, within))
        self.fetched += 1
        self._show(visitor, (await visitor.get_part(f"{self.hall.hall}mine/")).text)

    def _show(self, visitor: Visitor, html: str) -> None:
        found, waiting = MINE.search(html), self.ballots.get(visitor)
        self._turns[visitor] = found[1] if found else ""
        if waiting is None or waiting.done():
            return
        for form in Forms(html).found:
            if form.action == f"{self.hall.hall}cast/":
                form.fields.setdefault(TOKEN, visitor.cookies["plank_csrf"])
                waiting.set_result((perf_counter(), form))
                return
