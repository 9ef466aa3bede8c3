"""How every view is dressed: which action each method needs, how a page is shown, and how a refusal is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from amendments.actions.paper_votes import Typed, ask_paper
from amendments.models import Congress, Document, Person
from amendments.queries.masthead import masthead, seats_of
from amendments.refusals import Forbidden, Refused
from amendments.text.number import Number

# Reading is decided by the audience of the document, not by a row: see `rules.can_read` and `rules.can_see`.
READ_DOCUMENT, READ_AMENDMENT = "read_document", "read_amendment"
NUL = "\0"
View = Callable[..., HttpResponse]
READ_PUBLIC = "read_public"  # what a passer-by may read, whoever asks: feeds, whose readers do not sign in
OPEN = "open"  # what anyone may do and read, whatever the stage: signing in, the error pages, the list of congresses


def acts(**needed: str) -> Callable[[View], View]:
    """Say which action of `rules` each method of a view needs, and refuse the other methods.

    `@acts(GET="read_document", POST="file_amendment")`. The suite reads `view.acts` from every URL of the site, tries each for
    every role, stage and relation, and compares the answer with `rules.can`: a URL without it fails. The gate itself is in
    `access`, which the view calls with the same action, because only there is the object known.
    """
    allowed = set(needed) | ({"HEAD"} if "GET" in needed else set())

    def dress(view: View) -> View:
        @wraps(view)
        def dressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            _drop_nul(request)
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                return refusal_page(request, refused)

        dressed.acts = needed  # type: ignore[attr-defined]
        return dressed

    return dress


def _drop_nul(request: HttpRequest) -> None:
    """Take U+0000 out of all that was sent. It has no sense in any text, no browser shows it, and PostgreSQL cannot hold it."""
    for name in ("GET", "POST"):
        sent: QueryDict = getattr(request, name)
        if any(NUL in value for values in sent.lists() for value in (values[0], *values[1])):
            clean = QueryDict(mutable=True)
            for key, values in sent.lists():
                clean.setlist(key.replace(NUL, ""), [value.replace(NUL, "") for value in values])
            setattr(request, name, clean)


def status_of(refused: Refused) -> int:
    """Give the answer's status: 403 where the table does not grant it to this person or now, else 409."""
    return 403 if isinstance(refused, Forbidden) else 409


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say why an act was not done and who can, or when. A part of an open page gets the sentence alone.

    Whoever is not signed in is shown the door first, and comes back to where they wanted to be.
    """
    status = status_of(refused)
    if request.htmx:  # type: ignore[attr-defined]
        context = {"kind": "refused", "text": refused.message, "role": "alert"}
        return render(request, "components/message.html", context)
    if status == 403 and request.method == "GET" and not request.user.is_authenticated:
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
    return show(request, "errors/refused.html", {"refusal": refused.message}, congress=congress_at(request), status=status)


def congress_at(request: HttpRequest) -> Congress | None:
    """Give the congress that an address names; none where it names none, or one that is not there."""
    found = request.resolver_match.kwargs.get("congress") if request.resolver_match else None
    return Congress.objects.filter(slug=found).first() if found else None


def number_of(typed: str) -> int:
    """Read the number of a page from an address; the first where it is none."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


def versions_of(request: HttpRequest) -> dict[int, int]:
    """Give which version of each amendment a page showed, by number, as its hidden fields `read` say: "12:2"."""
    pieces = [one.partition(":") for one in request.POST.getlist("read")[:200]]
    read = [(Number.read(number), version) for number, _, version in pieces if version.isdecimal() and len(version) < 9]
    return {number: int(version) for number, version in read if number}


def user_of(request: HttpRequest) -> Person | AnonymousUser:
    """Give whoever asks, as the gates take it."""
    return request.user if isinstance(request.user, (Person, AnonymousUser)) else AnonymousUser()


def person_of(request: HttpRequest) -> Person | None:
    """Give the person who is signed in, None for a passer-by."""
    return request.user if isinstance(request.user, Person) else None


def part(request: HttpRequest, template: str, context: dict[str, Any], congress: Congress) -> HttpResponse:
    """Show a part of a page that is open already, in the congress's own time."""
    with timezone.override(ZoneInfo(congress.time_zone)):
        return render(request, template, context | {"congress": congress})


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    congress: Congress | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show a page of a congress, in the congress's own time. `here` is the word of the masthead that it belongs to."""
    person = person_of(request)
    values = dict(context or {})
    if congress is None:
        return render(request, template, values, status=status)
    values |= {
        "congress": congress,
        "masthead": masthead(congress, person, seats_of(person, congress), here, _purpose(request)),
    }
    with timezone.override(ZoneInfo(congress.time_zone)):
        return render(request, template, values, status=status)


def _purpose(request: HttpRequest) -> str:
    """Give the action that a page is for: what its form does, or else what it takes to read it."""
    needed: dict[str, str] = getattr(request.resolver_match.func, "acts", {}) if request.resolver_match else {}
    return needed.get("POST") or needed.get("GET", "")


def ask_tellers(request: HttpRequest, document: Document, typed: Typed) -> HttpResponse:
    """Keep what was typed, and lead to the page on which the tellers confirm it. Raises Refused."""
    sent = {name: request.POST.get(name, "")[:64] for name in ("head", "key")}
    made = ask_paper(acting_user=user_of(request), document=document, typed=typed, **sent)
    messages.info(request, f"The vote on {made} is typed. The tellers confirm it here, each alone.", extra_tags="note")
    return redirect("paper-votes", document.congress.slug, document.slug)
