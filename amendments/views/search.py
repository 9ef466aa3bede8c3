"""Search: over the text, the amendments and the discussion; and the tags by which the committee sorts amendments."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import access_amendment_for, access_congress_for
from amendments.actions.tags import tag_amendment
from amendments.queries.search import search as found_in
from amendments.text.number import label_of
from amendments.views.pages import acts, show, user_of

MOST = 200  # letters of a question


@acts(GET="read_congress")
def search(request: HttpRequest, congress: str) -> HttpResponse:
    """Look for words; the open page gets what was found alone, as one types."""
    home, acting = access_congress_for(user_of(request), "read_congress", slug=congress)
    asked = request.GET.get("q", "").strip()[:MOST]
    context = {"found": found_in(acting, home, asked), "congress": home}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "public/search_found.html", context)
    return show(request, "public/search.html", context, congress=home, here="Search")


@acts(POST="tag_amendment")
def tags(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Tag an amendment; commas part the tags."""
    found = access_amendment_for(user_of(request), "tag_amendment", congress=congress, number=number)
    names = request.POST.get("tags", "").split(",")
    given = tag_amendment(acting_user=user_of(request), amendment=found.amendment, names=names)
    said = (
        f"{label_of(number)} has {'these tags' if given else 'no tags'} now{': ' if given else ''}{', '.join(map(str, given))}."
    )
    messages.success(request, said, extra_tags="done")
    return redirect("amendment", congress, number)
