"""Ways in for many people at once: letters and cards with printed codes, and invitations by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from amendments.access import access_congress_for, access_person_for
from amendments.actions import credentials
from amendments.models import Congress
from amendments.papers.letters import door, letters
from amendments.queries.people import Wanted, searched
from amendments.refusals import Refused
from amendments.views.pages import acts, show, user_of

SHEETS = {"letters": "office/letters.html", "cards": "office/cards.html"}


def _chosen(request: HttpRequest, congress: Congress) -> list[int]:
    """Give the people who are meant: those ticked, or those whom the search found, as many as one batch takes."""
    if request.POST.get("who") == "found":
        found = searched(congress, Wanted.of(request.POST.dict())).order_by("name", "member_number")
        return list(found.values_list("pk", flat=True)[: credentials.MOST])
    return [int(pk) for pk in request.POST.getlist("person")[: credentials.MOST + 1] if pk.isdecimal() and len(pk) < 18]


@acts(POST="issue_codes")
def print_codes(request: HttpRequest, congress: str) -> HttpResponse:
    """Issue codes and show them, once, as sheets to print."""
    found, user = access_congress_for(user_of(request), "issue_codes", slug=congress).congress, user_of(request)
    template = SHEETS.get(request.POST.get("sheet", ""))
    if template is None:
        raise Refused("Choose letters or cards.")
    key = request.POST.get("key", "")[:64]
    issued = credentials.issue_codes(acting_user=user, congress=found, people=_chosen(request, found), key=key)
    page = show(request, template, {"letters": letters(issued), "door": door()}, congress=found, here="People")
    add_never_cache_headers(page)  # what the browser keeps of this page would open doors
    return page


@acts(POST="invite")
def invite(request: HttpRequest, congress: str) -> HttpResponse:
    """Write to those who have an address."""
    found = access_congress_for(user_of(request), "invite", slug=congress).congress
    chosen, key = _chosen(request, found), request.POST.get("key", "")[:64]
    many = credentials.invite(acting_user=user_of(request), congress=found, people=chosen, key=key)
    left = len(chosen) - many
    said = f"{many} invitation{'s are' if many != 1 else ' is'} on the way."
    if left:
        said += f" {left} {'have' if left != 1 else 'has'} no address: print codes for them."
    messages.success(request, said, extra_tags="done")
    return redirect("people", congress)


@acts(POST="issue_codes")
def revoke(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """Revoke what is still open of a person's codes and links."""
    found = access_person_for(user_of(request), "issue_codes", congress=congress, pk=person)
    credentials.revoke(acting_user=user_of(request), congress=found.congress, person=found.person)
    left = "Their password still works." if found.person.has_usable_password() else "They are signed out everywhere."
    messages.success(request, f"Revoked: neither code nor link works any more. {left}", extra_tags="done")
    return redirect("person", congress, person)
