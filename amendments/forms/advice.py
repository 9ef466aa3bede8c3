"""Advice as the committee types it: what to do, why, to whom, how it voted; and who signs a minority's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from amendments.actions import words
from amendments.actions.advice import Opinion
from amendments.forms.fields import Choice, Line, Prose, Whole
from amendments.life import Recommendation
from amendments.models import Advice, Person
from amendments.text.compose import Piece

MOST = 10_000
CHOICES = (
    (Recommendation.CARRY, "Carry it as it was filed"),
    (Recommendation.CARRY_AMENDED, "Carry it as amended, in other words"),
    (Recommendation.REJECT, "Reject it"),
    (Recommendation.REFER, "Refer it"),
    (Recommendation.NONE, "No advice"),
)


def _number(label: str) -> Whole:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return Whole(label=label, min_value=0, max_value=MOST, required=False, widget=widget)


class AdviceForm(forms.Form):
    """One advice. Nothing is chosen beforehand."""

    recommendation = Choice(label="The committee recommends", choices=CHOICES, widget=forms.RadioSelect)
    referred_to = Line(label="Referred to", required=False, max_length=words.LINE, help_text="A body, as people call it.")
    reason = Prose(
        label="Why", required=False, max_length=words.REASON, help_text="Printed beside the recommendation, word for word."
    )
    votes_for = _number("For")
    votes_against = _number("Against")
    abstentions = _number("Abstained")
    decided_on = forms.DateField(
        label="Decided on", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The figures of the committee's vote, to be shown in one row."""
        return [self[name] for name in ("votes_for", "votes_against", "abstentions", "decided_on")]

    def clean(self) -> dict[str, Any]:
        """A vote has figures for and against, or none at all."""
        cleaned = super().clean() or {}
        ayes, noes = cleaned.get("votes_for"), cleaned.get("votes_against")
        if (ayes is None) != (noes is None):
            self.add_error("votes_against" if noes is None else "votes_for", "type both numbers, or neither.")
        elif ayes is None and cleaned.get("abstentions") is not None and not self.errors:
            self.add_error("votes_for", "type how many voted for and against beside those who abstained.")
        return cleaned

    def opinion(self, pieces: Iterable[Piece]) -> Opinion:
        """Give what was typed as the acts take it."""
        data = self.cleaned_data
        ayes, noes = data.get("votes_for"), data.get("votes_against")
        counted = None if ayes is None or noes is None else (ayes, noes, data.get("abstentions") or 0)
        on: date | None = data.get("decided_on")
        return Opinion(data["recommendation"], data["reason"], tuple(pieces), data["referred_to"], counted, on)


class MinorityForm(AdviceForm):
    """A minority's advice: signed by name, or counted."""

    signers = forms.MultipleChoiceField(
        label="Signed by", required=False, widget=forms.CheckboxSelectMultiple, help_text="Their names stand with it."
    )
    size = _number("How many you are, with those who are not named")

    def __init__(self, data: Mapping[str, Any] | None = None, *, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.members = {str(one.pk): one for one in members}
        field = self.fields["signers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, str(one)) for key, one in self.members.items()]
        self.fields["recommendation"].label = "The minority recommends"

    def opinion(self, pieces: Iterable[Piece]) -> Opinion:
        """Give what was typed, with who signs it."""
        one, data = super().opinion(pieces), self.cleaned_data
        signers = [self.members[key] for key in data["signers"]]
        return Opinion(one.recommendation, one.reason, one.pieces, one.referred_to, None, None, signers, data["size"])


def values_of(row: Advice | None) -> dict[str, Any]:
    """Give a saved advice as the form begins with it; nothing where there is none."""
    if row is None:
        return {}
    names = ("recommendation", "referred_to", "reason", "votes_for", "votes_against", "abstentions", "decided_on", "size")
    return {name: getattr(row, name) for name in names} | {"signers": [str(one.pk) for one in row.signers.all()]}
