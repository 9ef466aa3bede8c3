"""The forms of the floor: what is put, how it is voted on, a ballot, a count, a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from amendments.actions.declaring import Said
from amendments.actions.putting import Put
from amendments.actions.vote import Terms
from amendments.forms.fields import Choice, Line, Prose, Whole
from amendments.life import Matter, Method, Outcome, Words
from amendments.models import Amendment, Congress, Document, Paragraph, Seat, Section, Side
from amendments.queries.choosing import bloc_of
from amendments.queries.clock import now
from amendments.queries.door_at import typed_seats
from amendments.queries.own_floor import AMONG, PLAIN
from amendments.text.number import Number

KINDS = (
    Matter.AMENDMENT,
    Matter.PARAGRAPH,
    Matter.REFER,
    Matter.CLOSE,
    Matter.MOTION,
    Matter.BASE,
    Matter.ADOPTION,
    Matter.WHOLE,
)
SEVERAL = (Matter.BLOC, Matter.RIVALS)
LABELS = [(one.value, one.label[:1].upper() + one.label[1:]) for one in (KINDS[0], *SEVERAL, *KINDS[1:])]


TIES = [("", "As counted"), (Outcome.CARRIED.value, "Carried"), (Outcome.LOST.value, "Lost")]


class PutForm(forms.Form):
    """What is put. Amendments are typed as they are cited: "A12", or "A3 A5 A7" for a list."""

    kind = Choice(label="What is put", choices=LABELS, widget=forms.RadioSelect)
    document = Choice(label="To which document", required=False)
    amendments = Line(
        label="Amendments",
        required=False,
        max_length=2000,
        help_text="A12; of rivals all of them: A3 A5 A7. An en bloc list is that of the voting list, unless you name others.",
    )
    text = Choice(label="In whose words", choices=Words.choices, required=False)
    label = Line(
        label="Paragraph",
        required=False,
        max_length=40,
        help_text="Its number, or that of a section, put by itself.",
    )
    referred_to = Line(label="Referred to", required=False, max_length=200)
    words = Prose(label="The motion", required=False, max_length=2000, help_text="Only where it is another motion.")
    drafts = forms.MultipleChoiceField(
        label="Drafts to choose the base text among", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, documents: list[Document], *args: Any, drafts: list[Document] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._drafts = {str(one.pk): one for one in drafts or []}
        self.fields["drafts"].choices = [(key, str(one)) for key, one in self._drafts.items()]  # type: ignore[attr-defined]
        if not self._drafts:
            del self.fields["drafts"]
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
        several = [(one, text) for one in rows] if kind in SEVERAL else []
        if kind == Matter.BLOC and not several and document is not None:
            several = bloc_of(document)
        part = _part(document, data["label"]) if data["label"] else None
        return Put(
            kind,
            document=first.document if first else rows[0].document if rows and document is None else document,
            amendment=first,
            text=text,
            amendments=several,
            documents=[self._drafts[key] for key in data.get("drafts", ())] if kind == Matter.BASE else (),
            paragraph=part.uid if part and kind == Matter.PARAGRAPH else "",
            referred_to=data["referred_to"],
            words=data["words"],
        )


def _part(document: Document | None, label: str) -> Paragraph | Section | None:
    """Find what is put by itself: a paragraph, or else a section with this number."""
    paragraph = Paragraph.objects.filter(document=document, label=label, struck=False).first()
    return paragraph or Section.objects.filter(document=document, label=label, struck=False).first()


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
        self.fields["choice"].choices = list((AMONG if options else PLAIN).items())  # type: ignore[attr-defined]
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


class RecessForm(forms.Form):
    """Until when the congress rests, and what for. An hour that is past today is tomorrow's."""

    until = Line(label="Until", required=False, max_length=5)
    why = Line(label="What for", required=False, max_length=200)

    def __init__(self, congress: Congress, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone = ZoneInfo(congress.time_zone)

    def clean_until(self) -> datetime | None:
        """Read an hour of the congress."""
        typed = self.cleaned_data["until"]
        if not typed:
            return None
        try:
            hour = time.fromisoformat(typed.zfill(5))
        except ValueError as error:
            raise forms.ValidationError("write the hour as 14:30, or leave it empty.") from error
        here = now().astimezone(self._zone)
        at = datetime.combine(here.date(), hour, self._zone)
        return at if at > here else datetime.combine(here.date() + timedelta(days=1), hour, self._zone)


class SpeakerForm(forms.Form):
    """A delegate by the number of the card or of the member, and the side."""

    card = Line(label="Card or member number", max_length=40)
    side = Choice(label="Side", choices=[(Side.FOR.value, "For"), (Side.AGAINST.value, "Against")])

    def __init__(self, congress: Congress, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._congress = congress

    def clean_card(self) -> Seat:
        """Find the seat."""
        found = typed_seats(self._congress, self.cleaned_data["card"])
        if len(found) != 1:
            raise forms.ValidationError("no delegate’s seat has this number. Look at the card again.")
        return found[0]


class ReasonForm(forms.Form):
    """A reason for the record."""

    reason = Prose(label="The reason", required=False)
