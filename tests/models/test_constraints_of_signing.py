"""What the database itself refuses of signatures, co-movers, versions, leaves and drafts, whoever writes."""

from datetime import date

import pytest

from amendments.life import Stage
from amendments.models import Amendment, CoMover, Draft, Leave, Ruling, Support, Version
from tests.kept import kept
from tests.models.never import NOW, Never, changed, each_is_refused, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MET = {"met_on": date(2026, 5, 1), "met_for": 3, "met_against": 1}


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    one = world.file(world.rewrite("1.1", "all", "everybody"))
    signed(world, one, person=world.delegate).save()
    signed(world, one, body=world.branch, **MET).save()
    named(world, one, person=world.chair).save()
    Draft.objects.create(**work(world, one))
    return world


def signed(world, one, **who):
    return Support(amendment=one, signed_by=world.delegate, signed_at=NOW, **who)


def named(world, one, **who):
    return CoMover(amendment=one, named_by=world.member, named_at=NOW, **who)


def work(world, one):
    base = world.document.published_revision
    return {"person": world.member, "document": world.document, "base_revision": base, "saved_at": NOW, "revises": one}


def version(world, one, number):
    kept = one.versions.get()
    kept.pk, kept.number = None, number
    return kept


def leave(world, one, **who):
    entry = one.versions.get().entry
    told = {"document": world.document, "entry": entry, "kind": "override", "reason": "So.", "made_at": NOW}
    return Leave(document=world.document, ruling=Ruling.objects.create(**told), until=NOW, **who)


def filed(world):
    return Amendment.objects.get(congress=world.congress)


NEVER: Never = {
    "support_of_person_or_body": lambda w: signed(w, filed(w), person=w.chair, body=w.branch, **MET),
    "support_of_a_body_has_its_meeting": lambda w: signed(w, filed(w), body=w.branch),
    "support_once_a_person": lambda w: signed(w, filed(w), person=w.delegate),
    "support_once_a_body": lambda w: signed(w, filed(w), body=w.branch, **MET),
    "co_mover_is_person_or_body": lambda w: named(w, filed(w)),
    "co_mover_answer": lambda w: named(w, filed(w), person=w.teller, answer="perhaps"),
    "co_mover_once_a_person": lambda w: named(w, filed(w), person=w.chair, answer="confirmed"),
    "co_mover_once_a_body": twice(lambda w: named(w, filed(w), body=w.branch)),
    "version_number_once_an_amendment": lambda w: version(w, filed(w), 1),
    "version_counts_from_one": lambda w: version(w, filed(w), 0),
    "leave_to_person_or_body": lambda w: leave(w, filed(w)),
    "draft_one_a_person_and_amendment": lambda w: Draft(**work(w, filed(w))),
    "amendment_backing": lambda w: changed(filed(w), backing="nobody"),
    "amendment_carried_was_to_be_put": lambda w: changed(filed(w), backing="short", decision="carried"),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)


def test_who_left_may_come_back(world):
    one = Amendment.objects.get()
    Support.objects.filter(person=world.delegate).update(withdrawn_at=NOW)
    CoMover.objects.update(answer="declined")
    signed(world, one, person=world.delegate).save()
    named(world, one, person=world.chair).save()
    assert (Support.objects.count(), CoMover.objects.count(), Version.objects.count()) == (3, 2, 1)
