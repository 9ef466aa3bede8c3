"""Signing for a body, and naming who moves an amendment together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from amendments.actions.meetings import Meeting
from amendments.forms.fields import Choice, Line, Whole
from amendments.models import Body, Congress, Person

MOST = 99_999


class BodySupportForm(forms.Form):
    """Which body signs, and the meeting that decided it."""

    body = Choice(label="Body", help_text="One that you speak for.")
    met_on = Line(
        label="Day of the meeting",
        max_length=10,
        widget=forms.TextInput(attrs={"type": "date"}),
        error_messages={"required": "when did it meet?"},
    )
    met_for = Whole(label="Votes for", min_value=0, max_value=MOST)
    met_against = Whole(label="Votes against", min_value=0, max_value=MOST)

    def __init__(self, data: Any = None, *, bodies: Sequence[Body]) -> None:
        super().__init__(data, initial={"body": bodies[0].pk if len(bodies) == 1 else ""})
        self.bodies = {str(one.pk): one for one in bodies}
        self.fields["body"].choices = [(pk, str(one)) for pk, one in self.bodies.items()]  # type: ignore[attr-defined]

    def clean_met_on(self) -> date:
        """Read the day."""
        return day_of(str(self.cleaned_data["met_on"]))

    @property
    def chosen(self) -> Body:
        """The body that signs."""
        return self.bodies[self.cleaned_data["body"]]

    @property
    def meeting(self) -> Meeting:
        """Its meeting."""
        data = self.cleaned_data
        return Meeting(data["met_on"], data["met_for"], data["met_against"])


def day_of(typed: str) -> date:
    """Read a day as a field for days sends it."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise forms.ValidationError("write a day, such as 2027-04-11.") from error


class CoMoverForm(forms.Form):
    """Whom the mover names: a person by member number, or a body."""

    number = Line(
        label="A person, by member number",
        max_length=40,
        required=False,
        help_text="It stands on the membership card. Nobody is found by name, so that nobody can look people up here.",
    )
    body = Choice(label="Or a body", required=False)

    def __init__(self, data: Any = None, *, congress: Congress, bodies: Sequence[Body]) -> None:
        super().__init__(data)
        self.congress, self.bodies = congress, {str(one.pk): one for one in bodies}
        self.fields["body"].choices = [("", "No body"), *((pk, str(one)) for pk, one in self.bodies.items())]  # type: ignore[attr-defined]

    def clean_number(self) -> Person | None:
        """Find the person among those who hold a seat here; whether there are others outside is nobody's business."""
        number = str(self.cleaned_data["number"]).strip()
        if not number:
            return None
        held = Person.objects.filter(seats__congress=self.congress, seats__until__isnull=True, is_active=True)
        person = held.filter(member_number__iexact=number).first()
        if person is None:
            raise forms.ValidationError(f"nobody with the number {number} holds a seat in this congress.")
        return person

    @property
    def named(self) -> dict[str, Any]:
        """Whom it names, as the act takes it."""
        return {"person": self.cleaned_data["number"], "body": self.bodies.get(self.cleaned_data["body"])}
