"""Supporters: sign an amendment, for oneself or for a body; take the signature back; read who signed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions import support as acts_of
from amendments.forms.support import BodySupportForm
from amendments.models import Body
from amendments.queries.clock import now
from amendments.queries.support_page import panel_of, supporters_of
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import READ_AMENDMENT, acts, show, user_of, versions_of


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _back(found: ForAmendment) -> HttpResponse:
    url = reverse("amendment", args=[found.document.congress.slug, found.amendment.number])
    return redirect(f"{url}#supporters")


@acts(POST="support_amendment")
def support(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Sign an amendment in one's own name."""
    found = access_amendment_for(user_of(request), "support_amendment", congress=congress, number=number)
    version = versions_of(request).get(number)
    acts_of.support_amendment(acting_user=user_of(request), amendment=found.amendment, version=version, key=_key(request))
    until = "You can take your signature back until filing closes."
    messages.success(request, f"You support {label_of(number)}. {until}", extra_tags="done")
    return _back(found)


@acts(POST="leave_support")
def leave(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Take one's own signature back, or that of a body that one speaks for."""
    found = access_amendment_for(user_of(request), "leave_support", congress=congress, number=number)
    chosen = request.POST.get("body", "")[:12]
    body = Body.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    acts_of.leave_support(acting_user=user_of(request), amendment=found.amendment, body=body, key=_key(request))
    messages.success(request, f"{body or 'You'} no longer support{'s' if body else ''} {label_of(number)}.", extra_tags="done")
    return _back(found)


@acts(GET="support_amendment", POST="support_amendment")
def for_body(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Sign for a body, with the day and the votes of the meeting that decided it."""
    found = access_amendment_for(user_of(request), "support_amendment", congress=congress, number=number)
    panel = panel_of(found, now())
    form = BodySupportForm(request.POST if request.method == "POST" else None, bodies=panel.bodies)
    refusal, status = "", 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        refusal, status = _sign(request, found, form), 409
        if not refusal:
            return _back(found)
    context = {"found": found, "panel": panel, "form": form, "refusal": refusal, "key": _key(request) or uuid4().hex}
    return show(
        request, "member/support_body.html", context, congress=found.document.congress, here="Amendments", status=status
    )


def _sign(request: HttpRequest, found: ForAmendment, form: BodySupportForm) -> str:
    """Sign for the body; give why not, where that is refused."""
    wanted: dict[str, Any] = {"body": form.chosen, "meeting": form.meeting, "key": _key(request)}
    wanted["version"] = versions_of(request).get(found.amendment.number)
    try:
        acts_of.support_amendment(acting_user=user_of(request), amendment=found.amendment, **wanted)
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message
    messages.success(request, f"{form.chosen} supports {found.amendment}.", extra_tags="done")
    return ""


@acts(GET=READ_AMENDMENT)
def supporters(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Who signed, as far as the standing orders let this person read names."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    wanted = request.GET.get("page", "")
    page = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 0
    context = {"found": found, "listed": supporters_of(found, page)}
    return show(request, "public/supporters.html", context, congress=found.document.congress, here="Amendments")
