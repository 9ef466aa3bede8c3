"""Supporters: who may sign, who may not and why, and what their number means when filing closes."""

from datetime import date, timedelta

import pytest

from amendments.access import OPERATOR
from amendments.actions import chair, committee, leave, member, secretary
from amendments.actions.meetings import Meeting
from amendments.actions.support import leave_support, support_amendment
from amendments.life import Backing, Stage
from amendments.models import Outbox, Support
from amendments.models.orders import Signers
from amendments.queries import clock
from amendments.queries.support import backing_of, orders_of
from amendments.refusals import Forbidden, Refused
from tests.kept import kept
from tests.world import build, person

pytestmark = pytest.mark.django_db
PASSED = Meeting(date(2026, 3, 1), 34, 2)


@pytest.fixture
@kept
def world():
    return build(Stage.DISCUSSION, supporters_needed=2)


@pytest.fixture
def one(world):
    return world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")


def sign(world, one, who="member", **more):
    return support_amendment(acting_user=world.people[who], amendment=one, **more)


def backed(world, one):
    return backing_of([world.fresh(one)], orders_of(world.congress.pk))[one.pk]


def later(world, monkeypatch):
    at = world.reload().filing_deadline + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: at)


def test_members_sign_and_the_number_counts_down(world, one):
    assert backed(world, one).missing == 2
    sign(world, one)
    assert backed(world, one).missing == 1
    assert not Outbox.objects.filter(kind="enough").exists()
    sign(world, one, "delegate")
    found = backed(world, one)
    assert (found.people, found.missing, found.enough) == (2, 0, True)
    assert Outbox.objects.filter(kind="enough").count() == 1
    world.sound()


def test_nobody_signs_twice_and_the_same_request_signs_once(world, one):
    first = sign(world, one, key="k")
    assert sign(world, one, key="k") == first
    with pytest.raises(Refused, match=rf"You support A1 already, since {first.signed_at.day} \w+ \d{{4}}\."):
        sign(world, one)
    assert Support.objects.count() == 1


def test_who_moves_it_does_not_sign_it(world, one):
    with pytest.raises(Refused, match="You move A1 yourself"):
        sign(world, one, "mover")
    ours = world.file(world.rewrite("1.2", "wages", "prices"), mover="speaker", body=world.branch)
    with pytest.raises(Refused, match="You speak for Harbor branch, which moves A2"):
        sign(world, ours, "speaker")
    with pytest.raises(Refused, match="Harbor branch moves A2 itself"):
        sign(world, ours, "speaker", body=world.branch, meeting=PASSED)


def test_after_the_deadline_nobody_signs_or_leaves(world, one, monkeypatch):
    sign(world, one)
    later(world, monkeypatch)
    with pytest.raises(Refused, match=r"Support for A1 closed on .* UTC, when filing did\."):
        sign(world, one, "delegate")
    with pytest.raises(Refused, match="Support for A1 closed on"):
        leave_support(acting_user=world.member, amendment=one)


def test_what_is_withdrawn_is_not_signed(world, one):
    member.withdraw_amendment(acting_user=world.mover, amendment=one)
    with pytest.raises(Refused, match="A1 was withdrawn by its mover. Whoever wants it to stand can take it over."):
        sign(world, one)


def test_only_who_has_a_seat_signs(world, one):
    secretary.set_readers(acting_user=OPERATOR, document=world.document, stage=Stage.DISCUSSION, audience="everyone")
    with pytest.raises(Forbidden, match="A member of the congress can"):
        sign(world, one, "stranger")


def test_the_orders_can_say_that_delegates_sign(world, one):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, supporters_are=Signers.DELEGATES)
    with pytest.raises(Refused, match="only delegates sign"):
        sign(world, one)
    assert sign(world, one, "delegate")


def test_support_is_taken_back_and_given_again(world, one):
    sign(world, one)
    leave_support(acting_user=world.member, amendment=one)
    assert backed(world, one).people == 0
    with pytest.raises(Forbidden, match="You cannot withdraw support here. A supporter can."):
        leave_support(acting_user=world.member, amendment=one)
    sign(world, one)
    assert Support.objects.filter(person=world.member).count() == 2
    world.sound()


