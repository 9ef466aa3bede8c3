"""One moment of the database for all that is read together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Let everything within be read as it stood at one moment, on PostgreSQL; nothing within may write.

    On SQLite a transaction of ours keeps all writers out, which would cost more than it gives. Within another transaction the
    moment is that one's.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
