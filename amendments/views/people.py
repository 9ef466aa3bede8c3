"""The office's list of people, and the page of one person."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from amendments.access import ForPerson, access_congress_for, access_person_for
from amendments.actions import people as acts_on_people
from amendments.actions import secretary
from amendments.forms.office import NewPersonForm, PersonForm, SeatForm
from amendments.models import Role
from amendments.queries.clock import now
from amendments.queries.people import Wanted, people_page, person_page
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, show, user_of


@acts(GET="read_people")
def people(request: HttpRequest, congress: str) -> HttpResponse:
    """The list, searched, a page at a time."""
    found = access_congress_for(user_of(request), "read_people", slug=congress).congress
    wanted = Wanted.of(request.GET.dict())
    context = {"people": people_page(found, wanted, now()), "wanted": wanted, "roles": Role.choices, "key": uuid4().hex}
    context |= {"earlier": _turned(request, wanted.page - 1), "later": _turned(request, wanted.page + 1)}
    return show(request, "office/people.html", context, congress=found, here="People")


def _turned(request: HttpRequest, page: int) -> str:
    given: QueryDict = request.GET.copy()
    given["page"] = str(page)
    return given.urlencode()


@acts(GET="create_person", POST="create_person")
def new_person(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter a person by hand."""
    found = access_congress_for(user_of(request), "create_person", slug=congress).congress
    form, refusal = NewPersonForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            made = secretary.create_person(acting_user=user_of(request), congress=found, **form.cleaned_data)
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, f"{made} is entered. Give them a seat now.", extra_tags="done")
            return redirect("person", congress, made.pk)
    context = {"form": form, "refusal": refusal}
    status = 409 if refusal else 422 if form.errors else 200
    return show(request, "office/new_person.html", context, congress=found, here="People", status=status)


@acts(GET="read_person")
def person(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """What is kept of a person, and what can be done about it."""
    return _page(request, access_person_for(user_of(request), "read_person", congress=congress, pk=person))


def _page(
    request: HttpRequest, found: ForPerson, bound: forms.Form | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show a person; one form may be bound, with what was typed and what is wrong with it."""
    page = person_page(found, now())
    usual: list[forms.Form] = [
        PersonForm(initial={"name": found.person.name, "email": found.person.email}),
        SeatForm(congress=found.congress),
    ]
    change, seat = (bound if bound and type(bound) is type(one) else one for one in usual)
    context = {"page": page, "person": found.person, "change_form": change, "seat_form": seat, "key": uuid4().hex}
    context |= {"refusal": refusal, "refused": type(bound).__name__ if bound else ""}
    here = "" if page.mine else "People"
    return show(request, "office/person.html", context, congress=found.congress, here=here, status=status)


def _done(request: HttpRequest, found: ForPerson, form: forms.Form, act: Any, said: str) -> HttpResponse:
    """Do it, or show the page with all that was typed and why not."""
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        act(**form.cleaned_data)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, form, refused.message, 409)
    messages.success(request, said, extra_tags="done")
    return redirect("person", found.congress.slug, found.person.pk)


@acts(POST="change_person")
def change(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """Correct name and address."""
    found = access_person_for(user_of(request), "change_person", congress=congress, pk=person)

    def act(**typed: Any) -> object:
        user, home, whom = user_of(request), found.congress, found.person
        return acts_on_people.change_person(acting_user=user, congress=home, person=whom, **typed)

    return _done(request, found, PersonForm(request.POST), act, "Corrected.")


@acts(POST="give_seat")
def give_seat(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """Give a seat."""
    found = access_person_for(user_of(request), "give_seat", congress=congress, pk=person)

    def act(**typed: Any) -> object:
        return secretary.give_seat(acting_user=user_of(request), congress=found.congress, person=found.person, **typed)

    return _done(request, found, SeatForm(request.POST, congress=found.congress), act, "The seat is given, on record.")
