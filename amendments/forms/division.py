"""Division: in which part each change goes, why, and at whose request."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.actions import words
from amendments.forms.fields import Choice, Line, Prose
from amendments.models import Congress, Person, Role

MOST = 12  # parts that the page offers; whoever needs more writes several amendments


class DivisionForm(forms.Form):
    """A part for each change that may be voted apart: `changes` of them. `parts` are in the order of the changes."""

    reason = Prose(
        label="Why it is divided",
        max_length=words.REASON,
        help_text="Read by everyone who reads the amendment, and printed in the record.",
    )
    delegate = Line(
        label="The delegate who asks for it, by member number",
        max_length=40,
        required=False,
        help_text="Left empty, you divide it of your own.",
    )

    def __init__(self, data: Any = None, *, congress: Congress, changes: int, asking: bool = False) -> None:
        super().__init__(data)
        if asking:  # a delegate asks in their own name
            del self.fields["delegate"]
            self.fields["reason"].label = "Why it should be divided"
        self.congress, self.names = congress, [f"part-{n}" for n in range(changes)]
        choices = [(str(n), f"Part {n}") for n in range(1, min(max(changes, 2), MOST) + 1)]
        for n, name in enumerate(self.names):
            label = f"Change {n + 1} goes into"
            self.fields[name] = Choice(label=label, choices=choices, initial=str(min(n + 1, MOST)))

    @property
    def numbers(self) -> list[int]:
        """In which part each change goes, as far as that was chosen: each by itself where not."""
        typed = [self.data.get(name, "") if self.is_bound else "" for name in self.names]
        return [int(one) if one.isdecimal() and len(one) < 3 else min(n, MOST) for n, one in enumerate(typed, 1)]

    @property
    def parts(self) -> list[forms.BoundField]:
        """The fields of the changes."""
        return [self[name] for name in self.names]

    def clean_delegate(self) -> Person | None:
        """Find the delegate among those who hold a seat here."""
        number = str(self.cleaned_data["delegate"]).strip()
        if not number:
            return None
        held = {"seats__congress": self.congress, "seats__until__isnull": True, "seats__role": Role.DELEGATE}
        person = Person.objects.filter(**held, is_active=True, member_number__iexact=number).first()
        if person is None:
            raise forms.ValidationError(f"no delegate of this congress has the number {number}.")
        return person


class UniteForm(forms.Form):
    """Why a divided amendment is one again."""

    reason = Prose(label="Why it is one question again", max_length=words.REASON, help_text="Printed in the record.")


class RefuseForm(forms.Form):
    """Why a request to divide an amendment is refused."""

    why_not = Prose(label="Why it is refused", max_length=words.REASON)
