"""What anyone may open: the door, the overview of a congress, the rules."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from amendments.access import access_congress_for, readable_documents
from amendments.forms.sign_in import SignIn
from amendments.models import Congress, Person
from amendments.queries.clock import now
from amendments.queries.door import congress_alone, seats_to_try
from amendments.queries.home import overview
from amendments.queries.rules import STAGES, orders_of, readers_of, table
from amendments.views.pages import OPEN, acts, show, user_of


@acts(GET=OPEN)
def home(request: HttpRequest) -> HttpResponse:
    """The only congress, or the list of them."""
    congresses = list(Congress.objects.all())
    if len(congresses) == 1:
        return redirect("congress", congresses[0].slug)
    return show(request, "public/congresses.html", {"congresses": congresses})


def _onward(request: HttpRequest) -> str:
    """Give the page that one came from, if it is one of ours."""
    target = str(request.POST.get("next") or request.GET.get("next") or "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@acts(GET=OPEN, POST=OPEN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for number and password; in demo mode, offer seats."""
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.person:
        login(request, form.person)
        return HttpResponseRedirect(_onward(request))
    people = seats_to_try() if settings.DEMO else []
    context = {"form": form, "people": people, "next": request.GET.get("next", "")}
    return show(request, "public/sign_in.html", context, congress=congress_alone(), status=422 if form.errors else 200)


@acts(POST=OPEN)
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sit in a seat of the sample, without a password; elsewhere there is no such page."""
    if not settings.DEMO or not request.POST.get("person", "").isdecimal():
        raise Http404
    login(request, get_object_or_404(Person, pk=request.POST["person"], is_active=True))
    return HttpResponseRedirect(_onward(request))


@acts(POST=OPEN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("home")


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
    context = {"table": table(), "stages": STAGES, "readers": readers_of(documents), "orders": orders_of(found.congress)}
    return show(request, "public/rules.html", context, congress=found.congress, here="Rules")
