"""Filing a new version of one's own amendment: the page opens with the present one, and keeps what is typed."""

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
from amendments.actions.versions import revise_amendment
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import at_of, changed
from amendments.forms.filing_work import work_of
from amendments.queries.clock import now
from amendments.queries.filing import Filing, opened
from amendments.queries.filing_page import live_page
from amendments.queries.revising import Begun, begun, revising, revising_page
from amendments.queries.sheet import Sheet
from amendments.refusals import Conflict, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, part, show, status_of, user_of


def _found(request: HttpRequest, congress: str, number: int) -> ForAmendment:
    return access_amendment_for(user_of(request), "revise_amendment", congress=congress, number=number)


def _typed(request: HttpRequest, found: ForAmendment) -> Filing:
    text = revising(found, Sheet()).text
    return revising(found, sheet_from_post(request.POST.dict(), text), text)


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _work(request: HttpRequest, found: ForAmendment, filing: Filing) -> Work:
    """Give the work as it was typed; `to` is the version of the primary that was on the page, if it amends one."""
    work = replace(work_of(filing.sheet, strict=False), body=None, meeting=None)
    return replace(work, amends=found.amendment.primary, amends_version=_number(request, "to"))


def _page(request: HttpRequest, found: ForAmendment, begun: Begun, *, refusal: str = "", status: int = 200) -> HttpResponse:
    draft = access_draft_for(user_of(request), document=found.document, revises=found.amendment)
    context = revising_page(found, begun, now(), draft=draft) | {"refusal": refusal}
    return show(request, "member/revising.html", context, congress=found.document.congress, here="Amendments", status=status)


@acts(GET="revise_amendment", POST="revise_amendment")
def revise(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The page with one's draft, or the present version; posting keeps it, or changes its pieces."""
    found = _found(request, congress, number)
    if request.method == "POST":
        return _keep(request, found)
    work = begun(found, access_draft_for(user_of(request), document=found.document, revises=found.amendment))
    sheet = opened(work.filing.text, work.filing.sheet, request.GET.get("paragraph", ""))
    return _page(request, found, work._replace(filing=revising(found, replace(sheet, key=uuid4().hex), work.filing.text)))


def _keep(request: HttpRequest, found: ForAmendment) -> HttpResponse:
    """Keep the draft, with the change to its pieces that a button asked for, and open the page again."""
    filing, do = _typed(request, found), request.POST.get("do", "")
    sheet = changed(filing.sheet, do, request.POST.dict(), filing.text)
    filing = revising(found, sheet, filing.text)
    try:
        _save(request, found, filing)
    except Refused as refused:
        work = Begun(filing, _number(request, "version"), _number(request, "to"))
        return _page(request, found, work, refusal=refused.message, status=status_of(refused))
    url = reverse("revise", args=[found.document.congress.slug, found.amendment.number])
    return redirect(f"{url}#piece-{at_of(do, sheet)}")


def _save(request: HttpRequest, found: ForAmendment, filing: Filing, key: str = "") -> None:
    work, base, one = _work(request, found, filing), filing.sheet.base, found.amendment
    user, text = user_of(request), found.document
    filings.save_draft(acting_user=user, document=text, revision=base, work=work, revises=one, key=key)


@acts(POST="revise_amendment")
def live(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The redline, the words and what others filed, for the page that is open; nothing is written."""
    found = _found(request, congress, number)
    context = live_page(_typed(request, found)) | {"document": found.document}
    return part(request, "member/live_text.html", context, found.document.congress)


@acts(POST="revise_amendment")
def autosave(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Keep what is typed, while one types; say when, or why not."""
    found, said = _found(request, congress, number), ""
    filing = _typed(request, found)
    try:
        _save(request, found, filing, filing.sheet.key)
    except Refused as refused:
        said = refused.message
    return part(request, "member/saved.html", {"refusal": said, "now": now()}, found.document.congress)


@acts(POST="revise_amendment")
def file(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """File it. Where that is refused, the page comes back with all that was typed, and the reason."""
    found = _found(request, congress, number)
    filing, seen, user = _typed(request, found), _number(request, "version"), user_of(request)
    sheet, one = filing.sheet, found.amendment
    try:
        work = _work(request, found, filing)
        made = revise_amendment(acting_user=user, amendment=one, version=seen, revision=sheet.base, work=work, key=sheet.key)
    except Refused as refused:  # what was typed stands beside what is there now; filing again is on that
        status = 409 if isinstance(refused, Conflict) else status_of(refused)
        filing = revising(found, replace(sheet, base=filing.base), filing.text)
        again = Begun(filing, one.version, one.primary.version if one.primary else 0)
        return _page(request, found, again, refusal=refused.message, status=status)
    messages.success(request, f"Filed. Version {made.version} of {label_of(number)} stands now.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="revise_amendment")
def discard(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Throw the draft of a new version away."""
    found = _found(request, congress, number)
    filings.discard_draft(acting_user=user_of(request), document=found.document, revises=found.amendment)
    return redirect("amendment", congress, number)
