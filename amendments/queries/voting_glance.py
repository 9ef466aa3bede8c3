"""The three answers on the page of the voting list, and the ways to read it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from amendments.life import Stage
from amendments.models import Congress
from amendments.queries.document_glance import NEXT, until_of
from amendments.queries.glance import Glance
from amendments.queries.masthead import Link
from amendments.queries.voting_page import ALL, BLOC, NEED, VotingPage


def voting_glance(page: VotingPage, congress: Congress, now: datetime) -> Glance:
    """Answer for the list: how much is on it, what this person can do with it, and until when."""
    document, stage = page.document, Stage(page.document.stage)
    all_, questions, bloc = page.numbered
    at = [congress.slug, document.slug]
    can = [Link("Put it in order", "#needs")] if page.may_order and page.listing else []
    can += [Link("Pull something out of the en bloc list", "?show=bloc")] if page.may_pull and bloc else []
    can += [Link("Follow the decisions", reverse("floor", args=at))] if stage == Stage.FLOOR else []
    until = until_of(document, congress)
    return Glance(
        where=f"Voting list of {document.title}" if page.listing else "There is no voting list yet",
        where_more=f"{all_:,} amendments: {questions:,} questions, {bloc:,} en bloc, {all_ - questions - bloc:,} need no vote.",
        state="floor" if stage == Stage.FLOOR else "",
        can=tuple(can) or (Link("Read it, and print it", reverse("voting-sheet", args=at)),),
        until=until,
        until_words=NEXT[stage],
        until_more="" if until is None else f"{NEXT[stage]}.",
        now=now,
    )


def ways(page: VotingPage) -> list[Link]:
    """Give the ways to read the list."""
    all_, questions, bloc = page.numbered
    found = [Link("Need a vote", "?", page.way == NEED, f"{questions:,} {'question' if questions == 1 else 'questions'}")]
    if bloc or page.way == BLOC:
        found.append(Link("En bloc", f"?show={BLOC}", page.way == BLOC, f"{bloc:,}, one vote"))
    return [*found, Link("All", f"?show={ALL}", page.way == ALL, f"{all_:,}, with their states")]


def turns(page: VotingPage) -> list[Link]:
    """Give the pages before and after this one."""
    show = "" if page.way == NEED else f"show={page.way}&"
    found = [Link("Earlier places", f"?{show}page={page.page - 1}", small="Before")] if page.page else []
    if page.page + 1 < page.pages:
        found.append(Link("Later places", f"?{show}page={page.page + 1}", small="Next", onward=True))
    return found
