"""Amendments: the list of a congress, the page of one, and what its mover may do with it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from amendments.access import access_amendment_for, access_congress_for
from amendments.queries.amendment_page import amendment_page
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.amendments import STATES, listed
from amendments.queries.chosen import compact, read_numbers
from amendments.queries.clock import now
from amendments.queries.document_glance import list_glance
from amendments.queries.masthead import Link
from amendments.views.pages import READ_AMENDMENT, acts, show, user_of


def _query(**wanted: object) -> str:
    return urlencode({name: value for name, value in wanted.items() if value})


@acts(GET="read_congress")
def amendments(request: HttpRequest, congress: str) -> HttpResponse:
    """All amendments that this person may see, by document and state."""
    home, acting = access_congress_for(user_of(request), "read_congress", slug=congress)
    page = listed(acting, home, request.GET.dict())
    ticked = read_numbers(request.GET.get("a", "")).numbers
    slug, state, kept = page.document.slug if page.document else "", page.state, compact(ticked)
    documents = [Link("All documents", f"?{_query(state=state)}", not slug)]
    documents += [Link(one.title, f"?{_query(document=one.slug, state=state)}", one.slug == slug) for one in page.documents]
    moment = now()
    context = {
        "listed": page,
        "kept": kept,
        "kept_count": len(ticked),
        "now": moment,
        "glance": list_glance(page.document, acting, home, moment),
        "documents": documents,
        "states": [
            Link(words, f"?{_query(document=slug, a=kept, state=key)}", key == state) for key, (words, _) in STATES.items()
        ],
        "earlier": _query(document=slug, a=kept, state=state, page=page.page - 1),
        "later": _query(document=slug, a=kept, state=state, page=page.page + 1),
    }
    return show(request, "public/amendments.html", context, congress=home, here="Amendments")


@acts(GET=READ_AMENDMENT)
def amendment(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """One amendment: redline, words, reason, mover, its relation to others, its life so far."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    reader = AmendmentReader(found, request.GET.get("as", ""))
    home = found.document.congress
    context = amendment_page(reader, home, now())
    return show(request, "public/amendment.html", context, congress=home, here="Amendments")
