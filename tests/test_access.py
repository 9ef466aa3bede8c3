"""The gates: what may not be known of is absent, what may not be done is forbidden with a reason."""

import pytest
from django.contrib.auth.models import AnonymousUser

from amendments.access import (
    OPERATOR,
    access_amendment_for,
    access_congress_for,
    access_document_for,
    access_draft_for,
    acting_in,
    readable_documents,
)
from amendments.actions import drafting, filing, secretary
from amendments.actions.filing import Work
from amendments.life import Stage
from amendments.models import Amendment, Seat
from amendments.refusals import Absent, Forbidden
from tests.world import build, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build(Stage.DISCUSSION)


def test_a_document_that_may_not_be_read_looks_like_one_that_is_not_there(world):
    messages = set()
    for user in (world.stranger, AnonymousUser()):
        for slug in (world.document.slug, "no-such-thing"):
            with pytest.raises(Absent) as absent:
                access_document_for(user, "read_document", congress=world.congress.slug, slug=slug)
            messages.add(str(absent.value))
    assert len(messages) == 1


def test_who_may_read_it_gets_it(world):
    for who in ("member", "delegate", "committee", "chair", "secretary", "teller", "council", "speaker"):
        found = access_document_for(world.people[who], "read_document", congress=world.congress.slug, slug=world.document.slug)
        assert found.document == world.document


def test_readers_are_set_for_each_stage(world):
    secretary.set_readers(acting_user=world.committee, document=world.document, stage=Stage.DISCUSSION, audience="committee")
    with pytest.raises(Absent):
        access_document_for(world.member, "read_document", pk=world.document.pk)
    secretary.set_readers(acting_user=world.committee, document=world.document, stage=Stage.DISCUSSION, audience="everyone")
    assert access_document_for(AnonymousUser(), "read_document", pk=world.document.pk).document == world.document
    world.to(Stage.CLOSED)
    with pytest.raises(Absent):
        access_document_for(AnonymousUser(), "read_document", pk=world.document.pk)
    world.sound()


def test_what_may_be_read_and_not_done_is_forbidden_with_a_reason(world):
    with pytest.raises(Forbidden, match="The drafting committee, the chair or the secretary can"):
        access_document_for(world.member, "close_filing", pk=world.document.pk)


def test_a_seat_that_ended_gives_nothing(world):
    seat = Seat.objects.get(person=world.committee)
    secretary.end_seat(acting_user=OPERATOR, seat=seat)
    assert acting_in(world.committee, world.congress.pk).roles == frozenset()
    with pytest.raises(Absent):
        access_document_for(world.committee, "read_document", pk=world.document.pk)


def test_a_seat_counts_in_its_own_congress_only(world):
    other = build()
    assert acting_in(world.chair, other.congress.pk).roles == frozenset()
    with pytest.raises(Absent):
        access_document_for(world.chair, "read_document", pk=other.document.pk)


def test_an_amendment_is_as_readable_as_its_document_and_no_more_than_it_is_visible(world):
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    by_number = {"congress": world.congress.slug, "number": filed.number}
    assert access_amendment_for(world.delegate, "read_amendment", **by_number).amendment == filed
    for user in (world.stranger, AnonymousUser()):
        with pytest.raises(Absent):
            access_amendment_for(user, "read_amendment", **by_number)
    Amendment.objects.filter(pk=filed.pk).update(visibility="committee")
    with pytest.raises(Absent):
        access_amendment_for(world.delegate, "read_amendment", **by_number)
    assert access_amendment_for(world.member, "read_amendment", **by_number).amendment == filed
    assert access_amendment_for(world.committee, "read_amendment", **by_number).amendment == filed
    with pytest.raises(Absent):
        access_amendment_for(world.committee, "read_amendment", congress=world.congress.slug, number=99)


def test_a_draft_is_read_by_who_wrote_it_and_there_is_no_way_to_ask_for_anothers(world):
    filing.save_draft(acting_user=world.member, document=world.document, revision=2, work=Work(reason="Mine."))
    assert access_draft_for(world.member, document=world.document).work["reason"] == "Mine."
    for user in (world.committee, world.chair, AnonymousUser(), OPERATOR):
        assert access_draft_for(user, document=world.document) is None


def test_a_congress_is_seen_by_everybody_and_run_by_its_office(world):
    assert access_congress_for(AnonymousUser(), "read_congress", slug=world.congress.slug).congress == world.congress
    with pytest.raises(Forbidden, match="The secretary can"):
        access_congress_for(world.chair, "give_seat", slug=world.congress.slug)
    with pytest.raises(Absent):
        access_congress_for(OPERATOR, "read_congress", slug="no-such-thing")


def test_the_documents_that_may_be_read_cost_two_queries(world, django_assert_num_queries):
    for number in (1, 3):
        while world.congress.documents.count() < number:
            title = f"Document {world.congress.documents.count() + 1}"
            drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=text([title]), title=title)
        acting = acting_in(world.member, world.congress.pk)
        with django_assert_num_queries(2):
            assert len(readable_documents(acting, world.congress)) == number
    assert readable_documents(acting_in(world.stranger, world.congress.pk), world.congress) == []
