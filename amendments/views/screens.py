"""What hangs on the wall of the hall, and each vote as it ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_congress_for
from amendments.live.hall import WallPart
from amendments.live.shown import shown
from amendments.queries.hall import Hall
from amendments.queries.roll_call import VotePage
from amendments.views.pages import acts, part, show, user_of

GROUNDS = {"light", "dark"}


@acts(GET="read_congress")
def wall(request: HttpRequest, congress: str) -> HttpResponse:
    """What everyone in the hall reads: the question, its redline, how the vote stands, how it ended."""
    found = access_congress_for(user_of(request), "read_congress", slug=congress)
    ground = request.GET.get("ground", "")
    context = {"page": Hall(found, None), "ground": ground if ground in GROUNDS else ""}
    live = shown(request, WallPart(*found, {}), "live-wall", context, congress=congress)
    return part(request, "public/wall.html", context | live, found.congress)


@acts(GET="read_congress")
def turnout(request: HttpRequest, congress: str) -> HttpResponse:
    """How many have voted, for the projector: asked again and again, because a ballot tells no page."""
    found = access_congress_for(user_of(request), "read_congress", slug=congress)
    return part(request, "components/turnout.html", {"page": Hall(found, None)}, found.congress)


@acts(GET="read_congress")
def vote(request: HttpRequest, congress: str, vote: int) -> HttpResponse:
    """One vote: what was put, how it ended, and who voted how, for whom the standing orders name."""
    page = VotePage(access_congress_for(user_of(request), "read_congress", slug=congress), vote)
    return show(request, "public/vote.html", {"page": page}, congress=page.found.congress, here="Floor")
