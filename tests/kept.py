"""What a test begins with, made once for each process of the run and laid down again for each test.

Bringing a congress to a stage takes a hundred times as long as writing its rows, and nearly every test begins with one. So it
is made once, by the real acts; its rows are kept as the database gave them; and whoever asks for it again gets the same
rows with the same keys, and the same objects, in a database that holds nothing else.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from amendments.actions import record
from amendments.models import Outbox

Made = TypeVar("Made")


class Kept:
    """All rows of the database, with the objects that a test holds on to."""

    def __init__(self, made: Any) -> None:
        self.made = pickle.dumps(made)
        self.rows = {model: found for model in _models() if (found := _rows(model))}

    def lay_down(self) -> Any:
        """Write the rows into a database that has none of their kind, and give the objects anew."""
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in self.rows.items():
                cursor.executemany(_insertion(model), rows)
            for reset in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                cursor.execute(reset)
            _promise_again()
        return pickle.loads(self.made)


def is_empty() -> bool:
    """Tell whether the database holds no row of this app."""
    asked = " OR ".join(f"EXISTS (SELECT 1 FROM {_table(model)})" for model in _models())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return not cursor.fetchone()[0]


def kept(make: Callable[..., Made]) -> Callable[..., Made]:
    """Let a function that makes what tests begin with do so once for each set of arguments.

    A fixture is kept under its own decorator: `@pytest.fixture` and below it `@kept`. Where the database is not empty, as for
    the second congress of a test, or an argument can be no key, such as a list, it is called as it stands. A test that changes
    the code beneath it must call what makes its world itself. Rows of other apps, such as sessions, are not kept.
    """
    known: dict[Any, Kept] = {}

    @wraps(make)
    def made(*args: Any, **named: Any) -> Made:
        key = (connection.in_atomic_block, args, *sorted(named.items()))
        if not _can_be_kept(key) or not is_empty():
            return make(*args, **named)
        if key in known:
            found: Made = known[key].lay_down()
            return found
        result = make(*args, **named)
        known[key] = Kept(result)
        return result

    return made


def _can_be_kept(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True


def _promise_again() -> None:
    """Deliver after the commit, as the acts did that made these rows: only where a test commits does anything come of it."""
    for row_id in Outbox.objects.filter(delivered_at=None).values_list("pk", flat=True):
        for deliver in record.deliveries:
            transaction.on_commit(record._handing_over(deliver, row_id), robust=True)


def _models() -> list[type[Model]]:
    return list(apps.get_app_config("amendments").get_models(include_auto_created=True))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[Model]) -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in model._meta.local_concrete_fields)


def _rows(model: type[Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_columns(model)} FROM {_table(model)}")
        return list(cursor.fetchall())


def _insertion(model: type[Model]) -> str:
    places = ", ".join(["%s"] * len(model._meta.local_concrete_fields))
    return f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places})"
