"""What the database itself refuses of signatures, co-movers, versions, leaves and drafts, whoever writes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from amendments.life import Stage
from amendments.models import Amendment, CoMover, Draft, Leave, Ruling, Support, Version
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 5, 1, tzinfo=UTC)
MET = {"met_on": date(2026, 5, 1), "met_for": 3, "met_against": 1}


@pytest.fixture
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


def carried(one, **values):
    for name, value in values.items():
        setattr(one, name, value)
    return one


NEVER: dict[str, Callable[..., Any]] = {
    "support_of_person_or_body": lambda w, one: signed(w, one, person=w.chair, body=w.branch, **MET),
    "support_of_a_body_has_its_meeting": lambda w, one: signed(w, one, body=w.branch),
    "support_once_a_person": lambda w, one: signed(w, one, person=w.delegate),
    "support_once_a_body": lambda w, one: signed(w, one, body=w.branch, **MET),
    "co_mover_is_person_or_body": named,
    "co_mover_answer": lambda w, one: named(w, one, person=w.teller, answer="perhaps"),
    "co_mover_once_a_person": lambda w, one: named(w, one, person=w.chair, answer="confirmed"),
    "version_number_once_an_amendment": lambda w, one: version(w, one, 1),
    "version_counts_from_one": lambda w, one: version(w, one, 0),
    "leave_to_person_or_body": leave,
    "draft_one_a_person_and_amendment": lambda w, one: Draft(**work(w, one)),
    "amendment_backing": lambda _, one: carried(one, backing="nobody"),
    "amendment_carried_was_to_be_put": lambda _, one: carried(one, backing="short", decision="carried"),
}


def test_it_must_never_be(world, subtests):
    for name, make in NEVER.items():
        with subtests.test(name):
            found = make(world, Amendment.objects.get())
            with pytest.raises(IntegrityError, match=rf"{name}|UNIQUE constraint failed"), transaction.atomic():
                found.save()


def test_who_left_may_come_back(world):
    one = Amendment.objects.get()
    Support.objects.filter(person=world.delegate).update(withdrawn_at=NOW)
    CoMover.objects.update(answer="declined")
    signed(world, one, person=world.delegate).save()
    named(world, one, person=world.chair).save()
    assert (Support.objects.count(), CoMover.objects.count(), Version.objects.count()) == (3, 2, 1)
