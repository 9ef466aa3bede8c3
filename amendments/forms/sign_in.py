"""Signing in: by password, by the code on a letter or card, by the link of a mail. Who it is, the action finds out."""

from __future__ import annotations

from django import forms

from amendments.forms.fields import Untouched
from amendments.models.credential import GROUP, LENGTH

_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class SignIn(forms.Form):
    """Who it is and their password."""

    who = Untouched(
        label="Member number or e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs=_PLAIN | {"autocomplete": "username"}),
    )
    password = Untouched(max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class ByCode(forms.Form):
    """Who it is and their printed code, as it stands on the paper or is pointed to by its picture."""

    number = Untouched(
        label="Member number", max_length=254, widget=forms.TextInput(attrs=_PLAIN | {"autocomplete": "username"})
    )
    code = Untouched(
        label="Code",
        max_length=60,
        help_text=f"{LENGTH} letters and digits in groups of {GROUP}. It works once. Capitals and dashes do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ByLink(forms.Form):
    """The link of an invitation, whole or its last part."""

    link = Untouched(
        label="The link from your mail",
        max_length=500,
        help_text="It stands here already when you came by the link. If it does not, copy the whole link from the mail.",
        widget=forms.TextInput(attrs=_PLAIN | {"autocomplete": "off"}),
    )

    def clean_link(self) -> str:
        """Give the last part, which is the secret one."""
        return str(self.cleaned_data["link"]).rpartition("#")[2].strip()
