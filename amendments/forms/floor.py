"""The forms of the floor: what is put, how it is voted on, a ballot, a count, a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from amendments.actions.declaring import Said
from amendments.actions.putting import Put
from amendments.actions.vote import Terms
from amendments.counting import ABSTAIN, AGAINST, FOR
from amendments.forms.fields import Choice, Line, Prose, Whole
from amendments.life import Matter, Method, Outcome, Words
from amendments.models import Amendment, Congress, Document, Paragraph
from amendments.text.number import Number

KINDS = (Matter.AMENDMENT, Matter.PARAGRAPH, Matter.REFER, Matter.CLOSE, Matter.MOTION, Matter.ADOPTION, Matter.WHOLE)
SEVERAL = (Matter.BLOC, Matter.RIVALS)
LABELS = [(one.value, one.label[:1].upper() + one.label[1:]) for one in (KINDS[0], *SEVERAL, *KINDS[1:])]


TIES = [("", "As counted"), (Outcome.CARRIED.value, "Carried"), (Outcome.LOST.value, "Lost")]


class PutForm(forms.Form):
    """What is put. Amendments are typed as they are cited: "A12", or "A3 A5 A7" for a list."""

    kind = Choice(label="What is put", choices=LABELS, widget=forms.RadioSelect)
    document = Choice(label="To which document", required=False)
    amendments = Line(label="Amendments", required=False, max_length=2000, help_text="A12; of a list all of them: A3 A5 A7.")
    text = Choice(label="In whose words", choices=Words.choices, required=False)
    label = Line(label="Paragraph", required=False, max_length=40, help_text="Its number, where it is voted on by itself.")
    referred_to = Line(label="Referred to", required=False, max_length=200)
    words = Prose(label="The motion", required=False, max_length=2000, help_text="Only where it is another motion.")

    def __init__(self, documents: list[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._documents = {str(one.pk): one for one in documents}
        choices = [("", "The congress"), *((key, str(one)) for key, one in self._documents.items())]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]

    def put(self, congress: Congress) -> Put:
        """Give what is put, with the things that were named; one that is not there is none."""
        data = self.cleaned_data
        kind, document = Matter(data["kind"]), self._documents.get(data["document"])
        text = data["text"] or Words.FILED
        named = [Number.read(one) for one in data["amendments"].replace(",", " ").split()]
        found = Amendment.objects.filter(congress=congress, number__in=[one for one in named if one is not None])
        rows = list(found.select_related("document").order_by("number"))
        first = rows[0] if rows and kind == Matter.AMENDMENT else None
        part = Paragraph.objects.filter(document=document, label=data["label"], struck=False).first() if data["label"] else None
        return Put(
            kind,
            document=first.document if first else rows[0].document if rows and document is None else document,
            amendment=first,
            text=text,
            amendments=[(one, text) for one in rows] if kind in SEVERAL else (),
            paragraph=part.uid if part and kind == Matter.PARAGRAPH else "",
            referred_to=data["referred_to"],
            words=data["words"],
        )


class OpenForm(forms.Form):
    """How the vote is taken."""

    method = Choice(label="How it is taken", choices=[("", "As the standing orders say"), *Method.choices], required=False)
    seconds = Whole(label="Seconds", min_value=0, max_value=86_400, required=False, help_text="Empty: until it is closed.")
    override = Prose(label="Without a quorum, because", required=False, help_text="Where the standing orders allow that.")

    def terms(self) -> Terms:
        """Give it as the act takes it."""
        data = self.cleaned_data
        return Terms(data["method"], data["seconds"] or 0, data["override"])


class BallotForm(forms.Form):
    """One ballot: for or against, or places from 1 for each that one wants to rank."""

    choice = Choice(label="Your vote", widget=forms.RadioSelect, required=False)

    def __init__(self, options: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = options
        plain = [(FOR, "For"), (AGAINST, "Against"), (ABSTAIN, "Abstain")]
        self.fields["choice"].choices = [(ABSTAIN, "Abstain")] if options else plain  # type: ignore[attr-defined]
        for number, name in options.items():
            self.fields[f"rank-{number}"] = Whole(label=name, min_value=1, max_value=len(options), required=False)

    def chosen(self) -> str:
        """Give the choice as ballots have it; "" where nothing was chosen."""
        ranks: dict[int, list[int]] = {}
        for number in self._options:
            place = self.cleaned_data.get(f"rank-{number}")
            if place:
                ranks.setdefault(place, []).append(number)
        ranked = ">".join("=".join(map(str, sorted(ranks[place]))) for place in sorted(ranks))
        return ranked or self.cleaned_data.get("choice") or ""


class DeclareForm(forms.Form):
    """What the chair says where it is a tie."""

    outcome = Choice(label="The chair decides", choices=TIES, required=False)

    def said(self) -> Said:
        """Give it as the act takes it."""
        return Said(self.cleaned_data["outcome"])


class ReasonForm(forms.Form):
    """A reason for the record."""

    reason = Prose(label="The reason", required=False)
