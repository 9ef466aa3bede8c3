"""Publication of what was screened: a whole list at once, or one amendment."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_amendment_for, access_document_for
from amendments.actions import lists as publishing
from amendments.queries.clock import now
from amendments.queries.lists import lists_page
from amendments.refusals import Refused
from amendments.text.number import Number, label_of
from amendments.views.pages import acts, show, status_of, user_of


@acts(GET="publish_amendments", POST="publish_amendments")
def lists(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What stands on no list yet, to be ticked and published; and the lists that were."""
    found = access_document_for(user_of(request), "publish_amendments", congress=congress, slug=document)
    ticked, refusal, status = None, "", 200
    if request.method == "POST":
        ticked = {int(one) for one in map(Number.read, request.POST.getlist("number")) if one}
        key = request.POST.get("key", "")[:64]
        try:
            made = publishing.publish_list(acting_user=user_of(request), document=found.document, numbers=ticked, key=key)
        except Refused as refused:
            refusal, status = refused.message, status_of(refused)
        else:
            messages.success(request, f"List {made.number} is published. What comes now is new.", extra_tags="done")
            return redirect("lists", congress, document)
    home = found.document.congress
    context = lists_page(found, home, now(), ticked=ticked) | {"refusal": refusal, "key": uuid4().hex}
    return show(request, "committee/lists.html", context, congress=home, here="Amendments", status=status)


@acts(POST="publish_amendments")
def publish(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Publish one amendment ahead of the next list."""
    found = access_amendment_for(user_of(request), "publish_amendments", congress=congress, number=number)
    publishing.publish_amendment(acting_user=user_of(request), amendment=found.amendment, key=request.POST.get("key", "")[:64])
    messages.success(request, f"{label_of(number)} is public now, under this number for good.", extra_tags="done")
    return redirect("amendment", congress, number)
