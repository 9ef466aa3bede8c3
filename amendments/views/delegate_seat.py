"""A delegate's seat: I am here, I go, an alternate sits for me, another votes for me; for the delegate and for the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForSeat, access_congress_for, access_seat_for
from amendments.actions import credentials_desk, held_votes
from amendments.actions import surrender as surrendering
from amendments.forms.credentials import CodeForm, HoldForm, SurrenderForm, WeightForm
from amendments.models import Role, Seat
from amendments.queries.own_seat import SeatPage, own_seats, seat_page
from amendments.queries.quorum import quorum
from amendments.refusals import Forbidden, Refused
from amendments.rules import can
from amendments.views.pages import acts, show, user_of


@acts(GET="read_own_seat")
def mine(request: HttpRequest, congress: str) -> HttpResponse:
    """My seat as a delegate; where I gave it up for a time, the way back."""
    found, acting = access_congress_for(user_of(request), "read_own_seat", slug=congress)
    held, lent = own_seats(acting.person_id, found)
    if held:
        return _page(request, ForSeat(held[0], found, acting), others=held[1:], lent=lent)
    context = {"lent": lent, "quorum": quorum(found), "key": uuid4().hex}
    return show(request, "member/no_seat.html", context, congress=found, here="My seat")


@acts(GET="surrender_seat")
def seat(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """One seat, for whoever holds it and for the desk."""
    found = access_seat_for(user_of(request), "surrender_seat", congress=congress, pk=seat)
    if found.seat.role != Role.DELEGATE or found.seat.until is not None:
        raise Refused("This is no delegate’s seat that somebody holds. Look for the delegate at the credentials desk.")
    return _page(request, found)


def _page(
    request: HttpRequest, found: ForSeat, bound: forms.Form | None = None, refusal: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """Show the seat; one form may be bound, with what was typed and what is wrong with it."""
    page = seat_page(found)
    usual: dict[str, forms.Form] = {
        "code_form": CodeForm(),
        "surrender_form": _surrender_form(page),
        "hold_form": HoldForm(holders=page.holders),
    }
    usual["weight_form"] = WeightForm(initial={"weight": page.seat.weight})
    context: dict[str, Any] = {name: bound if bound and type(bound) is type(one) else one for name, one in usual.items()}
    context |= {"page": page, "quorum": quorum(found.congress, page.orders), "refusal": refusal, "key": uuid4().hex, **more}
    context["refused"] = type(bound).__name__ if bound and refusal else ""
    here = "My seat" if page.mine else "Credentials"
    return show(request, "member/delegate_seat.html", context, congress=found.congress, here=here, status=status)


def _surrender_form(page: SeatPage, data: Any = None) -> SurrenderForm:
    return SurrenderForm(data, alternates=page.alternates, lending=page.orders.seats_lent, desk=page.desk)


def _try(request: HttpRequest, found: ForSeat, form: forms.Form, act: Callable[[], Seat | None], said: str) -> HttpResponse:
    """Do it, or show the page with all that was typed and why not."""
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        held = act()
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, form, refused.message, 409)
    messages.success(request, said, extra_tags="done")
    if found.seat.person_id != found.acting.person_id and can(found.acting, "keep_presence"):
        return redirect(f"{reverse('credentials', args=[found.congress.slug])}?seat={(held or found.seat).pk}")
    return redirect("my-seat", found.congress.slug)


@acts(POST="say_here")
def here(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """I am here."""
    found, form = access_seat_for(user_of(request), "say_here", congress=congress, pk=seat), CodeForm(request.POST)

    def act() -> None:
        code = form.cleaned_data["code"]
        credentials_desk.say_here(acting_user=user_of(request), seat=found.seat, code=code)

    return _try(request, found, form, act, "You are here: the next register counts you.")


@acts(POST="say_here")
def gone(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """I go."""
    found = access_seat_for(user_of(request), "say_here", congress=congress, pk=seat)
    credentials_desk.say_gone(acting_user=user_of(request), seat=found.seat)
    messages.success(request, "You are gone. Say so when you come back.", extra_tags="done")
    return redirect("my-seat", congress)


@acts(POST="surrender_seat")
def surrender(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Give the seat to an alternate."""
    found = access_seat_for(user_of(request), "surrender_seat", congress=congress, pk=seat)
    form, key = _surrender_form(seat_page(found), request.POST), request.POST.get("key", "")[:64]

    def act() -> Seat:
        data = form.cleaned_data
        given: dict[str, Any] = {"lent": data.get("lent") == "lent", "reason": data["reason"], "here": data.get("here", False)}
        alternate = Seat.objects.select_related("person").get(pk=int(data["alternate"]))
        return surrendering.surrender_seat(acting_user=user_of(request), seat=found.seat, alternate=alternate, key=key, **given)

    return _try(request, found, form, act, "The seat is given up, on record. The alternate votes from now on.")


@acts(POST="give_back_seat")
def give_back(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Give back, or take back, a seat that was given up for a time."""
    found, user = access_seat_for(user_of(request), "give_back_seat", congress=congress, pk=seat), user_of(request)
    held = surrendering.give_back_seat(acting_user=user, seat=found.seat, key=request.POST.get("key", "")[:64])
    messages.success(request, f"The seat is {held.person}’s again, on record.", extra_tags="done")
    if can(found.acting, "keep_presence"):
        return redirect(f"{reverse('credentials', args=[congress])}?seat={held.pk}")
    return redirect("my-seat", congress)


@acts(POST="give_vote")
def hold(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Let another delegate hold the vote."""
    found = access_seat_for(user_of(request), "give_vote", congress=congress, pk=seat)
    form, key = HoldForm(request.POST, holders=seat_page(found).holders), request.POST.get("key", "")[:64]

    def act() -> None:
        holder = Seat.objects.get(pk=int(form.cleaned_data["holder"]))
        held_votes.give_vote(acting_user=user_of(request), seat=found.seat, holder=holder, key=key)

    return _try(request, found, form, act, "The vote is held, on record, whenever its own delegate is not here.")


@acts(POST="take_vote_back")
def take_back(request: HttpRequest, congress: str, seat: int) -> HttpResponse:
    """Take the vote back."""
    found = access_seat_for(user_of(request), "take_vote_back", congress=congress, pk=seat)

    def act() -> None:
        held_votes.take_vote_back(acting_user=user_of(request), seat=found.seat)

    return _try(request, found, forms.Form(request.POST), act, "Nobody holds this vote now. It is on record.")
