"""The standing orders as people read them: by subject, what each means, how it is set, and what was ruled otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models

from amendments.access import ForCongress, readable_documents
from amendments.models import Amendment, Congress, Entry, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders import RULES, SUBJECTS, TITLES
from amendments.queries.life import capital
from amendments.rules import can, can_see, relations_to

TEXT = "text"
MOST_CHANGES, MOST_RULINGS = 50, 200


@dataclass(frozen=True)
class Otherwise:
    """One ruling that departs from an order: about an amendment, or about a document as a whole."""

    at: datetime
    document: str
    number: int | None
    allows: str
    reason: str


@dataclass(frozen=True)
class Order:
    """One order: its name for people, what it means, how it is set; and what was ruled otherwise."""

    name: str
    label: str
    meaning: str
    value: str
    otherwise: list[Otherwise] = field(default_factory=list)


@dataclass(frozen=True)
class Subject:
    """The orders of one subject."""

    title: str
    orders: list[Order]


@dataclass(frozen=True)
class Change:
    """One setting of the orders: when, and what it changed, order by order."""

    at: datetime
    what: list[str]


@dataclass(frozen=True)
class OrdersPage:
    """All that the page shows. `seen` is the sequence of the entry that set them last."""

    subjects: list[Subject]
    text: str
    changes: list[Change]
    seen: int
    may_set: bool


def columns() -> dict[str, models.Field[Any, Any]]:
    """Give the orders' columns by name, in the order of the page."""
    return {name: StandingOrders._meta.get_field(name) for name in RULES}  # type: ignore[misc]


def label_of(name: str) -> str:
    """Name an order: "Supporters needed"."""
    return TITLES.get(name) or capital(str(columns()[name].verbose_name))


def orders_page(found: ForCongress) -> OrdersPage:
    """Read the page: six queries at most."""
    congress, acting = found
    orders = StandingOrders.objects.get(congress=congress)
    entries = _settings(congress)
    otherwise = _otherwise(found)
    subjects = [
        Subject(title, [_order(orders, name, otherwise.get(name, [])) for name in names if name != TEXT])
        for title, names in SUBJECTS.items()
        if names != (TEXT,)
    ]
    seen = entries[-1].sequence if entries else 0
    return OrdersPage(subjects, orders.text, list(_changes(entries)), seen, can(acting, "set_orders"))


def _order(orders: StandingOrders, name: str, otherwise: list[Otherwise]) -> Order:
    meaning = str(columns()[name].help_text)
    return Order(name, label_of(name), meaning, said(name, getattr(orders, name)), otherwise)


def said(name: str, value: Any) -> str:
    """Say how an order is set."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    choices = dict(columns()[name].flatchoices)
    return str(choices.get(value, value))


def last_set(congress: Congress) -> int:
    """Give the sequence of the entry that set the orders last: one query."""
    return (
        Entry.objects.filter(congress=congress, document__isnull=True, kind="orders set")
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first()
        or 0
    )


def _settings(congress: Congress) -> list[Entry]:
    rows = Entry.objects.filter(congress=congress, document__isnull=True, kind="orders set").order_by("-sequence")
    return list(reversed(rows[: MOST_CHANGES + 1]))


def _changes(entries: list[Entry]) -> Iterator[Change]:
    """Give what each setting changed, the last one first; the first setting of all is where they begin."""
    bodies = [json.loads(entry.payload)["body"] for entry in entries]
    for (_, before), (entry, after) in reversed(list(pairwise(zip(entries, bodies, strict=True)))):
        what = [
            _changed(name, before[name], after[name])
            for name in RULES
            if before.get(name, ...) != after.get(name, ...) and name in before and name in after
        ]
        if what:
            yield Change(entry.made_at, what)


def _changed(name: str, before: Any, after: Any) -> str:
    if isinstance(columns()[name], models.TextField):
        return f"{label_of(name)}: other words"
    return f"{label_of(name)}: {said(name, before)}, now {said(name, after)}"


def _otherwise(found: ForCongress) -> dict[str, list[Otherwise]]:
    """Give what was ruled otherwise, by order, as far as this person may read of it."""
    documents = {one.pk: one for one in readable_documents(found.acting, found.congress)}
    rows = Ruling.objects.filter(document__in=documents, kind=RulingKind.OVERRIDE).exclude(rule="")
    by_rule: dict[str, list[Otherwise]] = {}
    for row in rows.select_related("amendment").order_by("-made_at", "-pk")[:MOST_RULINGS]:
        if row.amendment is None or _seen(found, row.amendment):
            number, title = row.amendment.number if row.amendment else None, documents[row.document_id].title
            by_rule.setdefault(row.rule, []).append(Otherwise(row.made_at, title, number, row.allows, row.reason))
    return by_rule


def _seen(found: ForCongress, amendment: Amendment) -> bool:
    return can_see(found.acting, amendment.visibility, relations_to(found.acting, amendment))
