"""The committee at work on the draft: sections and paragraphs, each save a revision; two editors of one place lose nothing."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from amendments.access import access_document_for
from amendments.actions import drafting
from amendments.forms.editing import NEW, NEW_SECTION, pieces_from
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.drafting import Drafting, Part, conflict_page
from amendments.queries.reading import Reader
from amendments.refusals import Absent, Conflict, Refused
from amendments.views.pages import acts, show, user_of


def _drafting(request: HttpRequest, congress: str, document: str) -> Drafting:
    return Drafting(access_document_for(user_of(request), "edit_text", congress=congress, slug=document))


@acts(GET="edit_text")
def edit(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The whole draft, each part of it a link to where it is edited."""
    found = access_document_for(user_of(request), "edit_text", congress=congress, slug=document)
    reader, home = Reader(found), found.document.congress
    context = {
        "reader": reader,
        "chapters": reader.chapters(),
        "document": found.document,
        "glance": document_glance(found, home, now()),
        "head": reader.head,
    }
    return show(request, "committee/draft.html", context, congress=home, here="Text")


@acts(GET="edit_text", POST="edit_text")
def edit_part(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One paragraph, one section, or something new: read it and save it."""
    desk = _drafting(request, congress, document)
    part = desk.part(uid, request.GET.get("after", ""))
    if request.method == "POST":
        return _save(request, desk, part, uid)
    if part is None:
        raise Absent
    return _page(request, desk, part)


def _page(request: HttpRequest, desk: Drafting, part: Part, *, refusal: str = "", typed: str | None = None) -> HttpResponse:
    context = {
        "part": part,
        "typed": part.text if typed is None else typed,
        "refusal": refusal,
        "document": desk.document,
        "glance": document_glance(desk.found, desk.document.congress, now()),
        "key": uuid4().hex,
        "id": uuid4().hex[:16],
    }
    status = 409 if refusal else 200
    return show(request, "committee/part.html", context, congress=desk.document.congress, here="Text", status=status)


def _save(request: HttpRequest, desk: Drafting, part: Part | None, uid: str) -> HttpResponse:
    """Save, or show why not: the other's text beside one's own, or the page with what was typed."""
    data = request.POST.dict()
    revision, key = data.get("revision", ""), data.get("key", "")[:64]
    number = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
    try:
        pieces = pieces_from(data, desk.text, uid)
        drafting.edit_text(acting_user=user_of(request), document=desk.document, revision=number, pieces=pieces, key=key)
    except Conflict as conflict:
        return _conflict(request, desk, conflict, uid)
    except Refused as refused:
        if part is None:
            raise
        return _page(request, desk, part, refusal=refused.message, typed=data.get("text", ""))
    return _done(request, desk, uid)


def _done(request: HttpRequest, desk: Drafting, uid: str) -> HttpResponse:
    messages.success(request, "Saved, as a revision of its own.", extra_tags="done")
    url = reverse("edit", args=[desk.document.congress.slug, desk.document.slug])
    anchor = "" if uid in {NEW, NEW_SECTION} else f"#{'s' if uid in desk.text.section_by_id else 'p'}-{uid}"
    return HttpResponseRedirect(url + anchor)


def _conflict(request: HttpRequest, desk: Drafting, conflict: Conflict, uid: str) -> HttpResponse:
    context = conflict_page(conflict) | {"document": desk.document, "uid": uid, "key": uuid4().hex}
    return show(request, "committee/conflict.html", context, congress=desk.document.congress, here="Text", status=409)
