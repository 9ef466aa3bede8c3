"""Going back on a decision: what would follow, the chair who asks, the teller who confirms."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_document_for
from amendments.actions import reopening
from amendments.forms.counting import majority_words
from amendments.forms.reopening import ReopenForm
from amendments.models import Reopening
from amendments.queries.clock import now
from amendments.queries.glance import Glance
from amendments.queries.going_back_list import Decisions
from amendments.queries.masthead import Link
from amendments.queries.reading import Head
from amendments.queries.reopening_page import BeforeAgain
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, number_of, show, user_of


def _page(
    request: HttpRequest, found: ForDocument, page: BeforeAgain, form: ReopenForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    document = found.document
    revision = document.current_revision
    asked = page.asked
    figures = form.figures if form.is_bound else reopening.count_of(asked.count) if asked else None
    if figures is not None and page.decided is not None and not refusal:
        try:
            _, page.outcome = reopening.recounted(document, page.decided, figures)
        except Refused as refused:
            refusal = refused.message
    context = {
        "page": page,
        "form": form,
        "document": document,
        "figures": figures,
        "refusal": refusal,
        "closed": _why_not(page),
        "majority": majority_words(document, page.decided.matter) if page.decided else "",
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "glance": Glance("Going back", "Nothing is changed until a teller has confirmed it", can=(_can(page),), now=now()),
        "head": Head(revision.number if revision else 0, document.head),
    }
    return show(request, "chair/again.html", context, congress=document.congress, here="Amendments", status=status)


def _can(page: BeforeAgain) -> Link:
    if page.asked is None:
        return Link("Ask for it", "#ask") if page.may_ask else Link("Wait for the chair to ask")
    return Link("Confirm it", "#confirm") if page.may_confirm else Link("Wait for a teller")


def _why_not(page: BeforeAgain) -> str:
    """Say why this cannot be decided again now; "" where it can."""
    if page.decided is None:
        return "This entry of the record is no decision, so there is nothing to go back on."
    try:
        reopening.check_can_be_reopened(page.document, page.decided)
    except Refused as refused:
        return refused.message
    return page.refused


@acts(GET="see_reopening")
def decisions(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What was decided and stands, to go back on one of it."""
    found = access_document_for(user_of(request), "see_reopening", congress=congress, slug=document)
    page = Decisions(found, number_of(request.GET.get("page", "")))
    context = {
        "page": page,
        "document": found.document,
        "glance": Glance("Going back", "Choose what is put again", can=(Link("Look at one", "#main"),), now=now()),
    }
    return show(request, "chair/decisions.html", context, congress=found.document.congress, here="Amendments")


@acts(GET="see_reopening", POST="ask_reopening")
def again(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """What going back on a decision would do; the chair asks for it."""
    purpose = "see_reopening" if request.method == "GET" else "ask_reopening"
    found = access_document_for(user_of(request), purpose, congress=congress, slug=document)
    page = BeforeAgain(found, sequence)
    if request.method == "GET":
        return _page(request, found, page, ReopenForm())
    form = ReopenForm(request.POST)
    if not form.is_valid() or request.POST.get("do") == "check" or page.decided is None:
        return _page(request, found, page, form, status=422 if form.errors else 200)
    return _ask(request, found, page, form)


def _ask(request: HttpRequest, found: ForDocument, page: BeforeAgain, form: ReopenForm) -> HttpResponse:
    sent = {name: request.POST.get(name, "")[:64] for name in ("head", "key")}
    decided, reason = page.decided, form.cleaned_data["reason"]
    try:
        if decided is not None:
            user = user_of(request)
            reopening.ask_reopening(acting_user=user, decision=decided, reason=reason, count=form.figures, **sent)
    except Forbidden:
        raise
    except Refused as refused:
        again = access_document_for(user_of(request), "ask_reopening", pk=found.document.pk)
        return _page(request, again, page, form, refusal=refused.message, status=409)
    messages.info(request, "A teller now opens this page and confirms it. Until then nothing is changed.", extra_tags="note")
    return redirect(request.path)


@acts(POST="confirm_reopening")
def confirm(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """A teller confirms it, and it is done."""

    def act(asked: Reopening) -> object:
        return reopening.confirm_reopening(acting_user=user_of(request), asked=asked, key=request.POST.get("key", "")[:64])

    said = "It is done and on record. What must be put again is open on the voting list."
    return _do(request, ("confirm_reopening", congress, document, sequence), act, said)


@acts(POST="ask_reopening")
def drop(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """The chair leaves it."""
    said = "It is dropped. Nothing was changed."
    where = ("ask_reopening", congress, document, sequence)
    return _do(request, where, lambda asked: reopening.drop_reopening(acting_user=user_of(request), asked=asked), said)


def _do(request: HttpRequest, where: tuple[str, str, str, int], act: Callable[[Reopening], object], said: str) -> HttpResponse:
    purpose, congress, slug, sequence = where
    found = access_document_for(user_of(request), purpose, congress=congress, slug=slug)
    page = BeforeAgain(found, sequence)
    try:
        act(page.last)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, page, ReopenForm(), refusal=refused.message, status=409)
    messages.success(request, said, extra_tags="done")
    return redirect("floor", congress, slug)
