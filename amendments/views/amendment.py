"""Amendments: the list of a congress, the page of one, and what its mover may do with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_amendment_for, access_congress_for
from amendments.live.parts import AmendmentNews
from amendments.live.shown import shown
from amendments.queries.amendment_page import amendment_page
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.amendments_page import amendments_page
from amendments.queries.clock import now
from amendments.queries.news import feed_for
from amendments.views.pages import READ_AMENDMENT, acts, show, user_of


@acts(GET="read_congress")
def amendments(request: HttpRequest, congress: str) -> HttpResponse:
    """All amendments that this person may see, narrowed by what the link carries."""
    home, acting = access_congress_for(user_of(request), "read_congress", slug=congress)
    context = amendments_page(acting, home, request.GET.dict(), now())
    return show(request, "public/amendments.html", context, congress=home, here="Amendments")


@acts(GET=READ_AMENDMENT)
def amendment(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """One amendment: redline, words, reason, mover, its relation to others, its life so far."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    reader = AmendmentReader(found, request.GET.get("as", ""))
    home = found.document.congress
    context = amendment_page(reader, home, now()) | {"feed": feed_for(found.document, found.amendment)}
    news = AmendmentNews(found.amendment, found.document, found.acting, {})
    context |= shown(request, news, "live-amendment", congress=congress, number=number)
    return show(request, "public/amendment.html", context, congress=home, here="Amendments")
