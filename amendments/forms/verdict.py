"""What the congress decided on one amendment, as the chair enters it."""

from __future__ import annotations

from typing import Any

from amendments.actions import words
from amendments.actions.chair import Verdict
from amendments.actions.paper_votes import Typed
from amendments.forms.fields import Line
from amendments.forms.on_paper import PaperForm
from amendments.life import Matter, Outcome, Words
from amendments.models import Amendment
from amendments.text.number import Number

LEAVE = "withdrawn"
KEEP = "keep-"


class VerdictForm(PaperForm):
    """Carried, lost, referred, or withdrawn by leave, with the count."""

    matter = Matter.AMENDMENT
    outcomes = (
        (Outcome.CARRIED, "Carried"),
        (Outcome.LOST, "Lost"),
        (Outcome.REFERRED, "Referred"),
        (LEAVE, "Withdrawn by its mover, with leave of the congress"),
    )

    referred_to = Line(
        label="Referred to", required=False, max_length=words.LINE, help_text="A body, as people call it: the next council."
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if data and data.get("outcome") == LEAVE:
            self.fields["method"].required = False  # leave is asked for, not counted

    def clean(self) -> dict[str, Any]:
        """A referral goes to somebody."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.REFERRED and not cleaned.get("referred_to"):
            self.add_error("referred_to", "name the body that it is referred to.")
        return cleaned

    @property
    def put(self) -> str:
        """Which text was put, as the page sent it: the mover's where it does not say."""
        return Words.ADVISED if self.data.get("words") == Words.ADVISED else Words.FILED

    @property
    def loses_words(self) -> bool:
        """Whether the committee's words were put and lost, so that the amendment itself is still open."""
        return bool(self.put == Words.ADVISED and self.cleaned_data.get("outcome") == Outcome.LOST)

    @property
    def by_leave(self) -> bool:
        """Whether it was withdrawn, and not decided."""
        return bool(self.cleaned_data.get("outcome") == LEAVE)

    def kept(self) -> dict[int, str]:
        """Give the chair's rulings that an amendment does not fall, by its number: those that have a reason."""
        rows = {name.removeprefix(KEEP): str(self.data[name]).strip() for name in self.data if name.startswith(KEEP)}
        return {number: reason for typed, reason in rows.items() if (number := Number.read(typed)) and reason}

    def typed(self, amendment: Amendment) -> Typed:
        """Give it as it is typed from paper, for the tellers to confirm."""
        said = self.verdict()
        more: dict[str, Any] = {"referred_to": said.referred_to, "words": said.words, "keep": dict(said.keep)}
        return Typed(Matter.AMENDMENT, said.outcome, said.count, self.cleaned_data["taken_at"], amendment, **more)

    def verdict(self) -> Verdict:
        """Give what is to be recorded."""
        data = self.cleaned_data
        referred = data["referred_to"] if data["outcome"] == Outcome.REFERRED else ""
        kept = self.kept() if data["outcome"] == Outcome.CARRIED else {}
        return Verdict(data["outcome"], self.count(), referred, kept, words=self.put, paper=self.paper())
