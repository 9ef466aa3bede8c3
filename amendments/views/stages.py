"""The moves of a document from stage to stage that are not the committee's alone, each on a page that says what follows."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import ForDocument, access_document_for
from amendments.actions import chair, committee, council
from amendments.forms.counting import CouncilForm, forecast, majority_words
from amendments.forms.stages import ReasonForm, ReopenForm
from amendments.life import Matter, Outcome
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.moves import CLOSE, REOPEN, TAKE_UP, MovePage, standing
from amendments.queries.reading import Head
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, show, user_of

Act = Callable[[], object]


def _gate(request: HttpRequest, action: str, congress: str, document: str) -> ForDocument:
    """Open the page to whoever may make the move; a post is decided by the act, which knows a repeated one by its key."""
    purpose = action if request.method == "GET" else "read_document"
    return access_document_for(user_of(request), purpose, congress=congress, slug=document)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _page(
    request: HttpRequest,
    found: ForDocument,
    page: MovePage,
    form: ReasonForm | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    document, home = found.document, found.document.congress
    context = {
        "page": page,
        "form": form,
        "document": document,
        "standing": standing(document),
        "refusal": refusal,
        "key": _key(request) or uuid4().hex,
        "glance": document_glance(found, home, now()),
    }
    return show(request, "chair/move.html", context, congress=home, here="Text", status=status)


def _make(
    request: HttpRequest, found: ForDocument, page: MovePage, form: ReasonForm | None, *, act: Act, said: str
) -> HttpResponse:
    """Make the move, or show its page again with all that was typed and why not."""
    try:
        act()
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, page, form, refusal=refused.message, status=409)
    messages.success(request, said, extra_tags="done")
    return redirect("floor", found.document.congress.slug, found.document.slug)


@acts(GET="close_filing", POST="close_filing")
def close_filing(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Close filing; before the deadline with a reason."""
    found = _gate(request, "close_filing", congress, document)
    form = ReasonForm(request.POST or None, congress=found.document.congress)
    if request.method == "GET":
        return _page(request, found, CLOSE, form)

    def act() -> object:
        reason = request.POST.get("reason", "")
        return committee.close_filing(acting_user=user_of(request), document=found.document, reason=reason, key=_key(request))

    return _make(request, found, CLOSE, form, act=act, said="Filing is closed.")


@acts(GET="reopen_filing", POST="reopen_filing")
def reopen_filing(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Open filing again, until a new deadline."""
    found = access_document_for(user_of(request), "reopen_filing", congress=congress, slug=document)
    form = ReopenForm(request.POST or None, congress=found.document.congress)
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, REOPEN, form, status=200 if request.method == "GET" else 422)
    wanted = {"deadline": form.cleaned_data["deadline"], "reason": form.cleaned_data["reason"], "key": _key(request)}

    def act() -> object:
        return committee.reopen_filing(acting_user=user_of(request), document=found.document, **wanted)

    return _make(request, found, REOPEN, form, act=act, said="Filing is open again.")


@acts(GET="take_to_floor", POST="take_to_floor")
def take_up(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Take the document up."""
    found = _gate(request, "take_to_floor", congress, document)
    if request.method == "GET":
        return _page(request, found, TAKE_UP, None)

    def act() -> object:
        return chair.take_to_floor(acting_user=user_of(request), document=found.document, key=_key(request))

    return _make(request, found, TAKE_UP, None, act=act, said="The document is on the floor.")


@acts(GET="approve", POST="approve")
def vote(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The council's vote on a draft: approved, or sent back with a reason."""
    form = CouncilForm(request.POST if request.method == "POST" else None)
    wanted = request.method == "POST" and form.is_valid() and not request.htmx and request.POST.get("do") != "check"  # type: ignore[attr-defined]
    purpose = "read_document" if wanted else "approve"
    found = access_document_for(user_of(request), purpose, congress=congress, slug=document)
    if wanted:
        return _voted(request, found, form)
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return render(request, "chair/forecast.html", {"forecast": forecast(found.document, form.matter, form.count())})
    return _vote(request, found, form, status=422 if form.errors else 200)


def _voted(request: HttpRequest, found: ForDocument, form: CouncilForm) -> HttpResponse:
    user, document, key = user_of(request), found.document, _key(request)
    carried = form.cleaned_data["outcome"] == Outcome.CARRIED
    try:
        if carried:
            council.approve(acting_user=user, document=document, count=form.count(), key=key)
        else:
            reason = form.cleaned_data["reason"]
            council.send_back(acting_user=user, document=document, count=form.count(), reason=reason, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        return _vote(request, found, form, refusal=refused.message, status=409)
    said = "The council approved it. The committee can publish it now." if carried else "It went back to the committee."
    messages.success(request, said, extra_tags="done")
    return redirect("congress", document.congress.slug)


def _vote(request: HttpRequest, found: ForDocument, form: CouncilForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    document, home = found.document, found.document.congress
    bound = form.is_bound and form.is_valid()
    context = {
        "form": form,
        "document": document,
        "approved": document.approval,
        "majority": majority_words(document, Matter.COUNCIL),
        "forecast": forecast(document, Matter.COUNCIL, form.count()) if bound else None,
        "refusal": refusal,
        "key": _key(request) or uuid4().hex,
        "glance": document_glance(found, home, now()),
        "head": Head(document.current_revision.number if document.current_revision else 0, document.head),
    }
    return show(request, "chair/council.html", context, congress=home, here="Text", status=status)
