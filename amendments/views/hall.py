"""The floor: what is put and voted on, for delegates, tellers and the chair. Every act is about what is on the floor now."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForCongress, access_amendment_for, access_congress_for
from amendments.actions import ballots, closing, declaring, floor, recounting, vote
from amendments.forms.counting import CountForm
from amendments.forms.floor import BallotForm, DeclareForm, OpenForm, PutForm, ReasonForm
from amendments.live.hall import HallPart
from amendments.live.shown import shown
from amendments.models import Seat
from amendments.queries.hall import MyFloor
from amendments.queries.question import OnFloor, votes_of
from amendments.refusals import Refused
from amendments.views.pages import acts, number_of, person_of, show, user_of

Act = Callable[[HttpRequest, OnFloor], object]


def _page(request: HttpRequest, page: OnFloor, *, run: bool, refusal: str = "") -> HttpResponse:
    """Show the floor, with its levers to those who run it. What was typed and refused is there again."""
    if not run:
        return _phone(request, MyFloor(ForCongress(page.congress, page.acting), page.person), refusal)
    data = request.POST if request.method == "POST" else None
    forms = {"put": PutForm(page.documents, data), "open": OpenForm(data), "hands": CountForm(data)}
    forms |= {"declare": DeclareForm(data), "reason": ReasonForm(data)}
    context = {"page": page, "refusal": refusal, "key": uuid4().hex, **forms}
    return show(request, "chair/floor.html", context, congress=page.congress, here="Floor", status=409 if refusal else 200)


def _phone(request: HttpRequest, page: MyFloor, refusal: str) -> HttpResponse:
    """Show the floor to a delegate, who follows it. A page that gives back what was refused stays as it is."""
    ballot = BallotForm(page.options, request.POST if request.method == "POST" else None)
    part, where = HallPart(page.congress, page.acting, {}), {"congress": page.congress.slug}
    live = shown(request, part, "live-hall", {"page": page}, still=bool(refusal), **where)
    context = {"page": page, "refusal": refusal, "key": uuid4().hex, "ballot": ballot, **live}
    return show(request, "member/hall.html", context, congress=page.congress, here="Floor", status=409 if refusal else 200)


def _do(request: HttpRequest, congress: str, purpose: str, act: Act) -> HttpResponse:
    """Do an act and go back to the floor; refused, the floor is shown with why."""
    found = access_congress_for(user_of(request), purpose, slug=congress)
    page = OnFloor(found, person_of(request))
    run = page.runs and purpose not in {"cast_ballot", "pull_from_question"}
    try:
        act(request, page)
    except Refused as refused:
        return _page(request, OnFloor(found, person_of(request)), run=run, refusal=refused.message)
    return redirect("run-floor" if run else "hall", congress)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


def _read(form: Form) -> None:
    """Raise Refused with what is wrong in a form."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else name
        raise Refused(f"{label}: {errors[0]}")


@acts(GET="read_hall")
def hall(request: HttpRequest, congress: str) -> HttpResponse:
    """What is on the floor, and the ballot of whoever may vote."""
    found = access_congress_for(user_of(request), "read_hall", slug=congress)
    return _page(request, OnFloor(found, person_of(request)), run=False)


@acts(GET="run_floor")
def run(request: HttpRequest, congress: str) -> HttpResponse:
    """The same for whoever runs the floor."""
    found = access_congress_for(user_of(request), "run_floor", slug=congress)
    return _page(request, OnFloor(found, person_of(request)), run=True)


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
        _read(form)
        wanted = form.put(page.congress)
        return floor.put(acting_user=user_of(request), congress=page.congress, wanted=wanted, key=_key(request))

    return _do(request, congress, "put_question", act)


@acts(POST="withdraw_question")
def take_back(request: HttpRequest, congress: str) -> HttpResponse:
    """Take the question from the floor."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        _read(form)
        reason = form.cleaned_data["reason"]
        return floor.withdraw_question(acting_user=user_of(request), question=page.what, reason=reason, key=_key(request))

    return _do(request, congress, "withdraw_question", act)


@acts(POST="pull_from_question")
def pull(request: HttpRequest, congress: str) -> HttpResponse:
    """Pull an amendment out of the en bloc list on the floor."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        user, number = user_of(request), number_of(request.POST.get("amendment", ""))
        question = page.what
        one = access_amendment_for(user, "read_amendment", congress=congress, number=number).amendment
        return floor.pull_from_question(acting_user=user, question=question, amendment=one, key=_key(request))

    return _do(request, congress, "pull_from_question", act)


@acts(POST="open_vote")
def open_(request: HttpRequest, congress: str) -> HttpResponse:
    """Open the vote."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = OpenForm(request.POST)
        _read(form)
        return vote.open_vote(acting_user=user_of(request), question=page.what, terms=form.terms(), key=_key(request))

    return _do(request, congress, "open_vote", act)


@acts(POST="cast_ballot")
def cast(request: HttpRequest, congress: str) -> HttpResponse:
    """Cast a ballot, and say what was counted."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form, running = BallotForm(page.options, request.POST), page.running
        _read(form)
        typed = request.POST.get("seat", "")
        key = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 18 else 0
        seat = Seat.objects.filter(congress=page.congress, pk=key).first()
        said = ballots.cast(acting_user=user_of(request), vote=running, choice=form.chosen(), seat=seat, key=_key(request))
        messages.success(request, said.sentence, extra_tags="done")
        return said

    return _do(request, congress, "cast_ballot", act)


@acts(POST="count_hands")
def count(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter what was counted in the hall."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = CountForm(request.POST.dict() | {"method": page.running.method})
        _read(form)
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
        _read(form)
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
        _read(form)
        return vote.void_vote(acting_user=user_of(request), vote=page.running, reason=form.cleaned_data["reason"])

    return _do(request, congress, "void_vote", act)


@acts(POST="recount")
def count_again(request: HttpRequest, congress: str) -> HttpResponse:
    """Have a closed vote counted again."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        _read(form)
        reason = form.cleaned_data["reason"]
        return recounting.recount(acting_user=user_of(request), vote=page.running, reason=reason, key=_key(request))

    return _do(request, congress, "recount", act)
