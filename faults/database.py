"""A database of the faults' own: Django's connection is pointed at a PostgreSQL that is there for it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from tests.servers import HOST

NAME = "plank"


@contextmanager
def pointed_at(port: int) -> Iterator[str]:
    """Make the tables there, let Django talk to it until the block ends, and give its address."""
    told: dict[str, Any] = connections["default"].settings_dict
    before = {key: told[key] for key in ("HOST", "PORT", "NAME")}
    connections.close_all()
    try:
        told.update(HOST=HOST, PORT=str(port), NAME="postgres")
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {NAME}")
        connections.close_all()
        told["NAME"] = NAME
        call_command("migrate", verbosity=0, interactive=False)
        yield f"postgres://postgres@{HOST}:{port}/{NAME}"
    finally:
        connections.close_all()
        told.update(before)
