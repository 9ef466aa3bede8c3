"""The discussion: who writes, replies, changes, deletes, reports and moderates, and what becomes of it."""

from datetime import timedelta

import pytest

from amendments.access import OPERATOR, access_document_for
from amendments.access_things import access_again, access_amendment_thing_for, access_place_for
from amendments.actions import secretary
from amendments.actions.discussion import delete_post, edit_post, report_post, write_post
from amendments.actions.filing import Work
from amendments.actions.moderation import moderate_post
from amendments.actions.versions import revise_amendment
from amendments.life import Stage
from amendments.models import Entry, Moderation, Outbox, Post, Report, Thread
from amendments.queries import clock
from amendments.queries.discussion import talk_of
from amendments.queries.talks import threads_of
from amendments.refusals import Absent, Forbidden, Refused
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build(Stage.DISCUSSION)


@pytest.fixture
def one(world):
    return world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")


def on(world, label="1.1", who="member"):
    return access_place_for(world.people[who], "read_document", pk=world.document.pk, uid=world.uid(label))


def about(world, one, who="member"):
    return access_amendment_thing_for(world.people[who], "read_amendment", pk=one.pk)


def say(world, words="A home is a right.", who="member", side="for", thing=None, **more):
    return write_post(acting_user=world.people[who], thing=thing or on(world), side=side, words=words, **more)


def seen(world, who="member", thing=None, **more):
    return talk_of(access_again(world.people[who], thing or on(world)), clock.now(), **more)


def after(monkeypatch, minutes):
    at = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: at)


def test_for_and_against_stand_apart_and_talk_is_no_part_of_the_record(world, one):
    entries = Entry.objects.count()
    say(world)
    say(world, "Too dear.", "delegate", "against")
    say(world, "Who pays?", "teller", "question")
    say(world, thing=about(world, one))
    talk = seen(world)
    assert [(column.title, column.many) for column in talk.columns] == [("For", 1), ("Against", 1)]
    assert [row.html for row in talk.questions.rows] == ["<p>Who pays?</p>"]
    assert seen(world, thing=about(world, one)).count == 1
    assert Entry.objects.count() == entries
    world.sound()


@pytest.mark.both
def test_the_same_request_writes_once(world):
    assert say(world, key="k") == say(world, key="k")
    assert Post.objects.count() == 1
    assert Outbox.objects.filter(kind="posted").count() == 1


@pytest.mark.both
def test_replies_stand_one_level_deep_on_the_side_of_what_they_answer(world):
    first = say(world, side="against")
    reply = say(world, "No.", "delegate", side="for", reply_to=first.pk)
    deeper = say(world, "Yes.", reply_to=reply.pk)
    assert (reply.side, deeper.side, deeper.reply_to) == ("against", "against", first)
    with pytest.raises(Refused, match="is not in this discussion"):
        say(world, thing=on(world, "1.2"), reply_to=first.pk)
    rows = seen(world).columns[1].rows
    assert [[one.html for one in row.replies] for row in rows] == [["<p>No.</p>", "<p>Yes.</p>"]]


def test_who_has_no_seat_reads_and_does_not_write(world):
    secretary.set_readers(acting_user=OPERATOR, document=world.document, stage=Stage.DISCUSSION, audience="everyone")
    thing = on(world, who="stranger")
    with pytest.raises(Forbidden, match="A member of the congress can"):
        say(world, who="stranger", thing=thing)
    say(world)
    (row,) = seen(world, "stranger").columns[0].rows
    assert (row.name, row.seat) == ("", "member")
    (row,) = seen(world, "delegate").columns[0].rows
    assert row.name == "Member"


def test_stage_and_orders_decide_whether_one_can_write(world):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, discussion=False)
    with pytest.raises(Refused, match="nothing is discussed here"):
        say(world)
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, discussion=True)
    post = say(world)
    world.to(Stage.ADOPTED)
    with pytest.raises(Forbidden, match="adopted"):
        say(world)
    assert "adopted" in seen(world).why_not
    delete_post(acting_user=world.member, post=post)


def test_nobody_floods_the_discussion(world, monkeypatch):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, discussion_hourly=2)
    say(world)
    say(world, thing=on(world, "1.2"))
    with pytest.raises(Refused, match=r"You wrote 2 times within an hour.* You can write again from \d+ \w+ \d{4}, \d\d:\d\d"):
        say(world)
    say(world, who="delegate")
    after(monkeypatch, 61)
    say(world)


def test_one_changes_ones_own_for_some_minutes(world, monkeypatch):
    post = say(world)
    with pytest.raises(Forbidden, match="Whoever wrote it can"):
        edit_post(acting_user=world.delegate, post=post, words="Mine now.")
    edit_post(acting_user=world.member, post=post, words="A home is everybody’s right.")
    (row,) = seen(world).columns[0].rows
    assert (row.html, bool(row.edited), row.may_edit) == ("<p>A home is everybody’s right.</p>", True, True)
    after(monkeypatch, 16)
    with pytest.raises(Refused, match="can be changed for 15 minutes"):
        edit_post(acting_user=world.member, post=post, words="Late.")
    assert not seen(world).columns[0].rows[0].may_edit


