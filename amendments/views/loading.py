"""Loading a draft: bring a text, see its outline and every warning beside the source, correct it, confirm."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import User, access_congress_for
from amendments.actions.drafting import load_document
from amendments.actions.secretary import set_readers
from amendments.forms.load import Load
from amendments.life import Stage
from amendments.models import Congress, Document
from amendments.readers.preview import preview
from amendments.refusals import Refused
from amendments.text.outline import to_document
from amendments.views.pages import acts, show, user_of

CHANGED = "The text is not the one whose outline you saw. Here is its outline now: look at it, and load it then."


@acts(GET="load_document", POST="load_document")
def load(request: HttpRequest, congress: str) -> HttpResponse:
    """Show the empty form, or what was read; keep it only when that is confirmed."""
    user = user_of(request)
    found = access_congress_for(user, "load_document", slug=congress).congress
    if request.method != "POST":
        return _page(request, found, Load(), status=200)
    form = Load(request.POST, request.FILES, too_large="PLANK_UPLOAD_TOO_LARGE" in request.META)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if request.POST.get("act") != "load":
        return _page(request, found, form, status=200)
    if request.POST.get("seen") != form.seen:
        return _page(request, found, form, status=409, refused=CHANGED)
    try:
        document = _keep(user, found, form)
    except Refused as refusal:
        return _page(request, found, form, status=409, refused=refusal.message)
    messages.success(request, f"Loaded as document {document.number}, a draft.", extra_tags="done")
    return redirect("text", found.slug, document.slug)


def _keep(user: User, congress: Congress, form: Load) -> Document:
    """Load what was read, for the readers that were chosen. Raises Refused."""
    draft, given = form.read, form.cleaned_data
    document = load_document(
        acting_user=user,
        congress=congress,
        text=to_document(draft.outline),
        title=given["title"] or draft.title,
        number=given["number"] or draft.number,
        key=form.data.get("key", "")[:64],
    )
    if given["readers"]:
        set_readers(acting_user=user, document=document, stage=Stage.DRAFTING, audience=given["readers"])
    return document


def _page(request: HttpRequest, congress: Congress, form: Load, *, status: int, refused: str = "") -> HttpResponse:
    """Show the form; once a text was read, with its outline beside it."""
    context = {"form": form, "refused": refused, "key": request.POST.get("key") or uuid4().hex}
    if form.is_bound and form.is_valid():
        draft = form.read
        context |= {
            "form": form.again(),
            "draft": draft,
            "preview": preview(draft),
            "warnings": draft.outline.warnings,
            "seen": form.seen,
        }
    return show(request, "committee/load.html", context, congress=congress, here="Text", status=status)
