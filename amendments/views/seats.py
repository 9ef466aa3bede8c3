"""One seat: hand it to an alternate, or end it. And the bodies that people sit in."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForSeat, access_body_for, access_congress_for, access_seat_for, people_of
from amendments.actions import people, secretary
from amendments.forms.office import BodyForm, HandOverForm
from amendments.models import Congress, Person
from amendments.queries.bodies import bodies_of, body_page
from amendments.queries.people import seat_in_full
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, show, user_of


@acts(GET="hand_over_seat")
def seat(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """What the seat is, and what can be done with it."""
    return _page(request, access_seat_for(user_of(request), "hand_over_seat", congress=congress, pk=seat), HandOverForm())


def _page(request: HttpRequest, found: ForSeat, form: HandOverForm, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"seat": found.seat, "words": seat_in_full(found.seat), "form": form, "refusal": refusal}
    context |= {"key": request.POST.get("key") or uuid4().hex}
    return show(request, "office/seat.html", context, congress=found.congress, here="People", status=status)


@acts(POST="hand_over_seat")
def hand_over(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Hand it to an alternate."""
    found = access_seat_for(user_of(request), "hand_over_seat", congress=congress, pk=seat)
    form, user = HandOverForm(request.POST), user_of(request)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    to, key = form.cleaned_data["alternate"].strip(), request.POST.get("key", "")[:64]
    try:
        alternate = _by_number(found.congress, to)
        held = people.hand_over_seat(
            acting_user=user, seat=found.seat, to=alternate, reason=form.cleaned_data["reason"], key=key
        )
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, form, refused.message, 409)
    messages.success(request, f"The seat is {held.person}’s now, on record.", extra_tags="done")
    return redirect("person", congress, held.person_id)


def _by_number(congress: Congress, number: str) -> Person:
    found = people_of(congress).filter(member_number__iexact=number).first()
    if found is None:
        raise Refused(f"Nobody here has the member number {number}. Enter them first, or look the number up in the list.")
    return found


@acts(POST="end_seat")
def end(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """End it now."""
    found = access_seat_for(user_of(request), "end_seat", congress=congress, pk=seat)
    secretary.end_seat(acting_user=user_of(request), seat=found.seat)
    messages.success(request, "The seat has ended, on record.", extra_tags="done")
    return redirect("person", congress, found.seat.person_id)


@acts(GET="create_body", POST="create_body")
def bodies(request: HttpRequest, congress: str) -> HttpResponse:
    """Every body with who speaks for it; and a new one."""
    found = access_congress_for(user_of(request), "create_body", slug=congress).congress
    form, refusal = BodyForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            made = secretary.create_body(acting_user=user_of(request), congress=found, **form.cleaned_data)
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, f"{made} is set up.", extra_tags="done")
            return redirect("bodies", congress)
    context = {"bodies": bodies_of(found), "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return show(request, "office/bodies.html", context, congress=found, here="People", status=status)


@acts(GET="read_people")
def body(request: HttpRequest, congress: str, body: str) -> HttpResponse:
    """One body: who speaks for it, who sits in it."""
    found = access_body_for(user_of(request), "read_people", congress=congress, slug=body)
    return show(request, "office/body.html", {"page": body_page(found.body)}, congress=found.congress, here="People")
