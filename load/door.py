"""The door through which the load votes: the site with its own act, and the plainest page in front of it."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from amendments.actions.ballots import cast
from amendments.models import Vote
from amendments.views.pages import acts, user_of

PAGE = (
    '<form action="/load/ballot/{vote}/"><input name="csrfmiddlewaretoken" value="{token}">'
    '<input name="key" value="{key}"><input name="choice" value=""></form>'
)


@acts(GET="cast_ballot", POST="cast_ballot")
def ballot(request: HttpRequest, vote: int) -> HttpResponse:
    """A form, and what was counted."""
    if request.method == "GET":
        return HttpResponse(PAGE.format(vote=vote, token=get_token(request), key=uuid4().hex))
    sent = request.POST
    found = cast(acting_user=user_of(request), vote=Vote(pk=vote), choice=sent.get("choice", ""), key=sent.get("key", ""))
    return HttpResponse(found.sentence)


urlpatterns = [path("load/ballot/<int:vote>/", ballot), path("", include("platform_app.urls"))]
