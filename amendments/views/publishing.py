"""The committee and a document as a whole: its settings, putting it to the council, publishing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_document_for
from amendments.actions import committee, settings
from amendments.forms.settings import DeadlineForm, PublishForm, ReadersForm, TitleForm
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.publishing import usual_deadline, whole_of
from amendments.queries.settings import may, readers_of
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, show, user_of


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _show(request: HttpRequest, template: str, found: ForDocument, context: dict[str, Any], status: int = 200) -> HttpResponse:
    document, home = found.document, found.document.congress
    context |= {"document": document, "key": _key(request) or uuid4().hex, "glance": document_glance(found, home, now())}
    return show(request, template, context, congress=home, here="Text", status=status)


@acts(GET="set_readers")
def document_settings(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What can be set about a document."""
    return _settings(request, access_document_for(user_of(request), "set_readers", congress=congress, slug=document))


def _settings(
    request: HttpRequest, found: ForDocument, bound: forms.Form | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show the settings; one form may be bound, with what was typed and what is wrong with it."""
    document = found.document
    usual: list[forms.Form] = [
        TitleForm(initial={"title": document.title}),
        ReadersForm(held=readers_of(document)),
        DeadlineForm(congress=document.congress, document=document),
    ]
    title, readers, deadline = (bound if bound and type(bound) is type(one) else one for one in usual)
    context = {"title_form": title, "readers_form": readers, "deadline_form": deadline, "may": may(found)}
    context |= {"refusal": refusal, "refused": type(bound).__name__ if bound else ""}
    return _show(request, "committee/settings.html", found, context, status)


def _set(
    request: HttpRequest, found: ForDocument, form: forms.Form, act: Callable[[dict[str, Any]], object], said: str
) -> HttpResponse:
    """Set something, or show the page with all that was typed and why not."""
    if not form.is_valid():
        return _settings(request, found, form, status=422)
    try:
        act(form.cleaned_data)
    except Forbidden:
        raise
    except Refused as refused:
        return _settings(request, found, form, refused.message, 409)
    messages.success(request, said, extra_tags="done")
    return redirect("document-settings", found.document.congress.slug, found.document.slug)


@acts(POST="set_title")
def title(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Give the draft another title."""
    found = access_document_for(user_of(request), "set_title", congress=congress, slug=document)

    def act(data: dict[str, Any]) -> object:
        wanted = {"title": data["title"], "key": _key(request)}
        return settings.set_title(acting_user=user_of(request), document=found.document, **wanted)

    return _set(request, found, TitleForm(request.POST), act, "The title is changed.")


@acts(POST="set_readers")
def readers(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Set who may read, stage by stage."""
    found = access_document_for(user_of(request), "set_readers", congress=congress, slug=document)

    def act(data: dict[str, Any]) -> object:
        return settings.set_audiences(acting_user=user_of(request), document=found.document, audiences=data)

    return _set(request, found, ReadersForm(request.POST, held={}), act, "Who may read is set.")


@acts(POST="set_deadline")
def deadline(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Move the filing deadline."""
    found = access_document_for(user_of(request), "set_deadline", congress=congress, slug=document)
    form = DeadlineForm(request.POST, congress=found.document.congress, document=found.document)

    def act(data: dict[str, Any]) -> object:
        wanted = {"deadline": data["deadline"], "reason": data["reason"], "key": _key(request)}
        return committee.set_deadline(acting_user=user_of(request), document=found.document, **wanted)

    return _set(request, found, form, act, "The deadline is moved.")


def _moving(request: HttpRequest, action: str, congress: str, document: str) -> ForDocument:
    """Open the page to whoever may make the move; a post is decided by the act, which knows a repeated one by its key."""
    purpose = action if request.method == "GET" else "read_document"
    return access_document_for(user_of(request), purpose, congress=congress, slug=document)


@acts(GET="put_to_council", POST="put_to_council")
def put_to_council(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Put the draft to the council, after a look at what is put."""
    found, refusal = _moving(request, "put_to_council", congress, document), ""
    if request.method == "POST":
        try:
            committee.put_to_council(acting_user=user_of(request), document=found.document, key=_key(request))
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, "It is put to the council.", extra_tags="done")
            return redirect("text", congress, document)
    context = {"whole": whole_of(found.document), "refusal": refusal}
    return _show(request, "committee/put.html", found, context, 409 if refusal else 200)


@acts(GET="publish", POST="publish")
def publish(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Publish the approved draft, after a look at what freezes and what follows."""
    found, refusal, status = _moving(request, "publish", congress, document), "", 200
    form = PublishForm(
        request.POST if request.method == "POST" else None,
        congress=found.document.congress,
        deadline=usual_deadline(found.document, now()),
    )
    if request.method == "POST":
        refusal, status = _publish(request, found, form), 409
        if not refusal and form.is_valid():
            return redirect("text", congress, document)
    context = {"whole": whole_of(found.document), "form": form, "refusal": refusal}
    return _show(request, "committee/publish.html", found, context, status)


def _publish(request: HttpRequest, found: ForDocument, form: PublishForm) -> str:
    """Publish where the form is whole; give why not, where that is refused."""
    if not form.is_valid():  # then the act, which asks who may publish, is not reached
        access_document_for(user_of(request), "publish", pk=found.document.pk)
        return ""
    until = form.cleaned_data["deadline"]
    try:
        committee.publish(acting_user=user_of(request), document=found.document, deadline=until, key=_key(request))
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message
    messages.success(request, "It is published: members may amend every paragraph.", extra_tags="done")
    return ""
