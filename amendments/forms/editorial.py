"""One correction of an adopted text."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.actions.editorial import Correction
from amendments.actions.words import REASON
from amendments.forms.fields import Line, Prose


class CorrectionForm(forms.Form):
    """The words of one place as they shall read, or its number; the authority, and what was wrong."""

    words = Prose(label="The words, as they shall read", max_length=100_000, widget=forms.Textarea(attrs={"rows": 8}))
    label = Line(label="The number", required=False, max_length=60)
    authority = Line(
        label="By which authority",
        required=False,
        max_length=300,
        help_text="The resolution of the congress. For numbers and cross-references the standing orders are enough.",
    )
    reason = Prose(label="What was wrong", max_length=REASON, help_text="It is listed with the correction.")

    def __init__(self, data: Any = None, *, was: tuple[str, str]) -> None:
        super().__init__(data, initial={"words": was[0], "label": was[1]})
        self.was = was

    def correction(self, uid: str) -> Correction:
        """Give it as the act takes it: words that stayed are none, and a number that stayed is none."""
        data = self.cleaned_data
        same = data["words"].strip() == self.was[0].strip()
        label = data["label"] if data["label"] != self.was[1] else None
        return Correction(uid, data["authority"], data["reason"], None if same and label is not None else data["words"], label)
