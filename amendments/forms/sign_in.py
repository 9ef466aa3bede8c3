"""Signing in: by member number or by e-mail address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate

from amendments.forms.fields import Untouched

WRONG = (
    "No member here has this number or address with this password. Where several people share an address, only the member "
    "number tells them apart. The congress office can set a new password for you."
)


class SignIn(forms.Form):
    """Who it is and their password; `person` is set once the form is valid."""

    who = Untouched(
        label="Member number or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = Untouched(max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def clean(self) -> dict[str, Any]:
        """Find the person; an unknown number and a wrong password get the same answer."""
        cleaned = super().clean() or {}
        self.person = None
        if "who" in cleaned and "password" in cleaned:
            self.person = authenticate(username=cleaned["who"], password=cleaned["password"])
            if self.person is None:
                raise forms.ValidationError(WRONG)
        return cleaned
