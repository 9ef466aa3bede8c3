"""Amendments from the floor: the desk's page, what it changes while one types, filing, the chair's ruling on the spot."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForAmendment, ForDocument, access_amendment_for, access_document_for, access_draft_for, require
from amendments.actions import committee, from_floor
from amendments.actions.filing import discard_draft, save_draft
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import changed
from amendments.forms.filing_work import work_of
from amendments.forms.from_floor import FromFloorForm
from amendments.models import Amendment, Draft
from amendments.queries.awaiting import place_on_list
from amendments.queries.clock import now
from amendments.queries.filing import opened
from amendments.queries.from_floor import FloorFiling, FloorSecondary, floor_live, floor_page, number_at
from amendments.queries.secondary import check_degree
from amendments.queries.sheet import Sheet, sheet_from_draft
from amendments.refusals import Conflict, Refused
from amendments.rules import can
from amendments.text.number import Number
from amendments.views.pages import acts, number_of, part, show, status_of, user_of

Filing: TypeAlias = FloorFiling | FloorSecondary
BELONGS = "It belongs to the text, and does not only reverse it."  # where a ruling in order is given without words


def _blank(request: HttpRequest, found: ForDocument) -> Filing:
    """Give the page without work: on the text as it stands, or on the amendment that `to` names."""
    number = Number.read((request.POST or request.GET).get("to", ""))
    if not number:
        return FloorFiling(found, Sheet())
    congress = found.document.congress.slug
    primary = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    check_degree(primary.amendment)
    return FloorSecondary(ForAmendment(primary.amendment, found.document, found.acting), Sheet())


def _with(filing: Filing, sheet: Sheet) -> Filing:
    if isinstance(filing, FloorSecondary):
        return FloorSecondary(ForAmendment(filing.primary, *filing.found), sheet, text=filing.text)
    return FloorFiling(filing.found, sheet, text=filing.text)


def _typed(request: HttpRequest, found: ForDocument) -> Filing:
    blank = _blank(request, found)
    return _with(blank, sheet_from_post(request.POST.dict(), blank.text))


def _primary(filing: Filing) -> Amendment | None:
    return filing.primary if isinstance(filing, FloorSecondary) else None


def _draft(request: HttpRequest, filing: Filing) -> Draft | None:
    return access_draft_for(user_of(request), document=filing.document, amends=_primary(filing), floor=True)


def _save(request: HttpRequest, filing: Filing) -> None:
    """Keep what is typed, with who moves it."""
    sent, primary = request.POST, _primary(filing)
    work = replace(work_of(filing.sheet, strict=False), body=None, amends=primary)
    work = replace(work, amends_version=number_of(sent.get("version", ""))) if primary else work
    mover = sent.get("card", "")[:40], sent.get("supporters", "")[:6]
    sheet, user = filing.sheet, user_of(request)
    base = sheet.base or filing.base
    save_draft(acting_user=user, document=filing.document, revision=base, work=work, mover=mover, key=sheet.key)


def _page(
    request: HttpRequest,
    filing: Filing,
    form: FromFloorForm | None = None,
    *,
    draft: Draft | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    congress, sent = filing.document.congress, request.POST
    held = draft.work if draft else {}
    draft = _draft(request, filing) if request.method == "POST" else draft
    initial = {name: str(sent.get(name, held.get(name, "")))[:40] for name in ("card", "supporters")}
    context = floor_page(filing, initial["card"]) | {"refusal": refusal, "at": sent.get("at", "")[:40] if refusal else ""}
    context |= {"draft": draft, "seen": held.get("version")}
    context["form"] = form or FromFloorForm(congress, initial=initial, needed=context["orders"].floor_supporters)
    context["can_run"] = can(filing.acting, "run_floor")
    return show(request, "office/from_floor.html", context, congress=congress, here="Floor", status=status)


@acts(GET="file_from_floor", POST="file_from_floor")
def move(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The page; posting opens a paragraph by its number, or changes the pieces of the work."""
    found = access_document_for(user_of(request), "file_from_floor", congress=congress, slug=document)
    if request.method != "POST":
        filing = _blank(request, found)
        draft = _draft(request, filing)
        sheet = opened(filing.text, _begun(filing, draft), request.GET.get("paragraph", ""))
        return _page(request, _with(filing, replace(sheet, key=uuid4().hex)), draft=draft)
    filing, do = _typed(request, found), request.POST.get("do", "")
    if do != "open":
        return _kept(request, _with(filing, changed(filing.sheet, do, request.POST.dict(), filing.text)))
    uid, why_not = number_at(filing.text, request.POST.get("at", "")[:40])
    if why_not and (request.POST.get("at") or not filing.sheet.pieces):
        return _page(request, filing, refusal=why_not, status=409)
    return _kept(request, _with(filing, opened(filing.text, filing.sheet, uid)))


