"""Ruling otherwise than the standing orders say: about an amendment, about a document, and leave to file late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_amendment_for, access_document_for
from amendments.actions import leave
from amendments.forms.leave import LeaveForm, LetInForm, OverrideForm
from amendments.models import Amendment, Document
from amendments.queries.leave import LEAVE, LET_IN, OVERRIDE, Page, bodies_of
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, user_of


class _Ask(NamedTuple):
    """What a page asks: about which document and amendment, in which words, with which form."""

    request: HttpRequest
    page: Page
    form: forms.Form
    document: Document
    amendment: Amendment | None = None


def _page(ask: _Ask, act: Callable[..., object], said: str) -> HttpResponse:
    """Show the page; or do what its form asks and go on, or show it again with all that was typed and why not."""
    request, refusal, status = ask.request, "", 200 if ask.request.method == "GET" else 422
    if request.method == "POST" and ask.form.is_valid():
        refusal, status = _do(ask, act, said), 409
        if not refusal:
            return _on(ask)
    context = ask._asdict() | {"refusal": refusal, "key": request.POST.get("key", "")[:64] or uuid4().hex}
    return show(request, "chair/otherwise.html", context, congress=ask.document.congress, here="Amendments", status=status)


def _do(ask: _Ask, act: Callable[..., object], said: str) -> str:
    try:
        act(acting_user=user_of(ask.request), key=ask.request.POST.get("key", "")[:64])
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message
    messages.success(ask.request, said, extra_tags="done")
    return ""


def _on(ask: _Ask) -> HttpResponse:
    congress = ask.document.congress.slug
    return redirect("amendment", congress, ask.amendment.number) if ask.amendment else redirect("orders", congress)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@acts(GET="let_in", POST="let_in")
def let_in(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Let an amendment in that has too few supporters."""
    found = access_amendment_for(user_of(request), "let_in", congress=congress, number=number)
    form = LetInForm(_data(request))

    def act(**who: Any) -> object:
        return leave.let_in(amendment=found.amendment, reason=form.cleaned_data["reason"], **who)

    return _page(_Ask(request, LET_IN, form, found.document, found.amendment), act, f"{label_of(number)} goes to the congress.")


@acts(GET="override", POST="override")
def override(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Rule otherwise than the orders say about an amendment."""
    found = access_amendment_for(user_of(request), "override", congress=congress, number=number)
    form = OverrideForm(_data(request))

    def act(**who: Any) -> object:
        return leave.override(document=found.document, amendment=found.amendment, **form.cleaned_data, **who)

    return _page(_Ask(request, OVERRIDE, form, found.document, found.amendment), act, "The ruling is on record.")


@acts(GET="override", POST="override")
def override_document(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Rule otherwise than the orders say about a document as a whole."""
    found = access_document_for(user_of(request), "override", congress=congress, slug=document)
    form = OverrideForm(_data(request))

    def act(**who: Any) -> object:
        return leave.override(document=found.document, **form.cleaned_data, **who)

    return _page(_Ask(request, OVERRIDE, form, found.document), act, "The ruling is on record.")


@acts(GET="give_leave", POST="give_leave")
def give_leave(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Give leave to file one amendment after the deadline."""
    found = access_document_for(user_of(request), "give_leave", congress=congress, slug=document)
    form = LeaveForm(_data(request), congress=found.document.congress, bodies=bodies_of(found.document))

    def act(**who: Any) -> object:
        data = form.cleaned_data
        more = {"until": data["until"], "reason": data["reason"], **form.named}
        return leave.give_leave(document=found.document, **more, **who)

    return _page(_Ask(request, LEAVE, form, found.document), act, "Leave is given, and on record.")
