"""The minutes of a document: read, printed, corrected by addition, and dissented from."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_document_for
from amendments.actions import minutes as acts_of
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.minutes import Minutes
from amendments.queries.reading import Head
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import READ_DOCUMENT, acts, number_of, show, user_of


@acts(GET=READ_DOCUMENT)
def minutes(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What the congress decided on one document, from the moment it took it up."""
    return _page(request, access_document_for(user_of(request), "read_document", congress=congress, slug=document))


def _page(request: HttpRequest, found: ForDocument, sequence: int = 0, refusal: str = "") -> HttpResponse:
    home, revision = found.document.congress, found.document.current_revision
    page = Minutes(found, number_of(request.GET.get("page", "")), everything="all" in request.GET or bool(refusal))
    context = {
        "page": page,
        "items": page.items(),
        "document": found.document,
        "glance": document_glance(found, home, now()),
        "head": Head(revision.number if revision else 0, found.document.head),
        "refused": {"at": sequence, "sentence": refusal, "words": request.POST.get("words", "")},
        "key": uuid4().hex,
    }
    return show(request, "public/minutes.html", context, congress=home, here="Record", status=409 if refusal else 200)


@acts(POST="correct_minutes")
def correct(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """Add a correction."""
    return _added(
        request, congress, document, sequence, act=acts_of.correct_minutes, said="The correction stands in the minutes now."
    )


@acts(POST="dissent")
def dissent(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """Attach one's dissent."""
    return _added(request, congress, document, sequence, act=acts_of.dissent, said="Your dissent stands with the decision now.")


def _added(
    request: HttpRequest, congress: str, document: str, sequence: int, *, act: Callable[..., object], said: str
) -> HttpResponse:
    user, words, key = user_of(request), request.POST.get("words", ""), request.POST.get("key", "")[:64]
    found = access_document_for(user, "read_document", congress=congress, slug=document)
    try:
        act(acting_user=user, document=found.document, sequence=sequence, words=words, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, sequence, refused.message)
    messages.success(request, said, extra_tags="done")
    return redirect(f"{redirect('minutes', congress, document).url}?all=1#e{sequence}")
