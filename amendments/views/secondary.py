"""Filing an amendment to an amendment: the page opens with the primary's own words, and keeps what is typed."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import ForAmendment, access_amendment_for, access_draft_for
from amendments.actions import filing as filings
from amendments.actions.filing import Work
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import at_of, changed
from amendments.forms.filing_work import work_of
from amendments.queries.clock import now
from amendments.queries.filing_page import live_page
from amendments.queries.newcomers import filed_as
from amendments.queries.secondary import check_degree
from amendments.queries.secondary_page import SecondaryFiling, begun, secondary_page
from amendments.queries.sheet import Sheet
from amendments.refusals import Refused
from amendments.views.pages import acts, part, show, status_of, user_of


def _found(request: HttpRequest, congress: str, number: int, purpose: str = "save_draft") -> ForAmendment:
    found = access_amendment_for(user_of(request), purpose, congress=congress, number=number)
    check_degree(found.amendment)
    return found


def _typed(request: HttpRequest, found: ForAmendment) -> SecondaryFiling:
    blank = SecondaryFiling(found, Sheet())
    return SecondaryFiling(found, sheet_from_post(request.POST.dict(), blank.text), text=blank.text)


def _seen(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _work(request: HttpRequest, filing: SecondaryFiling, *, strict: bool) -> Work:
    return replace(work_of(filing.sheet, strict=strict), amends=filing.primary, amends_version=_seen(request))


@acts(GET="save_draft", POST="save_draft")
def amend(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The page with one's draft, or the primary's own words; posting keeps it, or changes its pieces."""
    found = _found(request, congress, number)
    if request.method == "POST":
        return _keep(request, found)
    draft = access_draft_for(user_of(request), document=found.document, amends=found.amendment)
    filing, seen = begun(found, draft)
    filing = SecondaryFiling(found, replace(filing.sheet, key=uuid4().hex), text=filing.text)
    return _page(request, found, filing, seen)


def _page(
    request: HttpRequest, found: ForAmendment, filing: SecondaryFiling, seen: int, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    draft = access_draft_for(user_of(request), document=found.document, amends=found.amendment)
    context = secondary_page(filing, now(), draft=draft, seen=seen) | {"refusal": refusal}
    return show(request, "member/secondary.html", context, congress=found.document.congress, here="Amendments", status=status)


def _keep(request: HttpRequest, found: ForAmendment) -> HttpResponse:
    """Keep the draft, with the change to its pieces that a button asked for, and open the page again."""
    filing, do = _typed(request, found), request.POST.get("do", "")
    sheet = changed(filing.sheet, do, request.POST.dict(), filing.text)
    filing = SecondaryFiling(found, sheet, text=filing.text)
    try:
        _save(request, filing)
    except Refused as refused:
        return _page(request, found, filing, _seen(request), refusal=refused.message, status=status_of(refused))
    url = reverse("amend-amendment", args=[found.document.congress.slug, found.amendment.number])
    return redirect(f"{url}#piece-{at_of(do, sheet)}")


def _save(request: HttpRequest, filing: SecondaryFiling, key: str = "") -> None:
    work, base = _work(request, filing, strict=False), filing.sheet.base
    filings.save_draft(acting_user=user_of(request), document=filing.document, revision=base, work=work, key=key)


@acts(POST="save_draft")
def live(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The redline, the words and what others ask of it, for the page that is open; nothing is written."""
    found = _found(request, congress, number)
    context = live_page(_typed(request, found)) | {"document": found.document}
    return part(request, "member/live.html", context, found.document.congress)


@acts(POST="save_draft")
def autosave(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Keep what is typed, while one types; say when, or why not."""
    found, said = _found(request, congress, number), ""
    filing = _typed(request, found)
    try:
        _save(request, filing, filing.sheet.key)
    except Refused as refused:
        said = refused.message
    return part(request, "member/saved.html", {"refusal": said, "now": now()}, found.document.congress)


@acts(POST="file_amendment")
def file(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """File it. Where that is refused, the page comes back with all that was typed, and the reason."""
    found = _found(request, congress, number, "read_amendment")
    filing, user = _typed(request, found), user_of(request)
    sheet = filing.sheet
    try:
        work = _work(request, filing, strict=True)
        made = filings.file_amendment(acting_user=user, document=found.document, revision=sheet.base, work=work, key=sheet.key)
    except Refused as refused:  # what was typed stands beside the version that is there now; filing again is on that
        page = SecondaryFiling(found, replace(sheet, base=filing.base), text=filing.text)
        return _page(request, found, page, filing.primary.version, refusal=refused.message, status=status_of(refused))
    messages.success(request, filed_as(made), extra_tags="done")
    return redirect("amendment", congress, made.number)


@acts(POST="save_draft")
def discard(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Throw the draft away."""
    found = _found(request, congress, number)
    filings.discard_draft(acting_user=user_of(request), document=found.document, amends=found.amendment)
    return redirect("amendment", congress, number)