def test_a_quorate_body_stands_for_all_signatures(world, one):
    with pytest.raises(Forbidden, match="You do not speak for Harbor branch. Whoever does can sign for it."):
        sign(world, one, body=world.branch, meeting=PASSED)
    with pytest.raises(Refused, match="To sign for Harbor branch, give the day of the meeting"):
        sign(world, one, "speaker", body=world.branch)
    with pytest.raises(Refused, match="2 to 34: this meeting of Harbor branch did not pass it"):
        sign(world, one, "speaker", body=world.branch, meeting=Meeting(date(2026, 3, 1), 2, 34))
    sign(world, one, "speaker", body=world.branch, meeting=PASSED)
    found = backed(world, one)
    assert (found.people, found.bodies, found.missing, found.by_body) == (0, 1, 0, True)
    with pytest.raises(Refused, match="Harbor branch supports A1 already, since"):
        sign(world, one, "speaker", body=world.branch, meeting=PASSED)
    world.sound()


def test_the_orders_say_what_is_quorate_and_whether_a_body_is_enough(world, one):
    sign(world, one, "speaker", body=world.branch, meeting=PASSED)
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, body_quorum=37)
    assert backed(world, one).missing == 2
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, body_quorum=36)
    assert backed(world, one).missing == 0
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, body_is_enough=False)
    assert backed(world, one).missing == 2


def test_movers_count_where_the_orders_say_so(world, one):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, movers_sign=True)
    assert backed(world, one).people == 1


def test_closing_filing_keeps_what_is_short_from_the_congress(world, one):
    enough = world.file(world.rewrite("1.2", "wages", "prices"), mover="mover")
    for who in ("member", "delegate"):
        sign(world, enough, who)
    sign(world, one)
    world.to(Stage.FLOOR)
    assert (world.fresh(one).backing, world.fresh(enough).backing) == (Backing.SHORT, Backing.OPEN)
    with pytest.raises(Refused, match="A1 had too few supporters when filing closed, and is not put to the vote"):
        world.decide(one)
    assert Outbox.objects.filter(kind="short").count() == 1
    world.sound()


def test_opening_filing_again_lets_them_gather_more(world, one):
    world.to(Stage.CLOSED)
    assert world.fresh(one).backing == Backing.SHORT
    committee.reopen_filing(
        acting_user=world.committee,
        document=world.document,
        deadline=clock.now() + timedelta(days=1),
        reason="The post was late.",
    )
    assert world.fresh(one).backing == Backing.OPEN
    for who in ("member", "delegate"):
        sign(world, one, who)
    world.to(Stage.CLOSED)
    assert world.fresh(one).backing == Backing.OPEN
    world.sound()


def test_leave_lets_it_in_with_a_reason_on_record(world, one):
    with pytest.raises(Forbidden, match="The drafting committee or the chair can"):
        leave.let_in(acting_user=world.member, amendment=one, reason="Please.")
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="This needs a reason"):
        leave.let_in(acting_user=world.committee, amendment=one, reason=" ")
    ruling = leave.let_in(acting_user=world.committee, amendment=one, reason="The post was late.", key="k")
    assert leave.let_in(acting_user=world.committee, amendment=one, reason="The post was late.", key="k") == ruling
    assert (ruling.rule, ruling.allows) == ("supporters_needed", "It goes to the congress with 0 of 2 supporters.")
    with pytest.raises(Refused, match="A1 was let in already"):
        leave.let_in(acting_user=world.chair, amendment=one, reason="Again.")
    assert world.decide(world.fresh(one)).decision == "carried"
    world.sound()


def test_only_the_chair_lets_in_where_the_orders_say_so(world, one):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, short_let_in=False)
    with pytest.raises(Forbidden, match="only the chair lets in what has too few supporters"):
        leave.let_in(acting_user=world.committee, amendment=one, reason="The post was late.")
    assert leave.let_in(acting_user=world.chair, amendment=one, reason="The post was late.")


def test_what_has_enough_needs_no_leave(world, one):
    for who in ("member", "delegate"):
        sign(world, one, who)
    with pytest.raises(Refused, match="A1 has the supporters it needs"):
        leave.let_in(acting_user=world.chair, amendment=one, reason="Nothing.")


