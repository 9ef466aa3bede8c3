"""What is accepted without a vote: by the committee, or by a mover in the committee's words; one objection forces a vote."""

from datetime import timedelta

import pytest

from amendments.actions import acceptance, advice
from amendments.actions.advice import Opinion
from amendments.queries import clock
from amendments.queries.advice import uncontested
from amendments.refusals import Forbidden, Refused
from tests.actions.test_advice import in_other_words, publish, room

pytestmark = pytest.mark.django_db


def later(monkeypatch, days):
    moment = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def en_bloc(world, at):
    return [(str(row.amendment), str(row.words)) for row in uncontested(world.document, at)]


def test_the_mover_agrees_to_the_committee_s_words_and_nobody_objects(monkeypatch):
    world, one = room(mover_agrees=True, objection_days=3)
    row = publish(world, one, in_other_words(world))
    with pytest.raises(Forbidden, match="Its mover"):
        acceptance.agree_to_words(acting_user=world.member, amendment=one, digest=row.edits_digest)
    with pytest.raises(Refused, match="changed since you opened this page"):
        acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest="0" * 64)
    made = acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest=row.edits_digest, key="k")
    assert acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest=row.edits_digest, key="k") == made
    assert en_bloc(world, clock.now()) == []
    assert en_bloc(world, later(monkeypatch, 4)) == [("A1", "advised")]
    with pytest.raises(Refused, match="Objections to A1 were possible until"):
        acceptance.object_to(acting_user=world.delegate, amendment=one)
    world.sound()


def test_one_objection_forces_a_vote(monkeypatch):
    world, one = room(committee_accepts=True)
    acceptance.accept_amendment(acting_user=world.committee, amendment=one)
    with pytest.raises(Refused, match="A1 was accepted as it was filed already"):
        acceptance.accept_amendment(acting_user=world.second, amendment=one)
    with pytest.raises(Refused, match="any delegate may object, and nobody else"):
        acceptance.object_to(acting_user=world.member, amendment=one)
    acceptance.object_to(acting_user=world.delegate, amendment=one, reason="It is not harmless.")
    with pytest.raises(Refused, match="You have objected already: A1 gets a vote of its own"):
        acceptance.object_to(acting_user=world.delegate, amendment=one)
    assert en_bloc(world, later(monkeypatch, 30)) == []
    world.sound()


def test_the_orders_say_whether_anything_is_accepted_and_members_may_object():
    world, one = room(objectors="members", mover_agrees=False)
    row = publish(world, one, in_other_words(world))
    with pytest.raises(Refused, match="do not let a mover agree"):
        acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest=row.edits_digest)
    with pytest.raises(Refused, match="do not let the committee accept"):
        acceptance.accept_amendment(acting_user=world.committee, amendment=one)
    with pytest.raises(Refused, match="A1 was not accepted without a vote"):
        acceptance.object_to(acting_user=world.member, amendment=one)


def test_other_advice_makes_an_acceptance_void():
    world, one = room(mover_agrees=True)
    row = publish(world, one, in_other_words(world))
    made = acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest=row.edits_digest)
    publish(world, one, in_other_words(world, new="each and all"))
    assert world.fresh(made).ended
    world.sound()


def test_what_the_committee_recommends_and_no_minority_contests_goes_en_bloc():
    world, one = room()
    two, three = world.file(world.rewrite("1.2", "wages", "prices")), world.file(world.rewrite("1.3", "twice", "once"))
    for amendment in (one, two):
        publish(world, amendment, Opinion("carry", "Good."))
    publish(world, three, Opinion("reject", "Bad."))
    advice.save_advice(acting_user=world.second, amendment=two, opinion=Opinion("reject", "It is not good."), minority=True)
    advice.publish_advice(acting_user=world.second, amendment=two, minority=True)
    assert en_bloc(world, clock.now()) == [("A1", "filed")]
