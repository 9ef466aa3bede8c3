"""What a mover answers to the committee, and who objects: corrections, appeals, agreement to other words, objections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions import acceptance, appeals, corrections
from amendments.forms.answers import AnswerForm, AppealForm, HearingForm, ObjectionForm
from amendments.forms.counting import forecast, majority_words
from amendments.life import Matter
from amendments.queries.answers import AnswerPage, answer_page, appeal_page, correction_page, hearing_page, objection_page
from amendments.queries.clock import now
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, status_of, user_of, versions_of

Act = Callable[[], object]


class _Sent(NamedTuple):
    """What the page is shown with: the form, why it was refused, and the answer's status."""

    form: forms.Form
    refusal: str = ""
    status: int = 200


def _page(request: HttpRequest, found: ForAmendment, page: AnswerPage, sent: _Sent) -> HttpResponse:
    context = answer_page(found, page, now()) | {
        "form": sent.form,
        "refusal": sent.refusal,
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
    }
    home = found.document.congress
    return show(request, "member/answer.html", context, congress=home, here="Amendments", status=sent.status)


def _answer(request: HttpRequest, found: ForAmendment, page: AnswerPage, form: forms.Form, act: Act) -> HttpResponse:
    """Do it, or show the page again with all that was typed and why not."""
    if request.method == "GET":
        return _page(request, found, page, _Sent(form))
    if not form.is_valid():
        return _page(request, found, page, _Sent(form, status=422))
    try:
        act()
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, page, _Sent(form, refused.message, status_of(refused)))
    messages.success(request, page.done, extra_tags="done")
    return redirect("amendment", found.document.congress.slug, found.amendment.number)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


@acts(GET="answer_correction", POST="answer_correction")
def correction(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """What mover and committee said about a correction, and the next word."""
    found = access_amendment_for(user_of(request), "answer_correction", congress=congress, number=number)
    form = AnswerForm(request.POST or None)

    def act() -> object:
        words = form.cleaned_data["words"]
        return corrections.answer_correction(
            acting_user=user_of(request), amendment=found.amendment, words=words, key=_key(request)
        )

    return _answer(request, found, correction_page(found), form, act)


@acts(GET="appeal", POST="appeal")
def appeal(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Appeal against a ruling, with reasons."""
    found = access_amendment_for(user_of(request), "appeal", congress=congress, number=number)
    form = AppealForm(request.POST or None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return appeals.appeal(acting_user=user_of(request), amendment=found.amendment, reason=reason, key=_key(request))

    return _answer(request, found, appeal_page(found), form, act)


@acts(GET="object", POST="object")
def object_to(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Object to what was accepted without a vote."""
    found = access_amendment_for(user_of(request), "object", congress=congress, number=number)
    form = ObjectionForm(request.POST if request.method == "POST" else None)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return acceptance.object_to(acting_user=user_of(request), amendment=found.amendment, reason=reason, key=_key(request))

    return _answer(request, found, objection_page(found), form, act)


@acts(GET="decide_appeal", POST="decide_appeal")
def hear(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Record the vote on an appeal."""
    found = access_amendment_for(user_of(request), "decide_appeal", congress=congress, number=number)
    form = HearingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (request.htmx or request.POST.get("do") == "check"):  # type: ignore[attr-defined]
        form.is_valid()
        worked: dict[str, Any] = {"forecast": forecast(found.document, Matter.APPEAL, form.count())}
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "chair/forecast.html", worked)
        return _hearing(request, found, _Sent(form), worked)
    if request.method == "GET" or not form.is_valid():
        return _hearing(request, found, _Sent(form, status=422 if form.errors else 200), {})
    outcome, user = form.cleaned_data["outcome"], user_of(request)
    try:
        appeals.decide_appeal(
            acting_user=user, amendment=found.amendment, outcome=outcome, count=form.count(), key=_key(request)
        )
    except Refused as refused:
        return _hearing(request, found, _Sent(form, refused.message, status_of(refused)), {})
    messages.success(request, "The vote on the appeal is on record.", extra_tags="done")
    return redirect("amendment", congress, number)


def _hearing(request: HttpRequest, found: ForAmendment, sent: _Sent, worked: dict[str, Any]) -> HttpResponse:
    context = hearing_page(found, now()) | worked
    context |= {
        "form": sent.form,
        "refusal": sent.refusal,
        "majority": majority_words(found.document, Matter.APPEAL),
        "key": _key(request) or uuid4().hex,
    }
    home = found.document.congress
    return show(request, "chair/hearing.html", context, congress=home, here="Amendments", status=sent.status)


@acts(POST="accept_amendment")
def accept(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Accept an amendment as it was filed, for the committee."""
    found = access_amendment_for(user_of(request), "accept_amendment", congress=congress, number=number)
    version = versions_of(request).get(number)
    acceptance.accept_amendment(acting_user=user_of(request), amendment=found.amendment, version=version, key=_key(request))
    messages.success(request, f"{label_of(number)} is accepted as it was filed, unless somebody objects.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="agree_to_words")
def agree(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Agree to the committee's words, as the amendment's mover."""
    found = access_amendment_for(user_of(request), "agree_to_words", congress=congress, number=number)
    digest = request.POST.get("digest", "")[:64]
    acceptance.agree_to_words(acting_user=user_of(request), amendment=found.amendment, digest=digest, key=_key(request))
    messages.success(
        request, f"{label_of(number)} is accepted in the committee’s words, unless somebody objects.", extra_tags="done"
    )
    return redirect("amendment", congress, number)
