"""A whole hall votes at once, while the chair works: what was acknowledged, what was counted, and how long both waited."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from random import Random
from time import perf_counter
from typing import NamedTuple

from load.acts import act
from load.cost import Cost, Seconds
from load.phones import Phones
from load.site import Hall
from load.table import Row, row
from load.web import PATIENCE, Lost, Visitor

OVER = 15.0  # seconds over which a hall presses its buttons, each delegate at a moment of their own
CHOICES = ("for", "for", "against", "abstain")
RESULT = re.compile(r"(\d+) for, (\d+) against, (\d+) abstained")


class Result(NamedTuple):
    """The rows of the table, how many ballots were acknowledged and counted, and what they cost."""

    rows: list[Row]
    acknowledged: int
    counted: int
    cost: Seconds


async def vote(hall: Hall, many: int) -> Result:
    """Let the chair open a vote, so many delegates vote on their phones, and the chair close and declare it; then compare."""
    await _warm(hall)
    phones = Phones(hall, many)
    took = await phones.connect()
    rows = [Row("phones connect", phones.open, took, of=many)]
    try:
        await put(hall)
        rows += await (votes := Ballots(hall, phones)).run()
        counted = await close_and_declare(hall)
    finally:
        await phones.close()
    rows += [Row("phones that fetched their ballot", phones.fetched)] if phones.fetched else []
    rows += [Row("ballots refused or unanswered", votes.failed)] if votes.failed else []
    return Result(rows, len(votes.times), counted, votes.cost)


class Ballots:
    """Ballots cast in one vote from phones that have the floor open, and how long each took to be acknowledged."""

    def __init__(self, hall: Hall, phones: Phones) -> None:
        self.hall, self.phones = hall, phones
        self.times: list[float] = []
        self.shown: list[float] = []
        self.cost: Seconds = {}
        self.failed = 0
        self.opened = 0.0
        self._open = asyncio.Event()

    async def run(self) -> list[Row]:
        """Open the vote, and let all vote while the chair works. Gives the rows of the table."""
        many, chance = len(self.phones.voters), Random(len(self.phones.voters))  # noqa: S311 - moments, no secrets
        waits, over, cost = list[float](), asyncio.Event(), Cost(self.hall.servers)
        self.phones.expect()
        voters = [
            asyncio.create_task(self._cast(one, at, chance.uniform(0, OVER))) for at, one in enumerate(self.phones.voters)
        ]
        await act(self.hall, "open", method="roll call")
        self.opened = perf_counter()
        self._open.set()
        working = asyncio.create_task(_chair(self.hall, waits, over))
        await asyncio.gather(*voters)
        took, self.cost = perf_counter() - self.opened, cost.seconds()
        over.set()
        await working
        return [
            row("phones show the ballot", self.shown, of=many),
            row("ballots acknowledged", self.times, seconds=took, of=many),
            row("the chair's pages meanwhile", waits),
        ]

    async def _cast(self, delegate: Visitor, at: int, moment: float) -> None:
        """Wait for the ballot, think until some moment, and send it. Its time is from sending to reading that it is counted."""
        try:
            async with asyncio.timeout(PATIENCE):
                shown, part = await self.phones.ballots[delegate]
            await self._open.wait()
            self.shown.append(max(0.0, shown - self.opened))
            await asyncio.sleep(self.opened + moment - perf_counter())
            form = self.phones.ballot(delegate, part)
            sent = perf_counter()
            answer = await delegate.send_part(form, self.hall.hall, choice=CHOICES[at % len(CHOICES)])
        except (OSError, LookupError):
            self.failed += 1
        else:
            counted = answer.status == 200 and 'class="receipt"' in answer.text
            self.times += [perf_counter() - sent] if counted else []
            self.failed += not counted
        finally:
            await delegate.close()


async def _warm(hall: Hall) -> None:
    """Let every worker of the site answer once: a site that has just started reads its own code first."""
    early = [Visitor(hall.pages, hall.streams, hall.chair.cookies) for _ in range(16)]
    for page in pages_of(hall):
        await asyncio.gather(*(one.get(page) for one in early))
    await asyncio.gather(*(Visitor(hall.pages, cookies=one.cookies).get(hall.hall) for one in hall.delegates[:16]))
    for one in early:
        await one.close()


async def _chair(hall: Hall, waits: list[float], over: asyncio.Event) -> None:
    """Look at the console, the floor and the voting list, again and again, as a chair does."""
    while not over.is_set():
        for page in pages_of(hall):
            began = perf_counter()
            await hall.chair.get(page)
            waits.append(perf_counter() - began)
            await asyncio.sleep(0.3)


def pages_of(hall: Hall) -> tuple[str, ...]:
    """Give the pages that the chair looks at."""
    return f"{hall.hall}run/", hall.floor, hall.floor.replace("/floor/", "/list/")


async def put(hall: Hall) -> None:
    """Put the next amendment that can be put, as the chair does. Raises Lost where there is none."""
    page = (await hall.chair.get(hall.floor)).text
    for name in dict.fromkeys(re.findall(r"/c/[^\"/]+/(A[\d.]+)/decide/", page)):
        with suppress(Lost):
            await act(hall, "put", kind="amendment", amendments=name, text="filed")
            return
    raise Lost("No amendment is left that could be put to the vote now.")


async def close_and_declare(hall: Hall) -> int:
    """Close the vote, declare it, and read on the page of all votes how many were counted."""
    await act(hall, "close")
    await act(hall, "declare")
    found = RESULT.search((await hall.chair.get(f"/c/{hall.congress}/votes/")).text)
    return sum(map(int, found.groups())) if found else 0
