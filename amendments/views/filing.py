"""Filing an amendment: the page, what it changes while one types, the draft that survives, and the act itself."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForDocument, access_document_for, access_draft_for
from amendments.actions import filing as filings
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import at_of, changed, supported
from amendments.forms.filing_work import work_of
from amendments.models import Congress, Document
from amendments.queries.clock import now
from amendments.queries.filing import Filing, opened
from amendments.queries.filing_page import filing_page, live_page
from amendments.queries.newcomers import filed_as
from amendments.queries.sheet import Sheet, sheet_from_draft
from amendments.refusals import Conflict, Refused
from amendments.views.pages import acts, part, show, status_of, user_of


class _Desk(NamedTuple):
    found: ForDocument
    document: Document
    congress: Congress


def _desk(request: HttpRequest, congress: str, document: str, purpose: str = "save_draft") -> _Desk:
    found = access_document_for(user_of(request), purpose, congress=congress, slug=document)
    return _Desk(found, found.document, found.document.congress)


def _typed(request: HttpRequest, desk: _Desk) -> Filing:
    filing = Filing(desk.found, Sheet())
    return Filing(desk.found, sheet_from_post(request.POST.dict(), filing.text), text=filing.text)


@acts(GET="save_draft", POST="save_draft")
def amend(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The page with one's draft, opened for a paragraph where one is named; posting keeps it, or changes its pieces."""
    desk = _desk(request, congress, document)
    if request.method == "POST":
        return _keep(request, desk)
    draft = access_draft_for(user_of(request), document=desk.document)
    blank = Filing(desk.found, Sheet())
    sheet = sheet_from_draft(draft.work, draft.base_revision.number) if draft else Sheet(base=blank.base)
    sheet = opened(blank.text, sheet, request.GET.get("paragraph", ""))
    filing = Filing(desk.found, replace(sheet, key=uuid4().hex), text=blank.text)
    return _page(request, desk, filing)


def _page(request: HttpRequest, desk: _Desk, filing: Filing, *, refusal: str = "", status: int = 200) -> HttpResponse:
    draft = access_draft_for(user_of(request), document=desk.document)
    context = filing_page(filing, desk.congress, now(), draft=draft) | {"refusal": refusal}
    return show(request, "member/filing.html", context, congress=desk.congress, here="Text", status=status)


def _keep(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Keep the draft, with the change to its pieces that a button asked for, and open the page again."""
    filing = _typed(request, desk)
    sheet = changed(filing.sheet, request.POST.get("do", ""), request.POST.dict(), filing.text)
    filing = Filing(desk.found, sheet, text=filing.text)
    try:
        _save(request, desk, filing)
    except Refused as refused:
        return _page(request, desk, filing, refusal=refused.message, status=status_of(refused))
    if chosen := supported(request.POST.get("do", "")):  # the work is kept; the same request goes on to the signature
        url = reverse("support", args=[desk.congress.slug, chosen])
        return HttpResponseRedirect(url, status=307)
    url = reverse("amend", args=[desk.congress.slug, desk.document.slug])
    return redirect(f"{url}#piece-{at_of(request.POST.get('do', ''), sheet)}")


def _save(request: HttpRequest, desk: _Desk, filing: Filing, key: str = "") -> None:
    work, base = work_of(filing.sheet, strict=False), filing.sheet.base
    filings.save_draft(acting_user=user_of(request), document=desk.document, revision=base, work=work, key=key)


@acts(POST="save_draft")
def live(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The redline, the words and what others filed, for the page that is open; nothing is written."""
    desk = _desk(request, congress, document)
    context = live_page(_typed(request, desk)) | {"document": desk.document}
    return part(request, "member/live.html", context, desk.congress)


@acts(POST="save_draft")
def autosave(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Keep what is typed, while one types; say when, or why not."""
    desk = _desk(request, congress, document)
    filing, said = _typed(request, desk), ""
    try:
        _save(request, desk, filing, filing.sheet.key)
    except Refused as refused:
        said = refused.message
    return part(request, "member/saved.html", {"refusal": said, "now": now()}, desk.congress)


@acts(POST="file_amendment")
def file(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """File it. Where that is refused, the page comes back with all that was typed, and the reason."""
    desk = _desk(request, congress, document, "read_document")
    if desk.document.published_revision is None:
        desk = _desk(request, congress, document, "file_amendment")
    filing = _typed(request, desk)
    user, sheet = user_of(request), filing.sheet
    try:
        work = work_of(sheet, strict=True)
        made = filings.file_amendment(acting_user=user, document=desk.document, revision=sheet.base, work=work, key=sheet.key)
    except Conflict as conflict:  # what was typed stands beside the text as it is now; filing again is on that one
        filing = Filing(desk.found, replace(sheet, base=filing.base), text=filing.text)
        return _page(request, desk, filing, refusal=conflict.message, status=409)
    except Refused as refused:
        return _page(request, desk, filing, refusal=refused.message, status=status_of(refused))
    messages.success(request, filed_as(made), extra_tags="done")
    return redirect("amendment", congress, made.number)


@acts(POST="save_draft")
def discard(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Throw the draft away."""
    desk = _desk(request, congress, document)
    filings.discard_draft(acting_user=user_of(request), document=desk.document)
    return redirect("text", congress, document)
