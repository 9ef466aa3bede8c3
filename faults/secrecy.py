"""P1, and a part of P2: nothing stored links a secret ballot to its voter, and no refusal logs a voter with a choice.

The attack knows who voted in which order. It reads the choices, in the order in which they are found, out of all that the
machine holds: each table by its hidden columns (ctid, xmin) and keys, a dump taken while the vote was open, the write-ahead
log, and the server's log with every statement in it. It guesses that voters and choices go together in their orders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from django.core import serializers
from django.db import connection

from amendments import sealing
from amendments.actions import ballots
from amendments.actions.ballots import cast
from amendments.models import Ballot, Vote
from faults.promise import Promise, Seen
from tests.hall import Hall, full_hall

CHOICE = re.compile(rb"[123]>[123]>[123]")
CHOICES = ("1>2>3", "1>3>2", "2>1>3", "2>3>1", "3>1>2", "3>2>1")
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.1", "all", "members"))
TELLING = {"DateTimeField", "DateField", "GenericIPAddressField"}
LOOSE = "loose_ballots"  # what the mutants keep beside the sealed boxes


def attack(rounds: int) -> Seen:
    """Let as many as `rounds` delegates vote in secret, each with a known choice, and try to find out who said what."""
    hall, chance, seen = full_hall(*RIVALS, delegates=rounds, rivals_by="ranked"), Random(1), Seen()
    items = [(one, "filed") for one in hall.world.document.amendments.order_by("number")]
    vote = hall.open(hall.put("rivals", amendments=items), "secret ballot")
    said = [chance.choice(CHOICES) for _ in range(rounds)]
    since = _begin()
    voters = list(hall.delegates)
    chance.shuffle(voters)
    for who, choice in zip(voters, said, strict=True):
        seen.acknowledged += not cast(acting_user=who, vote=vote, choice=choice).already
    dump, boxes = b"".join(_tables(Ballot.objects.filter(vote=vote))), _boxes(vote)
    hall.close(vote)
    _after_closing()
    seen.found = hall.world.fresh(vote).cast
    seen.wrong["the boxes that must be there were not found"] += _unseen(since, dump, boxes)
    for name, choices in _evidence(since, dump):
        linked = _linked(said, choices)
        seen.wrong[f"{name}: choices linked with voters beyond chance"] += linked if linked > _chance(said) else 0
    seen.wrong["a box is left"] += Ballot.objects.filter(vote=vote).count()
    seen.wrong["the key is left"] += sealing.has_key(vote.uid)
    _forget()
    hall.declare(vote)
    if seen.holds:
        hall.world.sound()
    return seen


def _linked(said: Sequence[str], found: Sequence[str]) -> int:
    """Count how many choices are guessed right, each voter with the choice at the same place: the best of all shifts."""
    shifts = range(max(1, len(found) - len(said) + 1))
    return max(sum(a == b for a, b in zip(said, found[shift:], strict=False)) for shift in shifts) if found else 0


def _chance(said: Sequence[str]) -> int:
    """Give what guessing gives: the commonest choice for all, and four deviations more."""
    common = Counter(said).most_common(1)[0][1]
    return int(common + 4 * len(said) ** 0.5 / 2) + 1 if len(said) > 40 else len(said) - 1


def _evidence(since: str, dump: bytes) -> Iterator[tuple[str, list[str]]]:
    keyed = set(_tables_with("id"))
    for table in tables():
        for order in ("ctid", "xmin::text::bigint, ctid", *(["id"] if table in keyed else [])):
            yield f"table {table} by {order}", _read(rows_of(table, order))
    yield "dump taken while it was open", _read(dump)
    yield "write-ahead log", _read(_wal(since))
    yield "server log", _read(server_log())


def _boxes(vote: Vote) -> list[bytes]:
    """Give the boxes of an open vote."""
    return [bytes(box or b"") for box in Ballot.objects.filter(vote=vote).values_list("box", flat=True)]


def _unseen(since: str, dump: bytes, boxes: Sequence[bytes]) -> int:
    """Count the places where the attack does not even find the sealed boxes that it knows to be there.

    The end of a page of the write-ahead log cuts one in a hundred in two, so nine of ten must be found.
    """
    in_hex = [box.hex().encode() for box in boxes]
    places = ((in_hex, dump), (boxes, _wal(since)), (in_hex, server_log()))
    return sum(10 * sum(one in raw for one in known) < 9 * len(boxes) for known, raw in places)


def _read(raw: bytes) -> list[str]:
    return [one.decode() for one in CHOICE.findall(raw)]


def tables() -> list[str]:
    """Give the names of all tables, those that have no key named id among them."""
    return _tables_with("%")


def _tables_with(column: str) -> list[str]:
    asked = (
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE %s "
        "ORDER BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, [column])
        return [name for (name,) in cursor.fetchall()]


def rows_of(table: str, order: str) -> bytes:
    """Give all rows of a table as text, in an order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t ORDER BY {order}")
        return "\n".join(row for (row,) in cursor.fetchall()).encode()


def _tables(rows: Any) -> Iterator[bytes]:
    """Give what a dump of all tables has, in their order on disk; and of the ballots what Django's own dump would have."""
    for table in tables():
        yield rows_of(table, "ctid") + b"\n"
    yield serializers.serialize("json", rows).encode()


def _wal(since: str) -> bytes:
    """Read the write-ahead log from the file of a place on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal(), pg_walfile_name(%s)", [since])
        first = cursor.fetchone()[1]
        cursor.execute("SELECT name FROM pg_ls_waldir() WHERE name >= %s ORDER BY name", [first])
        names = [name for (name,) in cursor.fetchall() if re.fullmatch("[0-9A-F]{24}", name)]
        found = b""
        for name in names:
            cursor.execute("SELECT pg_read_binary_file('pg_wal/' || %s)", [name])
            found += bytes(cursor.fetchone()[0])
        return found


def server_log() -> bytes:
    """Read what the server has said, from the file that its standard error goes to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        pid = cursor.fetchone()[0].split()[0]
    return Path(f"/proc/{pid}/fd/2").read_bytes()


def _begin() -> str:
    """Let the server log every statement, and give where the write-ahead log stands."""
    with connection.cursor() as cursor:
        for name, value in (("log_statement", "all"), ("log_min_error_statement", "error")):
            cursor.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return str(cursor.fetchone()[0])


def _after_closing() -> None:
    """Nothing is to be done here; a mutant shuffles what it kept."""


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {LOOSE}")
        for name in ("log_statement", "log_min_error_statement"):
            cursor.execute(f"ALTER SYSTEM RESET {name}")
        cursor.execute("SELECT pg_reload_conf()")


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


MUTANTS = {
    "serial ids": lambda: loose("bigserial"),
    "random ids": lambda: loose("uuid DEFAULT gen_random_uuid()"),
    "shuffled on closing": lambda: loose("uuid DEFAULT gen_random_uuid()", shuffled=True),
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
    kept = {field.get_internal_type() for field in Ballot._meta.fields} & {
        "DateTimeField",
        "DateField",
        "GenericIPAddressField",
    }
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
    attack,
    "choices are kept in a table of their own, and shuffled on closing",
    MUTANTS["shuffled on closing"],
)
