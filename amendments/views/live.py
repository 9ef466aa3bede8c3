"""Parts of pages that follow by themselves: as a stream, or asked for again and again, at one address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from amendments.live.log import mark
from amendments.live.part import Part
from amendments.live.stream import ASKED, KIND, Opened, reader_of
from amendments.views.pages import View, acts, user_of

FULL = "More screens follow than this server takes, so this one asks every few seconds instead."
ELSEWHERE = "Streams are not served here; ask for the part itself."


def following(needed: str, kind: type[Part]) -> View:
    """Make the view of a part. `needed` is the action that its gate asks for, as in `acts`."""

    @acts(GET=needed)
    def follow(request: HttpRequest, **where: Any) -> HttpResponse:
        part = kind.open(user_of(request), request.GET, **where)
        asked = request.META.get(ASKED, "")  # set where streams are served: see `amendments.live.stream`
        if asked == "open":
            has = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
            return Opened(part, where, reader_of(request), has=has[:40], stamp=request.GET.get("stamp", ""))
        if asked or KIND in request.headers.get("Accept", ""):
            text, status = (FULL, 503) if asked else (ELSEWHERE, 406)
            return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
        return _part(request, kind, part, where)

    return follow


def _part(request: HttpRequest, kind: type[Part], part: Part, where: dict[str, Any]) -> HttpResponse:
    """Give the part, or 304 where it is as whoever asks has it."""
    now = mark(part)
    known = request.headers.get("If-None-Match", "")
    if known.removeprefix("W/").strip('"').partition("-")[0] == now:
        answer: HttpResponse = HttpResponseNotModified()
        answer["ETag"] = known
        return answer
    part = kind.open(user_of(request), request.GET, **where)  # once more: what has changed since the mark was taken comes again
    drawn = part.draw(part.acting, request)
    return HttpResponse(
        drawn.data,
        content_type="application/json",
        headers={"ETag": f'W/"{now}-{drawn.digest}"', "Cache-Control": "private, no-cache"},
    )
