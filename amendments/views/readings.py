"""Second readings as everyone reads them: what was changed in the published text, and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_document_for
from amendments.queries import reading_public
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.reading import Head
from amendments.rules import can, can_read_working
from amendments.views.pages import READ_DOCUMENT, acts, show, user_of


@acts(GET=READ_DOCUMENT)
def readings(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The last second reading, or the one that is asked for: the redline, what was taken in, the numbers, the answers."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    home, asked, at = found.document.congress, request.GET.get("reading", ""), now()
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    page = reading_public.readings(found, number, may_read=can_read_working(found.acting, found.document))
    revision = found.document.current_revision
    context = {
        "page": page,
        "document": found.document,
        "may_settle": reading_public.may_settle(page, at) and can(found.acting, "settle_answers", stage=found.document.stage),
        "now": at,
        "way": "redline",
        "glance": document_glance(found, home, at),
        "head": Head(revision.number if revision else 0, found.document.head),
    }
    return show(request, "public/readings.html", context, congress=home, here="Text")
