"""Ruling otherwise than the standing orders say: which order, what is allowed, why; and leave to file late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from amendments.actions import words
from amendments.forms.fields import Choice, Line, Prose
from amendments.forms.stages import moment_in
from amendments.forms.support import CoMoverForm
from amendments.models import Body, Congress
from amendments.models.orders import RULES
from amendments.queries.orders import TEXT, label_of

WHY = "On record, and shown to everyone who reads it."


class LetInForm(forms.Form):
    """Why an amendment goes to the congress without the supporters that it lacks."""

    reason = Prose(label="Reason", max_length=words.REASON, help_text=WHY)


class OverrideForm(forms.Form):
    """Which order the ruling departs from, what is allowed instead, and why."""

    rule = Choice(label="Which order")
    allows = Line(label="What is allowed instead", max_length=300, help_text="One sentence, as it will be read.")
    reason = Prose(label="Reason", max_length=words.REASON, help_text=WHY)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        orders = [(name, label_of(name)) for name in RULES if name != TEXT]
        self.fields["rule"].choices = [("", "Choose one of the standing orders"), *orders]  # type: ignore[attr-defined]


class LeaveForm(CoMoverForm):
    """Who may file late, until when, and why."""

    until = Line(
        label="Until",
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
        error_messages={"required": "choose a day and an hour."},
    )
    reason = Prose(label="Reason", max_length=words.REASON, help_text=WHY)

    def __init__(self, data: Any = None, *, congress: Congress, bodies: Sequence[Body]) -> None:
        super().__init__(data, congress=congress, bodies=bodies)
        self.fields["until"].help_text = f"In the time of the congress ({congress.time_zone})."

    def clean_until(self) -> datetime:
        """Read a local time of the congress."""
        return moment_in(self.congress, str(self.cleaned_data["until"]))
