"""The registers: the list, one to read and print, and what delegates challenge in them."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_congress_for
from amendments.access_things import access_challenge_for, access_register_for
from amendments.actions import challenges
from amendments.actions import register as freezing
from amendments.forms.credentials import AnswerForm, ChallengeForm
from amendments.queries.registers import challenged, register_page, registers_page
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, number_of, show, user_of


@acts(GET="read_registers")
def registers(request: HttpRequest, congress: str) -> HttpResponse:
    """The list with its digests, and the quorum now."""
    found = access_congress_for(user_of(request), "read_registers", slug=congress)
    context = {"page": registers_page(found, number_of(request.GET.get("page", ""))), "key": uuid4().hex}
    return show(request, "member/registers.html", context, congress=found.congress, here="Record")


@acts(GET="read_registers")
def register(request: HttpRequest, congress: str, register: int) -> HttpResponse:
    """One register, to read and to print."""
    found = access_register_for(user_of(request), "read_registers", congress=congress, number=register)
    return show(request, "member/register.html", {"page": register_page(found)}, congress=found.congress, here="Record")


@acts(POST="freeze_register")
def freeze(request: HttpRequest, congress: str) -> HttpResponse:
    """Take the roll now."""
    found = access_congress_for(user_of(request), "freeze_register", slug=congress).congress
    made = freezing.freeze(acting_user=user_of(request), congress=found, key=request.POST.get("key", "")[:64])
    messages.success(request, f"Register {made.number} is frozen, on record.", extra_tags="done")
    return redirect("register", congress, made.number)


@acts(GET="challenge_register", POST="challenge_register")
def challenge(request: HttpRequest, congress: str) -> HttpResponse:
    """Challenge a register or the quorum."""
    found = access_congress_for(user_of(request), "challenge_register", slug=congress).congress
    form, refusal = ChallengeForm(request.POST if request.method == "POST" else None), ""
    about = challenged(found, request.POST.get("register") or request.GET.get("register", ""))
    if form.is_valid():
        given, key = form.cleaned_data | {"register": about}, request.POST.get("key", "")[:64]
        try:
            challenges.challenge(acting_user=user_of(request), congress=found, key=key, **given)
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, "Your challenge is on record. The chair or the desk answers it.", extra_tags="done")
            return redirect("register", congress, about.number) if about else redirect("registers", congress)
    context = {"form": form, "refusal": refusal, "register": about, "key": request.POST.get("key") or uuid4().hex}
    status = 409 if refusal else 422 if form.errors else 200
    return show(request, "member/challenge.html", context, congress=found, here="Record", status=status)


@acts(GET="answer_challenge", POST="answer_challenge")
def answer(request: HttpRequest, congress: str, challenge: int) -> HttpResponse:
    """Answer a challenge."""
    found = access_challenge_for(user_of(request), "answer_challenge", congress=congress, pk=challenge)
    form, refusal, one = AnswerForm(request.POST if request.method == "POST" else None), "", found.challenge
    if form.is_valid():
        words, key = form.cleaned_data["answer"], request.POST.get("key", "")[:64]
        try:
            challenges.answer_challenge(acting_user=user_of(request), challenge=one, answer=words, key=key)
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, "The answer is on record and stands beside the challenge.", extra_tags="done")
            return redirect("register", congress, one.register.number) if one.register else redirect("registers", congress)
    context = {"form": form, "refusal": refusal, "challenge": one, "key": request.POST.get("key") or uuid4().hex}
    status = 409 if refusal else 422 if form.errors else 200
    return show(request, "member/answer_challenge.html", context, congress=found.congress, here="Record", status=status)
