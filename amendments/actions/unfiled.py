"""Unfiled work and its filing take turns, so that what a page still keeps does not come back once it is filed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from amendments.access import User
from amendments.actions import record
from amendments.models import Amendment, Person
from amendments.refusals import Refused
from amendments.text.compose import Piece

MOST_PIECES = 200
LOCK = 0x6472616674 << 23  # beside the number of a person, the advisory lock that keeping and filing their work take


def lock_drafts(person: Person) -> None:
    """Let a person's work be kept and filed one after the other, until the transaction ends. SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK + person.pk])


def check_not_filed(user: User, act: str, key: str) -> None:
    """Refuse to keep the work of a page whose key has filed it already, by the act of this name."""
    if not key:
        return
    lock_drafts(record.must_be_person(user))
    filed = record.done_before(user, act, key)
    if filed is not None:
        raise Refused(f"It is filed already, as {Amendment.objects.get(pk=filed)}. To file something else, open the page anew.")


def check_many(pieces: Sequence[Piece]) -> None:
    """Refuse more pieces than people can read as one amendment, instead of leaving some out."""
    if len(pieces) > MOST_PIECES:
        raise Refused(
            f"An amendment changes at most {MOST_PIECES} places, and this one {len(pieces)}. File it as several. "
            "The same words in many places can be replaced everywhere by one."
        )
