"""Tells open pages that they are out of date: an act that changes what people see calls this inside its transaction.

    live.changed(congress, "floor")

Whatever goes onto a document's chain is told already, by `record.append`, under `topic_of(document)`; what does not, such as a
vote that was opened, is told by its act. A ballot never tells. How a page follows is in `amendments.live`.

The row is what counts: it is there when the change is, and gone when the transaction is. The message only saves waiting, and
may be lost: PostgreSQL sends NOTIFY with the commit, and a broker is told after it, by whoever has entered in `messengers`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from amendments.models import Change, Congress
from amendments.queries import clock

CHANNEL = "plank_live"

# Called after the commit. What sends messages stands above the actions, so it enters itself here.
messengers: list[Callable[[], None]] = []


KEPT = timedelta(days=1)  # how long a page may be away and still be told that nothing has changed
LEFT = 1000  # rows that stay however old they are: what a process that begins to read looks back on is among them


def forget(now: datetime) -> int:
    """Delete what is older than `KEPT`, but for the last rows. Gives how many rows.

    Whoever asks with a mark from before has another one than there is now, and so gets the whole part.
    """
    last = Change.objects.order_by("-pk").values_list("pk", flat=True)[LEFT : LEFT + 1].first()
    if last is None:
        return 0
    return Change.objects.filter(pk__lte=last, at__lt=now - KEPT).delete()[0]


def changed(congress: Congress, *topics: str) -> None:
    """Note that what people see of these topics has changed. Raises TransactionManagementError outside of a transaction."""
    connection.validate_no_broken_transaction()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Say what changed in the transaction that changes it.")
    Change.objects.bulk_create(Change(congress=congress, topic=topic, at=clock.now()) for topic in sorted(set(topics)))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    for tell in messengers:
        transaction.on_commit(tell, robust=True)
