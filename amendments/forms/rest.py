"""The one vote on all that is still open."""

from __future__ import annotations

from typing import Any

from django import forms

from amendments.actions import words
from amendments.actions.paper_votes import Typed
from amendments.actions.putting import Put
from amendments.actions.rest import Disposed
from amendments.forms.fields import Choice, Line
from amendments.forms.on_paper import PaperForm
from amendments.life import Left, Matter
from amendments.models import Document

WAYS = (
    (Left.LAPSES, "It lapses"),
    (Left.REFERRED, "It is referred"),
    (Left.REMITTED, "The document is remitted as it is, with all that is open"),
)


class RestForm(PaperForm):
    """What becomes of it, to whom it goes, and the count; put on the floor (`do=put`), there is no count yet."""

    matter = Matter.REST
    outcomes = (("carried", "Carried"), ("lost", "Lost: the list goes on"))

    way = Choice(label="What becomes of what is open", choices=WAYS, widget=forms.RadioSelect)
    referred_to = Line(
        label="To which body", required=False, max_length=words.LINE, help_text="Where it is referred or remitted."
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if data and data.get("do") == "put":
            self.fields["outcome"].required = self.fields["method"].required = False

    def verdict(self) -> Disposed:
        """Give what is to be recorded."""
        data = self.cleaned_data
        return Disposed(data["way"], data["outcome"], self.count(), data["referred_to"], self.paper())

    def typed(self) -> Typed:
        """Give it as it is typed from paper, for the tellers to confirm."""
        said = self.verdict()
        more: dict[str, Any] = {"referred_to": said.referred_to, "way": said.way}
        return Typed(Matter.REST, said.outcome, said.count, self.cleaned_data["taken_at"], **more)

    def put(self, document: Document) -> Put:
        """Give what is to be put on the floor."""
        return Put(Matter.REST, document, referred_to=self.cleaned_data["referred_to"], way=self.cleaned_data["way"])