def test_whoever_takes_it_over_is_its_supporter_no_more(world, one):
    sign(world, one)
    sign(world, one, "delegate")
    member.withdraw_amendment(acting_user=world.mover, amendment=one)
    member.take_over_amendment(acting_user=world.member, amendment=one)
    assert backed(world, one).people == 1
    sign(world, world.fresh(one), "mover")
    world.sound()


def test_an_erased_supporter_counts_and_is_named_no_more(world, one):
    somebody = person(world, "somebody", "member")
    support_amendment(acting_user=somebody, amendment=one)
    secretary.erase_person(acting_user=OPERATOR, person=somebody)
    assert backed(world, one).people == 1
    world.sound()


def test_the_chair_can_rule_otherwise_than_any_order(world, one):
    rule = {"acting_user": world.chair, "document": world.document, "amendment": one}
    with pytest.raises(Refused, match="Choose which of the standing orders"):
        leave.override(**rule, rule="weather", allows="Sun.", reason="It rains.")
    with pytest.raises(Refused, match="Say what is allowed"):
        leave.override(**rule, rule="quorum", allows=" ", reason="It rains.")
    ruling = leave.override(**rule, rule="quorum", allows="It is decided with ten present.", reason="It rains.", key="k")
    assert leave.override(**rule, rule="quorum", allows="No.", reason="No.", key="k") == ruling
    whole = leave.override(**rule | {"amendment": None}, rule="quorum", allows="Ten are enough today.", reason="It rains.")
    assert (ruling.amendment, whole.amendment) == (one, None)
    assert world.fresh(one).backing == Backing.OPEN
    leave.override(**rule, rule="supporters_needed", allows="It goes without signatures.", reason="It rains.")
    assert world.fresh(one).backing == Backing.WAIVED
    world.sound()
    with pytest.raises(Forbidden, match="The chair can"):
        leave.override(**rule | {"acting_user": world.committee}, rule="quorum", allows="Ten.", reason="It rains.")


def test_a_late_amendment_needs_leave(world, monkeypatch):
    piece = world.rewrite("1.1", "all", "everybody")
    given = {"acting_user": world.committee, "document": world.document, "person": world.member, "reason": "The mail failed."}
    until = world.document.filing_deadline + timedelta(days=2)
    with pytest.raises(Forbidden, match="only the chair lets in a late amendment"):
        leave.give_leave(**given, until=until)
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, late_filing=True)
    with pytest.raises(Refused, match=r"Filing is open until .*, so no leave is needed"):
        leave.give_leave(**given, until=until)
    world.to(Stage.CLOSED)
    later(world, monkeypatch)
    with pytest.raises(Refused, match="must be in the future"):
        leave.give_leave(**given, until=world.document.filing_deadline)
    made = leave.give_leave(**given, until=until, key="k")
    assert leave.give_leave(**given, until=until, key="k") == made
    with pytest.raises(Refused, match="Member has leave already, until"):
        leave.give_leave(**given, until=until)
    with pytest.raises(Forbidden):
        world.file(piece, mover="mover")
    filed = world.file(piece)
    assert (filed.backing, world.fresh(made).used_on) == (Backing.WAIVED, filed)
    with pytest.raises(Forbidden):
        world.file(piece)
    world.sound()


def test_leave_ends(world, monkeypatch):
    world.to(Stage.CLOSED)
    until = clock.now() + timedelta(days=2)
    leave.give_leave(acting_user=world.chair, document=world.document, body=world.branch, reason="A fire.", until=until)
    monkeypatch.setattr(clock, "now", lambda: until + timedelta(seconds=1))
    with pytest.raises(Forbidden):
        world.file(world.rewrite("1.1", "all", "everybody"), mover="speaker", body=world.branch)
    monkeypatch.setattr(clock, "now", lambda: until)
    assert world.file(world.rewrite("1.1", "all", "everybody"), mover="speaker", body=world.branch).backing == Backing.WAIVED
    chair.take_to_floor(acting_user=world.chair, document=world.document)
    with pytest.raises(Forbidden, match="at the stage “on the floor”"):
        leave.give_leave(acting_user=world.chair, document=world.document, body=world.branch, reason="A fire.", until=until)
