"""The floor as everyone sees it: the amendments in the order of the text, and the decision on one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.live.parts import DecisionPart, FloorPart
from amendments.live.shown import shown
from amendments.queries.reading import Head
from amendments.views.pages import READ_AMENDMENT, READ_DOCUMENT, acts, show, user_of


@acts(GET=READ_DOCUMENT)
def floor(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The amendments in the order in which they are decided; for the chair, with the one next step."""
    part = FloorPart.open(user_of(request), request.GET, congress=congress, document=document)
    revision, context = part.document.current_revision, part.context(part.acting)
    context |= shown(request, part, "live-floor", context, congress=congress, document=document)
    context["head"] = Head(revision.number if revision else 0, part.document.head)
    return show(request, "public/floor.html", context, congress=part.congress, here="Amendments")


@acts(GET=READ_AMENDMENT)
def decision(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """What was decided on one amendment, and all that followed: the chair's receipt, open to everyone."""
    part = DecisionPart.open(user_of(request), request.GET, congress=congress, number=number)
    context = part.context(part.acting)
    page = context["page"]
    context |= shown(request, part, "live-decision", context, congress=congress, number=number)
    context["head"] = Head(page.revision.number, page.decision.entry.digest) if page.decision and page.revision else None
    return show(request, "public/decision.html", context, congress=part.congress, here="Amendments")
