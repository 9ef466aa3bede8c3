"""Moderation: a post is hidden or shown again, with a reason; and the record of all that was moderated."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_document_for
from amendments.access_things import access_post_for
from amendments.actions import moderation as acts_of
from amendments.forms.discussion import ModerationForm
from amendments.queries.clock import now
from amendments.queries.talks import moderated, post_page
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import READ_DOCUMENT, acts, number_of, show, user_of


@acts(GET=READ_DOCUMENT)
def moderation(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The record of moderation; for those who moderate, what was reported stands before it."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    context = {"page": moderated(found, number_of(request.GET.get("page", ""))), "document": found.document}
    return show(request, "public/moderation.html", context, congress=found.document.congress, here="Text")


@acts(GET="moderate_post", POST="moderate_post")
def moderate(request: HttpRequest, congress: str, post: int) -> HttpResponse:
    """Hide a post or show it again, with the reason that everybody reads."""
    found = access_post_for(user_of(request), "moderate_post", congress=congress, pk=post)
    document, refusal = found.thing.document, ""
    form = ModerationForm(request.POST if request.method == "POST" else None, hidden=found.post.hidden)
    key = request.POST.get("key", "")[:64] or uuid4().hex
    if form.is_valid():
        try:
            acts_of.moderate_post(acting_user=user_of(request), post=found.post, key=key, **form.cleaned_data)
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, "On the record of moderation, with your reason.", extra_tags="done")
            return redirect("moderation", congress, document.slug)
    context = {"page": post_page(found, now(), moderating=True), "form": form, "refusal": refusal, "key": key}
    status = 409 if refusal else 422 if form.errors else 200
    return show(request, "committee/moderate.html", context | {"document": document}, congress=document.congress, status=status)
