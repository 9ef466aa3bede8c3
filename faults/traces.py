"""P2: a scripted congress votes in secret from browsers that say who they are, and nothing of that is found anywhere after it.

Each ballot goes through the page, with an address and a browser's name that are known. While one is cast, no row of any table
changes but the sealed box; afterwards address and name are looked for in every column of every table, and in the server's log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import Client, override_settings
from django.urls import reverse

from amendments.models import Person, Vote
from faults.evidence import rows_of, server_log, tables
from faults.promise import Promise, Seen
from faults.secrecy import duplicates, plain_insert
from tests.hall import Hall, full_hall, one

ADDRESS, BROWSER = "203.0.113.77", "Telltale/9.1"
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"))


def leaves_nothing(rounds: int) -> Seen:
    """Go through a congress with so many delegates: an amendment, a choice among rivals, and repeated ballots."""
    hall, seen, before = full_hall(*RIVALS, delegates=rounds, rivals_by="ranked"), Seen(), len(server_log())
    people = [_browser(who) for who in hall.delegates]
    choice = hall.put("rivals", amendments=[(one(hall, number), "filed") for number in (1, 2)])
    _vote(hall, hall.open(choice, "secret ballot"), people, {"rank-1": "1", "rank-2": "2"}, seen)
    _vote(hall, hall.open(hall.put(amendment=one(hall, 1)), "secret ballot"), people, {"choice": "for"}, seen)
    said = server_log()[before:]
    for what in (ADDRESS, BROWSER):
        seen.wrong[f"{what} is stored"] += sum(what.encode() in rows_of(table, "ctid") for table in tables())
        seen.wrong[f"{what} is in the server's log"] += said.count(what.encode())
    seen.wrong["the server's log tells of a ballot"] += said.count(b"amendments_ballot")
    if seen.holds:
        hall.world.sound()
    again = duplicates(rounds)
    return Seen(seen.acknowledged + again.acknowledged, seen.found + again.found, seen.wrong + again.wrong)


def _browser(person: Person) -> Client:
    client = Client(REMOTE_ADDR=ADDRESS, headers={"User-Agent": BROWSER})
    client.force_login(person)
    return client


def _vote(hall: Hall, vote: Vote, people: list[Client], choice: dict[str, str], seen: Seen) -> None:
    """Let all vote by the page, and look after each ballot at what it has changed."""
    cast, floor = (reverse(name, args=[hall.world.congress.slug]) for name in ("cast-ballot", "hall"))
    for n, person in enumerate(people):
        person.get(floor)
        known = _rows()
        answer = person.post(cast, {**choice, "vote": vote.pk, "key": f"{vote.pk}-{n}"}, follow=True)
        seen.acknowledged += b"The secret ballot of seat" in answer.content
        changed = Counter({table: len(rows ^ known[table]) for table, rows in _rows().items()})
        seen.wrong["not one box was written"] += changed.pop("amendments_ballot") != 1
        seen.wrong["a row beside the box tells when it was cast"] += sum(changed.values())
    closed = hall.close(vote)
    seen.found += closed.cast
    hall.declare(closed)


def _rows() -> dict[str, set[bytes]]:
    return {table: set(rows_of(table, "ctid").split(b"\n")) - {b""} for table in tables()}


@contextmanager
def rolling_sessions() -> Iterator[None]:
    """Break the silence: each request writes down until when the session lasts, and so when it was made."""
    with override_settings(SESSION_SAVE_EVERY_REQUEST=True):
        yield


P2 = Promise(
    "P2",
    "no address and no time of a secret vote is stored, and no log has a voter with a choice",
    "a scripted congress of as many delegates, and a ballot cast three times",
    20,
    leaves_nothing,
    {"sessions tell of each request": rolling_sessions, "a second ballot is an error of the database": plain_insert},
)