def _begun(filing: Filing, draft: Draft | None) -> Sheet:
    """Give the work that the page opens with: what was kept, the words of what is amended, or none."""
    if draft is not None:
        return sheet_from_draft(draft.work, draft.base_revision.number)
    return filing.prepared() if isinstance(filing, FloorSecondary) else Sheet(base=filing.base)


def _kept(request: HttpRequest, filing: Filing) -> HttpResponse:
    with suppress(Refused):  # the page comes with all that was typed in any case
        _save(request, filing)
    return _page(request, filing)


@acts(POST="file_from_floor")
def autosave(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Keep what is typed, while one types; say when, or why not."""
    found = access_document_for(user_of(request), "file_from_floor", congress=congress, slug=document)
    said = ""
    try:
        _save(request, _typed(request, found))
    except Refused as refused:
        said = refused.message
    return part(request, "member/saved.html", {"refusal": said, "now": now()}, found.document.congress)


@acts(POST="file_from_floor")
def discard(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Throw away what is kept, and begin anew."""
    found = access_document_for(user_of(request), "file_from_floor", congress=congress, slug=document)
    primary = _primary(_blank(request, found))
    discard_draft(acting_user=user_of(request), document=found.document, amends=primary, floor=True)
    address = reverse("from-floor", args=[congress, document])
    return redirect(f"{address}?to={primary}" if primary else address)


@acts(POST="file_from_floor")
def live(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The redline, the words, what is open and what was decided there, and who moves it; nothing is written."""
    found = access_document_for(user_of(request), "file_from_floor", congress=congress, slug=document)
    context = floor_live(_typed(request, found), request.POST.get("card", "")[:40])
    return part(request, "office/from_floor_live.html", context, found.document.congress)


@acts(POST="file_from_floor")
def file(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Enter it. Where that is refused, the page comes back with all that was typed, and the reason."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    filing = _typed(request, found)
    form = FromFloorForm(found.document.congress, request.POST)
    try:
        require(found.acting, "file_from_floor", stage=found.document.stage)
        if not form.is_valid():
            return _page(request, filing, form, status=422)
        made = _enter(request, filing, form)
    except Conflict as conflict:  # what was typed stands beside the text as it is now; filing again is on that one
        return _page(request, _with(filing, replace(filing.sheet, base=filing.base)), refusal=conflict.message, status=409)
    except Refused as refused:
        return _page(request, filing, refusal=refused.message, status=status_of(refused))
    said = f"On record: {made}, moved from the floor by {made.mover_person}. {place_on_list(made)}"
    messages.success(request, said, extra_tags="done")
    return redirect("run-floor", congress) if can(found.acting, "run_floor") else redirect("amendment", congress, made.number)


def _enter(request: HttpRequest, filing: Filing, form: FromFloorForm) -> Amendment:
    moved = form.moved(filing.sheet, _primary(filing), number_of(request.POST.get("version", "")))
    revision, key = filing.sheet.base, filing.sheet.key
    return from_floor.file_from_floor(
        acting_user=user_of(request), document=filing.document, revision=revision, moved=moved, key=key
    )


@acts(POST="rule_on_order")
def rule(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Rule on what came from the floor, on the spot, and go back to the console."""
    user, sent = user_of(request), request.POST
    found = access_amendment_for(user, "rule_on_order", congress=congress, number=number)
    in_order, reason = sent.get("do") == "in", sent.get("reason", "").strip()
    try:
        committee.rule_on_order(
            acting_user=user,
            amendment=found.amendment,
            in_order=in_order,
            reason=reason or (BELONGS if in_order else ""),
            key=sent.get("key", "")[:64],
        )
        said = f"On record: {found.amendment} is {'in order' if in_order else 'out of order, and is not put'}."
        messages.success(request, said, extra_tags="done")
    except Refused as refused:
        messages.error(request, f"Not done. {refused.message}", extra_tags="refused")
    return redirect("run-floor", congress)
