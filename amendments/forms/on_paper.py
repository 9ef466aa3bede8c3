"""A vote that was taken on paper: when, and which teller counted it."""

from __future__ import annotations

from datetime import datetime

from django import forms

from amendments.actions.on_paper import OnPaper, tellers_needed
from amendments.forms.counting import OutcomeForm
from amendments.forms.fields import Choice, Line
from amendments.forms.stages import moment_in
from amendments.models import Document, Role, Seat


class PaperForm(OutcomeForm):
    """An outcome with its count, entered at once, or afterwards with its true time."""

    taken_at = Line(
        label="When it was taken",
        required=False,
        widget=forms.TextInput(attrs={"type": "datetime-local", "step": "60"}),
    )
    teller = Choice(label="The teller who counted", required=False)
    document: Document | None = None
    agree = 1  # how many tellers must agree

    def about(self, document: Document) -> PaperForm:
        """Say which document it is about: whose tellers there are, and whose time is typed."""
        self.document, self.agree = document, tellers_needed(document)
        rows = Seat.objects.filter(congress=document.congress_id, role=Role.TELLER, until__isnull=True).select_related("person")
        choices = [("", "Nobody: it was put on record at once"), *((str(row.pk), row.person.name) for row in rows)]
        self.fields["teller"].choices = choices  # type: ignore[attr-defined]
        self.fields["taken_at"].help_text = f"In the time of the congress ({document.congress.time_zone})."
        if self.agree > 1:
            self.fields.pop("teller", None)
        return self

    @property
    def paper_fields(self) -> list[forms.BoundField]:
        """The two fields, folded away on the page."""
        return [self[name] for name in ("taken_at", "teller") if name in self.fields]

    @property
    def asks_tellers(self) -> bool:
        """Whether it was taken on paper, and several tellers must confirm the count first."""
        return self.agree > 1 and bool(self.cleaned_data.get("taken_at"))

    @property
    def is_on_paper(self) -> bool:
        """Whether one of them was typed in."""
        return bool(self.data.get("taken_at") or self.data.get("teller"))

    def clean_taken_at(self) -> datetime | None:
        """Give the moment. Raises ValidationError for an hour that comes twice, or not at all."""
        typed = self.cleaned_data["taken_at"]
        return moment_in(self.document.congress, typed) if typed and self.document else None

    def clean_teller(self) -> str:
        """A time needs its teller, and a teller the time."""
        teller, typed = str(self.cleaned_data["teller"]), self.data.get("taken_at", "")
        if bool(teller) != bool(typed):
            raise forms.ValidationError("a vote on paper has both: when it was taken, and who counted.")
        return teller

    def paper(self) -> OnPaper | None:
        """Give it as the act takes it; None where it is put on record at once."""
        at, key = self.cleaned_data.get("taken_at"), self.cleaned_data.get("teller")
        if not at or not key:
            return None
        return OnPaper(at, Seat.objects.select_related("person").get(pk=key).person)
