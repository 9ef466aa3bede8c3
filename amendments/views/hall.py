"""The floor: what is put and voted on, for tellers and the chair. Every act is about what is on the floor now."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_congress_for
from amendments.actions import closing, declaring, floor, recounting, vote
from amendments.forms.counting import CountForm
from amendments.forms.floor import DeclareForm, OpenForm, PutForm, ReasonForm
from amendments.forms.refused import read
from amendments.queries.question import OnFloor, votes_of
from amendments.refusals import Refused
from amendments.views.pages import acts, person_of, show, user_of

Act = Callable[[HttpRequest, OnFloor], object]


def _page(request: HttpRequest, page: OnFloor, refusal: str = "") -> HttpResponse:
    """Show the floor with its levers. What was typed and refused is there again."""
    data = request.POST if request.method == "POST" else None
    forms = {"put": PutForm(page.documents, data), "open": OpenForm(data), "hands": CountForm(data)}
    forms |= {"declare": DeclareForm(data), "reason": ReasonForm(data)}
    context = {"page": page, "refusal": refusal, "key": uuid4().hex, **forms}
    return show(request, "chair/floor.html", context, congress=page.congress, here="Floor", status=409 if refusal else 200)


def _do(request: HttpRequest, congress: str, purpose: str, act: Act) -> HttpResponse:
    """Do an act and go back to the floor; refused, the floor is shown with why."""
    found = access_congress_for(user_of(request), purpose, slug=congress)
    try:
        act(request, OnFloor(found, person_of(request)))
    except Refused as refused:
        return _page(request, OnFloor(found, person_of(request)), refused.message)
    return redirect("run-floor", congress)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


@acts(GET="run_floor")
def run(request: HttpRequest, congress: str) -> HttpResponse:
    """The same for whoever runs the floor."""
    found = access_congress_for(user_of(request), "run_floor", slug=congress)
    return _page(request, OnFloor(found, person_of(request)))


@acts(GET="read_hall")
def votes(request: HttpRequest, congress: str) -> HttpResponse:
    """All votes that are over."""
    found = access_congress_for(user_of(request), "read_hall", slug=congress)
    return show(request, "member/votes.html", {"votes": votes_of(found.congress)}, congress=found.congress, here="Floor")


@acts(POST="put_question")
def put(request: HttpRequest, congress: str) -> HttpResponse:
    """Put a question."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = PutForm(page.documents, request.POST)
        read(form)
        wanted = form.put(page.congress)
        return floor.put(acting_user=user_of(request), congress=page.congress, wanted=wanted, key=_key(request))

    return _do(request, congress, "put_question", act)


@acts(POST="withdraw_question")
def take_back(request: HttpRequest, congress: str) -> HttpResponse:
    """Take the question from the floor."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        reason = form.cleaned_data["reason"]
        return floor.withdraw_question(acting_user=user_of(request), question=page.what, reason=reason, key=_key(request))

    return _do(request, congress, "withdraw_question", act)


@acts(POST="open_vote")
def open_(request: HttpRequest, congress: str) -> HttpResponse:
    """Open the vote."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = OpenForm(request.POST)
        read(form)
        return vote.open_vote(acting_user=user_of(request), question=page.what, terms=form.terms(), key=_key(request))

    return _do(request, congress, "open_vote", act)


@acts(POST="count_hands")
def count(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter what was counted in the hall."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = CountForm(request.POST.dict() | {"method": page.running.method})
        read(form)
        return closing.count_hands(acting_user=user_of(request), vote=page.running, count=form.count(), key=_key(request))

    return _do(request, congress, "count_hands", act)


@acts(POST="close_vote")
def close(request: HttpRequest, congress: str) -> HttpResponse:
    """Close the vote."""
    return _do(request, congress, "close_vote", lambda r, page: closing.close_vote(acting_user=user_of(r), vote=page.running))


@acts(POST="declare_vote")
def declare(request: HttpRequest, congress: str) -> HttpResponse:
    """Declare the result."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = DeclareForm(request.POST)
        read(form)
        return declaring.declare_vote(acting_user=user_of(request), vote=page.running, said=form.said(), key=_key(request))

    return _do(request, congress, "declare_vote", act)


@acts(POST="cancel_vote")
def cancel(request: HttpRequest, congress: str) -> HttpResponse:
    """Cancel a vote that was opened by mistake."""
    return _do(request, congress, "cancel_vote", lambda r, page: vote.cancel_vote(acting_user=user_of(r), vote=page.running))


@acts(POST="void_vote")
def void(request: HttpRequest, congress: str) -> HttpResponse:
    """Declare a vote void."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        return vote.void_vote(acting_user=user_of(request), vote=page.running, reason=form.cleaned_data["reason"])

    return _do(request, congress, "void_vote", act)


@acts(POST="recount")
def count_again(request: HttpRequest, congress: str) -> HttpResponse:
    """Have a closed vote counted again."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        reason = form.cleaned_data["reason"]
        return recounting.recount(acting_user=user_of(request), vote=page.running, reason=reason, key=_key(request))

    return _do(request, congress, "recount", act)
