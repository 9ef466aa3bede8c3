"""Screening: rulings, corrections that are talked over, publication of lists, appeals."""

from datetime import timedelta

import pytest

from amendments.access import OPERATOR
from amendments.actions import appeals, committee, corrections, lists, member, secretary
from amendments.actions.votes import Count
from amendments.life import Admissibility, Outcome, Stage, Visibility
from amendments.models import Appeal, Correction, Decision, Remark, Ruling
from amendments.models.orders import GROUNDS
from amendments.queries import clock
from amendments.refusals import Absent, Forbidden, Refused
from tests.kept import kept
from tests.world import NO, YES, build, person

pytestmark = pytest.mark.django_db


@kept
def screened(**orders):
    """Build a world with one amendment of the member `mover` and two people in the committee."""
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, **orders)
    world.people["second"] = person(world, "second", "committee")
    return world, world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")


def rule(world, amendment, *, in_order, who="committee", reason="It is about homes.", **more):
    return committee.rule_on_order(acting_user=world.people[who], amendment=amendment, in_order=in_order, reason=reason, **more)


def test_a_ground_of_the_orders_stands_before_the_free_words():
    world, one = screened()
    ground = GROUNDS.splitlines()[1]
    with pytest.raises(Refused, match="not among those of the standing orders"):
        rule(world, one, in_order=False, ground="I do not like it")
    assert rule(world, one, in_order=False, ground=ground, reason="").reason == "It only reverses the text."
    world.sound()


def test_two_members_of_the_committee_who_rule_at_once_do_not_undo_each_other():
    world, one = screened()
    first = rule(world, one, in_order=True, seen=0)
    with pytest.raises(Refused, match="A1 was ruled in order while you had the page open: “It is about homes.”"):
        rule(world, one, in_order=False, who="second", seen=0)
    rule(world, one, in_order=False, who="second", seen=first.pk)
    assert world.fresh(one).admissibility == Admissibility.OUT_OF_ORDER


def test_what_is_screened_is_seen_by_its_mover_and_the_committee_until_it_is_published():
    world, one = screened(screening=True)
    assert one.visibility == Visibility.COMMITTEE
    with pytest.raises(Absent):
        member.take_over_amendment(acting_user=world.member, amendment=one)
    with pytest.raises(Refused, match="Nobody has ruled on A1 yet"):
        lists.publish_amendment(acting_user=world.committee, amendment=one)
    rule(world, one, in_order=True)
    with pytest.raises(Forbidden, match="You cannot publish amendments that were screened here. The drafting committee can."):
        lists.publish_amendment(acting_user=world.mover, amendment=one)
    lists.publish_amendment(acting_user=world.committee, amendment=one)
    assert world.fresh(one).visibility == Visibility.READERS
    with pytest.raises(Refused, match="A1 is public already"):
        lists.publish_amendment(acting_user=world.committee, amendment=one)
    world.sound()


@pytest.mark.both
def test_a_list_is_published_at_once_and_what_comes_later_is_not_on_it():
    world, one = screened(screening=True)
    two = world.file(world.rewrite("1.2", "wages", "prices"))
    rule(world, one, in_order=True)
    with pytest.raises(Refused, match="Nobody has ruled on A2 yet"):
        lists.publish_list(acting_user=world.committee, document=world.document, numbers=[1, 2])
    rule(world, two, in_order=False)
    with pytest.raises(Refused, match="Choose at least one"):
        lists.publish_list(acting_user=world.committee, document=world.document, numbers=[])
    made = lists.publish_list(acting_user=world.committee, document=world.document, numbers=[1, 2], key="k")
    again = lists.publish_list(acting_user=world.committee, document=world.document, numbers=[1, 2], key="k")
    assert (made, made.number, set(made.amendments.all())) == (again, 1, {one, two})
    three = world.file(world.rewrite("1.3", "twice", "once"))
    rule(world, three, in_order=True)
    with pytest.raises(Refused, match="A1 stands on an earlier list already"):
        lists.publish_list(acting_user=world.committee, document=world.document, numbers=[1, 3])
    assert lists.publish_list(acting_user=world.committee, document=world.document, numbers=[3]).number == 2
    assert world.fresh(three).visibility == Visibility.READERS
    world.sound()


