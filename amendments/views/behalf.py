"""Filing for a member or a body who brought it on paper, and the paper for those who may see it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from amendments.access import ForDocument, access_amendment_for, access_document_for, access_draft_for
from amendments.actions import filing as filings
from amendments.actions import record
from amendments.forms.behalf import BehalfForm
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_work import work_of
from amendments.models import Amendment, Draft, Paper
from amendments.models.paper import PaperKind
from amendments.queries.filing import Filing
from amendments.queries.filing_page import live_page
from amendments.queries.sheet import Sheet, sheet_from_draft
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, user_of

ENDINGS = {PaperKind.PDF: "pdf", PaperKind.JPEG: "jpg", PaperKind.PNG: "png"}
NO_DRAFT = "First write the amendment as the paper has it: choose a paragraph in the text, then “File it from a paper”."


def _draft(request: HttpRequest, found: ForDocument) -> Draft:
    draft = access_draft_for(user_of(request), document=found.document)
    if draft is None:
        raise Refused(NO_DRAFT)
    return draft


@acts(GET="file_on_behalf", POST="file_on_behalf")
def behalf(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Show what the paper changes and ask who brought it; coming from the filing page keeps what was typed there."""
    found = access_document_for(user_of(request), "file_on_behalf", congress=congress, slug=document)
    home, user = found.document.congress, user_of(request)
    if request.POST.get("do") == "open":
        sheet = sheet_from_post(request.POST.dict(), Filing(found, Sheet()).text)
        filings.save_draft(acting_user=user, document=found.document, revision=sheet.base, work=work_of(sheet, strict=False))
        return redirect("amend-behalf", congress, document)
    key = request.POST.get("key", "")[:64]
    if (done := record.done_before(user, "file_amendment", key)) is not None:
        return redirect("amendment", congress, Amendment.objects.get(pk=done).number)
    draft = _draft(request, found)
    if request.method != "POST":
        return _page(request, found, draft, BehalfForm(congress=home))
    form = BehalfForm(request.POST, request.FILES, congress=home, too_large="PLANK_UPLOAD_TOO_LARGE" in request.META)
    return _file(request, found, draft, form)


def _file(request: HttpRequest, found: ForDocument, draft: Draft, form: BehalfForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, found, draft, form, status=422)
    sheet = sheet_from_draft(draft.work, draft.base_revision.number)
    work = form.onto(work_of(replace(sheet, mover="me"), strict=True))
    user, key = user_of(request), request.POST.get("key", "")[:64]
    try:
        made = filings.file_amendment(acting_user=user, document=found.document, revision=sheet.base, work=work, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, draft, form, refusal=refused.message, status=409)
    said = f"Filed for {work.body or form.mover} as {label_of(made.number)}, from their paper. The record says who filed it."
    messages.success(request, said, extra_tags="done")
    return redirect("amendment", found.document.congress.slug, made.number)


def _page(
    request: HttpRequest, found: ForDocument, draft: Draft, form: BehalfForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    filing = Filing(found, sheet_from_draft(draft.work, draft.base_revision.number))
    context = live_page(filing) | {"document": found.document, "form": form, "refusal": refusal}
    context |= {"key": request.POST.get("key") or uuid4().hex}
    return show(request, "office/behalf.html", context, congress=found.document.congress, here="Text", status=status)


@acts(GET="read_paper")
def paper(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Hand out the paper, as a file and never as a page of ours, to those who may see it."""
    found = access_amendment_for(user_of(request), "read_paper", congress=congress, number=number)
    kept = Paper.objects.filter(amendment=found.amendment).first()
    if kept is None or not kept.data:
        gone = "was erased with the person whose name it bore" if kept else "is none: it was filed on the page"
        raise Refused(f"The paper of {label_of(number)} {gone}.")
    answer = HttpResponse(bytes(kept.data), content_type=kept.kind)
    answer["Content-Disposition"] = f'attachment; filename="{label_of(number)}-paper.{ENDINGS[PaperKind(kept.kind)]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    add_never_cache_headers(answer)
    return answer
