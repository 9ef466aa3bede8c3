"""A whole hall votes at once, while the chair works: what was acknowledged, what was counted, and how long both waited."""

from __future__ import annotations

import asyncio
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from asgiref.sync import sync_to_async

from load.site import Hall
from load.table import Row, row
from load.web import Forms, Visitor

if TYPE_CHECKING:
    from amendments.models import Vote

OVER = 15.0  # seconds over which a hall presses its buttons, each delegate at a moment of their own
CHOICES = ("for", "for", "against", "abstain")


class Result(NamedTuple):
    """The rows of the table, and how many ballots were acknowledged and counted."""

    rows: list[Row]
    acknowledged: int
    counted: int


async def vote(hall: Hall, many: int) -> Result:
    """Open a vote, let so many delegates vote, close it, and compare."""
    opened = await sync_to_async(_open, thread_sensitive=True)(hall)
    ballots, waits = Ballots(opened.pk), list[float]()
    voting = hall.delegates[:many]
    await _warm(hall, ballots.path)
    working = asyncio.create_task(_chair(hall, waits))
    began, chance = perf_counter(), Random(many)  # noqa: S311 - moments, no secrets
    voters = [asyncio.create_task(ballots.cast(one, at, chance.uniform(0, OVER))) for at, one in enumerate(voting)]
    await asyncio.gather(*voters)
    took = perf_counter() - began
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    closed = await sync_to_async(_close, thread_sensitive=True)(opened)
    rows = [
        row("ballots acknowledged", ballots.times, seconds=took, of=many),
        row("the chair's pages meanwhile", waits),
    ]
    rows += [Row("ballots refused or unanswered", ballots.failed)] if ballots.failed else []
    return Result(rows, len(ballots.times), closed.cast)


class Ballots:
    """Ballots cast in one vote, and how long each took to be acknowledged."""

    def __init__(self, vote: int) -> None:
        self.path = f"/load/ballot/{vote}/"
        self.times: list[float] = []
        self.failed = 0

    async def cast(self, delegate: Visitor, at: int, moment: float) -> None:
        """Load the page at some moment, and send the ballot: its time is from sending to reading that it is counted."""
        await asyncio.sleep(moment)
        try:
            form = Forms((await delegate.get(self.path)).text).to(self.path)
            began = perf_counter()
            answer = await delegate.send(form, self.path, choice=CHOICES[at % len(CHOICES)])
        except (OSError, LookupError):
            self.failed += 1
        else:
            counted = answer.status == 200 and "is counted" in answer.text
            self.times += [perf_counter() - began] if counted else []
            self.failed += not counted
        finally:
            await delegate.close()


async def _warm(hall: Hall, path: str) -> None:
    """Let every worker of the site answer once: a site that has just started reads its own code first."""
    early = [Visitor(hall.pages, hall.streams, hall.chair.cookies) for _ in range(16)]
    for page in pages_of(hall):
        await asyncio.gather(*(one.get(page) for one in early))
    await asyncio.gather(*(Visitor(hall.pages, cookies=one.cookies).get(path) for one in hall.delegates[:16]))
    for one in early:
        await one.close()


async def _chair(hall: Hall, waits: list[float]) -> None:
    """Look at the floor and the voting list, again and again, as a chair does."""
    while True:
        for page in pages_of(hall):
            began = perf_counter()
            await hall.chair.get(page)
            waits.append(perf_counter() - began)
            await asyncio.sleep(0.3)


def pages_of(hall: Hall) -> tuple[str, str]:
    """Give the pages that the chair looks at."""
    return hall.floor, hall.floor.replace("/floor/", "/list/")


def _open(hall: Hall) -> Vote:
    """Put the next amendment, and open a roll call on it. Every delegate is here."""
    from amendments.actions.floor import put  # noqa: PLC0415 - Django is set up only now
    from amendments.actions.putting import Put  # noqa: PLC0415
    from amendments.actions.vote import Terms, open_vote  # noqa: PLC0415
    from amendments.models import Document, Person, Presence, Role, Seat  # noqa: PLC0415
    from amendments.queries import clock  # noqa: PLC0415
    from amendments.queries.amendment import open_amendments  # noqa: PLC0415

    document = Document.objects.select_related("congress").get(congress__slug=hall.congress, slug=hall.document)
    chair = Person.objects.filter(seats__role=Role.CHAIR, seats__congress=document.congress).order_by("pk")[0]
    here = Seat.objects.filter(congress=document.congress, role=Role.DELEGATE, until__isnull=True)
    missing = here.exclude(pk__in=Presence.objects.filter(until__isnull=True).values("seat"))
    Presence.objects.bulk_create(Presence(seat=seat, since=clock.now(), by="desk") for seat in missing)
    amendment = open_amendments(document).filter(primary=None).order_by("number")[0]
    question = put(acting_user=chair, congress=document.congress, wanted=Put("amendment", document, amendment))
    return open_vote(acting_user=chair, question=question, terms=Terms("roll call"))


def _close(opened: Vote) -> Vote:
    from amendments.actions.closing import close_vote  # noqa: PLC0415
    from amendments.models import Person, Role  # noqa: PLC0415

    chair = Person.objects.filter(seats__role=Role.CHAIR, seats__congress=opened.congress).order_by("pk")[0]
    return close_vote(acting_user=chair, vote=opened)
