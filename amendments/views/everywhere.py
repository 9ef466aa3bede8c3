"""Global changes on the committee's desk: places of the words that appeared since are taken in, or left."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions.everywhere import take_in_places
from amendments.queries.everywhere import everywhere_of
from amendments.refusals import Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, status_of, user_of


@acts(GET="take_in_places", POST="take_in_places")
def take_in(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The places that have appeared since a global change was filed; posting takes those that are ticked in."""
    found = access_amendment_for(user_of(request), "take_in_places", congress=congress, number=number)
    if request.method == "GET":
        return _page(request, found)
    sent = request.POST
    keys = [name.removeprefix("in-0-") for name in sent if name.startswith("in-0-")]
    reason, head, key = sent.get("reason", ""), sent.get("head", "")[:64], sent.get("key", "")[:64]
    user = user_of(request)
    try:
        take_in_places(acting_user=user, amendment=found.amendment, keys=keys, reason=reason, head=head, key=key)
    except Refused as refused:
        return _page(request, found, refusal=refused.message, status=status_of(refused))
    messages.success(request, f"On record: {label_of(number)} takes in {len(keys)} further places.", extra_tags="done")
    return redirect("amendment", congress, number)


def _page(request: HttpRequest, found: ForAmendment, *, refusal: str = "", status: int = 200) -> HttpResponse:
    page, sent = everywhere_of(found), request.POST
    shown = sent.get("shown-0", "")[:100_000].split()
    context = {
        "amendment": found.amendment,
        "document": found.document,
        "page": page,
        "groups": page.groups([key for key in shown if f"in-0-{key}" not in sent]) if page else [],
        "refusal": refusal,
        "reason": sent.get("reason", ""),
        "key": uuid4().hex,
        "head": {"digest": found.document.head},
    }
    return show(request, "committee/take_in.html", context, congress=found.document.congress, here="Amendments", status=status)
