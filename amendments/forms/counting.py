"""A counted vote as a form: figures, the method, and what the count means while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms

from amendments.actions import votes, words
from amendments.actions.votes import Count
from amendments.forms.fields import Choice, Prose, Whole
from amendments.life import Matter, Method, Outcome
from amendments.models import Document, StandingOrders
from amendments.models.counting import Base
from amendments.queries.tally import Tally, tally
from amendments.refusals import Refused

MOST = 1_000_000
_PARTS = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
    Fraction(3, 5): "three fifths",
    Fraction(1): "all",
}
_OF = {
    Base.CAST: "the votes for and against",
    Base.PRESENT: "those who are present",
    Base.SEATS: "all delegates’ seats",
}


@dataclass(frozen=True)
class Forecast:
    """What a count means: the figure, and in words how many were needed and how it ends. `refused` says why it cannot be."""

    words: str = ""
    tally: Tally | None = None
    refused: str = ""


def majority_words(document: Document, matter: str) -> str:
    """Say what a question needs: "more than half of the votes for and against"; one query."""
    majority = votes.majority_for(StandingOrders.objects.get(congress=document.congress_id), matter)
    part = _PARTS.get(majority.part, f"{majority.part.numerator} of {majority.part.denominator} parts")
    least = "more than" if majority.part <= Fraction(1, 2) else "at least"
    return f"{least} {part} of {_OF[Base(majority.base)]}"


def forecast(document: Document, matter: str, count: Count) -> Forecast:
    """Work out what a count means under the standing orders, without recording it."""
    try:
        needed = votes.needed_for(document, matter, count)
    except Refused as refused:
        return Forecast(refused=refused.message)
    if needed is None:
        return Forecast("Nobody objected, and no votes were counted.")
    tie = count.votes_for == count.votes_against and votes.casting(document)
    ends = "it is a tie, and the chair decides" if tie else "it is carried" if count.votes_for >= needed else "it is lost"
    figure = tally(count.votes_for, count.votes_against, count.abstentions, needed)
    return Forecast(f"{count.votes_for} for it, {needed} needed: by this count {ends}.", figure)


def _number(label: str, hint: str = "") -> Whole:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    field = Whole(label=label, min_value=0, max_value=MOST, required=False, help_text=hint, widget=widget)
    field.error_messages["min_value"] = "a count is 0 or more."
    field.error_messages["max_value"] = "that is more people than any congress has."
    return field


class CountForm(forms.Form):
    """A vote as the tellers give it. Nothing is chosen beforehand."""

    votes_for = _number("For")
    votes_against = _number("Against")
    abstentions = _number("Abstained")
    present = _number("Present", "Where somebody counted who is in the room.")
    method = Choice(label="How it was counted", choices=Method.choices, widget=forms.RadioSelect)

    def count(self) -> Count:
        """Give the count as typed so far; a field that cannot be read counts as empty."""
        data: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Count(
            votes_for=data.get("votes_for") or 0,
            votes_against=data.get("votes_against") or 0,
            abstentions=data.get("abstentions") or 0,
            present=data.get("present"),
            method=data.get("method") or Method.HANDS,
        )

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The four figures, to be shown in one row."""
        return [self[name] for name in ("votes_for", "votes_against", "abstentions", "present")]


class OutcomeForm(CountForm):
    """A count with its outcome. `outcomes` are those that the question can have."""

    matter = Matter.ADOPTION
    outcomes: tuple[tuple[str, str], ...] = ((Outcome.CARRIED, "Carried"), (Outcome.LOST, "Lost"))

    outcome = Choice(label="The outcome", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(self.outcomes)


class CouncilForm(OutcomeForm):
    """The council's vote on a draft; sent back, it takes a reason."""

    matter = Matter.COUNCIL
    outcomes = ((Outcome.CARRIED, "Approved: it can be published"), (Outcome.LOST, "Not approved: it goes back"))

    reason = Prose(
        label="Reason, if it goes back",
        required=False,
        max_length=words.REASON,
        help_text="The committee works with it, and it is printed in the record.",
    )
