"""The committee at the working text of a second reading: edited as a draft is, each save a change of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_document_for
from amendments.queries.working_desk import WorkingDesk, working_desk
from amendments.refusals import Forbidden
from amendments.views import editing
from amendments.views.pages import acts, user_of


def _desk(request: HttpRequest, congress: str, document: str) -> WorkingDesk | None:
    return working_desk(access_document_for(user_of(request), "work_on_second_reading", congress=congress, slug=document))


@acts(GET="work_on_second_reading")
def edit(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The whole working text; where no second reading is under way, the page on which one begins."""
    desk = _desk(request, congress, document)
    return editing.whole(request, desk) if desk else redirect("second-reading", congress, document)


@acts(GET="work_on_second_reading", POST="work_on_second_reading")
def edit_part(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One paragraph, one heading, or something new: read it, and save it."""
    try:
        desk = _desk(request, congress, document)
    except Forbidden as refused:
        return editing.keep(request, refused, congress, document)
    return editing.one_part(request, desk, uid) if desk else redirect("second-reading", congress, document)


@acts(POST="work_on_second_reading")
def edit_live(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """What the words typed so far would change, for the page that is open; nothing is written."""
    desk = _desk(request, congress, document)
    return editing.live(request, desk, uid) if desk else redirect("second-reading", congress, document)
