"""Short answers: to a correction, an appeal with its reasons, an objection; and the vote on an appeal."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.actions import words
from amendments.actions.corrections import MOST
from amendments.forms.counting import OutcomeForm
from amendments.forms.fields import Prose
from amendments.life import Matter, Outcome


class AnswerForm(forms.Form):
    """What is said next about a correction."""

    words = Prose(
        label="What you say",
        max_length=MOST,
        help_text="Read by the mover and the committee until the amendment is published, and then by whoever reads it.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppealForm(forms.Form):
    """The reasons of an appeal."""

    reason = Prose(
        label="Your reasons",
        max_length=words.REASON,
        help_text="Read by whoever hears the appeal and by everyone who reads the amendment, and printed in the record.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ObjectionForm(forms.Form):
    """An objection, which needs no reason."""

    reason = Prose(
        label="Why, if you want to say it",
        required=False,
        max_length=words.REASON,
        help_text="Your name stands with the objection. It takes no reason.",
    )


class HearingForm(OutcomeForm):
    """The vote on an appeal: carried, and the ruling is overturned."""

    matter = Matter.APPEAL
    outcomes = (
        (Outcome.CARRIED, "The ruling is overturned: the amendment is in order"),
        (Outcome.LOST, "The ruling is upheld: it stays out of order"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["votes_for"].label, self.fields["votes_against"].label = "For the appeal", "Against it"
