"""One condition for thousands of keys: PostgreSQL gets them as one value, and not as thousands to be read one by one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Field, Func, Model, Q, Value


def among(model: type[Model], name: str, keys: Collection[int]) -> Any:
    """Give the condition that a field of a model is one of these keys or numbers: `name__in`, where they may be thousands."""
    field = model._meta.get_field(name)
    if connection.vendor != "postgresql" or not isinstance(field, Field):
        return Q(**{f"{name}__in": keys})
    stored = Value([field.get_prep_value(key) for key in keys])
    return Func(F(field.attname), stored, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
