"""The discussion of one thing as a page shows it: what is said for it, against it, and what is asked, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from amendments.access_things import Thing
from amendments.models import Moderation, Paragraph, Post, Seat, Section, Side, StandingOrders, Thread
from amendments.models.discussion import Done
from amendments.models.names import Names
from amendments.queries.masthead import Link, seat_in_words
from amendments.queries.support import orders_of
from amendments.rules import Acting, can, relations_to, why_not
from amendments.text.html import render
from amendments.text.markdown import parse

PAGE, FEW, REPLIES, ALL_REPLIES = 20, 3, 5, 50  # posts a side, on its own page and beside an amendment; replies a post
TITLES = {Side.FOR: "For", Side.AGAINST: "Against", Side.QUESTION: "Questions"}


@dataclass(frozen=True)
class Said:
    """One post as it is read. `gone` says why there are no words: "deleted" or "hidden", with the reason of the hiding."""

    pk: int
    name: str
    seat: str
    html: str
    side: str
    at: datetime
    edited: datetime | None
    gone: str
    why: Moderation | None
    since: Link | None
    may_edit: bool
    may_delete: bool
    may_report: bool
    may_moderate: bool
    hidden: bool
    replies: list[Said] = field(default_factory=list)
    more: int = 0


class Column(NamedTuple):
    """What is said on one side, newest first; `many` is how many posts there are in all, replies not counted."""

    side: str
    title: str
    many: int
    rows: list[Said]


@dataclass(frozen=True)
class Talk:
    """One page of a discussion. `why_not` says why this person cannot write, empty where they can."""

    thing: Thing
    url: str
    columns: list[Column]
    questions: Column
    count: int
    page: int
    pages: int
    why_not: str
    seats: list[Link]
    minutes: int
    record: str

    @property
    def may_write(self) -> bool:
        """Whether this person can write here."""
        return not self.why_not

    @property
    def later(self) -> bool:
        """Whether a page follows this one."""
        return self.page + 1 < self.pages

    @property
    def several(self) -> bool:
        """Whether there is more than this page shows."""
        return self.pages > 1


class Sight(NamedTuple):
    """What one person sees of posts, and may do with them."""

    thing: Thing
    orders: StandingOrders
    now: datetime
    changed: int  # the revision or version that last changed what is talked about
    why: dict[int, Moderation]
    more: dict[int, int]


def talk_url(thing: Thing) -> str:
    """Give the address of the page on which a thing is discussed."""
    congress = thing.document.congress.slug
    if thing.amendment is not None:
        return reverse("amendment-talk", args=[congress, thing.amendment.number])
    return reverse("place-talk", args=[congress, thing.document.slug, thing.uid])


def names_shown(acting: Acting, orders: StandingOrders) -> bool:
    """Tell whether this person reads the names of those who write, as the orders say."""
    if orders.discussion_names == Names.READERS or can(acting, "moderate_post"):
        return True
    return orders.discussion_names == Names.MEMBERS and bool(acting.roles)


def talk_of(thing: Thing, now: datetime, page: int = 0, size: int = PAGE) -> Talk:
    """Read one page of a discussion: at most eight queries, however long it is."""
    orders = orders_of(thing.document.congress_id)
    thread = thread_of(thing)
    counts = _counts(thread)
    top = _page(thread, page, size)
    rows = _sight(thing, orders, now, top, thread)
    columns = {side: Column(side, title, counts.get(side, 0), rows.get(side, [])) for side, title in TITLES.items()}
    silent = "" if orders.discussion else "By the standing orders of this congress nothing is discussed here."
    why = silent or why_not(thing.acting, "write_post", stage=thing.document.stage)
    return Talk(
        thing=thing,
        url=talk_url(thing),
        columns=[columns[Side.FOR], columns[Side.AGAINST]],
        questions=columns[Side.QUESTION],
        count=counts.get("", 0),
        page=page,
        pages=-(-max(counts.get(side, 0) for side in Side) // size),
        why_not=why,
        seats=[] if why else seats_to_speak(thing),
        minutes=orders.discussion_edit_minutes,
        record=reverse("moderation", args=[thing.document.congress.slug, thing.document.slug]),
    )


def thread_of(thing: Thing) -> Thread | None:
    """Find the thread on a thing; None where nobody has written yet."""
    wanted = {"amendment": thing.amendment} if thing.amendment else {"document": thing.document, "uid": thing.uid}
    return Thread.objects.filter(**wanted).order_by("pk").first()


def _counts(thread: Thread | None) -> dict[str, int]:
    """Give how many posts there are a side, and under "" how many in all with replies."""
    if thread is None:
        return {}
    rows = Post.objects.filter(thread=thread).order_by().values_list("side")
    found: dict[str, int] = {}
    for side, top, every in rows.annotate(top=Count("pk", filter=Q(reply_to__isnull=True)), every=Count("pk")):
        found[side] = top
        found[""] = found.get("", 0) + every
    return found


def _read(rows: QuerySet[Post]) -> QuerySet[Post]:
    return rows.select_related("person", "seat__body", "revision")


def _page(thread: Thread | None, page: int, size: int) -> list[Post]:
    """Give one page of each side in one query, newest first."""
    if thread is None:
        return []
    place = Window(RowNumber(), partition_by=F("side"), order_by=F("pk").desc())
    rows = _read(Post.objects.filter(thread=thread, reply_to__isnull=True)).annotate(place=place)
    return list(rows.filter(place__gt=page * size, place__lte=(page + 1) * size).order_by("-pk"))


def _sight(
    thing: Thing, orders: StandingOrders, now: datetime, top: list[Post], thread: Thread | None
) -> dict[str, list[Said]]:
    """Give posts with their first replies, by side: at most four queries."""
    place = Window(RowNumber(), partition_by=F("reply_to"), order_by=F("pk").asc())
    every = Window(Count("pk"), partition_by=F("reply_to"))
    below = _read(Post.objects.filter(reply_to__in=top)).annotate(place=place, every=every).filter(place__lte=REPLIES)
    answers = defaultdict(list)
    for reply in below.order_by("pk"):
        answers[reply.reply_to_id].append(reply)
    shown = [*top, *(one for rows in answers.values() for one in rows)]
    more = {above: rows[0].every - len(rows) for above, rows in answers.items() if above is not None}
    sight = Sight(thing, orders, now, _changed(thing) if thread else 0, hidings(shown), more)
    found = defaultdict(list)
    for post in top:
        said = said_of(post, sight)
        said.replies.extend(said_of(one, sight) for one in answers[post.pk])
        found[str(post.side)].append(said)
    return found


def hidings(posts: Iterable[Post]) -> dict[int, Moderation]:
    """Give why each hidden post is hidden: its last hiding. One query, none where nothing is hidden."""
    hidden = [one.pk for one in posts if one.hidden]
    if not hidden:
        return {}
    rows = Moderation.objects.filter(post__in=hidden, done=Done.HIDDEN).select_related("person")
    return {row.post_id: row for row in rows.order_by("pk")}


def said_of(post: Post, sight: Sight) -> Said:
    """Give a post as this person reads it."""
    acting, stage = sight.thing.acting, sight.thing.document.stage
    mine = relations_to(acting, post)
    gone = "deleted" if post.deleted_at else "hidden" if post.hidden else ""
    named = names_shown(acting, sight.orders) or bool(mine)
    late = sight.now > post.written_at + timedelta(minutes=sight.orders.discussion_edit_minutes)
    return Said(
        pk=post.pk,
        name=("a former member" if post.person.erased else str(post.person)) if named else "",
        seat=seat_in_words(post.seat) if post.seat else "",
        html="" if gone else render(parse(post.words), note_prefix=f"t{post.pk}-"),
        side=post.side,
        at=post.written_at,
        edited=post.edited_at,
        gone=gone,
        why=sight.why.get(post.pk),
        since=None if gone else _since(post, sight),
        may_edit=not gone and not late and sight.orders.discussion and can(acting, "edit_post", stage=stage, relations=mine),
        may_delete=gone != "deleted" and can(acting, "delete_post", relations=mine),
        may_report=not gone and not mine and can(acting, "report_post"),
        may_moderate=gone != "deleted" and can(acting, "moderate_post"),
        hidden=post.hidden,
        more=sight.more.get(post.pk, 0),
    )


def _since(post: Post, sight: Sight) -> Link | None:
    """Say that what a post is about changed since it was written, with where to read the difference."""
    thing, document = sight.thing, sight.thing.document
    if thing.amendment is not None:
        if post.version is None or post.version >= thing.amendment.version:
            return None
        url = reverse("versions", args=[document.congress.slug, thing.amendment.number])
        last = thing.amendment.version
        return Link(f"Written about version {post.version}; version {last} stands now.", f"{url}?from={post.version}&to={last}")
    if post.revision is None or post.revision.number >= sight.changed:
        return None
    url = reverse("part-history", args=[document.congress.slug, document.slug, thing.uid])
    return Link(f"Written on revision {post.revision.number}; the text changed since.", url)


def _changed(thing: Thing) -> int:
    """Give the number of the last revision that changed the words of a place; a new number is no change. One query."""
    if thing.amendment is not None:
        return 0
    model, words = (Section, "title") if thing.section else (Paragraph, "digest")
    rows = model.history.model.objects.filter(document_id=thing.document.pk, uid=thing.uid).order_by("history_id")
    last, found = None, 0
    for number, *now in rows.values_list("revision__number", words, "struck"):
        if now != last:
            last, found = now, number
    return found


def seats_to_speak(thing: Thing) -> list[Link]:
    """Give the seats in which a person may speak, for whoever holds more than one."""
    held = Seat.objects.filter(congress=thing.document.congress_id, person=thing.acting.person_id, until__isnull=True)
    found = [Link(seat_in_words(one), str(one.pk)) for one in held.select_related("body")]
    return found if len(found) > 1 else []
