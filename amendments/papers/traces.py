"""What else is kept of a person than what has a form of its own: every row of every table that names them.

The tables are found, and not listed, so that a new one is in the export from its first day. What is not handed out, or less of
it, is listed with the reason: the rest of the house, and its tests, can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import models

from amendments.models import Amendment, Body, Congress, Document, Person

OWN_FORM = frozenset(  # see `papers.person`
    {"Amendment.mover_person", "Amendment.filed_by", "Draft.person", "Seat.person", "Credential.person", "Post.person"}
    | {"Note.person", "Follow.person"}
)
LEFT_OUT = {
    "IdempotencyKey.person": "It keeps a click from counting twice, and says nothing but that a page was sent.",
}
PRIVATE = frozenset({"Mailing.person", "Looked.person"})  # theirs alone, like drafts and notes
# Rows that are mostly about others: what is said of this person in them.
ONLY = {
    "Amendment.confirmed_by": ("confirmed_at",),
    "Advice.confirmed_by": ("rebase_state",),
    "Advice.signers": ("minority", "recommendation", "reason"),
    "PeopleList.person": ("name", "made_at"),
    "VotingList.changed_by": ("changed_at",),
}
NAMED = (Amendment, Document, Congress, Body)  # what a row is about, as far as it has a name without naming another person
NOT_SAID = frozenset({"position", "digest", "edits_digest", "about_digest", "combined_digest", "confirmed_digest", "nonce"})
WORK = frozenset({"edits", "work"})  # of what is kept as data, what a person wrote


class Trace(NamedTuple):
    """One way in which a table names a person: the table, and the field that does."""

    model: type[models.Model]
    field: models.Field[Any, Any]

    @property
    def name(self) -> str:
        """The table and the field, as the lists above have them."""
        return f"{self.model.__name__}.{self.field.name}"


def traces() -> Iterator[Trace]:
    """Give every way in which the tables name a person, but for history, which keeps former states of the same rows."""
    for one in Person._meta.get_fields(include_hidden=True):
        if not one.auto_created or one.concrete or not isinstance(one, models.ForeignObjectRel):
            continue
        model = one.related_model
        if isinstance(model, type) and not hasattr(model, "history_type") and not model._meta.auto_created:
            yield Trace(model, one.field)


def traces_of(person: Person, *, mine: bool) -> list[dict[str, Any]]:
    """Give the rows that name a person, by table: one query for each way, whatever there is.

    What is theirs alone is in it only where they ask for it themselves.
    """
    found: list[dict[str, Any]] = []
    for trace in sorted(traces(), key=lambda one: one.name):
        if trace.name in OWN_FORM or trace.name in LEFT_OUT or (trace.name in PRIVATE and not mine):
            continue
        about = _about(trace.model)
        rows = trace.model._default_manager.filter(**{trace.field.name: person}).order_by("pk")
        rows = rows.select_related(*about) if about else rows
        found += [_said(row, trace, about) for row in rows]
    return found


def _said(row: models.Model, trace: Trace, about: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"what": str(trace.model._meta.verbose_name), "as": str(trace.field.verbose_name)}
    for path in about:
        named: Any = row
        for name in path.split("__"):
            named = getattr(named, name, None)
        said |= {path.rpartition("__")[2]: str(named)} if named is not None else {}
    names = ONLY.get(trace.name) or [one.name for one in _columns(trace.model) if _is_said(one)]
    return said | {name: _plain(getattr(row, name)) for name in names}


def _about(model: type[models.Model]) -> list[str]:
    """Give the ways from a row to what it is about: its own, or that of what it belongs to, such as an acceptance."""
    found = [one.name for one in _columns(model) if one.related_model in NAMED]
    for one in _columns(model):
        if isinstance(held := one.related_model, type) and issubclass(held, models.Model) and held is not Person and not found:
            found = [f"{one.name}__{inner.name}" for inner in _columns(held) if inner.related_model in NAMED[:2]]
    return found


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _is_said(field: models.Field[Any, Any]) -> bool:
    if field.is_relation or field.primary_key or field.name in NOT_SAID or isinstance(field, models.BinaryField):
        return False
    return not isinstance(field, models.JSONField) or field.name in WORK


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
