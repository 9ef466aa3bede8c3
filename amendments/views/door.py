"""The door: signing in by password, printed code or mailed link, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from amendments.actions import door
from amendments.forms.sign_in import ByCode, ByLink, SignIn
from amendments.models import Person
from amendments.queries.door import congress_alone, seats_to_try
from amendments.refusals import Refused
from amendments.views.pages import OPEN, acts, show

Finds = Callable[[dict[str, Any], str], Person]


def _onward(request: HttpRequest) -> str:
    """Give the page that one came from, if it is one of ours."""
    target = str(request.POST.get("next") or request.GET.get("next") or "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


def _network(request: HttpRequest) -> str:
    """Give the network that asks: one IPv4 address, or the 64 bits that a provider gives to one IPv6 subscriber."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", told)).rpartition(",")[2].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if isinstance(address, IPv6Address) else str(address)


def _enter(request: HttpRequest, form: forms.Form, find: Finds) -> HttpResponse | None:
    """Sign in whoever the form is of; None, with the refusal on the form, where it is nobody."""
    if not form.is_valid():
        return None
    try:
        person = find(form.cleaned_data, request.POST.get("key", "")[:64])
    except Refused as refused:
        form.add_error(None, refused.message)
        return None
    login(request, person)
    return HttpResponseRedirect(_onward(request))


def _door(request: HttpRequest, **bound: forms.Form) -> HttpResponse:
    """Show the door; a form that was sent comes back as it was typed."""
    people = seats_to_try() if settings.DEMO else []
    context = {"form": SignIn(), "by_code": ByCode(), **bound, "people": people, "key": request.POST.get("key") or uuid4().hex}
    context |= {"next": request.POST.get("next") or request.GET.get("next", "")}
    return show(request, "public/sign_in.html", context, congress=congress_alone(), status=422 if bound else 200)


@acts(GET=OPEN, POST=OPEN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a password; in demo mode, offer seats."""
    if request.method != "POST":
        return _door(request)
    form = SignIn(request.POST)

    def find(data: dict[str, Any], key: str) -> Person:  # noqa: ARG001 (a password can be sent as often as one likes)
        network = _network(request)
        return door.by_password(acting_user=AnonymousUser(), login=data["who"], password=data["password"], network=network)

    return _enter(request, form, find) or _door(request, form=form)


@acts(POST=OPEN)
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Let in whoever holds a letter or a card."""
    form = ByCode(request.POST)

    def find(data: dict[str, Any], key: str) -> Person:
        return door.by_code(acting_user=AnonymousUser(), login=data["number"], code=data["code"], key=key)

    return _enter(request, form, find) or _door(request, by_code=form)


@acts(GET=OPEN, POST=OPEN)
def sign_in_by_link(request: HttpRequest) -> HttpResponse:
    """Let in whoever was invited by mail: opening the link uses nothing up, because programs open links too."""
    form = ByLink(request.POST if request.method == "POST" else None)

    def find(data: dict[str, Any], key: str) -> Person:
        return door.by_link(acting_user=AnonymousUser(), token=data["link"], key=key)

    entered = _enter(request, form, find) if form.is_bound else None
    context = {"form": form, "key": request.POST.get("key") or uuid4().hex}
    status = 422 if form.errors else 200
    return entered or show(request, "public/sign_in_link.html", context, congress=congress_alone(), status=status)


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
