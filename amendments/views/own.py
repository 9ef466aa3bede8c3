"""What a person does about themselves: choose a password, take along what is kept of them, be forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from amendments.access import access_person_for, require_signed_in
from amendments.actions import people, secretary
from amendments.forms.office import PasswordForm
from amendments.papers.person import export_of
from amendments.queries.door import congress_alone
from amendments.queries.erasing import erasing_page
from amendments.refusals import Refused
from amendments.views.pages import acts, show, user_of

SURE = "forget"


@acts(GET="set_own_password", POST="set_own_password")
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password; the sessions elsewhere end."""
    person = require_signed_in(user_of(request), "set_own_password")
    form = PasswordForm(request.POST if request.method == "POST" else None, has_one=person.has_usable_password())
    if form.is_valid():
        try:
            changed = people.set_own_password(
                acting_user=person, old=form.cleaned_data.get("old", ""), new=form.cleaned_data["new"]
            )
        except Refused as refused:
            form.add_error("new" if "old" not in form.fields else None, refused.message)
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, "Your password is set. Elsewhere you are signed out.", extra_tags="done")
            return redirect("home")
    context = {"form": form, "person": person}
    return show(request, "office/password.html", context, congress=congress_alone(), status=422 if form.errors else 200)


@acts(GET="export_person")
def export(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """Hand out what is kept of a person, as a file."""
    found = access_person_for(user_of(request), "export_person", congress=congress, pk=person)
    answer = JsonResponse(
        export_of(found.person, mine=found.acting.person_id == person), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer["Content-Disposition"] = 'attachment; filename="what-is-kept-of-me.json"'
    add_never_cache_headers(answer)
    return answer


@acts(GET="erase_person", POST="erase_person")
def erase(request: HttpRequest, congress: str, person: int) -> HttpResponse:
    """Show what erasing does, and do it once that is confirmed."""
    found, refusal = access_person_for(user_of(request), "erase_person", congress=congress, pk=person), ""
    if request.method == "POST":
        try:
            if request.POST.get("sure") != SURE:
                raise Refused("Tick that you have read what this does. It cannot be undone.")  # noqa: TRY301 (shown beside the box)
            secretary.erase_person(acting_user=user_of(request), person=found.person, congress=found.congress)
        except Refused as refused:
            refusal = refused.message
        else:
            return _gone(request, congress, mine=found.acting.person_id == person)
    context = {"page": erasing_page(found), "refusal": refusal, "sure": SURE}
    return show(request, "office/erase.html", context, congress=found.congress, status=409 if refusal else 200)


def _gone(request: HttpRequest, congress: str, *, mine: bool) -> HttpResponse:
    if mine:
        logout(request)
    messages.success(request, "Erased. Name, number and address are kept nowhere any more.", extra_tags="done")
    return redirect("home") if mine else redirect("people", congress)
