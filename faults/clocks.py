"""R9: one clock decides deadlines, that of the database, and they are shown with their zone.

Web machines whose clocks are 90 minutes slow, right, and 90 minutes fast are asked a second before and a second after filing
closes and a vote with a limit ends; and each shows the same pages. Then come the nights on which clocks are changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amendments.actions.ballots import cast
from amendments.life import Stage
from amendments.models import Amendment, Ballot, Congress, Document, Person, Vote
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.templatetags import plank
from faults.nights import typed_in_the_nights, whichever_comes_first
from faults.promise import Promise, Seen
from tests.hall import Hall
from tests.world import World, build

OFF = (-90, 0, 90)  # minutes
ZONE = "Europe/Berlin"
NEAR = (1, -1)  # seconds until the deadline
PASSING = re.compile(r'value="\w{32,64}"|nonce="[^"]*"|content="\w{64}"')  # keys and tokens are new on each page


def one_clock(rounds: int) -> Seen:
    """Ask each web machine so many times on each side of two deadlines, and once for its pages; then go through the nights."""
    seen, world = Seen(), build(Stage.DISCUSSION)
    Congress.objects.filter(pk=world.congress.pk).update(time_zone=ZONE)
    world.congress.refresh_from_db()
    _shown(world, seen)
    _filed(world, rounds, seen)
    _voted(Hall(build(Stage.FLOOR), 3 * len(OFF) * rounds + 10), rounds, seen)
    typed_in_the_nights(seen)
    return seen


def _now() -> datetime:
    """Ask the database, past all of our own code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


@contextmanager
def _machine(off: int) -> Iterator[None]:
    """Let this process believe that it is so many minutes later."""
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=off), tick=True):
        yield


def _around(seconds: int, off: int, rows: Any, field: str, act: Callable[[], bool]) -> bool:
    """Act so many seconds before a deadline by the database's clock, on a machine that is off, and tell what came of it."""
    while True:
        deadline = _now() + timedelta(seconds=seconds)
        rows.update(**{field: deadline})
        with _machine(off):
            done = act()
        if seconds < 0 or _now() < deadline:  # else it took a second, and the deadline passed meanwhile: once more
            return done


def _judge(seen: Seen, what: str, seconds: int, off: int, done: bool) -> None:
    when = "before" if seconds > 0 else "after"
    seen.wrong[f"{what} a second {when} its end, on a machine off by {off} minutes"] += done != (seconds > 0)


def _filed(world: World, rounds: int, seen: Seen) -> None:
    """File around the deadline. What was answered as filed is there, dated by the database's clock."""
    rows, began, real = Document.objects.filter(pk=world.document.pk), _now(), world.document.filing_deadline
    for n in range(rounds):
        for off in OFF:
            for seconds in NEAR:
                file = partial(_file, world, seen, f"{n} {off}")
                _judge(seen, "filing", seconds, off, _around(seconds, off, rows, "filing_deadline", file))
    rows.update(filing_deadline=real)
    found = Amendment.objects.filter(document=world.document)
    seen.found += found.count()
    seen.wrong["dated by another clock"] += found.exclude(filed_at__range=(began, _now())).count()
    world.sound()


def _file(world: World, seen: Seen, word: str) -> bool:
    try:
        world.file(world.rewrite("1.1", "all", f"all of the {word}"))
    except Refused as refused:
        seen.wrong["refused without saying when it closed, with the zone"] += not _says(refused.message, world.reload())
        return False
    seen.acknowledged += 1
    return True


def _says(words: str, document: Document) -> bool:
    """Tell whether a refusal names the deadline to the minute, in the congress's time, and the name of that time."""
    assert document.filing_deadline is not None
    local = document.filing_deadline.astimezone(ZoneInfo(document.congress.time_zone))
    return f"{local:%H:%M} {local.tzname()}" in words


def _voted(hall: Hall, rounds: int, seen: Seen) -> None:
    """Vote around the end of a vote that has a limit, each time somebody who has not voted yet."""
    vote, voters = hall.open(hall.put("motion", document=None, words="A motion."), seconds=3600), iter(hall.delegates)
    rows, real = Vote.objects.filter(pk=vote.pk), vote.closes
    for off in OFF * rounds:
        for seconds in NEAR:
            done = _around(seconds, off, rows, "closes", lambda: _cast(next(voters), vote, seen))
            _judge(seen, "voting", seconds, off, done)
    seen.found += Ballot.objects.filter(vote=vote).count()
    rows.update(closes=real)
    hall.declare(hall.close(vote))
    hall.world.sound()


def _cast(who: Person, vote: Vote, seen: Seen) -> bool:
    try:
        cast(acting_user=who, vote=vote, choice="for", key="one")
    except Refused as refused:
        seen.wrong["refused otherwise than as too late"] += "too late" not in refused.message
        return False
    seen.acknowledged += 1
    return True


def _shown(world: World, seen: Seen) -> None:
    """Show an hour before the deadline what tells it: on each machine the same pages, with day, hour and zone."""
    reader, names = Client(), ("text", "amend", "document-settings")
    reader.force_login(world.committee)
    text = [world.congress.slug, world.document.slug]
    paths = [reverse("congress", args=text[:1]), *(reverse(name, args=text) for name in names)]
    rows, real = Document.objects.filter(pk=world.document.pk), world.reload().filing_deadline
    for path in paths:
        until, pages = _pages(reader, path, rows)
        seen.wrong[f"another page by another machine's clock: {path}"] += len(set(pages)) > 1
        with timezone.override(ZoneInfo(world.congress.time_zone)):
            told = f"{plank.moment(until)}", f"{plank.zone(until)}"
        seen.wrong["a page tells no deadline, or none with its zone"] += not all(one in pages[1] for one in told)
    rows.update(filing_deadline=real)


def _pages(reader: Client, path: str, rows: Any) -> tuple[datetime, list[str]]:
    """Have a page shown by each machine, all within one minute of how long there is until the deadline; and that deadline."""
    while True:
        until = _now() + timedelta(minutes=60, seconds=30)
        rows.update(filing_deadline=until)
        pages = [_page(reader, path, off) for off in OFF]
        if _now() < until - timedelta(hours=1):
            return until, pages


def _page(reader: Client, path: str, off: int) -> str:
    with _machine(off):
        return PASSING.sub("", reader.get(path).content.decode())


@contextmanager
def each_machine_by_its_own() -> Iterator[None]:
    """Break the clock: each web machine asks its own. Its code is changed, for many have imported the function."""
    honest = clock.now.__code__
    clock.now.__code__ = (lambda: datetime.now(UTC)).__code__
    try:
        yield
    finally:
        clock.now.__code__ = honest


R9 = Promise(
    "R9",
    "one clock decides deadlines, shown with its zone",
    "web machines off by 90 minutes, a second on each side of two deadlines, and the nights on which clocks are changed",
    20,
    one_clock,
    {
        "each web machine asks its own clock": each_machine_by_its_own,
        "a time that comes twice is taken for the first": whichever_comes_first,
    },
)
