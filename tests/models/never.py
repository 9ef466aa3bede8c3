"""Breaks constraints one by one, each by a row that breaks that one alone."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amendments.access import OPERATOR
from amendments.actions.record import append
from amendments.models import Amendment, Entry
from tests.world import World

NOW = datetime(2026, 5, 1, tzinfo=UTC)
Never = Mapping[str, Callable[[World], Any]]

# A constraint that another one says too: a row that breaks the first breaks the second, which PostgreSQL may name instead.
SAID_TOO_BY = {
    "acceptance_words": "acceptance_is_of_words",
    "vote_destroys_only_its_key": "vote_secret_has_a_key",
    "question_kind": "question_is_about_its_document",
    "credential_kind": "credential_keeps_what_its_kind_needs",
}


def each_is_refused(never: Never, world: World, subtests: Any) -> None:
    """Save what each row makes, and see that the database refuses it by the constraint that the row is for.

    SQLite names the columns of a unique constraint instead of the constraint.
    """
    for name, make in never.items():
        with subtests.test(name), transaction.atomic():
            found = make(world)
            found.skip_history_when_saving = True
            names = "|".join(filter(None, (name, SAID_TOO_BY.get(name))))
            with pytest.raises(IntegrityError, match=rf"\b({names})\b|UNIQUE constraint failed"), transaction.atomic():
                found.save()
            transaction.set_rollback(True)


def one(world: World) -> Amendment:
    """Give the amendment of the world that has one."""
    return Amendment.objects.get(congress=world.congress)


def entry(world: World) -> Entry:
    """Give an entry of the document for a row that needs one of its own."""
    return append("test", {}, congress=world.congress, document=world.document, acting_user=OPERATOR, at=NOW)


def saved(row: Any) -> Any:
    """Save a row and give it."""
    row.save()
    return row


def twice(make: Callable[[World], Any]) -> Callable[[World], Any]:
    """Save the row once and give another one like it."""

    def second(world: World) -> Any:
        saved(make(world))
        return make(world)

    return second


def changed(row: Any, **values: Any) -> Any:
    """Give a row with other values."""
    for name, value in values.items():
        setattr(row, name, value)
    return row
