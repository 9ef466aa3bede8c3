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
        self.ballots: dict[Visitor, asyncio.Future[tuple[float, str]]] = {}
        self.fetched = 0
        self._turns: dict[Visitor, str] = {}  # what the floor says that there is to do
        self._mine: dict[Visitor, str] = {}  # and what one's own part is for
        self._asking: dict[Visitor, asyncio.Task[None]] = {}
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
            self._turns[visitor] = found[1] if found else self._turns.get(visitor, "")
            self._late(visitor)
        elif event.name == "yours":
            await asyncio.sleep(self._chance.uniform(0, event.data["within"] / 1000))
            found = TURN.search((await visitor.get(self.path)).text)
            self._turns[visitor] = found[1] if found else ""
            self._late(visitor)

    def _late(self, visitor: Visitor) -> None:
        """Fetch one's own part a little later, unless it comes by itself meanwhile."""
        if asking := self._asking.pop(visitor, None):
            asking.cancel()
        if self._is_late(visitor):
            self._asking[visitor] = asyncio.create_task(self._fetch(visitor))

    def _is_late(self, visitor: Visitor) -> bool:
        return self._turns.get(visitor) != self._mine.get(visitor, self._turns.get(visitor))

    async def _fetch(self, visitor: Visitor) -> None:
        await asyncio.sleep(self._chance.uniform(0, SPREAD))
        if self._is_late(visitor):
            self.fetched += 1
            self._show(visitor, (await visitor.get_part(f"{self.hall.hall}mine/")).text)

    def _show(self, visitor: Visitor, html: str) -> None:
        found, waiting = MINE.search(html), self.ballots.get(visitor)
        self._mine[visitor] = found[1] if found else ""
        if waiting is not None and not waiting.done() and f'action="{self.casting}"' in html:
            waiting.set_result((perf_counter(), html))

    def ballot(self, visitor: Visitor, html: str) -> Form:
        """Read the ballot of the part that a phone shows. Only now: real phones do not all read on the site's processors."""
        form = Forms(html).to(self.casting)
        form.fields.setdefault(TOKEN, visitor.cookies["plank_csrf"])
        return form

    @property
    def casting(self) -> str:
        """Where ballots go."""
        return f"{self.hall.hall}cast/"