def test_what_was_reported_and_then_deleted_waits_for_nobody(world):
    post = say(world, "Rude.")
    report_post(acting_user=world.mover, post=post)
    found = access_document_for(world.committee, "read_document", pk=world.document.pk)
    assert threads_of(found, 0).reported == 1
    delete_post(acting_user=world.member, post=post)
    assert threads_of(found, 0).reported == 0


def test_one_deletes_ones_own_and_that_it_was_there_stays(world):
    post = say(world)
    reply = say(world, "So it is.", "delegate", reply_to=post.pk)
    with pytest.raises(Forbidden):
        delete_post(acting_user=world.committee, post=post)
    delete_post(acting_user=world.member, post=post)
    assert not Post.objects.filter(words__contains="right").exists()
    (row,) = seen(world).columns[0].rows
    assert (row.gone, row.html, [one.pk for one in row.replies]) == ("deleted", "", [reply.pk])
    with pytest.raises(Refused, match="deleted this already"):
        edit_post(acting_user=world.member, post=post, words="Back.")
    with pytest.raises(Refused, match="taken away meanwhile"):
        say(world, reply_to=post.pk)


@pytest.mark.both
def test_what_is_hidden_says_why_and_can_be_shown_again(world):
    post = say(world, "You are a fool.")
    report_post(acting_user=world.delegate, post=post, words="An insult.")
    report_post(acting_user=world.delegate, post=post)
    assert Report.objects.filter(settled_at__isnull=True).count() == 1
    with pytest.raises(Refused, match="your own"):
        report_post(acting_user=world.member, post=post)
    with pytest.raises(Forbidden, match="The drafting committee or the chair can"):
        moderate_post(acting_user=world.delegate, post=post, done="hidden", reason="An insult.")
    with pytest.raises(Refused, match="Give a reason"):
        moderate_post(acting_user=world.committee, post=post, done="hidden", reason=" ")
    moderate_post(acting_user=world.committee, post=post, done="hidden", reason="An insult.")
    (row,) = seen(world).columns[0].rows
    assert (row.gone, row.html, row.why.reason, row.why.of_committee) == ("hidden", "", "An insult.", True)
    assert not Report.objects.filter(settled_at__isnull=True).exists()
    with pytest.raises(Refused, match="Somebody did that already"):
        moderate_post(acting_user=world.chair, post=post, done="hidden", reason="An insult.")
    moderate_post(acting_user=world.chair, post=post, done="shown", reason="The word was withdrawn.")
    assert seen(world).columns[0].rows[0].html
    assert [row.done for row in Moderation.objects.all()] == ["hidden", "shown"]


def test_a_thread_on_what_is_not_seen_is_absent(world):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, screening=True)
    hidden = world.file(world.rewrite("1.2", "wages", "prices"), mover="mover")
    with pytest.raises(Absent):
        about(world, hidden, "delegate")
    post = say(world, who="mover", thing=about(world, hidden, "mover"))
    with pytest.raises(Absent):
        report_post(acting_user=world.delegate, post=post)


def test_a_post_says_that_what_it_is_about_changed_since(world, one):
    say(world)
    say(world, thing=on(world, "1.2"))
    say(world, thing=about(world, one))
    number = world.reload().published_revision.number
    work = Work([world.rewrite("1.1", "all", "all of us")], "a word", "Better.")
    revise_amendment(acting_user=world.mover, amendment=one, version=1, revision=number, work=work)
    (row,) = seen(world, thing=about(world, one)).columns[0].rows
    assert row.since.text == "Written about version 1; version 2 stands now."
    assert row.since.url.endswith("/versions/?from=1&to=2")
    world.to(Stage.FLOOR)
    world.decide(world.fresh(one))
    (row,) = seen(world).columns[0].rows
    assert row.since.text == f"Written on revision {number}; the text changed since."
    assert seen(world, thing=on(world, "1.2")).columns[0].rows[0].since is None
    world.to(Stage.ADOPTED)
    assert seen(world).columns[0].rows[0].since
    assert Thread.objects.count() == 3


def test_a_long_thread_is_read_a_page_at_a_time(world):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, discussion_hourly=0)
    posts = [say(world, f"Reason {at}.") for at in range(5)]
    answers = [say(world, f"Answer {at}.", reply_to=posts[0].pk) for at in range(7)]
    first, last = seen(world, size=2), seen(world, page=2, size=2)
    assert [row.pk for row in first.columns[0].rows] == [posts[4].pk, posts[3].pk]
    assert (first.pages, first.later, last.later, first.count) == (3, True, False, 12)
    (row,) = last.columns[0].rows
    assert [one.pk for one in row.replies] == [one.pk for one in answers[:5]]
    assert row.more == 2
