"""Rivals: which amendments stand against each other, all that is wanted of one paragraph, and a cluster side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import ForDocument, access_amendment_for, access_document_for
from amendments.queries.clock import now
from amendments.queries.rivals import Rivals
from amendments.queries.rivals_page import cluster_page, list_page, place_page
from amendments.views.pages import READ_AMENDMENT, READ_DOCUMENT, acts, show, user_of


@acts(GET=READ_DOCUMENT)
def rivals(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The clusters of rivals of a document."""
    found = Rivals(access_document_for(user_of(request), "read_document", congress=congress, slug=document))
    home = found.document.congress
    context = list_page(found, home, now(), request.GET.dict())
    return show(request, "public/rivals.html", context, congress=home, here="Amendments")


@acts(GET=READ_DOCUMENT)
def rivals_at(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """All that is wanted of one paragraph: the map of its words, and the rivals side by side."""
    found = Rivals(access_document_for(user_of(request), "read_document", congress=congress, slug=document))
    home = found.document.congress
    context = place_page(found, home, now(), uid, request.GET.get("as", ""))
    return show(request, "public/rivals_at.html", context, congress=home, here="Amendments")


@acts(GET=READ_AMENDMENT)
def rivals_of(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The cluster that an amendment belongs to, side by side."""
    amendment, document, acting = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    home = document.congress
    context = cluster_page(Rivals(ForDocument(document, acting)), home, now(), amendment, request.GET.dict())
    return show(request, "public/rivals_of.html", context, congress=home, here="Amendments")
