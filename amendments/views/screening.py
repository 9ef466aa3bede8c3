"""The committee's inbox: what nobody has ruled on, worked through one by one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForDocument, access_amendment_for, access_document_for
from amendments.actions import committee, corrections
from amendments.models import Amendment, Document
from amendments.queries.clock import now
from amendments.queries.screening import Inbox
from amendments.queries.screening_page import inbox_page
from amendments.refusals import Refused
from amendments.text.number import Number
from amendments.views.pages import acts, show, status_of, user_of, versions_of

BELONGS = "It belongs to the text, and does not only reverse it."  # where a ruling in order is given without words


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _page(
    request: HttpRequest, found: ForDocument, number: int, typed: Mapping[str, str], *, refusal: str = "", status: int = 200
) -> HttpResponse:
    home = found.document.congress
    context = inbox_page(Inbox(found, number), home, now()) | {
        "typed": typed,
        "refusal": refusal,
        "key": typed.get("key", "")[:64] or uuid4().hex,
    }
    return show(request, "committee/screening.html", context, congress=home, here="Amendments", status=status)


@acts(GET="rule_on_order", POST="rule_on_order")
def screen(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The inbox with one amendment open; posting rules on it, asks its mover, or answers, and opens the next."""
    found = access_document_for(user_of(request), "rule_on_order", congress=congress, slug=document)
    if request.method == "GET":
        return _page(request, found, Number.read(request.GET.get("at", "")) or 0, {})
    number, typed = Number.read(request.POST.get("number", "")) or 0, request.POST.dict()
    try:
        said, stays = _act(request, congress, number, typed)
    except Refused as refused:
        again = access_document_for(user_of(request), "rule_on_order", pk=found.document.pk)
        return _page(request, again, number, typed, refusal=refused.message, status=status_of(refused))
    messages.success(request, said, extra_tags="done")
    return _on(found.document, number if stays else Number.read(typed.get("next", "")) or 0)


def _on(document: Document, number: int) -> HttpResponse:
    url = reverse("screening", args=[document.congress.slug, document.slug])
    return redirect(f"{url}?at={number}" if number else url)


def _act(request: HttpRequest, congress: str, number: int, typed: Mapping[str, str]) -> tuple[str, bool]:
    """Do what a button says. Gives what was done in words, and whether the page stays at the same amendment."""
    user, do = user_of(request), typed.get("do", "")
    if not number:
        raise Refused("No amendment was open on that page. Choose one, and rule on it.")
    one: Amendment = access_amendment_for(user, "rule_on_order", congress=congress, number=number).amendment
    words, key = typed.get("reason", ""), typed.get("key", "")[:64]
    if do in {"in", "out"}:
        return _rule(request, one, typed), False
    if do == "ask":
        corrections.ask_correction(acting_user=user, amendment=one, words=words, key=key)
        return f"Its mover is asked about {one}.", False
    if do == "say":
        corrections.answer_correction(acting_user=user, amendment=one, words=words, key=key)
        return f"Said about {one}.", False
    if do == "close":
        corrections.close_correction(acting_user=user, amendment=one, key=key)
        return f"The correction of {one} is closed. Now rule on it.", True
    raise Refused(f"Choose whether {one} is in order or out of order, or ask its mover for a correction.")


def _rule(request: HttpRequest, one: Amendment, typed: Mapping[str, str]) -> str:
    """Rule on the words that the page showed. Gives what was done in words."""
    in_order, words = typed.get("do") == "in", typed.get("reason", "")
    committee.rule_on_order(
        acting_user=user_of(request),
        amendment=one,
        in_order=in_order,
        reason=words if words.strip() or not in_order else BELONGS,
        ground=typed.get("ground", "")[:500],
        seen=_number(typed.get("seen", "")),
        version=versions_of(request).get(one.number),
        key=typed.get("key", "")[:64],
    )
    return f"On record: {one} is {'in order' if in_order else 'out of order'}."
