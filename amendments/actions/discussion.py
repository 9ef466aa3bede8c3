"""What members do in the discussion: write, reply, change, delete, report. Talk is no part of the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, require
from amendments.access_things import Thing, access_again, access_post_for
from amendments.actions import record
from amendments.actions.stages import local
from amendments.actions.words import prose
from amendments.models import Post, Report, Seat, Side, StandingOrders, Thread
from amendments.queries import clock
from amendments.queries.support import orders_of
from amendments.refusals import Refused

MOST = 5000  # characters of one post
HINT = 500  # characters of a report
HOUR = timedelta(hours=1)


@transaction.atomic
def write_post(
    *,
    acting_user: User,
    thing: Thing,
    side: str,
    words: str,
    reply_to: int | None = None,
    seat: int | None = None,
    key: str = "",
) -> Post:
    """Write for or against a thing, ask, or reply to a post there. `seat` is the one in which the person speaks."""
    person = record.must_be_person(acting_user)
    thing = access_again(acting_user, thing, lock="share")
    if (done := record.done_before(acting_user, "write_post", key)) is not None:
        return Post.objects.get(pk=done)
    document = thing.document
    require(thing.acting, "write_post", stage=document.stage)
    at, words = clock.now(), _said(words)
    thread = _thread(thing)
    above = _above(thread, reply_to)
    _check_pace(person.pk, thing, at)
    post = Post.objects.create(
        thread=thread,
        reply_to=above,
        person=person,
        seat=_seat(person.pk, document.congress_id, seat),
        side=above.side if above else _side(side),
        words=words,
        revision=document.current_revision,
        version=thing.amendment.version if thing.amendment else None,
        written_at=at,
    )
    record.remember(acting_user, "write_post", key, result=post.pk, at=at)
    record.promise("posted", congress=document.congress, at=at, post=post.pk)
    return post


def _thread(thing: Thing) -> Thread:
    """Give the thread on a thing, locked: who writes at the same moment waits."""
    wanted = {"amendment": thing.amendment} if thing.amendment else {"amendment": None, "uid": thing.uid}
    thread, _ = Thread.objects.get_or_create(document=thing.document, **wanted)
    return Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)


def _above(thread: Thread, reply_to: int | None) -> Post | None:
    """Give the post that is replied to: to a reply one replies beside it, one level deep."""
    if reply_to is None:
        return None
    post = Post.objects.filter(thread=thread, pk=reply_to).select_related("reply_to").first()
    if post is None:
        raise Refused("What you reply to is not in this discussion. Please open the page again.")
    post = post.reply_to or post
    if post.hidden or post.deleted_at:
        raise Refused("What you reply to was taken away meanwhile. You can write a post of your own.")
    return post


def _seat(person: int, congress: int, wanted: int | None) -> Seat | None:
    """Give the seat in which somebody speaks: the one they chose, or the first that they hold."""
    held = list(Seat.objects.filter(person=person, congress=congress, until__isnull=True))
    return next((one for one in held if one.pk == wanted), held[0] if held else None)


def _said(words: str) -> str:
    words = prose(words, "What you wrote", most=MOST)
    if not words:
        raise Refused("Write something first; an empty post helps nobody.")
    return words


def _check_open(orders: StandingOrders) -> None:
    if not orders.discussion:
        raise Refused("By the standing orders of this congress nothing is discussed here. The secretary can change them.")


def _side(typed: str) -> str:
    if typed not in Side.values:
        raise Refused("Choose whether you write for it, against it, or ask a question.")
    return typed


def _check_pace(person: int, thing: Thing, at: datetime) -> None:
    """Refuse where the orders have no discussion, and kindly whoever writes more than one person may in an hour."""
    congress = thing.document.congress_id
    orders = orders_of(congress)
    _check_open(orders)
    if not orders.discussion_hourly:
        return
    mine = Post.objects.filter(person=person, thread__document__congress=congress, written_at__gt=at - HOUR)
    times = list(mine.order_by("-written_at").values_list("written_at", flat=True)[: orders.discussion_hourly])
    if len(times) == orders.discussion_hourly:
        again = local(times[-1] + HOUR, thing.document)
        raise Refused(
            f"You wrote {len(times)} times within an hour, which is as often as the standing orders allow, so that everybody "
            f"is heard. You can write again from {again} on; your words are kept on this page until then."
        )


@transaction.atomic
def edit_post(*, acting_user: User, post: Post, words: str) -> Post:
    """Change what one wrote, for as many minutes as the orders allow."""
    found = access_post_for(acting_user, "edit_post", pk=post.pk, lock=True)
    post, at, orders = found.post, clock.now(), orders_of(found.thing.document.congress_id)
    _check_open(orders)
    _check_there(post)
    if at > post.written_at + timedelta(minutes=orders.discussion_edit_minutes):
        raise Refused(
            f"What you wrote can be changed for {orders.discussion_edit_minutes} minutes, so that replies stay true to it. "
            "You can add a reply, or delete it."
        )
    words = _said(words)
    if words != post.words:
        post.words, post.edited_at = words, at
        post.save(update_fields=["words", "edited_at"])
    return post


def _check_there(post: Post) -> None:
    if post.deleted_at is not None:
        raise Refused("You deleted this already.")
    if post.hidden:
        raise Refused("This was hidden by those who moderate, with their reason beside it. You can delete it.")


@transaction.atomic
def delete_post(*, acting_user: User, post: Post) -> Post:
    """Delete what one wrote: its words are gone, and that there was something stays."""
    post = access_post_for(acting_user, "delete_post", pk=post.pk, lock=True).post
    if post.deleted_at is None:
        post.words, post.deleted_at = "", clock.now()
        post.save(update_fields=["words", "deleted_at"])
    return post


@transaction.atomic
def report_post(*, acting_user: User, post: Post, words: str = "") -> Report:
    """Hint at a post for those who moderate. Only they learn who reported it; twice counts once."""
    person = record.must_be_person(acting_user)
    found = access_post_for(acting_user, "report_post", pk=post.pk, lock=True)
    if found.post.person_id == person.pk:
        raise Refused("This is your own. You can delete it yourself.")
    if found.post.hidden or found.post.deleted_at is not None:
        raise Refused("It was taken away already. There is nothing left to report.")
    words = prose(words, "Your hint", most=HINT)
    known = Report.objects.filter(post=found.post, person=person).first()
    if known is not None:
        return known
    return Report.objects.create(post=found.post, person=person, words=words, reported_at=clock.now())
