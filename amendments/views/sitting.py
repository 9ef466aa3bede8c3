"""The sitting besides its questions: speakers, and the recess."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from amendments.access import access_amendment_for, access_congress_for
from amendments.actions import recess, speaking, speaking_ahead
from amendments.forms.floor import RecessForm, SpeakerForm
from amendments.forms.refused import read
from amendments.models import Amendment, Congress, Seat, Speaker
from amendments.queries.recess import until_in_words
from amendments.queries.speakers_ahead import Ahead
from amendments.refusals import Absent, Refused
from amendments.rules import can
from amendments.text.number import Number
from amendments.views.pages import acts, person_of, show, user_of

Act = Callable[[Congress], str]
TYPED = ("form", "card", "until", "why")  # what the page is drawn with again where it was refused


def _do(request: HttpRequest, congress: str, purpose: str, act: Act) -> HttpResponse:
    """Do an act of the sitting, say what it did or why it was not done, and go back; what was typed goes along then."""
    found = access_congress_for(user_of(request), purpose, slug=congress)
    page = "run-floor" if can(found.acting, "run_floor") and request.POST.get("from") != "phone" else "hall"
    url = reverse(page, args=[congress])
    try:
        messages.success(request, act(found.congress), extra_tags="done")
    except Refused as refused:
        messages.error(request, f"Not done. {refused.message}", extra_tags="refused")
        typed = {name: request.POST[name][:200] for name in TYPED if request.POST.get(name)}
        url += f"?{urlencode(typed)}" if typed else ""
    return redirect(url)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 18 else 0


@acts(POST="ask_to_speak")
def speak(request: HttpRequest, congress: str) -> HttpResponse:
    """Ask for the floor from one's own seat, or take that back."""

    def act(found: Congress) -> str:
        user, side = user_of(request), request.POST.get("side", "")
        seat = Seat.objects.filter(congress=found, pk=_number(request, "seat")).first()
        if seat is None:
            raise Refused("Say with which seat you ask for the floor: open the page of the floor again.")
        if side:
            one = speaking.ask_to_speak(acting_user=user, seat=seat, side=side, key=_key(request))
            return f"You are on the list of speakers, {one.side}. The chair calls you."
        for listed in Speaker.objects.filter(seat=seat, ended=""):
            speaking.leave_list(acting_user=user, speaker=listed)
        return "You are not on the list of speakers any more."

    return _do(request, congress, "ask_to_speak", act)


