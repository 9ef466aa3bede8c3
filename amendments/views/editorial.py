"""Corrections of an adopted text: the list that everybody reads, and the page on which one is made."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_document_for
from amendments.actions.editorial import correct_adopted
from amendments.forms.editorial import CorrectionForm
from amendments.queries.clock import now
from amendments.queries.corrections_page import Corrections, as_it_reads
from amendments.queries.glance import Glance
from amendments.queries.masthead import Link
from amendments.queries.reading import Head
from amendments.refusals import Absent, Forbidden, Refused
from amendments.views.pages import READ_DOCUMENT, acts, show, user_of


@acts(GET=READ_DOCUMENT)
def corrections(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What was corrected after the vote, each with its authority and its reason."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    page = Corrections(found)
    glance = Glance("After the vote", "Each correction is a revision of its own", can=(Link("Read them"),), now=now())
    context = {"page": page, "rows": page.rows(), "document": found.document, "glance": glance}
    return show(request, "public/corrections.html", context, congress=found.document.congress, here="Text")


@acts(GET="correct_adopted", POST="correct_adopted")
def correct(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """Correct one place."""
    found = access_document_for(user_of(request), "correct_adopted", congress=congress, slug=document)
    was = as_it_reads(found.document, uid)
    if was is None:
        raise Absent
    form = CorrectionForm(request.POST if request.method == "POST" else None, was=was)
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form, status=422 if form.errors else 200)
    try:
        sent = {name: request.POST.get(name, "")[:64] for name in ("head", "key")}
        correct_adopted(acting_user=user_of(request), document=found.document, correction=form.correction(uid), **sent)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, form, refusal=refused.message, status=409)
    messages.success(request, "It is corrected: a revision of its own, listed with its authority.", extra_tags="done")
    return redirect("corrections", congress, document)


def _page(
    request: HttpRequest, found: ForDocument, form: CorrectionForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    document = found.document
    revision = document.current_revision
    context = {
        "document": document,
        "form": form,
        "refusal": refusal,
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
        "head": Head(revision.number if revision else 0, document.head),
        "glance": Glance(
            "After the vote", "A revision of its own, on record", can=(Link("Correct one place", "#correct"),), now=now()
        ),
    }
    return show(request, "chair/correct.html", context, congress=document.congress, here="Text", status=status)
