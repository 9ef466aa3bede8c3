"""What the chair asks to have decided again."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.actions import words
from amendments.actions.votes import Count
from amendments.forms.counting import CountForm
from amendments.forms.fields import Choice, Prose

PUT, COUNT = "put", "count"


class ReopenForm(CountForm):
    """To put it to the vote again, or to put a new count in the place of the one on record; and why."""

    what = Choice(
        label="What is asked",
        choices=((PUT, "Put it to the vote again"), (COUNT, "The votes were counted again: this count takes its place")),
        widget=forms.RadioSelect,
    )
    reason = Prose(label="The reason", max_length=words.REASON, help_text="It is read out, and printed in the record.")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not data or data.get("what") != COUNT:
            self.fields["method"].required = False  # nothing is counted
        if data and data.get("do") == "check":
            self.fields["reason"].required = False  # it is only looked at

    @property
    def figures(self) -> Count | None:
        """The new count; None where it is put again."""
        return self.count() if getattr(self, "cleaned_data", {}).get("what") == COUNT else None
