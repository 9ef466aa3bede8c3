"""How often mails come."""

from __future__ import annotations

from django import forms

from amendments.forms.fields import Choice, Prose
from amendments.models import Often

OFTEN = (
    (Often.AT_ONCE, "As it happens, one mail for each thing"),
    (Often.DAILY, "Once a day at most"),
    (Often.WEEKLY, "Once a week at most"),
    (Often.NEVER, "Never"),
)


class MailsForm(forms.Form):
    """How often, and whether one follows what is one's own."""

    often = Choice(label="Mails about what I follow", choices=OFTEN, widget=forms.RadioSelect)
    mine = forms.BooleanField(label="I follow what I moved or support, without asking for each", required=False)


class NoteForm(forms.Form):
    """A note, and for whom it is: "" for oneself, else the id of a body."""

    body = Choice(label="Who can read it", widget=forms.RadioSelect, required=False)
    words = Prose(label="Note", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, data: object = None, *, bodies: list[tuple[str, str]], words: str = "", body: str = "") -> None:
        super().__init__(data, initial={"words": words, "body": body})  # type: ignore[arg-type]
        self.fields["body"].choices = [("", "I alone"), *bodies]  # type: ignore[attr-defined]
