"""The committee at a second reading: begin it, take amendments in, undo, compare, publish anew, or leave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_document_for
from amendments.access_things import access_working_text_for
from amendments.actions import carried_over, second_reading
from amendments.actions.republishing import Terms, republish
from amendments.forms.reading import AbandonForm, BeginForm, RepublishForm, TakeInForm, WorkingReadersForm
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.reading import Head
from amendments.queries.reading_pages import desk_page, difference, taking_in
from amendments.queries.republish_page import preview, usual_dates
from amendments.refusals import Forbidden, Refused
from amendments.text.number import Number, label_of
from amendments.views.pages import acts, show, status_of, user_of, versions_of

Act = Callable[[], object]


def _found(request: HttpRequest, action: str, congress: str, document: str) -> ForDocument:
    return access_document_for(user_of(request), action, congress=congress, slug=document)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _show(request: HttpRequest, template: str, found: ForDocument, context: dict[str, Any], status: int = 200) -> HttpResponse:
    document, home = found.document, found.document.congress
    context |= {"document": document, "key": _key(request) or uuid4().hex, "glance": document_glance(found, home, now())}
    return show(request, template, context, congress=home, here="Text", status=status)


def _desk(
    request: HttpRequest,
    found: ForDocument,
    *,
    begin: BeginForm | None = None,
    abandon: AbandonForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the desk, or the page on which a second reading begins; one form may be bound, with what is wrong with it."""
    page = desk_page(found, _number(request.GET.get("page", "")))
    if page is None:
        context: dict[str, Any] = {"form": begin or BeginForm(initial={"readers": found.document.working_readers})}
        return _show(request, "committee/reading_begin.html", found, context | {"refusal": refusal}, status)
    readers = WorkingReadersForm(initial={"readers": found.document.working_readers})
    context = {"page": page, "abandon": abandon or AbandonForm(), "abandoning": bool(abandon), "readers": readers}
    return _show(request, "committee/reading.html", found, context | {"refusal": refusal}, status)


def _try(act: Act) -> Refused | None:
    """Do it, or give why not; what nobody may here is refused as everywhere."""
    try:
        act()
    except Forbidden:
        raise
    except Refused as refused:
        return refused
    return None


