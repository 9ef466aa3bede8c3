"""The chair rehearses the voting list: results are invented, in the address alone, and nothing is written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_document_for
from amendments.queries.clock import now
from amendments.queries.glance import Glance
from amendments.queries.invented import Invented
from amendments.queries.masthead import Link
from amendments.queries.rehearsal import Rehearsal
from amendments.text.number import Number
from amendments.views.pages import acts, number_of, show, user_of


@acts(GET="rehearse")
def rehearsal(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What would fall, touch and read, if the list went so."""
    found = access_document_for(user_of(request), "rehearse", congress=congress, slug=document)
    invented = Invented.read(request.GET.dict())
    page = Rehearsal(found, invented, Number.read(request.GET.get("until", "")) or 0, number_of(request.GET.get("page", "")))
    context = {
        "page": page,
        "steps": page.shown,
        "document": found.document,
        "glance": Glance("A rehearsal", "Nothing of it is kept", can=(Link("Invent a result for each", "#list"),), now=now()),
    }
    return show(request, "chair/rehearsal.html", context, congress=found.document.congress, here="Amendments")
