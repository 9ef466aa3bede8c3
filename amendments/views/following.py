"""Following, what is new since one last looked, and the link in a mail that stops the mails."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt

from amendments.access import access_body_for, access_congress_for
from amendments.access_things import Thing, access_amendment_thing_for, access_place_for
from amendments.actions import following as acts_of
from amendments.forms.following import MailsForm
from amendments.queries.clock import now
from amendments.queries.discussion import talk_url
from amendments.queries.following import following_page
from amendments.queries.news import news_of
from amendments.queries.unsubscribing import read_token
from amendments.refusals import Refused
from amendments.views.pages import OPEN, acts, person_of, show, user_of

HEAR = "You follow {}. How often you hear of it is set under “Following”."


@acts(POST="follow")
def follow_amendment(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Follow an amendment, or no longer."""
    thing = access_amendment_thing_for(user_of(request), "follow", congress=congress, number=number)
    _follow(request, thing)
    return redirect("amendment", congress, number)


@acts(POST="follow")
def follow_place(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """Follow a paragraph or a section, or no longer."""
    thing = access_place_for(user_of(request), "follow", congress=congress, slug=document, uid=uid)
    _follow(request, thing)
    return redirect(talk_url(thing))


def _follow(request: HttpRequest, thing: Thing) -> None:
    wanted = request.POST.get("do") != "stop"
    acts_of.follow(acting_user=user_of(request), thing=thing, wanted=wanted)
    said = HEAR.format(thing.name) if wanted else f"You hear no more of {thing.name}."
    messages.success(request, said, extra_tags="done")


@acts(POST="follow_body")
def follow_body(request: HttpRequest, congress: str, body: str) -> HttpResponse:
    """Follow what a body brings, or no longer."""
    found = access_body_for(user_of(request), "follow_body", congress=congress, slug=body)
    wanted = request.POST.get("do") != "stop"
    acts_of.follow_body(acting_user=user_of(request), body=found.body, wanted=wanted)
    said = HEAR.format(found.body) if wanted else f"You hear no more of what {found.body} brings."
    messages.success(request, said, extra_tags="done")
    return redirect("following", congress)


@acts(GET="set_mails", POST="set_mails")
def following(request: HttpRequest, congress: str) -> HttpResponse:
    """What one follows, and how often mails come."""
    found, person = access_congress_for(user_of(request), "set_mails", slug=congress), person_of(request)
    page = following_page(found, email=bool(person and person.email))
    form = MailsForm(request.POST if request.method == "POST" else None, initial={"often": page.often, "mine": page.mine})
    if form.is_valid():
        acts_of.set_mails(acting_user=user_of(request), congress=found.congress, **form.cleaned_data)
        messages.success(request, "Set. It holds for this congress.", extra_tags="done")
        return redirect("following", congress)
    context = {"page": page, "form": form}
    return show(
        request, "member/following.html", context, congress=found.congress, here="Following", status=422 if form.errors else 200
    )


@acts(GET="read_news", POST="read_news")
def new(request: HttpRequest, congress: str) -> HttpResponse:
    """What is new since one last looked; a button notes that one has seen it."""
    found, moment = access_congress_for(user_of(request), "read_news", slug=congress), now()
    if request.method == "POST":
        documents = [int(one) for one in request.POST.getlist("document")[:200] if one.isdecimal() and len(one) < 12]
        until = _moment(request.POST.get("until", "")) or moment
        acts_of.mark_looked(acting_user=user_of(request), congress=found.congress, documents=documents, until=until)
        return redirect("new", congress)
    context = {"news": news_of(found, moment), "until": moment.isoformat()}
    return show(request, "member/new.html", context, congress=found.congress, here="New")


def _moment(typed: str) -> datetime | None:
    """Read the moment at which a page was made; None where it is none, or names no zone."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@csrf_exempt  # a mail program sends it by itself, from no page of ours; the signed link alone says what it does
@acts(GET=OPEN, POST=OPEN)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails by the link in one of them, without signing in. Opening it alone changes nothing: mail filters do that."""
    link, done, refusal = read_token(token), False, ""
    if link is None:
        refusal = "This link is not whole. Please copy all of it from the mail."
    elif request.method == "POST":
        try:
            acts_of.unsubscribe(acting_user=user_of(request), link=link)
            done = True
        except Refused as refused:
            refusal = refused.message
    context = {"done": done, "refusal": refusal}
    return render(request, "public/unsubscribe.html", context, status=410 if refusal else 200)
