"""Moving an amendment together: its mover names somebody, and whoever is named answers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions import co_movers
from amendments.forms.support import CoMoverForm
from amendments.models import Body
from amendments.queries.clock import now
from amendments.queries.support_page import nameable, panel_of
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, user_of


@acts(GET="name_co_mover", POST="name_co_mover")
def together(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Name somebody, and see who is asked and who has answered."""
    found = access_amendment_for(user_of(request), "name_co_mover", congress=congress, number=number)
    data, status = (request.POST if request.method == "POST" else None), 200 if request.method == "GET" else 422
    form, refusal = CoMoverForm(data, congress=found.document.congress, bodies=nameable(found)), ""
    if data is not None and form.is_valid():
        refusal, status = _name(request, found, form), 409
        if not refusal:
            return redirect("together", congress, number)
    context = {"found": found, "panel": panel_of(found, now()), "form": form, "refusal": refusal, "key": uuid4().hex}
    return show(request, "member/together.html", context, congress=found.document.congress, here="Amendments", status=status)


def _name(request: HttpRequest, found: ForAmendment, form: CoMoverForm) -> str:
    """Name them; give why not, where that is refused."""
    key = request.POST.get("key", "")[:64]
    try:
        row = co_movers.name_co_mover(acting_user=user_of(request), amendment=found.amendment, **form.named, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message
    messages.success(
        request, f"{row.person or row.body} is asked. Their name stands with it once they confirm.", extra_tags="done"
    )
    return ""


@acts(POST="name_co_mover")
def take_back(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Take the question back."""
    found = access_amendment_for(user_of(request), "name_co_mover", congress=congress, number=number)
    wanted = request.POST.get("row", "")
    row = found.amendment.co_movers.filter(pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0).first()
    if row is None:
        raise Refused(f"Nobody of that kind is named to move {label_of(number)} together.")
    co_movers.take_back_co_mover(acting_user=user_of(request), co_mover=row)
    messages.success(request, "The question is taken back.", extra_tags="done")
    return redirect("together", congress, number)


@acts(POST="answer_co_mover")
def answer(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Confirm that one moves it together, decline it, or leave it."""
    found = access_amendment_for(user_of(request), "answer_co_mover", congress=congress, number=number)
    said, version, chosen = (request.POST.get(name, "")[:12] for name in ("answer", "version", "body"))
    if said not in {"confirm", "decline"}:
        raise Refused(f"Choose whether you move {label_of(number)} together with its mover.")
    body = Body.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    confirm = said == "confirm"
    wanted: dict[str, Any] = {"confirm": confirm, "version": int(version) if version.isdecimal() else 0, "body": body}
    co_movers.answer_co_mover(acting_user=user_of(request), amendment=found.amendment, **wanted)
    done = (
        f"You move {label_of(number)} together with its mover." if confirm else f"You do not move {label_of(number)} together."
    )
    messages.success(request, done, extra_tags="done")
    return redirect("amendment", congress, number)
