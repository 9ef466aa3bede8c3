"""P1, and a part of P2: nothing stored links a secret ballot to its voter, and no refusal logs a voter with a choice.

The attack knows who voted in which order, and who has which seat. It reads the choices, in the order in which they are found,
out of all that the machine holds: each table by its hidden columns (ctid, xmin) and keys, sessions and outbox among them, dumps
taken while the vote was open, the write-ahead log, the database's log with every statement in it, and the site's own. It
guesses that voters and choices go together in their orders. And it looks in all of these for the private key, which would open
the boxes.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from amendments import sealing
from amendments.actions import ballots, closing
from amendments.actions.ballots import cast
from amendments.models import Ballot, Person, Vote
from faults.evidence import dumped, every_statement_logged, log_position, rows_of, server_log, site_log, tables, write_ahead_log
from faults.promise import Mutant, Promise, Seen
from tests.hall import Hall, full_hall

CHOICE = re.compile(rb"[123]>[123]>[123]")
CHOICES = ("1>2>3", "1>3>2", "2>1>3", "2>3>1", "3>1>2", "3>2>1")
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.1", "all", "members"))
TELLING = {"DateTimeField", "DateField", "GenericIPAddressField"}
LOOSE = "loose_ballots"  # what the mutants keep beside the sealed boxes
Says = Callable[[Person, Vote, str], bool]


def by_act(who: Person, vote: Vote, choice: str) -> bool:
    """Vote by the act itself, and tell whether it was counted."""
    return not cast(acting_user=who, vote=vote, choice=choice).already


def by_page(who: Person, vote: Vote, choice: str) -> bool:
    """Vote by the page, signed in, and tell whether it was counted."""
    browser = Client()
    browser.force_login(who)
    ranks = {f"rank-{number}": place for place, number in enumerate(choice.split(">"), 1)}
    path = reverse("cast-ballot", args=[vote.congress.slug])
    said = browser.post(path, ranks | {"vote": vote.pk, "key": f"key{who.pk}"}, follow=True).content
    return b"The secret ballot of seat" in said and b"is counted." in said


def attack(rounds: int, says: Says = by_act) -> Seen:
    """Let as many as `rounds` delegates vote in secret, each with a known choice, and try to find out who said what."""
    hall, chance, seen = full_hall(*RIVALS, delegates=rounds, rivals_by="ranked"), Random(1), Seen()
    items = [(one, "filed") for one in hall.world.document.amendments.order_by("number")]
    vote = hall.open(hall.put("rivals", amendments=items), "secret ballot")
    voters = list(hall.delegates)
    chance.shuffle(voters)
    said, since = {who.pk: chance.choice(CHOICES) for who in voters}, log_position()
    with ExitStack() as stack:
        stack.enter_context(every_statement_logged())
        site = stack.enter_context(site_log())
        for who in voters:
            seen.acknowledged += says(who, vote, said[who.pk])
        dumps, boxes, key = dumped(Ballot.objects.filter(vote=vote)), _boxes(vote), _key(vote)
        hall.close(vote)
        _after_closing()
        raw = dumps | {"the write-ahead log": write_ahead_log(since), "the database's log": server_log()}
        raw |= {"the site's log": site.getvalue().encode(), "the sessions": _sessions()}
    seen.found = hall.world.fresh(vote).cast
    seen.wrong["places where the boxes that must be there were not found"] += _unseen(raw, boxes)
    orders = [list(said.values()), [said[who.pk] for who in hall.delegates]]
    for name, found in _evidence(raw):
        linked = max(_linked(one, _read(found)) for one in orders)
        seen.wrong[f"{name}: choices linked with voters beyond chance"] += linked if linked > _chance(orders[0]) else 0
        seen.wrong[f"{name}: the private key is in it"] += any(form in found for form in key)
    seen.wrong["a box is left"] += Ballot.objects.filter(vote=vote).count()
    seen.wrong["the key is left"] += sealing.has_key(vote.uid)
    _forget()
    hall.declare(vote)
    if seen.holds:
        hall.world.sound()
    return seen


def _linked(said: Sequence[str], found: Sequence[str]) -> int:
    """Count how many choices are guessed right, each voter with the choice at the same place: the best of all shifts.

    They may stand in the reverse order, too.
    """
    shifts = range(max(1, len(found) - len(said) + 1))
    ways = (said, said[::-1])
    return max(sum(a == b for a, b in zip(way, found[at:], strict=False)) for way in ways for at in shifts) if found else 0


def _chance(said: Sequence[str]) -> int:
    """Give what guessing gives: the commonest choice for all, and four deviations more."""
    common = Counter(said).most_common(1)[0][1]
    return int(common + 4 * len(said) ** 0.5 / 2) + 1 if len(said) > 40 else len(said) - 1


def _evidence(raw: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    keyed = set(tables("id"))
    for table in tables():
        for order in ("ctid", "xmin::text::bigint, ctid", *(["id"] if table in keyed else [])):
            yield f"table {table} by {order}", rows_of(table, order)
    yield from raw.items()


def _boxes(vote: Vote) -> list[bytes]:
    """Give the boxes of an open vote."""
    return [bytes(box or b"") for box in Ballot.objects.filter(vote=vote).values_list("box", flat=True)]


def _key(vote: Vote) -> list[bytes]:
    """Give the private key of an open vote, as it could be written."""
    raw = (Path(settings.PLANK_KEYS) / f"{vote.uid}.key").read_bytes()
    return [raw, raw.hex().encode(), base64.b64encode(raw), base64.urlsafe_b64encode(raw)]


def _sessions() -> bytes:
    """Give what the sessions hold, which lies encoded in their table."""
    return b"\n".join(json.dumps(one.get_decoded()).encode() for one in Session.objects.order_by("expire_date"))


def _unseen(raw: Mapping[str, bytes], boxes: Sequence[bytes]) -> int:
    """Count the places where the attack does not even find the sealed boxes that it knows to be there.

    The end of a page of the write-ahead log cuts one in a hundred in two, so nine of ten must be found.
    """
    in_hex = [box.hex().encode() for box in boxes]
    places = (
        (in_hex, "a dump taken while it was open"),
        (boxes, "the write-ahead log"),
        (in_hex, "the database's log"),
    )
    return sum(10 * sum(one in raw[place] for one in known) < 9 * len(boxes) for known, place in places)


def _read(raw: bytes) -> list[str]:
    return [one.decode() for one in CHOICE.findall(raw)]


def _after_closing() -> None:
    """Nothing is to be done here; a mutant shuffles what it kept."""


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {LOOSE}")


@contextmanager
def loose(key: str, *, shuffled: bool = False) -> Iterator[None]:
    """Break the sealing: choices are kept in a table of their own without seats, under keys of this kind."""
    honest = sealing.seal

    def keep(public_key: str, choice: str) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {LOOSE} (id {key}, choice text)")
            cursor.execute(f"INSERT INTO {LOOSE} (choice) VALUES (%s)", [choice])
        return honest(public_key, choice)

    def shuffle() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE shuffled AS SELECT * FROM {LOOSE} ORDER BY random()")
            cursor.execute(f"DROP TABLE {LOOSE}")
            cursor.execute(f"ALTER TABLE shuffled RENAME TO {LOOSE}")

    with patch.object(sealing, "seal", keep):
        if shuffled:
            with patch("faults.secrecy._after_closing", shuffle):
                yield
        else:
            yield


@contextmanager
def by_seat() -> Iterator[None]:
    """Break the counting: what the boxes said is written down as they are opened, which is in the order of the seats."""
    honest = closing._opened

    def opened(vote: Vote) -> Iterator[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {LOOSE} (choice text)")
            for choice, weight in honest(vote):
                cursor.execute(f"INSERT INTO {LOOSE} VALUES (%s)", [choice])
                yield choice, weight

    with patch.object(closing, "_opened", opened):
        yield


MUTANTS: dict[str, Mutant] = {
    "serial ids": lambda: loose("bigserial"),
    "random ids": lambda: loose("uuid DEFAULT gen_random_uuid()"),
    "shuffled on closing": lambda: loose("uuid DEFAULT gen_random_uuid()", shuffled=True),
    "written down as the boxes are opened": by_seat,
}


def duplicates(rounds: int) -> Seen:
    """Cast the same ballot again, with other choices too, and read what the server's log says of it."""
    hall, seen = full_hall(delegates=2), Seen()
    who, before = hall.delegates[0], len(server_log())
    for n in range(rounds):
        vote = _motion(hall, n, ("roll call", "secret ballot")[n % 2])
        for again in range(3):
            try:
                seen.acknowledged += cast(acting_user=who, vote=vote, choice="against", key=f"{again}").already is False
            except Exception:  # the mutant fails here, and that is what the log tells of
                seen.wrong["a repeated ballot failed"] += 1
        seen.found += hall.close(vote).cast
        hall.declare(vote)
    said = server_log()[before:]
    seen.wrong["the server's log tells of a ballot"] += said.count(b"amendments_ballot")
    kept = {field.get_internal_type() for field in Ballot._meta.fields} & TELLING
    seen.wrong["a ballot keeps a time or an address"] += len(kept)
    return seen


def _motion(hall: Hall, n: int, method: str) -> Vote:
    return hall.open(hall.put("motion", document=None, words=f"Motion {n}."), method)


@contextmanager
def plain_insert() -> Iterator[None]:
    """Break the insert: a second ballot is an error of the database."""
    with patch.object(ballots, "INSERT", ballots.INSERT.removesuffix(" ON CONFLICT DO NOTHING")):
        yield


P1 = Promise(
    "P1",
    "nothing stored links a secret ballot to its voter once the vote is closed",
    "an attack on a vote of as many voters",
    1000,
    partial(attack, says=by_page),
    {f"choices are kept in a table of their own: {name}": mutant for name, mutant in MUTANTS.items()},
)
