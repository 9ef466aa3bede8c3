"""Many rows made or changed at once: in one place, because Django's own way costs a crowded decision half of its time.

`bulk_update` writes `CASE WHEN id = … THEN …` for each row and field, which is long to compose and to read. PostgreSQL takes
the rows as a table instead: `UPDATE … FROM (VALUES …)`. What is new it takes as one list for each column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, ForeignKey, Model
from simple_history.utils import get_history_manager_for_model

AT_ONCE = 1000  # rows in one statement


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Make rows of a model that keeps no history, each given as the values of these columns: keys for rows (`low_id`)."""
    if hasattr(model, "history"):
        raise TypeError(f"{model.__name__} keeps its history. Make it with `bulk_create_with_history`.")
    values = list(rows)
    if not values:
        return
    if connection.vendor != "postgresql":
        made = (model(**dict(zip(columns, row, strict=True))) for row in values)
        model._default_manager.bulk_create(made, batch_size=500)
        return
    names, fields = connection.ops.quote_name, [_field(model, name) for name in columns]
    into = ", ".join(names(str(field.column)) for field in fields)
    lists = ", ".join(f"CAST(%s AS {_type(field)}[])" for field in fields)
    statement = f"INSERT INTO {names(model._meta.db_table)} ({into}) SELECT * FROM unnest({lists})"  # noqa: S608 - names are the models' own, and values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*values, strict=True)])


def update(model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Save named fields of rows of a model that keeps no history: what `bulk_update` does, sooner on PostgreSQL."""
    if hasattr(model, "history"):
        raise TypeError(f"{model.__name__} keeps its history. Save it with `update_with_history`.")
    _save(model, rows, fields)


def _save(model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
    if not rows or not fields:
        return
    if connection.vendor != "postgresql":
        model._default_manager.bulk_update(rows, fields, batch_size=500)
        return
    for start in range(0, len(rows), AT_ONCE):
        _in_one(model, rows[start : start + AT_ONCE], [_field(model, name) for name in fields])


def update_with_history(
    model: type[Model], rows: Sequence[Model], fields: Sequence[str], *, user: Model | None, at: Any, stamped: dict[str, Any]
) -> None:
    """Save named fields, and write a history row for each, with who did it, when, and what it is stamped with."""
    _save(model, rows, fields)
    history = get_history_manager_for_model(model)
    history.bulk_history_create(
        rows,
        batch_size=AT_ONCE,
        update=True,
        default_user=user,
        default_date=at,
        default_change_reason=None,
        custom_historical_attrs=stamped,
    )


def _in_one(model: type[Model], rows: Sequence[Model], fields: Sequence[Field[Any, Any]]) -> None:
    names = connection.ops.quote_name
    key = model._meta.pk
    sets = ", ".join(f"{names(str(field.column))} = CAST(new.column{n} AS {_type(field)})" for n, field in enumerate(fields, 2))
    held = ", ".join(["(" + ", ".join(["%s"] * (len(fields) + 1)) + ")"] * len(rows))
    table = names(model._meta.db_table)
    statement = f"UPDATE {table} SET {sets} FROM (VALUES {held}) AS new WHERE {table}.{names(str(key.column))} = new.column1"  # noqa: S608 - names are the models' own, and values are parameters
    values = [
        value
        for row in rows
        for value in (row.pk, *(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields))
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, Field) or not field.concrete or field.primary_key:
        raise ValueError(f"{model.__name__}.{name} is no column that could be saved.")
    return field


def _type(field: Field[Any, Any]) -> str | None:
    """Give the type that a value is read as: of a short text a long one, so that what does not fit is refused, and not cut."""
    target = field.target_field if isinstance(field, ForeignKey) else field
    return "text" if isinstance(target, CharField) else field.db_type(connection)
