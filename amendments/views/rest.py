"""When a hall runs out of time: all that is open is listed first, and one vote disposes of it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import ForDocument, access_document_for
from amendments.actions import floor as acts_of_floor
from amendments.actions import rest as act
from amendments.forms.counting import forecast, majority_words
from amendments.forms.rest import RestForm
from amendments.life import Matter
from amendments.queries.clock import now
from amendments.queries.floor import Floor
from amendments.queries.glance import Glance
from amendments.queries.masthead import Link
from amendments.queries.reading import Head
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, ask_tellers, show, user_of


def _page(request: HttpRequest, found: ForDocument, form: RestForm, *, refusal: str = "", status: int = 200) -> HttpResponse:
    document, floor = found.document, Floor(found, only_open=True)
    form.about(document)
    revision = document.current_revision
    checked = form.is_bound and form.is_valid() and request.POST.get("do") == "check"
    context = {
        "document": document,
        "floor": floor,
        "groups": floor.groups(),
        "form": form,
        "refusal": refusal,
        "forecast": forecast(document, Matter.REST, form.count()) if checked else None,
        "majority": majority_words(document, Matter.REST),
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "glance": Glance(
            "Out of time", "One vote disposes of all that is open", can=(Link("Record the vote", "#record"),), now=now()
        ),
        "head": Head(revision.number if revision else 0, document.head),
    }
    return show(request, "chair/rest.html", context, congress=document.congress, here="Amendments", status=status)


@acts(GET="dispose", POST="dispose")
def midnight(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What is still open, and the one vote on all of it: recorded with its count, or put on the floor."""
    found = access_document_for(user_of(request), "dispose", congress=congress, slug=document)
    if request.method == "GET":
        return _page(request, found, RestForm())
    form = RestForm(request.POST)
    form.about(found.document)
    if request.htmx:  # type: ignore[attr-defined]
        form.is_valid()
        worked = {"forecast": forecast(found.document, Matter.REST, form.count())}
        return render(request, "chair/forecast.html", worked)
    if not form.is_valid() or request.POST.get("do") == "check":
        return _page(request, found, form, status=422 if form.errors else 200)
    return _record(request, found, form)


def _record(request: HttpRequest, found: ForDocument, form: RestForm) -> HttpResponse:
    user, document, key = user_of(request), found.document, request.POST.get("key", "")[:64]
    puts = request.POST.get("do") == "put"
    try:
        if puts:
            acts_of_floor.put(acting_user=user, congress=document.congress, wanted=form.put(document), key=key)
        elif form.asks_tellers:
            return ask_tellers(request, document, form.typed())
        else:
            head = request.POST.get("head", "")[:64]
            act.dispose(acting_user=user, document=document, verdict=form.verdict(), head=head, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        again = access_document_for(user, "dispose", pk=document.pk)
        return _page(request, again, form, refusal=refused.message, status=409)
    if puts:
        return redirect("run-floor", document.congress.slug)
    messages.success(request, "The vote on all that was open is on record.", extra_tags="done")
    return redirect("floor", document.congress.slug, document.slug)
