"""What it takes to move a document on: a reason, and a deadline in the congress's own time."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from amendments.actions import words
from amendments.forms.fields import Line, Prose
from amendments.models import Congress


class ReasonForm(forms.Form):
    """A reason for the record."""

    reason = Prose(
        label="Reason",
        required=False,
        max_length=words.REASON,
        help_text="On record. Before the deadline filing is closed only with a reason, because members rely on it.",
    )

    def __init__(self, data: Any = None, *, congress: Congress) -> None:
        super().__init__(data)
        self.congress = congress


class ReopenForm(ReasonForm):
    """A new deadline, and why."""

    deadline = Line(
        label="The new deadline",
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
        error_messages={"required": "choose a day and an hour."},
    )
    field_order = ("deadline", "reason")

    def __init__(self, data: Any = None, *, congress: Congress) -> None:
        super().__init__(data, congress=congress)
        self.fields["reason"].help_text = "On record, with the new deadline."
        self.fields["deadline"].help_text = f"In the time of the congress ({congress.time_zone})."

    def clean_deadline(self) -> datetime:
        """Read a local time of the congress."""
        return moment_in(self.congress, str(self.cleaned_data["deadline"]))


def moment_in(congress: Congress, typed: str) -> datetime:
    """Read a local time in a congress's zone. Refuses what does not exist there, or exists twice, as a clock is changed."""
    try:
        local = datetime.fromisoformat(typed)
    except ValueError as error:
        raise forms.ValidationError("write a day and an hour, such as 2027-05-02T18:00.") from error
    if local.tzinfo is not None:
        raise forms.ValidationError("write the hour without a zone: it is read in the time of the congress.")
    zone = ZoneInfo(congress.time_zone)
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise forms.ValidationError(
            "on that night the clocks are changed, and this hour comes twice or not at all. Choose another."
        )
    return first