@pytest.mark.both
def test_a_correction_goes_to_and_fro_and_the_ruling_settles_it():
    world, one = screened(correction_days=3)
    with pytest.raises(Forbidden, match="You cannot ask the mover for a correction here. The drafting committee can."):
        corrections.ask_correction(acting_user=world.chair, amendment=one, words="Which homes?")
    with pytest.raises(Refused, match="Write what you ask"):
        corrections.ask_correction(acting_user=world.committee, amendment=one, words=" ")
    asked = corrections.ask_correction(acting_user=world.committee, amendment=one, words="Which homes?", key="k")
    assert corrections.ask_correction(acting_user=world.committee, amendment=one, words="Which homes?", key="k") == asked
    assert asked.until is not None
    assert asked.until - asked.asked_at == timedelta(days=3)
    with pytest.raises(Refused, match="A correction of A1 was asked for already; it is waiting for the mover"):
        corrections.ask_correction(acting_user=world.second, amendment=one, words="And whose?")
    with pytest.raises(Forbidden):
        corrections.answer_correction(acting_user=world.member, amendment=one, words="All of them.")
    assert corrections.answer_correction(acting_user=world.mover, amendment=one, words="All of them.").turn == "committee"
    assert corrections.answer_correction(acting_user=world.second, amendment=one, words="Sure?").turn == "mover"
    rule(world, one, in_order=True)
    assert Correction.objects.get().turn == "closed"
    with pytest.raises(Refused, match="No correction of A1 is being talked over"):
        corrections.answer_correction(acting_user=world.mover, amendment=one, words="Yes.")
    assert list(Remark.objects.values_list("of_committee", "words")) == [
        (True, "Which homes?"),
        (False, "All of them."),
        (True, "Sure?"),
    ]
    world.sound()


def test_the_time_to_answer_ends(monkeypatch):
    world, one = screened(correction_days=3)
    corrections.ask_correction(acting_user=world.committee, amendment=one, words="Which homes?")
    later = clock.now() + timedelta(days=4)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused, match=r"The time to answer ended on .* The committee rules on A1 as it stands."):
        corrections.answer_correction(acting_user=world.mover, amendment=one, words="All of them.")
    assert corrections.close_correction(acting_user=world.committee, amendment=one).turn == "closed"


def out_of_order(**orders):
    world, one = screened(**orders)
    rule(world, one, in_order=False)
    return world, one


@pytest.mark.both
def test_an_appeal_is_heard_by_the_congress_and_overturns_the_ruling():
    world, one = out_of_order()
    with pytest.raises(Refused, match="An appeal needs its reasons"):
        appeals.appeal(acting_user=world.mover, amendment=one, reason=" ")
    with pytest.raises(Forbidden, match="Its mover or whoever speaks for the body that moves it can"):
        appeals.appeal(acting_user=world.member, amendment=one, reason="It is about homes.")
    made = appeals.appeal(acting_user=world.mover, amendment=one, reason="It is about homes.", key="k")
    assert appeals.appeal(acting_user=world.mover, amendment=one, reason="It is about homes.", key="k") == made
    with pytest.raises(Refused, match="An appeal against the ruling on A1 is to be heard"):
        rule(world, one, in_order=True)
    with pytest.raises(Forbidden, match="This appeal is heard by the congress"):
        appeals.decide_appeal(acting_user=world.council, amendment=one, outcome=Outcome.CARRIED, count=YES)
    with pytest.raises(Refused, match="by this count it is carried"):
        appeals.decide_appeal(acting_user=world.chair, amendment=one, outcome=Outcome.LOST, count=YES)
    heard = appeals.decide_appeal(acting_user=world.chair, amendment=one, outcome=Outcome.CARRIED, count=YES)
    assert (heard.outcome, heard.decision.votes_for, heard.decision.needed) == ("overturned", 30, 21)
    assert world.fresh(one).admissibility == Admissibility.IN_ORDER
    assert not Decision.objects.filter(amendment=one).exists()
    world.sound()


def test_the_council_hears_it_where_the_orders_say_so_and_its_quorum_is_not_the_congress_s():
    world, one = out_of_order(appeals="council", quorum=100)
    appeals.appeal(acting_user=world.mover, amendment=one, reason="It is about homes.")
    with pytest.raises(Forbidden, match="This appeal is heard by the council. Council or secretary records its vote."):
        appeals.decide_appeal(acting_user=world.chair, amendment=one, outcome=Outcome.LOST, count=NO)
    appeals.decide_appeal(acting_user=world.council, amendment=one, outcome=Outcome.LOST, count=Count(3, 3))
    assert Appeal.objects.get().outcome == "upheld"
    assert world.fresh(one).admissibility == Admissibility.OUT_OF_ORDER
    with pytest.raises(Refused, match="An appeal against this ruling was made already: the ruling is upheld"):
        appeals.appeal(acting_user=world.mover, amendment=one, reason="Once more.")
    with pytest.raises(Refused, match="No appeal on A1 waits"):
        appeals.decide_appeal(acting_user=world.council, amendment=one, outcome=Outcome.LOST, count=NO)
    world.sound()


def test_an_appeal_comes_in_time_or_not_at_all(monkeypatch):
    world, one = out_of_order(appeal_days=2)
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused, match=r"An appeal against this ruling was possible until .* The committee may rule anew."):
        appeals.appeal(acting_user=world.mover, amendment=one, reason="It is about homes.")
    assert Ruling.objects.count() == 1


def test_where_the_orders_know_no_appeal_the_ruling_is_final():
    world, one = out_of_order(appeals="nobody")
    with pytest.raises(Refused, match="The standing orders know no appeal"):
        appeals.appeal(acting_user=world.mover, amendment=one, reason="It is about homes.")
