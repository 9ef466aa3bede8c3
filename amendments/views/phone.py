"""The floor on a delegate’s phone, and the ballot, which is answered in its own part; without JavaScript by a page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amendments.access import ForCongress, access_amendment_for, access_congress_for
from amendments.actions import ballots, floor
from amendments.actions.ballots import Receipt
from amendments.forms.floor import BallotForm
from amendments.forms.refused import read
from amendments.live.hall import HallPart
from amendments.live.shown import shown
from amendments.models import Question, Seat, Vote
from amendments.queries.hall import MyFloor
from amendments.queries.own_floor import OwnFloor, Paper
from amendments.queries.question import MySeat
from amendments.queries.vote import options_of
from amendments.refusals import Refused
from amendments.views.pages import acts, number_of, part, person_of, show, user_of


@acts(GET="read_hall")
def hall(request: HttpRequest, congress: str) -> HttpResponse:
    """What is on the floor, and the ballot of whoever may vote."""
    found = access_congress_for(user_of(request), "read_hall", slug=congress)
    return _page(request, MyFloor(found, person_of(request)))


@acts(GET="read_hall")
def mine(request: HttpRequest, congress: str) -> HttpResponse:
    """A delegate's own part of the floor: the ballot, what was counted, the notes."""
    return _own(request, access_congress_for(user_of(request), "read_hall", slug=congress))


@acts(POST="pull_from_question")
def pull(request: HttpRequest, congress: str) -> HttpResponse:
    """Pull an amendment out of the en bloc list on the floor."""
    user, number = user_of(request), number_of(request.POST.get("amendment", ""))
    found = access_congress_for(user, "pull_from_question", slug=congress)
    try:
        question = MyFloor(found, person_of(request)).what
        one = access_amendment_for(user, "read_amendment", congress=congress, number=number).amendment
        key = request.POST.get("key", "")[:64]
        floor.pull_from_question(acting_user=user, question=question, amendment=one, key=key)
        messages.success(request, f"{one} is pulled out of the list. It is put by itself later.", extra_tags="done")
    except Refused as refused:
        return _page(request, MyFloor(found, person_of(request)), refused.message)
    return redirect("hall", congress)


@acts(POST="cast_ballot")
def cast(request: HttpRequest, congress: str) -> HttpResponse:
    """Cast a ballot in the vote that the form was for, and say what was counted.

    The act asks who votes in the statement that reads the vote. The page, and its gate, are for whoever is refused.
    """
    try:
        receipt = _cast(request, congress)
    except Refused as refused:
        found = access_congress_for(user_of(request), "cast_ballot", slug=congress)
        if request.htmx:  # type: ignore[attr-defined]
            return _own(request, found, refusal=refused.message)
        return _page(request, MyFloor(found, person_of(request)), refused.message)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, receipt.sentence, extra_tags="done")
        return redirect("hall", congress)
    if receipt.already or receipt.changeable:
        return _own(request, access_congress_for(user_of(request), "cast_ballot", slug=congress), done=receipt.sentence)
    return _counted(request, congress, receipt)


def _page(request: HttpRequest, page: MyFloor, refusal: str = "") -> HttpResponse:
    """Show the floor to a delegate, who follows it. A page that gives back what was refused stays as it is."""
    ballot = Paper(page.options, request.POST if page.is_about(request.POST.get("vote", "")) else {})
    follows, where = HallPart(page.congress, page.acting, {}), {"congress": page.congress.slug}
    live = shown(request, follows, "live-hall", {"page": page}, still=bool(refusal), **where)
    context = {"page": page, "refusal": refusal, "key": uuid4().hex, "ballot": ballot, **live}
    return show(request, "member/hall.html", context, congress=page.congress, here="Floor", status=409 if refusal else 200)


def _cast(request: HttpRequest, congress: str) -> Receipt:
    sent = request.POST
    vote = Vote(pk=_key(sent.get("vote", "")) or 0)
    ranks = any(name.startswith("rank-") for name in sent)  # only a ballot among several needs to know among what
    question = Question.objects.filter(votes=vote.pk, congress__slug=congress).first() if ranks else None
    form = BallotForm(options_of(question) if question and question.is_choice else {}, sent)
    read(form)
    seat, key = _key(sent.get("seat", "")), sent.get("key", "")[:64]
    mine = Seat(pk=seat) if seat is not None else None
    return ballots.cast(acting_user=user_of(request), vote=vote, choice=form.chosen(), seat=mine, key=key, within=congress)


def _key(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 18 else None


def _counted(request: HttpRequest, congress: str, receipt: Receipt) -> HttpResponse:
    """Answer with the receipt, in place of the ballot. There is no hour in it, and nothing else of the congress."""
    counted = MySeat(receipt.seat, receipt.own, receipt.weight, cast=True, choice=receipt.said)
    context = {"mine": counted, "page": {"secret": receipt.secret}, "congress": {"slug": congress}, "fresh": True}
    return render(request, "member/my_ballot.html", context)


def _own(request: HttpRequest, found: ForCongress, **said: Any) -> HttpResponse:
    """Show the whole part. What was typed for this very vote and refused is there again."""
    page = OwnFloor(found, person_of(request))
    typed = request.POST if "refusal" in said and page.is_about(request.POST.get("vote", "")) else {}
    context = {"page": page, "ballot": Paper(page.options, typed), "key": uuid4().hex, **said}
    answer = part(request, "member/hall_mine.html", context, page.congress)
    if request.method == "POST":
        answer["HX-Retarget"], answer["HX-Reswap"] = "#mine", "innerHTML"
    return answer
