"""What a delegate moves from the floor, as the desk types it: who moves it, and how many support it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from amendments.actions.from_floor import Moved
from amendments.forms.fields import Line, Whole
from amendments.models import Amendment, Congress, Seat
from amendments.queries.door_at import typed_seats
from amendments.queries.sheet import Sheet


class FromFloorForm(forms.Form):
    """The mover by the number of the card or of the member, and the supporters that were counted."""

    card = Line(
        label="Card or member number",
        max_length=40,
        help_text="Of whoever moves it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": "12"}),
    )
    supporters = Whole(label="Supporters", required=False, min_value=0, max_value=100_000)

    def __init__(self, congress: Congress, *args: Any, needed: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._congress = congress
        asked = f"The orders ask for {needed}, besides the mover." if needed else "The orders ask for none."
        self.fields["supporters"].help_text = asked

    def clean_card(self) -> Seat:
        """Find the seat."""
        found = typed_seats(self._congress, self.cleaned_data["card"])
        if len(found) != 1:
            raise forms.ValidationError("no delegate’s seat has this number. Look at the card again.")
        return found[0]

    def moved(self, sheet: Sheet, primary: Amendment | None, version: int) -> Moved:
        """Give what is moved, with the work of the page."""
        data = self.cleaned_data
        moved = Moved(sheet.pieces, data["card"], data["supporters"] or 0, sheet.about, sheet.reason)
        return replace(moved, amends=primary, amends_version=version) if primary else moved
