"""The versions of an amendment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_amendment_for
from amendments.queries.versions import Versions
from amendments.views.pages import READ_AMENDMENT, acts, show, user_of


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else None


@acts(GET=READ_AMENDMENT)
def versions(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Every version, and two of them compared; `?from=1&to=3`, the last two unless it says."""
    found = access_amendment_for(user_of(request), "read_amendment", congress=congress, number=number)
    page = Versions(found, _number(request.GET.get("from", "")), _number(request.GET.get("to", "")))
    context = {"page": page, "amendment": found.amendment, "document": found.document}
    return show(request, "public/versions.html", context, congress=found.document.congress, here="Amendments")