@acts(POST="enter_speaker")
def enter(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter a delegate on the list by the card."""

    def act(found: Congress) -> str:
        form = SpeakerForm(found, request.POST)
        read(form)
        seat, side = form.cleaned_data["card"], form.cleaned_data["side"]
        one = speaking.enter_speaker(acting_user=user_of(request), seat=seat, side=side, key=_key(request))
        return f"{one} is on the list, {one.side}."

    return _do(request, congress, "enter_speaker", act)


@acts(GET="read_hall")
def ahead(request: HttpRequest, congress: str) -> HttpResponse:
    """Who has asked for the floor on an amendment that is not put yet: the one that is named, or the next on the list."""
    found = access_congress_for(user_of(request), "read_hall", slug=congress)
    number = Number.read(request.GET.get("amendment", "")) or 0
    page = Ahead(found, person_of(request), number)
    context = {"page": page, "key": uuid4().hex, "typed": request.GET}
    return show(request, "member/ahead.html", context, congress=found.congress, here="Floor")


def _ahead(request: HttpRequest, congress: str, purpose: str, act: Callable[[Congress, Amendment], str]) -> HttpResponse:
    found, sent = access_congress_for(user_of(request), purpose, slug=congress), request.POST
    number, back = Number.read(sent.get("amendment", "")) or 0, {"amendment": sent.get("amendment", "")[:20]}
    try:
        one = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number).amendment
        messages.success(request, act(found.congress, one), extra_tags="done")
    except Absent:
        messages.error(request, "Not done. There is no such amendment that you may read.", extra_tags="refused")
    except Refused as refused:
        messages.error(request, f"Not done. {refused.message}", extra_tags="refused")
        back |= {"card": sent.get("card", "")[:40]}
    return redirect(f"{reverse('speakers-ahead', args=[congress])}?{urlencode(back)}")


@acts(POST="ask_to_speak")
def speak_ahead(request: HttpRequest, congress: str) -> HttpResponse:
    """Ask for the floor from one's own seat on what comes up, or take that back."""

    def act(found: Congress, one: Amendment) -> str:
        user, side = user_of(request), request.POST.get("side", "")
        seat = Seat.objects.filter(congress=found, pk=_number(request, "seat")).first()
        if seat is None:
            raise Refused("Say with which seat you ask for the floor: open the page again.")
        if side:
            asked = speaking_ahead.ask_ahead(acting_user=user, seat=seat, amendment=one, side=side, key=_key(request))
            return f"You are on the list for {one}, {asked.side}. When it is put, the list goes along."
        for listed in Speaker.objects.filter(seat=seat, amendment=one, question=None, ended=""):
            speaking.leave_list(acting_user=user, speaker=listed)
        return f"You are not on the list for {one} any more."

    return _ahead(request, congress, "ask_to_speak", act)


@acts(POST="enter_speaker")
def enter_ahead(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter a delegate ahead, by the card."""

    def act(found: Congress, one: Amendment) -> str:
        form = SpeakerForm(found, request.POST)
        read(form)
        seat, side = form.cleaned_data["card"], form.cleaned_data["side"]
        asked = speaking_ahead.enter_ahead(acting_user=user_of(request), seat=seat, amendment=one, side=side, key=_key(request))
        return f"{asked} is on the list for {one}, {asked.side}."

    return _ahead(request, congress, "enter_speaker", act)


@acts(POST="call_speaker")
def call(request: HttpRequest, congress: str) -> HttpResponse:
    """Call the next speaker, or the one that is named."""

    def act(found: Congress) -> str:
        named = Speaker.objects.filter(congress=found, pk=_number(request, "speaker")).first()
        one = speaking.call_next(acting_user=user_of(request), congress=found, speaker=named, key=_key(request))
        return f"{one} has the floor, {one.side}."

    return _do(request, congress, "call_speaker", act)


@acts(POST="call_speaker")
def end(request: HttpRequest, congress: str) -> HttpResponse:
    """End the time of whoever speaks, add to it, or put them back on the list."""

    def act(found: Congress) -> str:
        user, do = user_of(request), request.POST.get("do", "")
        if do == "more":
            return f"{speaking.give_time(acting_user=user, congress=found, seconds=60)} has another minute."
        if do == "back":
            return f"{speaking.recall_speaker(acting_user=user, congress=found)} is back on the list, in the same place."
        one = speaking.end_speaker(acting_user=user, congress=found)
        return f"{one} has spoken, {one.spoke}." if one else "Nobody was speaking any more."

    return _do(request, congress, "call_speaker", act)


@acts(POST="call_speaker")
def drop(request: HttpRequest, congress: str) -> HttpResponse:
    """Take somebody from the list who does not want to speak any more."""

    def act(found: Congress) -> str:
        one = Speaker.objects.filter(congress=found, pk=_number(request, "speaker")).first()
        if one is None:
            raise Refused("This delegate is not on the list any more.")
        return f"{speaking.leave_list(acting_user=user_of(request), speaker=one)} is not on the list any more."

    return _do(request, congress, "call_speaker", act)


@acts(POST="take_recess")
def rest(request: HttpRequest, congress: str) -> HttpResponse:
    """Let the congress rest."""

    def act(found: Congress) -> str:
        form = RecessForm(found, request.POST)
        read(form)
        made = recess.take_recess(acting_user=user_of(request), congress=found, key=_key(request), **form.cleaned_data)
        until = until_in_words(made)
        return f"The congress is in recess{' ' + until if until else ''}. Resume when it goes on."

    return _do(request, congress, "take_recess", act)


@acts(POST="take_recess")
def resume(request: HttpRequest, congress: str) -> HttpResponse:
    """Go on with the sitting."""

    def act(found: Congress) -> str:
        ended = recess.resume(acting_user=user_of(request), congress=found)
        return "The sitting goes on where it stopped." if ended else "The congress was sitting already."

    return _do(request, congress, "take_recess", act)
