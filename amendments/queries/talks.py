"""What is discussed in a document as a whole: its threads, one post with all replies, and the record of moderation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from amendments.access import ForDocument
from amendments.access_things import ForPost, Thing
from amendments.models import Amendment, Document, Moderation, Paragraph, Post, Report, Section, Thread
from amendments.queries.discussion import ALL_REPLIES, Said, Sight, hidings, said_of, seats_to_speak, talk_url
from amendments.queries.masthead import Link
from amendments.queries.support import orders_of
from amendments.rules import Acting, can, can_see, relations_to, why_not

PAGE = 50


@dataclass(frozen=True)
class ThreadRow:
    """One thread of the list."""

    name: str
    about: str
    url: str
    count: int
    last: datetime


@dataclass(frozen=True)
class Threads:
    """One page of the threads of a document, the one that was written in last first."""

    rows: list[ThreadRow]
    page: int
    more: bool
    may_moderate: bool
    reported: int


@dataclass(frozen=True)
class PostPage:
    """One post with its replies, oldest first."""

    thing: Thing
    url: str
    said: Said
    words: str
    page: int
    more: bool
    why_not: str
    above: int | None
    seats: list[Link]
    minutes: int
    reports: list[Report] = field(default_factory=list)
    acts: list[Moderation] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """One row of the record of moderation."""

    row: Moderation | Report
    name: str
    url: str


@dataclass(frozen=True)
class Moderated:
    """The record of moderation of a document, newest first; for those who moderate also what was reported and waits."""

    rows: list[Act]
    waiting: list[Act]
    page: int
    more: bool
    may_moderate: bool


def seen_threads(document: Document, acting: Acting) -> QuerySet[Thread]:
    """Give the threads of a document that this person may read: those on amendments as far as they may see these."""
    hidden = [
        row.pk
        for row in Amendment.objects.filter(document=document, thread__isnull=False).only(
            "pk", "visibility", "mover_person_id", "mover_body_id"
        )
        if not can_see(acting, row.visibility, relations_to(acting, row))
    ]
    return Thread.objects.filter(document=document).exclude(amendment__in=hidden)


def threads_of(found: ForDocument, page: int) -> Threads:
    """Read one page of the threads: at most five queries."""
    document, acting = found
    rows = seen_threads(document, acting).filter(posts__isnull=False).select_related("amendment")
    rows = rows.annotate(many=Count("posts"), last=Max("posts__written_at")).order_by("-last")
    shown = list(rows[page * PAGE : (page + 1) * PAGE + 1])
    names = names_of(shown[:PAGE])
    reported = 0
    if can(acting, "moderate_post"):
        waiting = Report.objects.filter(settled_at__isnull=True, post__thread__document=document, post__hidden=False)
        reported = waiting.filter(post__deleted_at__isnull=True).values("post").distinct().count()
    return Threads(
        rows=[
            ThreadRow(names[one.pk][0], one.amendment.about if one.amendment else "", _url(one, document), one.many, one.last)
            for one in shown[:PAGE]
        ],
        page=page,
        more=len(shown) > PAGE,
        may_moderate=can(acting, "moderate_post"),
        reported=reported,
    )


def _url(thread: Thread, document: Document) -> str:
    return talk_url(Thing(document, Acting(), thread.uid, thread.amendment))


def names_of(threads: Iterable[Thread]) -> dict[int, tuple[str, bool]]:
    """Name what threads are about, and say whether it is a section: at most two queries."""
    threads = list(threads)
    uids = [one.uid for one in threads if one.uid]
    labels = {uid: (label or "unnumbered paragraph", False) for uid, label in _labels(Paragraph, uids)}
    labels |= {uid: (f"Section {label}".strip(), True) for uid, label in _labels(Section, uids)}
    return {one.pk: (str(one.amendment), False) if one.amendment else labels.get(one.uid, ("", False)) for one in threads}


def _labels(model: type[Paragraph] | type[Section], uids: list[str]) -> list[tuple[str, str]]:
    return list(model._default_manager.filter(uid__in=uids).order_by().values_list("uid", "label")) if uids else []


def post_page(found: ForPost, now: datetime, page: int = 0, *, moderating: bool = False) -> PostPage:
    """Read one post with a page of its replies: at most seven queries, two more for those who moderate it."""
    post, thing = found.post, found.thing
    orders = orders_of(thing.document.congress_id)
    below = Post.objects.filter(reply_to=post).select_related("person", "seat__body", "revision").order_by("pk")
    replies = list(below[page * ALL_REPLIES : (page + 1) * ALL_REPLIES + 1])
    sight = Sight(thing, orders, now, 0, hidings([post, *replies]), {})
    said = said_of(post, sight)
    said.replies.extend(said_of(one, sight) for one in replies[:ALL_REPLIES])
    silent = "" if orders.discussion else "By the standing orders of this congress nothing is discussed here."
    why = silent or why_not(thing.acting, "write_post", stage=thing.document.stage)
    reports = Report.objects.filter(post=post).select_related("person") if moderating else []
    acts = Moderation.objects.filter(post=post).select_related("person") if moderating else []
    return PostPage(
        thing=thing,
        url=talk_url(thing),
        said=said,
        words=post.words,
        page=page,
        more=len(replies) > ALL_REPLIES,
        why_not=why,
        above=post.reply_to_id,
        seats=[] if why else seats_to_speak(thing),
        minutes=orders.discussion_edit_minutes,
        reports=list(reports),
        acts=list(acts),
    )


def moderated(found: ForDocument, page: int) -> Moderated:
    """Read one page of the record of moderation: at most six queries."""
    document, acting = found
    threads = seen_threads(document, acting)
    rows = Moderation.objects.filter(post__thread__in=threads).select_related("person", "post__thread__amendment")
    shown = list(rows.order_by("-pk")[page * PAGE : (page + 1) * PAGE + 1])
    may = can(acting, "moderate_post")
    waiting = list(_waiting(threads)) if may else []
    names = names_of([one.post.thread for one in shown] + [one.post.thread for one in waiting])
    congress = document.congress.slug

    def act(row: Moderation | Report) -> Act:
        url = reverse("moderate-post" if may else "post", args=[congress, row.post_id])
        return Act(row, names[row.post.thread_id][0], url)

    return Moderated([act(one) for one in shown[:PAGE]], [act(one) for one in waiting], page, len(shown) > PAGE, may)


def _waiting(threads: QuerySet[Thread]) -> QuerySet[Report]:
    """Give one report of each post that waits, the oldest first: a post that many reported stands there once."""
    first = Report.objects.filter(settled_at__isnull=True, post__thread__in=threads, post__hidden=False)
    alive = first.filter(Q(post__deleted_at__isnull=True)).order_by("post", "pk")
    ids: dict[int, int] = {}
    for pk, post in alive.values_list("pk", "post_id"):
        ids.setdefault(post, pk)
    return Report.objects.filter(pk__in=ids.values()).select_related("post__thread__amendment", "person").order_by("pk")
