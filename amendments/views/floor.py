"""The floor as everyone sees it: the amendments in the order of the text, and the decision on one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_amendment_for, access_document_for
from amendments.queries.clock import now
from amendments.queries.decided import Decided
from amendments.queries.floor import Floor
from amendments.queries.floor_glance import floor_glance, listed_ways, next_step, turns
from amendments.queries.reading import Head
from amendments.views.pages import READ_AMENDMENT, READ_DOCUMENT, acts, show, user_of


@acts(GET=READ_DOCUMENT)
def floor(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The amendments in the order in which they are decided; for the chair, with the one next step."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    wanted, home = request.GET.get("page", ""), found.document.congress
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 0
    page = Floor(found, page=number, only_open=request.GET.get("show") == "open")
    revision = found.document.current_revision
    context = {
        "floor": page,
        "groups": page.groups(),
        "document": found.document,
        "step": next_step(page, home),
        "switch": listed_ways(page),
        "turns": turns(page),
        "glance": floor_glance(page, home, now()),
        "head": Head(revision.number if revision else 0, found.document.head),
    }
    return show(request, "public/floor.html", context, congress=home, here="Amendments")


@acts(GET=READ_AMENDMENT)
def decision(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """What was decided on one amendment, and all that followed: the chair's receipt, open to everyone."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    page, home = Decided(found), found.document.congress
    list_page = Floor(access_document_for(user_of(request), "read_document", pk=found.document.pk))
    context = {
        "page": page,
        "document": found.document,
        "floor": list_page,
        "step": next_step(list_page, home) if list_page.presides else None,
        "glance": floor_glance(list_page, home, now()),
        "head": Head(page.revision.number, page.decision.entry.digest) if page.decision and page.revision else None,
    }
    return show(request, "public/decision.html", context, congress=home, here="Amendments")
