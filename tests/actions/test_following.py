"""Following and notes: who is told of what, how often, once; and what nobody else ever sees."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amendments import tasks
from amendments.access import OPERATOR
from amendments.access_things import access_amendment_thing_for, access_place_for
from amendments.actions import secretary, telling
from amendments.actions.discussion import write_post
from amendments.actions.following import follow, follow_body, set_mails, unsubscribe
from amendments.actions.member import withdraw_amendment
from amendments.actions.notes import write_note
from amendments.actions.support import support_amendment
from amendments.life import Stage
from amendments.models import Follow, Looked, Mailing, Note, Often, Outbox, Person, Post, Report
from amendments.notices_following import following_mails
from amendments.papers.person import export_of
from amendments.queries import clock
from amendments.queries.following import notes_on
from amendments.queries.unsubscribing import Unsubscribing, read_token, token_for
from amendments.refusals import Forbidden, Refused
from tests.kept import kept
from tests.world import build, person

pytestmark = pytest.mark.django_db
WHO = ("member", "mover", "delegate", "teller", "speaker", "stranger", "chair")


@pytest.fixture
@kept
def world():
    built = build(Stage.DISCUSSION)
    for name in WHO:
        built.people[name].email = f"{name}@example.org"
        built.people[name].save(update_fields=["email"])
    return built


@pytest.fixture
def one(world):
    return world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")


def place(world, label, who="member"):
    return access_place_for(world.people[who], "read_document", pk=world.document.pk, uid=world.uid(label))


def about(world, one, who="member"):
    return access_amendment_thing_for(world.people[who], "read_amendment", pk=one.pk)


def hear(world, *names, often="at once", mine=True):
    for name in names:
        set_mails(acting_user=world.people[name], congress=world.congress, often=often, mine=mine)


def told(kind, **more):
    """Deliver the last row of a kind, and give who was told by following."""
    row = Outbox.objects.filter(kind=kind, to__isnull=True).latest("pk")
    telling.spread(acting_user=OPERATOR, row=row, **more)
    return sorted(Outbox.objects.filter(of=row, kind="told").values_list("to__name", flat=True))


@pytest.mark.both
def test_who_follows_a_place_a_section_an_amendment_or_a_body_is_told(world):
    hear(world, *WHO)
    follow(acting_user=world.member, thing=place(world, "1.2"))
    follow(acting_user=world.delegate, thing=place(world, "1"))
    follow(acting_user=world.teller, thing=place(world, "2.1"))
    follow_body(acting_user=world.chair, body=world.branch)
    ours = world.file(world.rewrite("1.2", "wages", "prices"), mover="speaker", body=world.branch)
    assert told("filed") == ["Chair", "Delegate", "Member"]
    follow(acting_user=world.teller, thing=about(world, ours, "teller"))
    withdraw_amendment(acting_user=world.speaker, amendment=ours)
    assert told("withdrawn") == ["Chair", "Delegate", "Member", "Teller"]


@pytest.mark.both
def test_one_is_told_once_and_not_of_ones_own_acts(world, one):
    hear(world, *WHO)
    for who in ("delegate", "teller"):
        follow(acting_user=world.people[who], thing=about(world, one, who))
        follow(acting_user=world.people[who], thing=place(world, "1.1", who))
    write_post(acting_user=world.delegate, thing=about(world, one, "delegate"), side="for", words="Yes.")
    assert told("posted") == told("posted") == ["Mover", "Teller"]
    withdraw_amendment(acting_user=world.mover, amendment=one)
    assert told("withdrawn", known={world.teller.pk}) == ["Delegate"]
    row = Outbox.objects.filter(kind="told").latest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outbox.objects.create(congress=row.congress, kind="told", to=row.to, of=row.of, made_at=row.made_at)


def test_what_one_moved_or_signed_one_follows_unless_one_says_no(world, one):
    hear(world, *WHO)
    support_amendment(acting_user=world.delegate, amendment=one)
    support_amendment(acting_user=world.teller, amendment=one)
    thing = about(world, one)
    follow(acting_user=world.teller, thing=thing, wanted=False)
    write_post(acting_user=world.member, thing=thing, side="for", words="Yes.")
    assert told("posted") == ["Delegate", "Mover"]
    hear(world, "delegate", mine=False)
    write_post(acting_user=world.member, thing=thing, side="for", words="And yes.")
    assert told("posted") == ["Mover"]


def test_who_may_not_read_it_or_has_no_address_or_chose_otherwise_is_not_told(world, one):
    secretary.set_readers(acting_user=OPERATOR, document=world.document, stage=Stage.DISCUSSION, audience="everyone")
    for who in ("stranger", "delegate", "teller", "chair"):
        follow(acting_user=world.people[who], thing=about(world, one, who))
    hear(world, "stranger", "delegate", "teller")
    hear(world, "chair", often="weekly")
    Person.objects.filter(pk=world.teller.pk).update(email="")
    secretary.set_readers(acting_user=OPERATOR, document=world.document, stage=Stage.DISCUSSION, audience="members")
    withdraw_amendment(acting_user=world.mover, amendment=one)
    assert told("withdrawn") == ["Delegate"]


def test_a_mail_is_a_sentence_and_a_link_and_stops_without_a_sign_in(world, one, settings):
    settings.SITE_URL = "https://congress.example.org/"
    hear(world, "delegate")
    follow(acting_user=world.delegate, thing=about(world, one, "delegate"))
    write_post(acting_user=world.member, thing=about(world, one), side="for", words="Secret plans.")
    assert told("posted") == ["Delegate"]
    row = Outbox.objects.get(kind="told")
    (letter,) = following_mails(row)
    assert letter.to == ["delegate@example.org"]
    assert letter.subject.endswith("Somebody wrote in the discussion of A1.")
    assert "Secret" not in letter.body
    assert f"https://congress.example.org/c/{world.congress.slug}/talk/{Post.objects.get().pk}/" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in letter.body
    link = read_token(stop.rstrip("/").rsplit("/", 1)[1])
    assert link == Unsubscribing(world.delegate.pk, world.congress.pk, 0)
    unsubscribe(acting_user=OPERATOR, link=link)
    assert list(following_mails(row)) == []
    with pytest.raises(Refused, match="This link was used already"):
        unsubscribe(acting_user=OPERATOR, link=link)
    assert read_token(token_for(link)[:-2]) is None


@pytest.mark.both
def test_a_summary_comes_once_a_day_or_week_and_tells_each_thing_once(world, one, monkeypatch):
    hear(world, "teller", often="weekly")
    hear(world, "chair", often="never")
    for who in ("delegate", "teller", "chair"):
        follow(acting_user=world.people[who], thing=about(world, one, who))
    write_post(acting_user=world.delegate, thing=about(world, one, "delegate"), side="for", words="Yes.")
    write_post(acting_user=world.member, thing=about(world, one), side="for", words="Yes.")
    assert telling.sum_up(acting_user=OPERATOR, congress=world.congress, often=Often.DAILY) == 2
    found = {row.to.name: row.payload["new"] for row in Outbox.objects.filter(kind="summary")}
    assert found == {"Delegate": 2, "Mover": 2}  # delegate: the filing and another's post; mover: two posts, not the filing
    assert telling.sum_up(acting_user=OPERATOR, congress=world.congress, often=Often.DAILY) == 0
    assert telling.sum_up(acting_user=OPERATOR, congress=world.congress, often=Often.WEEKLY) == 1
    at = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: at)
    assert telling.sum_up(acting_user=OPERATOR, congress=world.congress, often=Often.DAILY) == 0
    (letter,) = following_mails(Outbox.objects.filter(kind="summary", to=world.delegate).get())
    assert letter.subject.endswith(": 2 things are new in what you follow.")
    assert f"/c/{world.congress.slug}/new/" in letter.body


def test_a_crowd_is_told_in_as_many_queries_as_one(world, one):
    def queries(row):
        with CaptureQueriesContext(connection) as found:
            telling.spread(acting_user=OPERATOR, row=row)
        return len(found)

    hear(world, "delegate")
    follow(acting_user=world.delegate, thing=about(world, one, "delegate"))
    withdraw_amendment(acting_user=world.mover, amendment=one)
    row = Outbox.objects.filter(kind="withdrawn").get()
    few = queries(row)
    crowd = [person(world, f"follower{at}", "member") for at in range(3)]
    Person.objects.filter(pk__in=[each.pk for each in crowd]).update(email="crowd@example.org")
    Follow.objects.bulk_create(Follow(person=each, congress=world.congress, amendment=one) for each in crowd)
    Mailing.objects.bulk_create(Mailing(person=each, congress=world.congress, often="at once") for each in crowd)
    assert queries(row) == few
    assert Outbox.objects.filter(of=row, kind="told").count() == 4


@pytest.mark.django_db(transaction=True)
def test_what_is_promised_is_delivered_by_the_machine(world, one):
    hear(world, "delegate")
    follow(acting_user=world.delegate, thing=about(world, one, "delegate"))
    mail.outbox.clear()
    withdraw_amendment(acting_user=world.mover, amendment=one)
    row = Outbox.objects.get(kind="told")
    assert row.delivered_at is None
    tasks.deliver(row.pk)
    tasks.deliver(row.pk)
    assert [letter.to for letter in mail.outbox] == [["mover@example.org"], ["delegate@example.org"]]


def test_a_note_is_seen_by_who_wrote_it_and_one_for_a_body_by_those_who_sit_there(world, one):
    write_note(acting_user=world.speaker, thing=about(world, one, "speaker"), words="Ask the branch.")
    write_note(acting_user=world.speaker, thing=about(world, one, "speaker"), words="We vote for it.", body=world.branch)
    secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.teller, role="member", body=world.branch)
    assert [row.note.words for row in notes_on(about(world, one, "speaker"))] == ["Ask the branch.", "We vote for it."]
    assert [(row.note.words, row.by) for row in notes_on(about(world, one, "teller"))] == [("We vote for it.", "Speaker")]
    for who in ("member", "mover", "chair", "committee", "secretary"):
        assert notes_on(about(world, one, who)) == []
    with pytest.raises(Forbidden, match="You hold no seat in Harbor branch"):
        write_note(acting_user=world.member, thing=about(world, one), words="Hello.", body=world.branch)
    write_note(acting_user=world.speaker, thing=about(world, one, "speaker"), words="Changed.")
    write_note(acting_user=world.speaker, thing=about(world, one, "speaker"), words=" ", body=world.branch)
    assert list(Note.objects.values_list("words", flat=True)) == ["Changed."]


def test_erasing_takes_notes_and_follows_and_the_name_from_what_was_said(world, one):
    thing = about(world, one, "delegate")
    hear(world, "delegate")
    follow(acting_user=world.delegate, thing=thing)
    write_note(acting_user=world.delegate, thing=thing, words="A note.")
    write_post(acting_user=world.delegate, thing=thing, side="for", words="Said.")
    Looked.objects.create(person=world.delegate, document=world.document, until=clock.now())
    whole, partly = export_of(world.delegate, mine=True), export_of(world.delegate, mine=False)
    assert (whole["notes"][0]["words"], whole["posts"][0]["words"], whole["follows"]) == ("A note.", "Said.", ["A1"])
    assert (partly["notes"], partly["follows"]) == ([], [])
    secretary.erase_person(acting_user=world.delegate, person=world.delegate, congress=world.congress)
    for model in (Note, Follow, Mailing, Looked, Report):
        assert not model.objects.filter(person=world.delegate).exists()
    post = Post.objects.get()
    assert (post.words, post.seat, post.person.name) == ("Said.", None, "")
    world.sound()
