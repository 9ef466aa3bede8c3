"""All that a machine holds durably of a congress: tables, dumps, the write-ahead log, the database's log and the site's own."""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.core import serializers
from django.db import connection

from tests.servers import postgres_home

TALKATIVE = (("log_statement", "all"), ("log_min_error_statement", "error"))


def tables(column: str = "%") -> list[str]:
    """Give the names of all tables, or of those that have a column of this name."""
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


def dumped(rows: Any) -> dict[str, bytes]:
    """Dump the database with PostgreSQL's own program, and rows as Django would, by the names of these dumps."""
    known = connection.settings_dict
    command = [postgres_home() / "bin/pg_dump", "-h", known["HOST"], "-p", known["PORT"], "-U", "postgres", known["NAME"]]
    whole = subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout
    return {
        "a dump taken while it was open": whole,
        "rows dumped while it was open": serializers.serialize("json", rows).encode(),
    }


def log_position() -> str:
    """Give where the write-ahead log stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return str(cursor.fetchone()[0])


def write_ahead_log(since: str) -> bytes:
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
    """Read what the database has said, from the file that its standard error goes to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        pid = cursor.fetchone()[0].split()[0]
    return Path(f"/proc/{pid}/fd/2").read_bytes()


@contextmanager
def every_statement_logged() -> Iterator[None]:
    """Let the database log every statement, and what of them fails."""
    _set(f"ALTER SYSTEM SET {name} = '{value}'" for name, value in TALKATIVE)
    try:
        yield
    finally:
        _set(f"ALTER SYSTEM RESET {name}" for name, _ in TALKATIVE)


def _set(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SELECT pg_reload_conf()")


@contextmanager
def site_log() -> Iterator[StringIO]:
    """Give all that the site itself logs meanwhile, at whatever level."""
    said, root = StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(said), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield said
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
