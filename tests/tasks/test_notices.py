"""Who is told what by mail: the people whom an act concerns, a sentence and a link, and none of the words."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from amendments import tasks
from amendments.actions.co_movers import answer_co_mover, name_co_mover
from amendments.actions.filing import Work
from amendments.actions.following import set_mails
from amendments.actions.member import withdraw_amendment
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Stage
from amendments.models import Outbox
from amendments.notices import SENTENCES, concerned, mails, notices
from tests.world import build

pytestmark = pytest.mark.django_db
urlpatterns = [path("c/<slug:congress>/A<int:number>/", lambda _request: HttpResponse(), name="amendment")]


@pytest.fixture
def world(settings):
    settings.ROOT_URLCONF = __name__
    settings.SITE_URL = "https://congress.example.org/"
    built = build(Stage.DISCUSSION)
    for name in ("member", "mover", "speaker", "stranger"):
        built.people[name].email = f"{name}@example.org"
        built.people[name].save(update_fields=["email"])
    return built


def owed(kind: str) -> Outbox:
    return Outbox.objects.filter(kind=kind).latest("pk")


def told(kind: str) -> list[tuple[list[str], str]]:
    return [(letter.to, letter.body.splitlines()[0]) for letter in mails(owed(kind))]


def test_the_mover_gets_a_sentence_and_a_link_and_none_of_the_words(world):
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    (letter,) = mails(owed("filed"))
    assert letter.to == ["member@example.org"]
    assert letter.subject == f"{world.congress.name}: {amendment} was filed."
    assert f"https://congress.example.org/c/{world.congress.slug}/A{amendment.number}/" in letter.body
    for word in ("city", "municipality", "Rents", "It reads better"):
        assert word not in letter.body + letter.subject


def test_a_body_is_told_through_who_speaks_for_it(world):
    amendment = world.file(world.rewrite("1.2", "municipality", "city"), mover="speaker", body=world.branch)
    assert [person.name for person in concerned(amendment)] == ["Speaker"]


def test_who_has_no_address_is_not_written_to(world):
    world.people["member"].email = ""
    world.people["member"].save(update_fields=["email"])
    world.file(world.rewrite("1.2", "municipality", "city"))
    assert told("filed") == []


def test_a_decision_tells_those_whose_amendments_fall_or_wait(world):
    carried = world.file(world.rewrite("1.2", "municipality", "city"))
    rival = world.file(world.rewrite("1.2", "municipality", "tenants"), mover="mover")
    beside = world.file(world.rewrite("1.2", "Rents are set by the", "All rents are set by the"), mover="speaker")
    elsewhere = world.file(world.rewrite("2.1", "accounts", "books"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(carried)
    lines = told("decided")
    assert lines[0] == (["member@example.org"], f"The congress has decided on {carried}.")
    assert (["mover@example.org"], f"{rival} has fallen, because of what the congress decided on {carried}.") in lines
    assert any(
        to == ["speaker@example.org"] and line.startswith(f"{carried} changed the text beside {beside}.") for to, line in lines
    )
    assert not [line for _, line in lines if str(elsewhere) in line]


def test_a_lost_amendment_fells_nothing_and_only_its_mover_is_told(world):
    lost = world.file(world.rewrite("1.2", "municipality", "city"))
    world.file(world.rewrite("1.2", "municipality", "tenants"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(lost, Outcome.LOST)
    assert told("decided") == [(["member@example.org"], f"The congress has decided on {lost}.")]


def test_what_concerns_nobody_in_person_is_delivered_without_a_mail(world):
    assert notices(owed("published")) == []


def test_a_row_about_something_that_is_gone_tells_nothing(world):
    row = owed("published")
    row.kind, row.payload = "filed", {"amendment": 0}
    assert list(mails(row)) == []
    row.payload = {"decision": 0}
    assert list(mails(row)) == []


def test_every_sentence_names_its_amendment():
    assert all("{number}" in sentence for sentence in SENTENCES.values())


@pytest.mark.django_db(transaction=True)
def test_filing_mails_its_mover_after_the_commit(world):
    mail.outbox.clear()
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    assert [letter.subject for letter in mail.outbox] == [f"{world.congress.name}: {amendment} was filed."]
    assert owed("filed").delivered_at is not None


@pytest.mark.both
def test_whoever_wants_no_mails_gets_those_alone_that_ask_something_of_them(world):
    for name in ("member", "mover", "speaker"):
        set_mails(acting_user=world.people[name], congress=world.congress, often="never", mine=True)
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    assert told("filed") == []
    beside = world.file(world.rewrite("1.2", "Rents are set by the", "All rents are set by the"), mover="speaker")
    support_amendment(acting_user=world.mover, amendment=amendment)
    work = Work([world.rewrite("1.2", "municipality", "town")])
    revise_amendment(acting_user=world.member, amendment=amendment, version=1, revision=2, work=work)
    assert told("revised") == [(["mover@example.org"], "A1 has a new version.")]  # they stand behind it, or withdraw
    amendment.refresh_from_db()
    world.to(Stage.FLOOR)
    world.decide(amendment)
    ((to, line),) = told("decided")
    assert to == ["speaker@example.org"]
    assert line.startswith(f"A1 changed the text beside {beside}. It waits until you have confirmed")


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_what_concerns_several_is_a_row_for_each_so_that_one_refused_address_doubles_no_other_mail(world, monkeypatch):
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    support_amendment(acting_user=world.mover, amendment=amendment)
    send, refused = EmailBackend.send_messages, ["mover@example.org"]

    def refuse(self, some):
        if some[0].to == refused:
            raise SMTPRecipientsRefused({})
        return send(self, some)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    mail.outbox.clear()
    withdraw_amendment(acting_user=world.member, amendment=amendment)
    Outbox.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert tasks.deliver_waiting() == 0
    refused.clear()
    assert tasks.deliver_waiting() == 1
    assert [letter.to for letter in mail.outbox] == [["member@example.org"], ["mover@example.org"]]
    assert "because you support A1" in mail.outbox[1].body
    assert not Outbox.objects.filter(delivered_at__isnull=True).exists()


def test_supporters_are_told_of_a_new_version_and_who_is_asked_of_the_question(world):
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    support_amendment(acting_user=world.mover, amendment=amendment)
    asked = name_co_mover(acting_user=world.member, amendment=amendment, person=world.speaker)
    assert told("co_mover_named") == [(["speaker@example.org"], "You are asked to move A1 together with its mover.")]
    answer_co_mover(acting_user=world.speaker, amendment=amendment, confirm=True, version=1)
    assert told("co_mover_answered") == [(["member@example.org"], "Somebody who was asked to move A1 together has answered.")]
    assert told("co_mover_named") == []  # it is answered, so there is nothing to ask any more
    work = Work([world.rewrite("1.2", "municipality", "town")])
    revise_amendment(acting_user=world.member, amendment=amendment, version=1, revision=2, work=work)
    letters = list(mails(owed("revised")))
    assert [letter.to[0] for letter in letters] == ["member@example.org", "mover@example.org", "speaker@example.org"]
    assert "because you support A1" in letters[1].body
    assert asked.person == world.speaker
    withdraw_amendment(acting_user=world.member, amendment=amendment)
    assert len(told("withdrawn")) == 3
