"""What anyone may open: the overview of a congress, the rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import access_congress_for, readable_documents
from amendments.models import Congress
from amendments.queries.clock import now
from amendments.queries.door import congress_alone
from amendments.queries.home import overview
from amendments.queries.rules import STAGES, readers_of, table
from amendments.views.pages import OPEN, acts, show, user_of


@acts(GET=OPEN)
def home(request: HttpRequest) -> HttpResponse:
    """The only congress, or the list of them."""
    congresses = list(Congress.objects.all())
    if len(congresses) == 1:
        return redirect("congress", congresses[0].slug)
    return show(request, "public/congresses.html", {"congresses": congresses})


@acts(GET="read_congress")
def congress(request: HttpRequest, congress: str) -> HttpResponse:
    """The overview: what is mine to do, and where each document is in its life."""
    found = access_congress_for(user_of(request), "read_congress", slug=congress)
    moment = now()
    context = {"overview": overview(found, moment), "now": moment}
    return show(request, "public/home.html", context, congress=found.congress)


@acts(GET=OPEN)
def rules(request: HttpRequest) -> HttpResponse:
    """The table of rules, in words."""
    return show(request, "public/rules.html", {"table": table()}, congress=congress_alone())


@acts(GET="read_rules")
def congress_rules(request: HttpRequest, congress: str) -> HttpResponse:
    """The table of rules, with the standing orders of one congress and the readers of its documents."""
    found = access_congress_for(user_of(request), "read_rules", slug=congress)
    documents = readable_documents(found.acting, found.congress)
    context = {
        "table": table(),
        "stages": STAGES,
        "readers": readers_of(documents),
        "orders_url": reverse("orders", args=[congress]),
    }
    return show(request, "public/rules.html", context, congress=found.congress, here="Rules")
