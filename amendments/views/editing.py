"""The committee at work on a text: sections and paragraphs; two editors of one place lose nothing.

Each save of the draft is a revision, and each of the working text of a second reading a change of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from amendments.access import access_document_for
from amendments.actions import drafting, second_reading
from amendments.forms.editing import key_of, new_id, only_words, pieces_from, revision_of
from amendments.models import ReadingStep, Revision
from amendments.queries.clock import now
from amendments.queries.conflict import two_texts
from amendments.queries.document_glance import document_glance
from amendments.queries.drafting import NEW, NEW_SECTION, Drafting, Part
from amendments.queries.last_save import changed_places
from amendments.queries.working_desk import WorkingDesk, working_desk
from amendments.refusals import Absent, Conflict, Forbidden, Refused
from amendments.views.pages import acts, show, user_of


def _desk(request: HttpRequest, congress: str, document: str) -> Drafting:
    return Drafting(access_document_for(user_of(request), "edit_text", congress=congress, slug=document))


_SAVE: dict[bool, Callable[..., Revision | ReadingStep]] = {
    False: drafting.edit_text,
    True: second_reading.edit_working_text,
}


def _in_place(request: HttpRequest) -> bool:
    """Tell whether a part of an open page is asked for."""
    return bool(request.htmx)  # type: ignore[attr-defined]


def context_of(desk: Drafting) -> dict[str, Any]:
    """Give what each page of a desk shows."""
    home = desk.document.congress
    return {"document": desk.document, "congress": home, "desk": desk, "glance": document_glance(desk.found, home, now())}


@acts(GET="edit_text")
def edit(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The whole draft; each part of it opens where it stands."""
    return whole(request, _desk(request, congress, document))


def whole(request: HttpRequest, desk: Drafting) -> HttpResponse:
    """Show a whole text to be edited."""
    chapters = desk.chapters()
    context = context_of(desk) | {"chapters": chapters, "contents": desk.contents(chapters)}
    context |= {"last": desk.last, "key": uuid4().hex}
    return show(request, "committee/draft.html", context, congress=desk.document.congress, here="Text")


