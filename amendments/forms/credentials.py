"""What is typed about credentials: codes, seats given up, votes held, challenges and answers."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.forms.fields import Choice, Line, Prose, Whole
from amendments.models import Seat
from amendments.models.presence import DoorKind
from amendments.models.register import About

TIMES = (("lent", "For a time: it can be taken back"), ("given", "For good"))


class CodeForm(forms.Form):
    """The code at the door."""

    code = Line(
        label="The code at the door",
        max_length=20,
        required=False,
        help_text="Six signs, on the screen or the sheet at the door.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class SurrenderForm(forms.Form):
    """To which alternate a seat goes, for how long and why."""

    alternate = Choice(label="Alternate", error_messages={"required": "choose the alternate who takes the seat."})
    lent = Choice(label="For how long", choices=TIMES, widget=forms.RadioSelect, initial="lent")
    reason = Line(label="Why", max_length=300, required=False, help_text="May be empty. Kept with the seat, for the office.")
    here = forms.BooleanField(label="The alternate is here now", required=False, initial=True)

    def __init__(self, data: Any = None, *, alternates: list[Seat], lending: bool, desk: bool) -> None:
        super().__init__(data)
        self.fields["alternate"].choices = [("", "choose"), *((str(one.pk), _named(one)) for one in alternates)]  # type: ignore[attr-defined]
        if not lending:
            del self.fields["lent"]
        if not desk:
            del self.fields["here"]


class HoldForm(forms.Form):
    """Who holds a vote."""

    holder = Choice(label="Who votes for it", error_messages={"required": "choose the delegate who votes for this seat."})

    def __init__(self, data: Any = None, *, holders: list[Seat]) -> None:
        super().__init__(data)
        self.fields["holder"].choices = [("", "choose"), *((str(one.pk), _named(one)) for one in holders)]  # type: ignore[attr-defined]


class WeightForm(forms.Form):
    """What a card weighs."""

    weight = Whole(label="Weight of the card", min_value=1, max_value=1_000_000)


class DoorForm(forms.Form):
    """How the code at the door is shown, and for how long."""

    kind = Choice(label="Show the code", choices=DoorKind.choices, widget=forms.RadioSelect, initial=DoorKind.SCREEN)
    hours = Whole(label="For how many hours", min_value=1, max_value=12, initial=4)


class ChallengeForm(forms.Form):
    """What a delegate challenges, and why."""

    about = Choice(label="I challenge", choices=About.choices, widget=forms.RadioSelect, initial=About.REGISTER)
    reason = Prose(label="Because", help_text="Every member reads it. The record holds a digest of it.", max_length=20_000)


class AnswerForm(forms.Form):
    """The answer to a challenge."""

    answer = Prose(label="Answer", help_text="What was found, and what follows. Every member reads it.", max_length=20_000)


def _named(seat: Seat) -> str:
    number = f", seat {seat.number}" if seat.number else ""
    body = f", {seat.body.short_name or seat.body.name}" if seat.body else ""
    return f"{seat.person}{number}{body}"
