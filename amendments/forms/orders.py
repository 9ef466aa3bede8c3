"""The standing orders as a form: a field for each order, made from its column, by subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.db import models

from amendments.actions import words
from amendments.forms.fields import Choice, Line, Prose, Whole
from amendments.models import StandingOrders
from amendments.models.orders import RULES, SUBJECTS
from amendments.queries.orders import columns, label_of

YES_NO = (("yes", "Yes"), ("no", "No"))
_LIMITS = {models.PositiveSmallIntegerField: 32_767, models.PositiveIntegerField: 2_000_000_000}


class Group(NamedTuple):
    """The fields of one subject."""

    title: str
    fields: list[forms.BoundField]


def _field(column: models.Field[Any, Any]) -> forms.Field:
    """Make the form's field of an order's column."""
    told: dict[str, Any] = {"help_text": str(column.help_text), "label": label_of(column.name)}
    if isinstance(column, models.BooleanField):
        return Choice(choices=YES_NO, widget=forms.RadioSelect, **told)
    if column.choices:
        return Choice(choices=list(column.flatchoices), widget=forms.RadioSelect, **told)
    if isinstance(column, models.IntegerField):
        return Whole(min_value=0, max_value=_LIMITS.get(type(column), 2_000_000_000), **told)
    if isinstance(column, models.TextField):
        return Prose(max_length=words.ORDERS, required=not column.blank, widget=forms.Textarea(attrs={"rows": 12}), **told)
    return Line(max_length=column.max_length or words.LINE, required=not column.blank, **told)


class OrdersForm(forms.Form):
    """All orders. `changed` are those that were typed otherwise than they are set."""

    def __init__(self, data: Any = None, *, orders: StandingOrders) -> None:
        held = {name: getattr(orders, name) for name in RULES}
        shown = {name: "yes" if value is True else "no" if value is False else value for name, value in held.items()}
        super().__init__(data, initial=shown)
        self.held = held
        for name, column in columns().items():
            self.fields[name] = _field(column)

    def groups(self) -> Iterator[Group]:
        """Give the fields by subject, as the page that shows them."""
        for title, names in SUBJECTS.items():
            yield Group(title, [self[name] for name in names])

    def clean(self) -> dict[str, Any]:
        """Read yes and no, and refuse a majority that is no part of a whole."""
        data = {name: value for name, value in self.cleaned_data.items() if value is not None}
        for name, column in columns().items():
            if isinstance(column, models.BooleanField) and name in data:
                data[name] = data[name] == "yes"
        for name in [one for one in data if one.endswith("_numerator")]:
            whole = data.get(name.replace("_numerator", "_denominator"))
            if whole is not None and not 1 <= data[name] <= whole:
                self.add_error(name, "a majority is a part of a whole, like 1 of 2 or 2 of 3.")
        return data

    @property
    def changed(self) -> dict[str, Any]:
        """The orders that are typed otherwise than they are set."""
        return {name: value for name, value in self.cleaned_data.items() if value != self.held[name]}
