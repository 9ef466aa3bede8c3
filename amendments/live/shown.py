"""A part where it stands on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from amendments.live.part import Part


@dataclass(frozen=True)
class Shown:
    """What a page needs to draw a part in its place and to follow it: `live` of the layout.

    `url` is the part's own address, `has` the digest of what is drawn, `pieces` HTML by the id of its place,
    `said` where things are in one sentence, `stamp` what was read. A page without `url` does not follow.
    """

    url: str
    has: str
    pieces: Mapping[str, str]
    said: str
    stamp: str


def shown(
    request: HttpRequest,
    part: Part,
    name: str,
    context: Mapping[str, Any] | None = None,
    *,
    still: bool = False,
    **where: Any,
) -> dict[str, Shown]:
    """Give `live` for the context of a page. `name` and `where` are the part's address.

    `context` is what its templates need, where the page has read it already. `still` draws it, and does not follow: on a page
    that gives back what was typed and refused.
    """
    drawn = part.draw(part.acting, request, context)
    url = "" if still else reverse(name, kwargs=where)
    return {"live": Shown(url, drawn.digest, drawn.pieces, drawn.said, part.stamp)}
