"""What the office types about people, seats and bodies."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.forms.fields import Choice, Line, Untouched, Whole
from amendments.models import Body, Congress, Role
from amendments.models.body import BodyKind

_NAME = {"autocomplete": "off", "spellcheck": "false"}


class PersonForm(forms.Form):
    """A person's name and address."""

    name = Line(max_length=200, widget=forms.TextInput(attrs=_NAME), error_messages={"required": "a person needs a name."})
    email = Line(
        label="E-mail address",
        required=False,
        help_text="May be empty, and may be shared: people sign in by number.",
        max_length=254,
        widget=forms.EmailInput(attrs=_NAME),
    )


class NewPersonForm(PersonForm):
    """A person who is entered by hand, without a seat yet."""

    member_number = Line(
        label="Member number",
        max_length=40,
        help_text="As in your list of members. It cannot be changed later.",
        widget=forms.TextInput(attrs=_NAME),
        error_messages={"required": "each person has a number of their own."},
    )
    field_order = ("member_number", "name", "email")


class SeatForm(forms.Form):
    """A seat to give."""

    role = Choice(choices=Role.choices, initial=Role.MEMBER)
    body = forms.ModelChoiceField(Body.objects.none(), required=False, empty_label="no body", to_field_name="slug")
    speaks_for_body = forms.BooleanField(label="Speaks for this body, and files its amendments", required=False)
    number = Whole(label="Number on the card", required=False, min_value=1, max_value=2_000_000_000, help_text="For delegates.")

    def __init__(self, data: Any = None, *, congress: Congress) -> None:
        super().__init__(data)
        self.fields["body"].queryset = Body.objects.filter(congress=congress)  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """To whom a seat goes, and why."""

    alternate = Line(
        label="Member number of the alternate",
        max_length=40,
        widget=forms.TextInput(attrs=_NAME),
        error_messages={"required": "name the alternate."},
    )
    reason = Line(
        label="Why",
        max_length=300,
        help_text="Kept with the seat for the office. The record holds only a digest of it.",
        error_messages={"required": "say why the seat is handed over."},
    )


class BodyForm(forms.Form):
    """A body to set up."""

    kind = Choice(choices=BodyKind.choices, initial=BodyKind.BRANCH)
    name = Line(max_length=200, error_messages={"required": "a body needs a name."})
    short_name = Line(label="Short name", required=False, max_length=60, help_text="As people say it.")


class PasswordForm(forms.Form):
    """A password of one's own: the old one, where there is one, and the new one."""

    old = Untouched(
        label="Your password now",
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = Untouched(
        label="Your new password",
        max_length=1000,
        help_text="At least 10 characters. Four or five words in a row are good and easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, has_one: bool) -> None:
        super().__init__(data)
        if not has_one:
            del self.fields["old"]
