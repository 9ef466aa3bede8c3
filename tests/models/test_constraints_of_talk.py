"""What the database itself refuses of threads, posts, moderation, follows, mails and notes, whoever writes."""

import pytest

from amendments.models import Follow, Looked, Mailing, Moderation, Note, Post, Report, Thread
from tests.models.never import NOW, Never, each_is_refused, one, saved, twice

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PLACE = "0" * 32


def thread(world, **values):
    return Thread(document=world.document, **{"uid": PLACE} | values)


def post(world, **values):
    found = Thread.objects.first() or saved(thread(world))
    given = {"person": world.member, "side": "for", "words": "Well said.", "written_at": NOW}
    return Post(thread=found, **given | values)


def reply_to_itself(world):
    found = saved(post(world))
    found.reply_to = found
    return found


def report(world):
    found = Post.objects.first() or saved(post(world))
    return Report(post=found, person=world.mover, reported_at=NOW)


def moderation(world, **values):
    given = {"done": "hidden", "reason": "It insults."}
    return Moderation(post=saved(post(world)), person=world.chair, of_committee=False, at=NOW, **given | values)


def follow(world, **what):
    return Follow(person=world.member, congress=world.congress, **what)


def follow_place(world, **values):
    return follow(world, document=world.document, uid=PLACE, **values)


def mailing(world, **values):
    return Mailing(person=world.member, congress=world.congress, **values)


def note(world, **values):
    given = {"uid": PLACE, "words": "Ask about this."}
    return Note(person=world.member, document=world.document, written_at=NOW, **given | values)


NEVER: Never = {
    "thread_on_a_place_or_an_amendment": lambda w: thread(w, amendment=one(w)),
    "thread_once_a_place": twice(thread),
    "post_side": lambda w: post(w, side="aside"),
    "post_says_something_until_deleted": lambda w: post(w, words=""),
    "post_replies_to_another": reply_to_itself,
    "report_once_a_person": twice(report),
    "moderation_done": lambda w: moderation(w, done="burnt"),
    "moderation_has_reason": lambda w: moderation(w, reason=""),
    "follow_of_one_thing": lambda w: follow_place(w, body=w.branch),
    "follow_unwanted_of_amendments": lambda w: follow_place(w, wanted=False),
    "follow_a_place_once": twice(follow_place),
    "follow_an_amendment_once": twice(lambda w: follow(w, amendment=one(w))),
    "follow_a_body_once": twice(lambda w: follow(w, body=w.branch)),
    "mailing_often": lambda w: mailing(w, often="hourly"),
    "mailing_once_a_congress": twice(mailing),
    "looked_once_a_document": twice(lambda w: Looked(person=w.member, document=w.document, until=NOW)),
    "note_on_a_place_or_an_amendment": lambda w: note(w, amendment=one(w)),
    "note_says_something": lambda w: note(w, words=""),
    "note_once_a_thing": twice(note),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)


def test_one_thread_an_amendment_and_one_a_place(world):
    saved(thread(world))
    saved(thread(world, uid="", amendment=one(world)))
    saved(thread(world, uid="1" * 32))
    assert Thread.objects.count() == 3


def test_a_note_of_one_s_own_beside_one_for_a_body(world):
    saved(note(world))
    saved(note(world, body=world.branch))
    saved(note(world, uid="", amendment=one(world)))
    assert Note.objects.count() == 3
