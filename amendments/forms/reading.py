"""A second reading: why it begins, what is taken in and why, and the dates with which its text is published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from amendments.actions import words
from amendments.forms.fields import Choice, Line, Prose
from amendments.forms.settings import typed
from amendments.forms.stages import ReopenForm, moment_in
from amendments.models import Congress
from amendments.models.document import Audience


class WorkingReadersForm(forms.Form):
    """Who may read the working text."""

    readers = Choice(
        label="Who may read the working text",
        choices=Audience.choices,
        help_text="While it is under way. Everybody else reads the published text; the new one is read by all once it is out.",
    )


class BeginForm(WorkingReadersForm):
    """Why the published text is taken up again, and who may read what becomes of it."""

    reason = Prose(
        label="Why the text is taken up again",
        max_length=words.REASON,
        help_text="On record, and read by all members.",
        error_messages={"required": "members read it, and it is on record."},
    )
    field_order = ("reason", "readers")


class TakeInForm(forms.Form):
    """Why amendments are taken into the text."""

    why = Prose(
        label="Why it is taken in",
        max_length=words.REASON,
        help_text="Its mover reads it, and all members once the text is published.",
        error_messages={"required": "its mover and all members read the reason."},
    )


class AbandonForm(forms.Form):
    """Why a second reading is abandoned."""

    reason = Prose(
        label="Why it is abandoned",
        max_length=words.REASON,
        help_text="On record. The published text stands, and every amendment to it.",
        error_messages={"required": "it is on record."},
    )


class RepublishForm(ReopenForm):
    """What members are told of the new text, until when they may file on it, and until when movers answer."""

    summary = Prose(
        label="What was changed, and why",
        max_length=words.REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Members read this first, above the redline.",
        error_messages={"required": "members read this first."},
    )
    answers = Line(
        label="Movers answer until",
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
        error_messages={"required": "choose a day and an hour."},
    )

    def __init__(self, data: Any = None, *, congress: Congress, dates: tuple[datetime, datetime] | None = None) -> None:
        super().__init__(data, congress=congress)
        del self.fields["reason"]
        self.order_fields(["summary", "answers", "deadline"])
        self.fields["deadline"].label = "Amendments may be filed until"
        self.fields["answers"].help_text = "By then each can confirm, file a new version, or withdraw."
        if dates:
            self.initial["deadline"], self.initial["answers"] = (typed(one, congress) for one in dates)

    def clean_answers(self) -> datetime:
        """Read a local time of the congress."""
        return moment_in(self.congress, str(self.cleaned_data["answers"]))


class LetStandForm(forms.Form):
    """Why an amendment stands though its mover did not answer for it."""

    reason = Prose(
        label="Why it stands",
        max_length=words.REASON,
        help_text="On record, and read by whoever reads the amendment.",
        error_messages={"required": "it is on record."},
    )
