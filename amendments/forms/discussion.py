"""What is written in the discussion, reported and moderated."""

from __future__ import annotations

from django import forms

from amendments.actions.discussion import HINT, MOST
from amendments.actions.moderation import REASON
from amendments.forms.fields import Choice, Prose, Whole
from amendments.models import Side

SIDES = ((Side.FOR, "For it"), (Side.AGAINST, "Against it"), (Side.QUESTION, "A question, neither for nor against"))


class PostForm(forms.Form):
    """A post, or a reply where `reply_to` names what it answers; a reply stands on the side of that."""

    side = Choice(label="I write", choices=SIDES, widget=forms.RadioSelect, required=False)
    words = Prose(label="What I have to say", max_length=MOST, widget=forms.Textarea(attrs={"rows": 5}))
    reply_to = Whole(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    seat = Whole(required=False, min_value=1, max_value=2**62)

    def clean(self) -> dict[str, object]:
        """Ask for the side of what is no reply."""
        data: dict[str, object] = super().clean() or {}
        if not data.get("reply_to") and not data.get("side") and "side" not in self.errors:
            self.add_error("side", "choose for, against, or a question.")
        return data


class EditPostForm(forms.Form):
    """Other words for what one wrote."""

    words = Prose(label="What I have to say", max_length=MOST, widget=forms.Textarea(attrs={"rows": 8}))


class ReportForm(forms.Form):
    """A hint for those who moderate."""

    words = Prose(
        label="What is wrong with it?",
        max_length=HINT,
        required=False,
        help_text="You may leave this empty. Only those who moderate read it, and that it came from you.",
    )


class ModerationForm(forms.Form):
    """What is done with a post, and why."""

    done = Choice(label="This post", widget=forms.RadioSelect)
    reason = Prose(label="Reason", max_length=REASON, help_text="Everybody who may read the discussion reads it.")

    def __init__(self, data: object = None, *, hidden: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        other = ("shown", "is shown again") if hidden else ("hidden", "is hidden")
        self.fields["done"].choices = [other, ("left", f"stays {'hidden' if hidden else 'as it is'}")]  # type: ignore[attr-defined]