@acts(GET="begin_second_reading", POST="begin_second_reading")
def desk(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The second reading that is under way, or the page on which it begins."""
    found = _found(request, "begin_second_reading", congress, document)
    if request.method == "GET":
        return _desk(request, found)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _desk(request, found, begin=form, status=422)
    wanted = form.cleaned_data | {"document": found.document, "key": _key(request)}
    refused = _try(lambda: second_reading.begin_second_reading(acting_user=user_of(request), **wanted))
    if refused:
        return _desk(request, found, begin=form, refusal=refused.message, status=status_of(refused))
    messages.success(request, "The second reading has begun. The published text stands until you publish it anew.", "done")
    return redirect("second-reading", congress, document)


@acts(GET="work_on_second_reading", POST="work_on_second_reading")
def take_in(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What is about to be taken in, as redlines on the working text; posting takes it in."""
    found = _found(request, "work_on_second_reading", congress, document)
    if request.method == "GET":
        return _taking(request, found, TakeInForm())
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return _taking(request, found, form, status=422)
    wanted = {"numbers": _chosen(request), "seen": request.POST.get("seen", "")[:64], "key": _key(request), **form.cleaned_data}
    wanted["read"] = versions_of(request)
    refused = _try(lambda: second_reading.take_in(acting_user=user_of(request), document=found.document, **wanted))
    if refused:
        return _taking(request, found, form, refusal=refused.message, status=status_of(refused))
    names = ", ".join(label_of(one) for one in sorted(wanted["numbers"]))
    messages.success(request, f"Taken into the working text: {names}.", extra_tags="done")
    return redirect("second-reading", congress, document)


def _chosen(request: HttpRequest) -> set[Number]:
    """Give the amendments that were ticked."""
    sent = request.POST if request.method == "POST" else request.GET
    return {number for one in sent.getlist("a")[:200] if (number := Number.read(one))}


def _taking(
    request: HttpRequest, found: ForDocument, form: TakeInForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    page = taking_in(found, _chosen(request))
    if page is None:
        return redirect("second-reading", found.document.congress.slug, found.document.slug)
    return _show(request, "committee/reading_take_in.html", found, {"page": page, "form": form, "refusal": refusal}, status)


@acts(POST="work_on_second_reading")
def undo(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Undo the last change of the working text."""
    found, step = _found(request, "work_on_second_reading", congress, document), _number(request.POST.get("step", ""))
    second_reading.undo_step(acting_user=user_of(request), document=found.document, step=step, key=_key(request))
    messages.success(request, "The last change of the working text is undone.", extra_tags="done")
    return redirect("second-reading", congress, document)


@acts(POST="work_on_second_reading")
def readers(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Set who may read the working text."""
    found = _found(request, "work_on_second_reading", congress, document)
    wanted = request.POST.get("readers", "")[:20]
    second_reading.open_working_text(acting_user=user_of(request), document=found.document, readers=wanted)
    messages.success(request, "Who may read the working text is set.", extra_tags="done")
    return redirect("second-reading", congress, document)


@acts(POST="abandon_second_reading")
def abandon(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Leave the second reading: the published text stands."""
    found, form = _found(request, "abandon_second_reading", congress, document), AbandonForm(request.POST)
    if not form.is_valid():
        return _desk(request, found, abandon=form, status=422)
    wanted = form.cleaned_data | {"document": found.document, "key": _key(request)}
    refused = _try(lambda: second_reading.abandon_second_reading(acting_user=user_of(request), **wanted))
    if refused:
        return _desk(request, found, abandon=form, refusal=refused.message, status=status_of(refused))
    messages.success(request, "The second reading is abandoned. The published text stands.", extra_tags="done")
    return redirect("text", congress, document)


@acts(GET="read_working_text")
def compared(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The working text as a redline against the published one."""
    found = access_working_text_for(user_of(request), congress=congress, slug=document)
    return _show(request, "committee/reading_difference.html", found, {"page": difference(found), "way": "redline"})


@acts(GET="republish", POST="republish")
def publish(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What publishing the working text does, and the dates with which it is done."""
    purpose = "republish" if request.method == "GET" else "read_document"  # the act knows a repeated post by its key
    found = _found(request, purpose, congress, document)
    sent, dates = request.POST if request.method == "POST" else None, usual_dates(found.document, now())
    form = RepublishForm(sent, congress=found.document.congress, dates=dates)
    refused = _publish(request, found, form) if sent is not None else None
    if sent is not None and refused is None and form.is_valid():
        return redirect("readings", congress, document)
    page = preview(found)
    if page is None:
        return redirect("second-reading", congress, document)
    context = {
        "page": page,
        "form": form,
        "refusal": refused.message if refused else "",
        "head": _head(found),
    }
    return _show(request, "committee/republish.html", found, context, _status(form, refused))


def _head(found: ForDocument) -> Head:
    revision = found.document.current_revision
    return Head(revision.number if revision else 0, found.document.head)


def _status(form: forms.Form, refused: Refused | None) -> int:
    return status_of(refused) if refused else 422 if form.errors else 200


def _publish(request: HttpRequest, found: ForDocument, form: forms.Form) -> Refused | None:
    """Publish where the form is whole; give why not, where that is refused."""
    if not form.is_valid():
        _found(request, "republish", found.document.congress.slug, found.document.slug)
        return None
    data, sent = form.cleaned_data, request.POST
    wanted: dict[str, Any] = {"seen": sent.get("seen", "")[:64], "head": sent.get("head", "")[:64], "key": _key(request)}
    terms = Terms(data["summary"], data["deadline"], data["answers"])
    refused = _try(lambda: republish(acting_user=user_of(request), document=found.document, terms=terms, **wanted))
    if refused is None:
        messages.success(request, "The text is published anew, and movers are asked about their amendments.", extra_tags="done")
    return refused


@acts(POST="settle_answers")
def settle(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Settle what movers did not answer in time."""
    found = _found(request, "settle_answers", congress, document)
    carried_over.settle_answers(acting_user=user_of(request), document=found.document, key=_key(request))
    messages.success(request, "Settled as the standing orders say.", extra_tags="done")
    return redirect("readings", congress, document)
