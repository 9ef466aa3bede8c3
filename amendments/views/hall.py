"""The floor: what is put and voted on, for tellers and the chair. Every act is about what is on the floor now."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_congress_for
from amendments.actions import closing, declaring, floor, recounting, vote
from amendments.forms.counting import CountForm
from amendments.forms.floor import DeclareForm, OpenForm, PutForm, ReasonForm
from amendments.forms.refused import read
from amendments.live.console import ConsolePart, console_context
from amendments.live.shown import shown
from amendments.queries.console import Console
from amendments.queries.hall_listed import title_of
from amendments.queries.question import OnFloor, votes_of
from amendments.queries.vote import result_in_words
from amendments.refusals import Refused
from amendments.views.pages import acts, person_of, show, user_of

Act = Callable[[HttpRequest, OnFloor], object]
CHANGED = (
    "The floor has changed since this page was drawn: it was done already, or somebody else did something. Look at it again."
)


def _page(request: HttpRequest, page: Console, refusal: str = "") -> HttpResponse:
    """Show the chair's console. What was typed and refused is there again, and such a page stays as it is."""
    typed = request.POST if request.method == "POST" else request.GET if "form" in request.GET else None
    context = console_context(page, typed.dict() if typed else None)
    part, at = ConsolePart(page.congress, page.acting, {}), {"congress": page.congress.slug}
    live = shown(request, part, "live-console", context, still=typed is not None, **at)
    put = PutForm(page.documents, typed if typed and typed.get("form", "put") == "put" else None, drafts=page.drafts)
    context |= {"put": put, "refusal": refusal, **live}
    return show(request, "chair/console.html", context, congress=page.congress, here="Floor", status=409 if refusal else 200)


def _do(request: HttpRequest, congress: str, purpose: str, act: Act) -> HttpResponse:
    """Do an act and go back to the floor; refused, the floor is shown with why."""
    found = access_congress_for(user_of(request), purpose, slug=congress)
    try:
        page = OnFloor(found, person_of(request))
        _check_seen(request, page)
        said = act(request, page)
        if isinstance(said, str):
            messages.success(request, said, extra_tags="done")
    except Refused as refused:
        return _page(request, Console(found, person_of(request)), refused.message)
    return redirect("run-floor", congress)


def _check_seen(request: HttpRequest, page: OnFloor) -> None:
    """Refuse an act on a page that shows another floor than there is."""
    if request.POST.get("on", "") not in {"", page.turn}:
        raise Refused(CHANGED)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64]


@acts(GET="run_floor")
def run(request: HttpRequest, congress: str) -> HttpResponse:
    """The same for whoever runs the floor."""
    found = access_congress_for(user_of(request), "run_floor", slug=congress)
    return _page(request, Console(found, person_of(request)))


@acts(GET="read_hall")
def votes(request: HttpRequest, congress: str) -> HttpResponse:
    """All votes that are over."""
    found = access_congress_for(user_of(request), "read_hall", slug=congress)
    return show(request, "member/votes.html", {"votes": votes_of(found.congress)}, congress=found.congress, here="Floor")


@acts(POST="put_question")
def put(request: HttpRequest, congress: str) -> HttpResponse:
    """Put a question."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = PutForm(page.documents, request.POST, drafts=page.drafts)
        read(form)
        wanted = form.put(page.congress)
        put = floor.put(acting_user=user_of(request), congress=page.congress, wanted=wanted, key=_key(request))
        return f"On the floor: {title_of(put)}. Put by mistake? Take it back before a vote is open."

    return _do(request, congress, "put_question", act)


@acts(POST="withdraw_question")
def take_back(request: HttpRequest, congress: str) -> HttpResponse:
    """Take the question from the floor."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        reason = form.cleaned_data["reason"]
        one = floor.withdraw_question(acting_user=user_of(request), question=page.what, reason=reason, key=_key(request))
        how = "was withdrawn, with your reason on record" if reason else "was put by mistake, and nothing was decided"
        return f"{title_of(one)} is not on the floor any more: it {how}. It can be put again."

    return _do(request, congress, "withdraw_question", act)


@acts(POST="open_vote")
def open_(request: HttpRequest, congress: str) -> HttpResponse:
    """Open the vote."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = OpenForm(request.POST)
        read(form)
        made = vote.open_vote(acting_user=user_of(request), question=page.what, terms=form.terms(), key=_key(request))
        return f"The vote is open: {made.get_method_display()}. Opened by mistake? Cancel it before anybody has voted."

    return _do(request, congress, "open_vote", act)


@acts(POST="count_hands")
def count(request: HttpRequest, congress: str) -> HttpResponse:
    """Enter what was counted in the hall."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = CountForm(request.POST.dict() | {"method": page.running.method})
        read(form)
        made = closing.count_hands(acting_user=user_of(request), vote=page.running, count=form.count(), key=_key(request))
        return f"Entered: {made}. Typed wrong? Enter the count again: the last one stands."

    return _do(request, congress, "count_hands", act)


@acts(POST="close_vote")
def close(request: HttpRequest, congress: str) -> HttpResponse:
    """Close the vote."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        closing.close_vote(acting_user=user_of(request), vote=page.running)
        return "The vote is closed. Declare the result, or have it counted again first."

    return _do(request, congress, "close_vote", act)


@acts(POST="declare_vote")
def declare(request: HttpRequest, congress: str) -> HttpResponse:
    """Declare the result."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = DeclareForm(request.POST)
        read(form)
        done = declaring.declare_vote(acting_user=user_of(request), vote=page.running, said=form.said(), key=_key(request))
        return f"Declared: {title_of(done.question)}. {result_in_words(done)}"

    return _do(request, congress, "declare_vote", act)


@acts(POST="cancel_vote")
def cancel(request: HttpRequest, congress: str) -> HttpResponse:
    """Cancel a vote that was opened by mistake."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        one = vote.cancel_vote(acting_user=user_of(request), vote=page.running)
        return f"The vote is canceled: nobody had voted in it. {title_of(one.question)} is still on the floor."

    return _do(request, congress, "cancel_vote", act)


@acts(POST="void_vote")
def void(request: HttpRequest, congress: str) -> HttpResponse:
    """Declare a vote void."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        one = vote.void_vote(acting_user=user_of(request), vote=page.running, reason=form.cleaned_data["reason"])
        return f"The vote is void, with your reason on record. {title_of(one.question)} is still on the floor: vote again."

    return _do(request, congress, "void_vote", act)


@acts(POST="recount")
def count_again(request: HttpRequest, congress: str) -> HttpResponse:
    """Have a closed vote counted again."""

    def act(request: HttpRequest, page: OnFloor) -> object:
        form = ReasonForm(request.POST)
        read(form)
        reason = form.cleaned_data["reason"]
        recounting.recount(acting_user=user_of(request), vote=page.running, reason=reason, key=_key(request))
        return "It is counted again, with your reason on record. Both counts are kept; the later one stands."

    return _do(request, congress, "recount", act)
