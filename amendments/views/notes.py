"""Private notes: one on each thing for oneself, one for each body in which one sits, and a page of all of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_congress_for
from amendments.access_things import Thing, access_amendment_thing_for, access_place_for
from amendments.actions import notes as acts_of
from amendments.forms.following import NoteForm
from amendments.queries.discussion import talk_url
from amendments.queries.following import bodies_of, my_notes, notes_on
from amendments.views.pages import acts, show, user_of


@acts(GET="write_note", POST="write_note")
def note_amendment(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """One's note on an amendment."""
    return _note(request, access_amendment_thing_for(user_of(request), "write_note", congress=congress, number=number))


@acts(GET="write_note", POST="write_note")
def note_place(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One's note on a paragraph or a section."""
    return _note(request, access_place_for(user_of(request), "write_note", congress=congress, slug=document, uid=uid))


def _note(request: HttpRequest, thing: Thing) -> HttpResponse:
    bodies = {str(one.pk): one for one in bodies_of(thing.acting.person_id, thing.document.congress_id)}
    known = {str(row.note.body_id or ""): row.note.words for row in notes_on(thing) if not row.by}
    whose = request.GET.get("body", "") if request.GET.get("body", "") in bodies else ""
    choices = [(key, f"All who sit in {one}") for key, one in bodies.items()]
    form = NoteForm(request.POST if request.method == "POST" else None, bodies=choices, words=known.get(whose, ""), body=whose)
    if form.is_valid():
        data = form.cleaned_data
        body = bodies.get(data["body"])
        kept = acts_of.write_note(acting_user=user_of(request), thing=thing, words=data["words"], body=body)
        messages.success(request, "Your note is kept." if kept else "Your note is taken away.", extra_tags="done")
        return redirect("amendment", thing.document.congress.slug, thing.amendment.number) if thing.amendment else _back(thing)
    context = {
        "thing": thing,
        "form": form,
        "document": thing.document,
        "bodies": bodies.items(),
        "whose": whose,
        "known": known,
    }
    context["back"] = talk_url(thing)
    status = 422 if form.errors else 200
    return show(request, "member/note.html", context, congress=thing.document.congress, here="Text", status=status)


def _back(thing: Thing) -> HttpResponse:
    return redirect(talk_url(thing))


@acts(GET="read_own_notes")
def notes(request: HttpRequest, congress: str) -> HttpResponse:
    """All notes that one may read."""
    found = access_congress_for(user_of(request), "read_own_notes", slug=congress)
    return show(request, "member/notes.html", {"notes": my_notes(found)}, congress=found.congress, here="Notes")
