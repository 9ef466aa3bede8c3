"""Composites: the page on which one is written, the page of one, and what movers say to it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_amendment_for, access_document_for
from amendments.actions import composites
from amendments.actions.composites import Together
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import changed
from amendments.models import Composite
from amendments.queries.clock import now
from amendments.queries.composing import Composing
from amendments.queries.composite_page import composite_page
from amendments.queries.composites import composite_of, sources_of
from amendments.queries.sheet import Sheet
from amendments.refusals import Refused
from amendments.text.edits import edits_from_json
from amendments.text.number import Number, label_of
from amendments.text.uncompose import pieces_of
from amendments.views.pages import READ_AMENDMENT, acts, part, show, status_of, user_of, versions_of


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _picked(request: HttpRequest) -> list[int]:
    """Read the amendments that are ticked, and those that were typed beside: "A12, 15"."""
    sent = request.POST if request.method == "POST" else request.GET
    typed = sent.get("more", "")[:200].replace(",", " ").split()
    return [number for number in map(Number.read, [*sent.getlist("n")[:100], *typed]) if number]


def _desk(request: HttpRequest, found: ForDocument) -> Composing:
    """Read the page; picking other amendments begins with these, any other button goes on with the words typed."""
    blank = Composing(found, _picked(request))
    if request.method == "GET" or request.POST.get("do") == "pick":
        return blank
    sheet = sheet_from_post(request.POST.dict(), blank.text)
    sheet = changed(sheet, request.POST.get("do", ""), request.POST.dict(), blank.text)
    return Composing(found, blank.numbers, sheet, versions_of(request))


def _show(
    request: HttpRequest, desk: Composing, refusal: str = "", status: int = 200, again: Composite | None = None
) -> HttpResponse:
    desk.read = {} if refusal else desk.read  # what was revised has been told: now the page shows what stands
    more = {"refusal": refusal, "key": request.POST.get("key", "")[:64] or uuid4().hex, "again": again}
    more |= {"back": request.resolver_match.kwargs.get("number") if request.resolver_match else None}
    home = desk.document.congress
    return show(request, "committee/composite.html", desk.page(now()) | more, congress=home, here="Amendments", status=status)


def _typed(desk: Composing) -> Together:
    return Together(desk.sheet.pieces, desk.sheet.base or desk.base, desk.sheet.about, desk.sheet.reason, desk.read)


@acts(GET="propose_composite", POST="propose_composite")
def compose(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Pick amendments, go on from their merge, and propose the composite to their movers."""
    user = user_of(request)
    found = access_document_for(user, "propose_composite", congress=congress, slug=document)
    desk = _desk(request, found)
    if request.POST.get("do") != "propose":
        return _show(request, desk)
    numbers, key = desk.numbers, request.POST.get("key", "")[:64]
    try:
        composites.propose_composite(acting_user=user, document=found.document, sources=numbers, together=_typed(desk), key=key)
    except Refused as refused:
        return _show(request, desk, refused.message, status_of(refused))
    messages.success(request, "Proposed: the mover of each amendment is asked to sign it off.", extra_tags="done")
    return redirect("composite", congress, min(numbers))


@acts(POST="propose_composite")
def live(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What the composite changes and whose words these are, for the page that is open; nothing is written."""
    found = access_document_for(user_of(request), "propose_composite", congress=congress, slug=document)
    return part(request, "committee/composite_live.html", _desk(request, found).live(), found.document.congress)


@acts(GET=READ_AMENDMENT)
def composite(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The composite that an amendment is, or is in."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    home = found.document.congress
    return show(request, "public/composite.html", composite_page(found, now()), congress=home, here="Amendments")


@acts(POST="answer_composite")
def answer(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Sign off, decline, or leave."""
    user, do = user_of(request), request.POST.get("do", "")
    one = access_amendment_for(user, "answer_composite", congress=congress, number=number).amendment
    if do == "leave":
        composites.leave_composite(acting_user=user, amendment=one)
        said = f"{label_of(number)} stands by itself again, as do the others."
    elif do in {"sign", "decline"}:
        version, why = _whole(request.POST.get("version", "")), request.POST.get("why", "")
        found = composites.answer_composite(acting_user=user, amendment=one, sign=do == "sign", version=version, why=why)
        said = f"It stands as {found.amendment}." if found.amendment else "Your answer is on record."
    else:
        raise Refused("Choose whether you sign it off or decline.")
    messages.success(request, said, extra_tags="done")
    return redirect("composite", congress, number)


@acts(GET="propose_composite", POST="propose_composite")
def again(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Change a composite and ask all movers anew, or take it back."""
    user = user_of(request)
    amendment, document, acting = access_amendment_for(user, "propose_composite", congress=congress, number=number)
    held = composite_of(amendment)
    if held is None:
        return redirect("composite", congress, number)
    blank = Composing(ForDocument(document, acting), [one.amendment.number for one in sources_of(held)])
    if request.method == "GET":
        pieces = (
            pieces_of(blank.text, edits_from_json(held.edits)) if held.base_revision_id == document.current_revision_id else ()
        )
        sheet = Sheet(pieces or blank.blend.pieces, held.about, held.reason, base=blank.base)
        return _show(request, Composing(blank.found, blank.numbers, sheet), again=held)
    sent = _desk(request, blank.found)
    return _again(request, held, Composing(blank.found, blank.numbers, sent.sheet, sent.read))


def _again(request: HttpRequest, held: Composite, desk: Composing) -> HttpResponse:
    user, do = user_of(request), request.POST.get("do", "")
    home, number = desk.document.congress.slug, desk.numbers[0]
    try:
        if do == "end":
            composites.end_composite(acting_user=user, composite=held)
            messages.success(request, "The composite is taken back.", extra_tags="done")
            return redirect("amendment", home, number)
        if do == "propose":
            version = _whole(request.POST.get("version", ""))
            composites.renew_composite(acting_user=user, composite=held, version=version, together=_typed(desk))
            messages.success(request, "All movers are asked anew.", extra_tags="done")
            return redirect("composite", home, number)
    except Refused as refused:
        return _show(request, desk, refused.message, status_of(refused), held)
    return _show(request, desk, again=held)
