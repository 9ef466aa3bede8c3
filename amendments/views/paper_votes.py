"""Votes on paper: the chair types them, tellers confirm them where the orders ask for several who agree."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_document_for
from amendments.actions import paper_votes
from amendments.models import Document, PaperVote
from amendments.models.paper_vote import PaperEnd
from amendments.queries.paper_votes import PaperVotes
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, number_of, show, user_of

GONE = "This vote does not wait for anybody any more. Look at the page again."


@acts(GET="see_paper_votes")
def votes(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What waits, what can be typed, and what was entered."""
    found = access_document_for(user_of(request), "see_paper_votes", congress=congress, slug=document)
    context = {"page": PaperVotes(found), "document": found.document, "key": uuid4().hex}
    return show(request, "chair/paper_votes.html", context, congress=found.document.congress, here="Floor")


@acts(POST="confirm_paper")
def confirm(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """A teller confirms it; with the last one it is on record."""
    found = access_document_for(user_of(request), "confirm_paper", congress=congress, slug=document)
    try:
        key = request.POST.get("key", "")[:64]
        done = paper_votes.confirm_paper(acting_user=user_of(request), vote=_asked(request, found.document), key=key)
        said = "It is on record." if done.ended == PaperEnd.DONE else "Confirmed. It waits for another teller."
        messages.success(request, said, extra_tags="done")
        if done.ended == PaperEnd.DONE:
            return redirect("floor", congress, document)
    except Forbidden:
        raise
    except Refused as refused:
        messages.error(request, f"Not done. {refused.message}", extra_tags="refused")
    return redirect("paper-votes", congress, document)


@acts(POST="ask_paper")
def drop(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The chair drops what was typed."""
    found = access_document_for(user_of(request), "ask_paper", congress=congress, slug=document)
    try:
        paper_votes.drop_paper(acting_user=user_of(request), vote=_asked(request, found.document))
        messages.success(request, "It is dropped. Nothing was put on record.", extra_tags="done")
    except Refused as refused:
        messages.error(request, f"Not done. {refused.message}", extra_tags="refused")
    return redirect("paper-votes", congress, document)


def _asked(request: HttpRequest, document: Document) -> PaperVote:
    found = PaperVote.objects.filter(document=document, pk=number_of(request.POST.get("vote", ""))).first()
    if found is None:
        raise Refused(GONE)
    return found
