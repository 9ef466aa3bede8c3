"""Filing from a paper: who brought it, the paper itself, and the meeting that passed it where a body did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from amendments.access import people_of
from amendments.actions.filing import Work
from amendments.actions.meetings import Meeting
from amendments.actions.papers import Sheet as PaperSheet
from amendments.forms.fields import Line, Upload, Whole
from amendments.models import Body, Congress, Person
from amendments.readers.paper import KINDS, MAX_BYTES, ScannedPaper, read_paper
from amendments.readers.source import Unreadable

TOO_LARGE = f"it is larger than {MAX_BYTES // 1024**2} MB, and was not taken in. Scan it in gray, or at 150 dots an inch."


class BehalfForm(forms.Form):
    """A member by number, or a body; and their paper. `too_large` says that the server stopped an upload."""

    member = Line(
        label="Member number of who brought it",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label="Or the body that passed it", required=False, empty_label="a member brought it"
    )
    met_on = forms.DateField(
        label="Day of its meeting",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "write it as 2027-05-02."},
    )
    met_for = Whole(label="Votes for", required=False, min_value=0, max_value=1_000_000)
    met_against = Whole(label="Votes against", required=False, min_value=0, max_value=1_000_000)
    paper = Upload(
        label="The paper, scanned or photographed",
        help_text=f"{KINDS}, up to {MAX_BYTES // 1024**2} MB. What a camera notes of place and owner is taken out. The mover, "
        "the committee, the chair and the secretary can see it; its digest is on record.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"}),
    )

    def __init__(self, *args: Any, congress: Congress, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.congress, self.too_large = congress, too_large
        self.mover: Person | None = None
        self.fields["body"].queryset = Body.objects.filter(congress=congress)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find who brought it, and look at the paper."""
        cleaned = super().clean() or {}
        number, body = cleaned.get("member", ""), cleaned.get("body")
        if bool(number) == bool(body) and "member" not in self.errors:
            self.add_error("member", "name the member or the body that brought the paper: one of them.")
        elif number:
            self.mover = people_of(self.congress).filter(member_number__iexact=number).first()
            if self.mover is None:
                self.add_error("member", f"nobody here has the member number {number}. Look it up in the list of people.")
        given = [cleaned.get(name) is not None for name in ("met_on", "met_for", "met_against")]
        if any(given) and not all(given) and not {"met_on", "met_for", "met_against"} & set(self.errors):
            self.add_error("met_on", "give the day and both counts of the meeting, or leave all three empty.")
        if self.too_large:
            self.errors.pop("paper", None)
            self.add_error("paper", TOO_LARGE)
        elif "paper" in cleaned:
            self._look(cleaned)
        return cleaned

    def _look(self, cleaned: dict[str, Any]) -> None:
        upload = cleaned["paper"]
        try:
            cleaned["scan"] = read_paper(upload.read(MAX_BYTES + 1), upload.name or "the file")
        except Unreadable as unreadable:
            self.add_error("paper", str(unreadable))

    def onto(self, work: Work) -> Work:
        """Give the work as it is filed: moved by who brought the paper."""
        data = self.cleaned_data
        scan: ScannedPaper = data["scan"]
        counted = data["body"] is not None and data["met_on"] is not None
        meeting = Meeting(data["met_on"], data["met_for"], data["met_against"]) if counted else None
        return replace(work, body=data["body"], meeting=meeting, paper=PaperSheet(scan, self.mover))
