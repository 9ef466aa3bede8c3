"""What the chair does with a document on the floor: the list, one decision, the adoption."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import ForAmendment, ForDocument, access_amendment_for, access_document_for
from amendments.actions import adoption, chair
from amendments.actions.paper_votes import Typed
from amendments.forms.counting import Forecast, OutcomeForm, forecast, majority_words
from amendments.forms.on_paper import PaperForm
from amendments.forms.verdict import VerdictForm
from amendments.life import Matter, Outcome
from amendments.models import Document
from amendments.queries.adoption import preview
from amendments.queries.clock import now
from amendments.queries.floor import Floor
from amendments.queries.floor_glance import adoption_glance, verdict_glance
from amendments.queries.reading import Head
from amendments.queries.verdict import BeforeVote
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, ask_tellers, show, user_of


def _head(document: Document) -> Head:
    revision = document.current_revision
    return Head(revision.number if revision else 0, document.head)


def _sent(request: HttpRequest) -> dict[str, str]:
    """Give what a page sends with every record: the head that it showed, and its key."""
    return {"head": request.POST.get("head", "")[:64], "key": request.POST.get("key", "")[:64]}


def _forecast(document: Document, form: OutcomeForm) -> Forecast | None:
    """Work out a count that was sent and can be read."""
    return forecast(document, form.matter, form.count()) if form.is_bound and form.is_valid() else None


def _counted(request: HttpRequest, form: OutcomeForm, document: Document) -> HttpResponse:
    """Answer with what the count means, for a page that is open."""
    form.is_valid()
    return render(request, "chair/forecast.html", {"forecast": forecast(document, form.matter, form.count())})


def _wanted(request: HttpRequest, form: OutcomeForm) -> bool:
    """Tell whether a page is sent to be recorded, and not only to be worked out."""
    return form.is_valid() and request.POST.get("do") != "check" and not request.htmx  # type: ignore[attr-defined]


@acts(GET="preview_decision", POST="record_decision")
def decide(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """One amendment before the congress: what follows from each outcome, and the form that records it."""
    found = access_amendment_for(user_of(request), "preview_decision", congress=congress, number=number)
    if request.method == "GET":
        return _before(request, BeforeVote(found, request.GET.get("words", "")), VerdictForm())
    form = VerdictForm(request.POST)
    form.about(found.document)
    if _wanted(request, form):
        return _record(request, congress, found, form)
    if request.htmx:  # type: ignore[attr-defined]
        return _counted(request, form, found.document)
    return _before(request, BeforeVote(found, form.put), form, status=422 if form.errors else 200)


def _record(request: HttpRequest, congress: str, found: ForAmendment, form: VerdictForm) -> HttpResponse:
    user, amendment = user_of(request), found.amendment
    try:
        if form.by_leave:
            chair.withdraw_by_leave(acting_user=user, amendment=amendment, **_sent(request))
        elif form.asks_tellers:
            return ask_tellers(request, found.document, form.typed(amendment))
        else:
            chair.record_decision(acting_user=user, amendment=amendment, verdict=form.verdict(), **_sent(request))
    except Refused as refused:
        again = access_amendment_for(user, "preview_decision", pk=amendment.pk)
        return _before(request, BeforeVote(again, form.put), form, refusal=refused.message, status=409)
    if form.loses_words:
        said = f"On record: the committee’s words for {amendment} are lost. Now it can be put as it was filed."
        messages.info(request, said, extra_tags="note")
        return redirect("decide", congress, amendment.number)
    if not form.by_leave:
        return redirect("decision", congress, amendment.number)
    messages.success(request, f"{amendment} is withdrawn, by leave of the congress.", extra_tags="done")
    return redirect("floor", congress, found.document.slug)


def _before(request: HttpRequest, page: BeforeVote, form: VerdictForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    document = Document.objects.select_related("congress", "current_revision").get(pk=page.document.pk)
    home, majority = document.congress, majority_words(document, Matter.AMENDMENT)
    form.about(document)
    context = {
        "page": page,
        "document": document,
        "form": form,
        "falls": page.falls(form.kept() if form.is_bound else None),
        "majority": majority,
        "aloud": page.aloud(majority) if page.carried else "",
        "closed": _why_not(page, Outcome.LOST),
        "blocked": _why_not(page, Outcome.CARRIED),
        "refusal": refusal,
        "forecast": _forecast(document, form),
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "glance": verdict_glance(page, home, now()),
        "head": _head(document),
    }
    return show(request, "chair/decide.html", context, congress=home, here="Amendments", status=status)


def _why_not(page: BeforeVote, outcome: str) -> str:
    """Say why it cannot have this outcome now; "" where it can."""
    try:
        chair.check_to_be_put(page.amendment, outcome, page.advice)
    except Refused as refused:
        return refused.message
    return ""


@acts(GET="adopt", POST="adopt")
def adopt(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The last question: the text as a whole, as amended."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    purpose = "read_document" if request.method == "POST" else "adopt"
    found = access_document_for(user_of(request), purpose, congress=congress, slug=document)
    if request.method == "POST" and _wanted(request, form.about(found.document)):
        return _adopt(request, found, form)  # a repeated request finds the text adopted: the act knows it by its key
    found = access_document_for(user_of(request), "adopt", pk=found.document.pk) if request.method == "POST" else found
    if request.method == "POST" and request.htmx:  # type: ignore[attr-defined]
        return _counted(request, form, found.document)
    return _last(request, Floor(found), form, status=422 if form.errors else 200)


def _adopt(request: HttpRequest, found: ForDocument, form: PaperForm) -> HttpResponse:
    document, outcome = found.document, form.cleaned_data["outcome"]
    try:
        if form.asks_tellers:
            typed = Typed(Matter.ADOPTION, outcome, form.count(), form.cleaned_data["taken_at"])
            return ask_tellers(request, document, typed)
        count, paper, user = form.count(), form.paper(), user_of(request)
        adoption.adopt(acting_user=user, document=document, outcome=outcome, count=count, paper=paper, **_sent(request))
    except Forbidden:
        raise
    except Refused as refused:
        try:
            again = access_document_for(user_of(request), "adopt", pk=document.pk)
        except Forbidden:  # it is adopted meanwhile, and its page is gone
            raise refused from None
        return _last(request, Floor(again), form, refusal=refused.message, status=409)
    if outcome == Outcome.LOST:
        messages.info(
            request, "The text as a whole was lost. It stays on the floor, and the vote is on record.", extra_tags="note"
        )
    return redirect("provenance" if outcome == Outcome.CARRIED else "floor", document.congress.slug, document.slug)


def _last(request: HttpRequest, floor: Floor, form: PaperForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    document = floor.document
    form.about(document)
    rows = preview(document)
    context = {
        "floor": floor,
        "document": document,
        "form": form,
        "renumbered": [row for row in rows if row.changes],
        "kept_numbers": sum(1 for row in rows if not row.changes),
        "majority": majority_words(document, Matter.ADOPTION),
        "forecast": _forecast(document, form),
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "glance": adoption_glance(floor, document.congress, now()),
        "refusal": refusal,
        "head": _head(document),
    }
    return show(request, "chair/adopt.html", context, congress=document.congress, here="Text", status=status)
