"""The voting list as everyone sees it, its sheet to print, and what the chair does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForDocument, access_amendment_for, access_document_for
from amendments.actions import pulling, voting
from amendments.live.parts import VotingPart
from amendments.live.shown import shown
from amendments.models import Document
from amendments.queries.clock import now
from amendments.queries.reading import Head
from amendments.queries.voting_glance import turns, voting_glance
from amendments.queries.voting_page import SHEET, WHOLE, VotingPage
from amendments.refusals import Forbidden, Refused
from amendments.text.number import Number, label_of
from amendments.views.pages import READ_DOCUMENT, acts, show, user_of

Act = Callable[..., object]


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 7 else 0


def _page(request: HttpRequest, found: ForDocument, *, refusal: str = "") -> HttpResponse:
    document, part = found.document, VotingPart(found.document, found.acting, request.GET)
    typed = {name: request.POST.get(name, "") for name in ("number", "reason", "to")}
    context = part.context(found.acting) | {"refusal": refusal, "typed": typed | {"number": Number.read(typed["number"]) or 0}}
    where = {"congress": part.congress.slug, "document": document.slug}
    context |= shown(request, part, "live-list", context, still=bool(refusal), **where) | {"head": _head(document)}
    return show(
        request, "public/voting.html", context, congress=part.congress, here="Amendments", status=409 if refusal else 200
    )


def _head(document: Document) -> Head:
    revision = document.current_revision
    return Head(revision.number if revision else 0, document.head)


@acts(GET=READ_DOCUMENT)
def voting_list(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What needs a vote, in its order and why; `?show=bloc` what goes en bloc, `?show=all` all with their states."""
    return _page(request, access_document_for(user_of(request), "read_document", congress=congress, slug=document))


@acts(GET=READ_DOCUMENT)
def sheet(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The list on paper, with room to note one's votes: a long one in parts, or with `?whole` all of it on one sheet."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    size, home = WHOLE if "whole" in request.GET else SHEET, found.document.congress
    page = VotingPage(found, way=request.GET.get("show", ""), page=_number(request.GET.get("page")), size=size)
    context = {
        "page": page,
        "sections": page.sections(),
        "document": found.document,
        "turns": turns(page),
        "glance": voting_glance(page, home, now()),
        "head": _head(found.document),
    }
    return show(request, "public/voting_sheet.html", context, congress=home, here="Amendments")


def _ordered(request: HttpRequest, congress: str, document: str, act: Act, said: str, **more: Any) -> HttpResponse:
    """Do what the chair asks; where it is refused, the list is shown as it is now, with all that was typed."""
    found = access_document_for(user_of(request), "order_list", congress=congress, slug=document)
    key, version = request.POST.get("key", "")[:64], _number(request.POST.get("version"))
    try:
        act(acting_user=user_of(request), document=found.document, version=version, key=key, **more)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, refusal=refused.message)
    messages.success(request, said, extra_tags="done")
    at = f"#a{more['number']}" if more.get("number") else ""
    return redirect(f"{redirect('voting-list', congress, document).url}{at}")


@acts(POST="order_list")
def make(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Have the list proposed, or renewed."""
    return _ordered(request, congress, document, voting.make_list, "The list is up to date.")


@acts(POST="order_list")
def move(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Put a question elsewhere on the list: up, down, or to a place."""
    sent = request.POST
    number, to = Number.read(sent.get("number", "")) or 0, (sent.get("way") or sent.get("to", "")).strip()[:6]
    said = f"{label_of(number)} was moved. The reason is on record."
    return _ordered(request, congress, document, voting.move_item, said, number=number, to=to, reason=sent.get("reason", ""))


@acts(POST="order_list")
def undo(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Take a change of the order back."""
    number = Number.read(request.POST.get("number", "")) or 0
    return _ordered(
        request, congress, document, voting.undo_move, f"{label_of(number)} stands as proposed again.", number=number
    )


@acts(POST="order_list")
def fix(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Put the order on record."""
    return _ordered(request, congress, document, voting.fix_list, "The order of the list is on record.")


@acts(POST="pull_out")
def pull_out(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Pull an amendment out of the en bloc list."""
    said = f"{label_of(number)} is pulled out: it gets a vote of its own. You can put it back until then."
    return _pulled(request, congress, number, pulling.pull_out, said, reason=request.POST.get("reason", ""))


@acts(POST="pull_out")
def put_back(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Put an amendment back into the en bloc list."""
    return _pulled(request, congress, number, pulling.put_back, f"{label_of(number)} is on the en bloc list again.")


def _pulled(request: HttpRequest, congress: str, number: int, act: Act, said: str, **more: Any) -> HttpResponse:
    found = access_amendment_for(user_of(request), "pull_out", congress=congress, number=number)
    document = found.document
    try:
        act(acting_user=user_of(request), amendment=found.amendment, key=request.POST.get("key", "")[:64], **more)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, ForDocument(document, found.acting), refusal=refused.message)
    messages.success(request, said, extra_tags="done")
    way = "bloc" if act is pulling.pull_out else "need"
    return redirect(f"{redirect('voting-list', congress, document.slug).url}?show={way}")
