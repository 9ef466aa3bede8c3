"""Dividing an amendment into parts, and making it one again."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions import asking_division, division
from amendments.forms.division import DivisionForm, RefuseForm, UniteForm
from amendments.queries.clock import now
from amendments.queries.division_page import Dividing
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, status_of, user_of


def _show(
    request: HttpRequest, found: ForAmendment, refusal: str = "", status: int = 200, *, asking: bool = False
) -> HttpResponse:
    desk = Dividing(found)
    typed = request.POST if request.method == "POST" else request.GET if "part-0" in request.GET else None
    form = DivisionForm(typed, congress=found.document.congress, changes=len(desk.changes), asking=asking)
    if request.method == "GET":
        form.errors.clear()  # nothing was sent yet: only the parts were chosen
    unite = UniteForm(request.POST if request.POST.get("do") == "unite" else None)
    context = desk.page(form.numbers, now()) | {"form": form, "unite": unite, "refusal": refusal, "asking": asking}
    context |= {"rows_of_form": list(zip(desk.changes, form.parts, strict=True)), "key": request.POST.get("key") or uuid4().hex}
    return show(request, "committee/divide.html", context, congress=found.document.congress, here="Amendments", status=status)


@acts(GET="divide_amendment", POST="divide_amendment")
def divide(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Choose in which part each change goes, see each part's text, and divide it."""
    user = user_of(request)
    found = access_amendment_for(user, "divide_amendment", congress=congress, number=number)
    if request.method == "GET" or request.POST.get("do") == "show":
        return _show(request, found)
    form = DivisionForm(request.POST, congress=found.document.congress, changes=len(Dividing(found).changes))
    if not form.is_valid():
        return _show(request, found, status=422)
    said = {"reason": form.cleaned_data["reason"], "asked_by": form.cleaned_data["delegate"]}
    said |= {"seen": request.POST.get("seen", "")[:64], "key": request.POST.get("key", "")[:64]}
    try:
        parts = division.divide_amendment(acting_user=user, amendment=found.amendment, numbers=form.numbers, **said)
    except Refused as refused:
        if isinstance(refused, Forbidden):
            raise
        return _show(request, found, refused.message, status_of(refused))
    messages.success(request, f"{label_of(number)} is divided into {', '.join(map(str, parts))}.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="unite_amendment")
def unite(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Make a divided amendment one again."""
    user = user_of(request)
    found = access_amendment_for(user, "unite_amendment", congress=congress, number=number)
    form = UniteForm(request.POST)
    refusal, status = "", 422
    if form.is_valid():
        try:
            held = {"reason": form.cleaned_data["reason"], "key": request.POST.get("key", "")[:64]}
            division.unite_amendment(acting_user=user, amendment=found.amendment, **held)
        except Refused as refused:
            refusal, status = refused.message, status_of(refused)
        else:
            messages.success(request, f"{label_of(number)} is one question again.", extra_tags="done")
            return redirect("amendment", congress, number)
    return _show(request, found, refusal, status)


@acts(GET="ask_division", POST="ask_division")
def ask(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Choose in which part each change should go, and ask those who can to divide it so."""
    user = user_of(request)
    found = access_amendment_for(user, "ask_division", congress=congress, number=number)
    if request.method == "GET" or request.POST.get("do") == "show":
        return _show(request, found, asking=True)
    changes = len(Dividing(found).changes)
    form = DivisionForm(request.POST, congress=found.document.congress, changes=changes, asking=True)
    if not form.is_valid():
        return _show(request, found, status=422, asking=True)
    said = {"reason": form.cleaned_data["reason"], "seen": request.POST.get("seen", "")[:64]}
    said |= {"key": request.POST.get("key", "")[:64]}
    try:
        asking_division.ask_division(acting_user=user, amendment=found.amendment, numbers=form.numbers, **said)
    except Refused as refused:
        if isinstance(refused, Forbidden):
            raise
        return _show(request, found, refused.message, status_of(refused), asking=True)
    messages.success(request, f"You asked that {label_of(number)} be divided. The answer stands here.", extra_tags="done")
    return redirect("ask-division", congress, number)


@acts(POST="refuse_division")
def refuse(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Refuse a delegate's request to divide it."""
    user = user_of(request)
    found = access_amendment_for(user, "refuse_division", congress=congress, number=number)
    asked, form = request.POST.get("request", ""), RefuseForm(request.POST)
    row = next((one for one in Dividing(found).requests if str(one.pk) == asked), None)
    if row is None or not form.is_valid():
        said = "Give a reason: whoever asked reads it, and it is printed in the record." if row else "There is no such request."
        return _show(request, found, said, 422)
    try:
        held = {"reason": form.cleaned_data["why_not"], "key": request.POST.get("key", "")[:64]}
        asking_division.refuse_division(acting_user=user, request=row, **held)
    except Refused as refused:
        if isinstance(refused, Forbidden):
            raise
        return _show(request, found, refused.message, status_of(refused))
    messages.success(request, f"Refused. {label_of(number)} stays one question.", extra_tags="done")
    return redirect("divide", congress, number)