@acts(GET="edit_text", POST="edit_text")
def edit_part(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One paragraph, one heading, or something new: read it, and save it."""
    try:
        desk = _desk(request, congress, document)
    except Forbidden as refused:
        return keep(request, refused, congress, document)
    return one_part(request, desk, uid)


def one_part(request: HttpRequest, desk: Drafting, uid: str) -> HttpResponse:
    """Show one part of a text to be edited, or save it."""
    if request.method == "POST":
        return _save(request, desk, uid)
    if request.GET.get("as") == "read":
        return _spot(request, desk, uid)
    part = desk.part(uid, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    if part is None:
        raise Absent
    return _page(request, desk, part)


@acts(POST="edit_text")
def edit_live(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """What the words typed so far would change, for the page that is open; nothing is written."""
    return live(request, _desk(request, congress, document), uid)


def live(request: HttpRequest, desk: Drafting, uid: str) -> HttpResponse:
    """Show what the words typed so far would change in a text."""
    context: dict[str, Any] = {"document": desk.document, "congress": desk.document.congress}
    try:
        context |= {"change": desk.change(pieces_from(request.POST.dict() | {"do": "save"}, desk.text, uid))}
    except Refused as refused:
        context |= {"problem": refused.message}
    return render(request, "committee/live.html", context)


@acts(GET="edit_text", POST="edit_text")
def undo(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The last save as a redline, and taking it back."""
    desk, refusal = _desk(request, congress, document), ""
    if request.method == "POST":
        number, key = revision_of(request.POST.dict()), request.POST.get("key", "")[:64]
        try:
            made = drafting.undo_edit(acting_user=user_of(request), document=desk.document, revision=number, key=key)
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            return _done(request, desk, made, "")
    context = context_of(desk) | {"last": desk.last, "places": changed_places(desk.document)}
    context |= {"refusal": refusal, "key": uuid4().hex}
    status = 409 if refusal else 200
    return show(request, "committee/undo.html", context, congress=desk.document.congress, here="Text", status=status)


def _page(request: HttpRequest, desk: Drafting, part: Part, refusal: str = "") -> HttpResponse:
    """Show the editing page, or the editing area where the part stands, with all that was typed."""
    data = request.POST
    context = {
        "part": part,
        "typed": data.get("text", part.text),
        "where": data.get("where", ""),
        "stood": data.get("stood", part.stood),
        "was": data.get("was", part.was),
        "revision": revision_of(data.dict()) or part.revision,
        "refusal": refusal,
        "key": uuid4().hex,
        "id": new_id(data.dict()),
        "document": desk.document,
        "congress": desk.document.congress,
        "desk": desk,
    }
    if _in_place(request):
        return render(request, "committee/here.html", context)
    status = 409 if refusal else 200
    context |= context_of(desk) | {
        "change": desk.change(pieces_from(data.dict() | {"do": "save"}, desk.text, part.uid)) if data else None
    }
    return show(request, "committee/part.html", context, congress=desk.document.congress, here="Text", status=status)


def _spot(request: HttpRequest, desk: Drafting, uid: str, *, saved: bool = False) -> HttpResponse:
    """Give a part as it is read, for a page that is open; nothing for what is not there."""
    context = {
        "spot": desk.spot(uid),
        "key": uuid4().hex,
        "document": desk.document,
        "congress": desk.document.congress,
        "desk": desk,
    }
    return render(request, "committee/spot_part.html", context | {"saved": saved, "last": desk.last if saved else None})


def _save(request: HttpRequest, desk: Drafting, uid: str) -> HttpResponse:
    """Save, or show why not: the other's text beside one's own, or the page with what was typed."""
    data = request.POST.dict()
    uid_of_new = new_id(data) if uid in {NEW, NEW_SECTION} else uid
    try:
        pieces = pieces_from(data | {"id": uid_of_new}, desk.text, uid)
        revision, key = revision_of(data), key_of(data, uid)
        save = _SAVE[desk.reading is not None]
        made = save(acting_user=user_of(request), document=desk.document, revision=revision, pieces=pieces, key=key)
    except Conflict as conflict:
        return _conflict(request, desk, conflict, uid)
    except Refused as refused:
        part = desk.part(uid)
        if part is None:
            return keep(request, refused, desk.document.congress.slug, desk.document.slug)
        return _page(request, desk, part, refused.message)
    if _in_place(request) and only_words(pieces):
        return _spot(request, desk.again(), uid_of_new, saved=True)
    return _done(request, desk, made, uid_of_new)


def _done(request: HttpRequest, desk: Drafting, made: Revision | ReadingStep, uid: str) -> HttpResponse:
    """Go back to the draft, where it was changed."""
    made_as = "change" if desk.reading else "revision"
    messages.success(request, f"Saved as {made_as} {made.number}.", extra_tags="done")
    url = reverse(desk.whole_url, args=[desk.document.congress.slug, desk.document.slug])
    anchor = f"#{'s' if uid in desk.text.section_by_id else 'p'}-{uid}" if uid else ""
    if _in_place(request):  # another address, because one that differs in its anchor alone would load nothing
        return HttpResponseClientRedirect(f"{url}?revision={made.number}{anchor}")
    return redirect(url + anchor)


def _conflict(request: HttpRequest, desk: Drafting, conflict: Conflict, uid: str) -> HttpResponse:
    data = request.POST
    context = {
        "two": two_texts(conflict, desk),
        "desk": desk,
        "uid": uid,
        "key": uuid4().hex,
        "id": uuid4().hex[:16],
        "document": desk.document,
    }
    context |= {"where": data.get("where", ""), "stood": data.get("stood", ""), "was": data.get("was", "")}
    if _in_place(request):
        return render(request, "committee/conflict_here.html", context | {"congress": desk.document.congress})
    return show(request, "committee/conflict.html", context, congress=desk.document.congress, here="Text", status=409)


def keep(request: HttpRequest, refused: Refused, congress: str, document: str) -> HttpResponse:
    """Give typed words back where they cannot be saved any more. A page without any is refused as all are."""
    typed = request.POST.get("text", "")
    if not typed.strip():
        raise refused
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    context = {"refusal": refused.message, "typed": typed, "document": found.document, "congress": found.document.congress}
    if _in_place(request):
        return render(request, "committee/kept_words.html", context)
    status = 403 if isinstance(refused, Forbidden) else 409
    return show(request, "committee/kept.html", context, congress=found.document.congress, here="Text", status=status)


def _working(request: HttpRequest, congress: str, document: str) -> WorkingDesk | None:
    return working_desk(access_document_for(user_of(request), "work_on_second_reading", congress=congress, slug=document))


@acts(GET="work_on_second_reading")
def working_edit(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The whole working text; where no second reading is under way, the page on which one begins."""
    desk = _working(request, congress, document)
    return whole(request, desk) if desk else redirect("second-reading", congress, document)


@acts(GET="work_on_second_reading", POST="work_on_second_reading")
def working_part(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One paragraph, one heading, or something new: read it, and save it."""
    try:
        desk = _working(request, congress, document)
    except Forbidden as refused:
        return keep(request, refused, congress, document)
    return one_part(request, desk, uid) if desk else redirect("second-reading", congress, document)


@acts(POST="work_on_second_reading")
def working_live(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """What the words typed so far would change, for the page that is open; nothing is written."""
    desk = _working(request, congress, document)
    return live(request, desk, uid) if desk else redirect("second-reading", congress, document)
