"""Bringing in a list of people: the file, what it is, what it would change, and entering it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_congress_for
from amendments.actions import importing
from amendments.forms.people_list import ListForm
from amendments.models import Congress
from amendments.readers.people import MAX_BYTES, Column
from amendments.readers.people_preview import kept_list, preview_of
from amendments.readers.sheets import MOST_COLUMNS
from amendments.readers.source import Unreadable
from amendments.refusals import Refused
from amendments.views.pages import acts, person_of, show, user_of


@acts(GET="import_people", POST="import_people")
def import_people(request: HttpRequest, congress: str) -> HttpResponse:
    """Show the list that waits, or ask for one."""
    found = access_congress_for(user_of(request), "import_people", slug=congress).congress
    if request.method != "POST":
        return _page(request, found, ListForm())
    form = ListForm(request.POST, request.FILES, too_large="PLANK_UPLOAD_TOO_LARGE" in request.META)
    if form.is_valid():
        upload = form.upload
        data, name = upload.read(MAX_BYTES + 1), upload.name or "the file"
        try:
            importing.keep_list(acting_user=user_of(request), congress=found, data=data, name=name)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            return redirect("import-people", congress)
    return _page(request, found, form, status=422)


def _page(request: HttpRequest, congress: Congress, form: ListForm, refusal: str = "", status: int = 200) -> HttpResponse:
    kept = kept_list(congress, person_of(request))
    context = {"form": form, "refusal": refusal, "key": request.POST.get("key") or uuid4().hex, "kept": kept}
    context |= preview_of(congress, kept) if kept else {}
    return show(request, "office/import.html", context, congress=congress, here="People", status=status)


@acts(POST="import_people")
def choose(request: HttpRequest, congress: str) -> HttpResponse:
    """Say what the encoding or the columns are, or throw the list away."""
    found = access_congress_for(user_of(request), "import_people", slug=congress).congress
    user, post = user_of(request), request.POST
    try:
        if post.get("do") == "discard":
            importing.discard_list(acting_user=user, congress=found)
        else:
            given = [post.get(f"column-{at}", Column.IGNORE)[:20] for at in range(MOST_COLUMNS)]
            wanted: dict[str, Any] = {"encoding": post.get("encoding", "")[:20], "columns": given, "set_up": "set_up" in post}
            importing.set_up_list(acting_user=user, congress=found, **wanted)
    except (Refused, Unreadable) as refused:
        return _page(request, found, ListForm(), str(refused), 409)
    return redirect("import-people", congress)


@acts(POST="import_people")
def enter(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter the list as it was looked at: all of it, or nothing."""
    found = access_congress_for(user_of(request), "import_people", slug=congress).congress
    seen, key = request.POST.get("seen", "none")[:64], request.POST.get("key", "")[:64]
    try:
        done = importing.enter_list(acting_user=user_of(request), congress=found, seen=seen or "none", key=key)
    except Refused as refused:
        return _page(request, found, ListForm(), refused.message, 409)
    said = f"Entered: {len(done.new)} new, {len(done.changes)} changed, {len(done.gifts)} seats given, on record."
    messages.success(request, said if done.new or done.changes or done.gifts else "It is entered.", extra_tags="done")
    return redirect("people", congress)
