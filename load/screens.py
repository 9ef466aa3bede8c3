"""Screens follow decisions: how long until each shows what the chair has just recorded."""

from __future__ import annotations

import asyncio
import re
from time import perf_counter

from load.site import Hall
from load.table import Row, row
from load.web import Event, Forms, Lost, Visitor

AT_ONCE = 50  # screens that connect at the same time
EACH = 20  # screens of one person: a site takes some more (amendments/live/hub.py)
PATIENCE = 60.0  # seconds until a screen that shows nothing is given up
GIVEN = {"outcome": "carried", "votes_for": "600", "votes_against": "300", "abstentions": "100", "method": "show of hands"}


class Screens:
    """Streams that are held open, and when each of them last showed something."""

    def __init__(self, hall: Hall, many: int) -> None:
        self.hall, self.many = hall, many
        self.open = self.broken = 0
        self.shown: list[tuple[float, str]] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self) -> float:
        """Open all of them. Gives the seconds that it took."""
        began, turn = perf_counter(), asyncio.Semaphore(AT_ONCE)
        watchers = self.hall.delegates or [self.hall.chair]
        ready = [asyncio.Event() for _ in range(self.many)]
        for at, one in enumerate(ready):
            self._tasks.append(asyncio.create_task(self._hold(watchers[at % len(watchers)], one, turn)))
        await asyncio.gather(*(one.wait() for one in ready))
        return perf_counter() - began

    @property
    def path(self) -> str:
        """What they follow."""
        return self.hall.live

    async def note(self, visitor: Visitor, event: Event) -> None:
        """Note what a stream brought, after the first event."""
        del visitor
        if event.name == "change":
            self.shown.append((perf_counter(), event.text.rpartition('"said":')[2]))

    async def _hold(self, visitor: Visitor, ready: asyncio.Event, turn: asyncio.Semaphore) -> None:
        await turn.acquire()
        try:
            async for event in visitor.follow(self.path):
                if event.name == "open":
                    self.open += 1
                    turn.release()
                    ready.set()
                else:
                    await self.note(visitor, event)
        except (OSError, Lost):
            self.broken += 1
        finally:
            if not ready.is_set():
                turn.release()
                ready.set()

    async def see(self, words: str, since: float) -> list[float]:
        """Wait until all show these words. Gives for each that does after how many seconds."""
        deadline = perf_counter() + PATIENCE
        while perf_counter() < deadline:
            seen = [at - since for at, said in self.shown if words in said]
            if len(seen) >= self.open - self.broken:
                break
            await asyncio.sleep(0.05)
        return seen

    async def close(self) -> None:
        """Switch all off."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def decide(hall: Hall) -> tuple[str, float, float]:
    """Let the chair record the next decision on its page. Gives the amendment, when it was sent, and when it was answered.

    What cannot be decided yet is left out: it waits for another amendment, or for its support.
    """
    page = (await hall.chair.get(hall.floor)).text
    for path, name in dict.fromkeys(re.findall(r"(/c/[^\"/]+/(A[\w.]+)/decide/)", page)):
        forms = [one for one in Forms((await hall.chair.get(path)).text).found if one.action.partition("#")[0] == path]
        if not forms:
            continue
        began = perf_counter()
        if (await hall.chair.send(forms[0], path, **GIVEN)).status == 302:
            return name, began, perf_counter()
    raise Lost("No amendment is left that could be decided now.")


async def follow(hall: Hall, many: int) -> list[Row]:
    """Connect the screens, decide several times, and give the rows of the table."""
    screens = Screens(hall, many)
    took = await screens.connect()
    rows = [Row("screens connect", screens.open, took)]
    delays: list[float] = []
    answers: list[float] = []
    try:
        for _ in range(hall.decisions):
            name, began, answered = await decide(hall)
            answers.append(answered - began)
            delays += await screens.see(f"{name}: carried", answered)
        expected = hall.decisions * many
        rows.append(row("decisions, answered to the chair", answers))
        rows.append(row("screens follow, after the answer", delays, of=expected))
    finally:
        await screens.close()
    if screens.broken:
        rows.append(Row("streams that broke", screens.broken))
    return rows
