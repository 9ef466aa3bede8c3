"""The credentials desk: who is here, in two strokes a delegate; and the code at the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from amendments.access import access_congress_for, access_seat_for
from amendments.actions import credentials_desk as acts_at_desk
from amendments.actions.people import set_weight
from amendments.forms.credentials import DoorForm, WeightForm
from amendments.live.desk import DeskPart
from amendments.live.shown import shown
from amendments.models import Congress, Seat
from amendments.papers.door import shown_code
from amendments.queries.clock import now
from amendments.queries.credentials_desk import LONGEST, desk_page
from amendments.queries.door_at import open_doors, typed_seats
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, part, show, user_of


@acts(GET="keep_presence")
def desk(request: HttpRequest, congress: str) -> HttpResponse:
    """The counts, whom one looks for, and who is missing."""
    found = access_congress_for(user_of(request), "keep_presence", slug=congress)
    typed, seat = " ".join(request.GET.get("q", "")[:LONGEST].split()), request.GET.get("seat", "")
    page = desk_page(found, typed, int(seat) if seat.isdecimal() and len(seat) < 18 else 0)
    live = shown(request, DeskPart(*found, {}), "live-desk", {"desk": page}, congress=congress)
    return show(request, "office/credentials.html", {"desk": page, **live}, congress=found.congress, here="Credentials")


@acts(POST="keep_presence")
def enter(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter as here whoever has the number that was typed; anything else is looked for."""
    found = access_congress_for(user_of(request), "keep_presence", slug=congress).congress
    typed = " ".join(request.POST.get("typed", "")[:LONGEST].split())
    seats = typed_seats(found, typed) if typed else []
    if len(seats) != 1:
        return redirect(f"{reverse('credentials', args=[congress])}?{urlencode({'q': typed})}")
    acts_at_desk.mark_here(acting_user=user_of(request), seat=seats[0])
    return _said(request, seats[0], "is here")


@acts(POST="keep_presence")
def mark(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Say that one delegate is here, or gone."""
    found = access_seat_for(user_of(request), "keep_presence", congress=congress, pk=seat)
    here = request.POST.get("is") == "here"
    act = acts_at_desk.mark_here if here else acts_at_desk.mark_gone
    act(acting_user=user_of(request), seat=found.seat)
    return _said(request, found.seat, "is here" if here else "is gone")


def _said(request: HttpRequest, seat: Seat, what: str) -> HttpResponse:
    card = f"Seat {seat.number}, " if seat.number else ""
    body = f", {seat.body}" if seat.body else ""
    messages.success(request, f"{card}{seat.person}{body}: {what}.", extra_tags="done")
    return redirect(f"{reverse('credentials', args=[seat.congress.slug])}?seat={seat.pk}")


@acts(POST="set_weight")
def weight(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Set what a card weighs."""
    found = access_seat_for(user_of(request), "set_weight", congress=congress, pk=seat)
    form = WeightForm(request.POST)
    if not form.is_valid():
        raise Refused("A card weighs at least 1 and at most 1,000,000. Type a whole number.")
    set_weight(acting_user=user_of(request), seat=found.seat, weight=form.cleaned_data["weight"])
    messages.success(request, "The weight of the card is set, on record.", extra_tags="done")
    return redirect("delegate-seat", congress, seat)


@acts(GET="show_door")
def door(request: HttpRequest, congress: str) -> HttpResponse:
    """The code at the door, to project or to print."""
    found = access_congress_for(user_of(request), "show_door", slug=congress).congress
    return _door(request, found, DoorForm())


def _door(request: HttpRequest, congress: Congress, form: DoorForm, refusal: str = "", status: int = 200) -> HttpResponse:
    at = now()
    context = {"form": form, "refusal": refusal, "doors": [shown_code(one, at) for one in open_doors(congress, at)]}
    page = show(request, "office/door.html", context, congress=congress, here="Credentials", status=status)
    add_never_cache_headers(page)
    return page


@acts(POST="show_door")
def open_door(request: HttpRequest, congress: str) -> HttpResponse:
    """Open the door."""
    found = access_congress_for(user_of(request), "show_door", slug=congress).congress
    form = DoorForm(request.POST)
    if not form.is_valid():
        return _door(request, found, form, status=422)
    try:
        acts_at_desk.open_door(acting_user=user_of(request), congress=found, **form.cleaned_data)
    except Forbidden:
        raise
    except Refused as refused:
        return _door(request, found, form, refused.message, 409)
    return redirect("door", congress)


@acts(POST="show_door")
def close_door(request: HttpRequest, congress: str) -> HttpResponse:
    """Close the door."""
    found, kind = access_congress_for(user_of(request), "show_door", slug=congress).congress, request.POST.get("kind", "")
    acts_at_desk.close_door(acting_user=user_of(request), congress=found, kind=kind)
    messages.success(request, "The code works no more. Who is here stays here.", extra_tags="done")
    return redirect("door", congress)


@acts(GET="show_door")
def code(request: HttpRequest, congress: str) -> HttpResponse:
    """The code on the screen as it is now, for a page that is open."""
    found, at = access_congress_for(user_of(request), "show_door", slug=congress).congress, now()
    doors = [shown_code(one, at) for one in open_doors(found, at)]
    page = part(request, "office/door_codes.html", {"doors": doors}, found)
    add_never_cache_headers(page)
    return page
