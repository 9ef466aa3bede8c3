"""Versions: a mover files anew under the same number; nothing that was filed is lost, and nobody is overwritten unseen."""

from datetime import timedelta

import pytest

from amendments.access import access_amendment_for
from amendments.actions import advice, committee, corrections, filing, leave, member, secretary
from amendments.actions.co_movers import answer_co_mover, name_co_mover, take_back_co_mover
from amendments.actions.filing import Work
from amendments.actions.support import leave_support, support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Admissibility, Recommendation, Stage
from amendments.models import Amendment, CoMover, Draft, Outbox, Support, Version
from amendments.models.orders import Renewal
from amendments.queries import clock
from amendments.queries.support import backing_of, orders_of
from amendments.queries.support_page import panel_of
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert
from tests.kept import kept
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world():
    return build(Stage.DISCUSSION, supporters_needed=1)


@pytest.fixture
def one(world):
    return world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")


def revise(world, one, *pieces, who="mover", version=None, **more):
    number = world.reload().published_revision.number
    work = Work(pieces, about=more.pop("about", one.about), reason=more.pop("reason", one.reason))
    return revise_amendment(
        acting_user=world.people[who], amendment=one, version=version or one.version, revision=number, work=work, **more
    )


def again(world, word="tenants"):
    return world.rewrite("1.1", "all", word)


def test_a_new_version_keeps_the_number_and_the_old_one(world, one):
    revised = revise(world, one, again(world), key="k")
    assert revise(world, one, again(world), key="k") == revised
    assert (revised.number, revised.version, Amendment.objects.count()) == (1, 2, 1)
    first, second = Version.objects.order_by("number")
    assert (first.edits, second.edits) == (one.edits, revised.edits)
    assert first.edits_digest != second.edits_digest
    assert (first.filed_by, second.filed_by) == (world.mover, world.mover)
    assert revised.resolved == revised.edits
    assert Outbox.objects.filter(kind="revised").count() == 1
    world.sound()


def test_it_is_ruled_and_advised_on_anew(world, one):
    committee.rule_on_order(acting_user=world.committee, amendment=one, in_order=False, reason="It is beside the text.")
    advice.recommend(acting_user=world.committee, amendment=one, recommendation="reject", reason="No.")
    revised = world.fresh(revise(world, one, again(world)))
    assert (revised.admissibility, revised.recommendation) == (Admissibility.NONE, Recommendation.NONE)
    assert revised.recommendation_reason == ""
    world.sound()


def test_its_places_follow_the_new_words(world, one):
    new = "c" * 16
    revised = revise(world, one, Insert(new, world.uid("1"), world.uid("1.2"), "A new paragraph."))
    assert world.uid("1.1") not in set(revised.places.values_list("uid", flat=True))
    assert world.uid("1.2") in set(revised.places.values_list("uid", flat=True))
    world.to(Stage.FLOOR)
    leave.let_in(acting_user=world.chair, amendment=revised, reason="All agree.")
    assert world.decide(world.fresh(revised)).decision == "carried"
    assert "A new paragraph." in set(world.document.paragraphs.values_list("text", flat=True))
    world.sound()


def test_one_that_changes_nothing_is_refused_and_a_reason_alone_is_a_change(world, one):
    with pytest.raises(Refused, match="This is A1 as it stands: nothing in it is changed.* Your text is kept as a draft"):
        revise(world, one, world.rewrite("1.1", "all", "everybody"))
    with pytest.raises(Refused, match="reads like the one that stands"):
        revise(world, one)
    assert revise(world, one, world.rewrite("1.1", "all", "everybody"), reason="Another.").version == 2
    world.sound()


def test_two_at_once_and_one_is_told(world, one):
    revise(world, one, again(world))
    with pytest.raises(Refused, match="A1 was revised since you opened this page: version 2 stands now"):
        revise(world, one, again(world, "many"), version=1)
    draft = Draft.objects.get(revises=one)
    assert "many" in draft.work["pieces"][0]["text"]
    revise(world, world.fresh(one), again(world, "many"))
    assert not Draft.objects.exists()


def test_work_on_a_new_version_stands_beside_other_unfiled_work(world, one):
    work = Work([again(world)])
    for revises in (None, one):
        filing.save_draft(acting_user=world.mover, document=world.document, revision=2, work=work, revises=revises)
    assert Draft.objects.count() == 2
    filing.discard_draft(acting_user=world.mover, document=world.document, revises=one)
    assert Draft.objects.get().revises is None


def test_only_its_mover_revises_it(world, one):
    for who in ("member", "committee", "chair"):
        with pytest.raises(Forbidden, match="Its mover or whoever speaks for the body that moves it can"):
            revise(world, one, again(world), who=who)
    ours = world.file(world.rewrite("1.2", "wages", "prices"), mover="speaker", body=world.branch)
    assert revise(world, ours, world.rewrite("1.2", "wages", "pensions"), who="speaker").version == 2


def test_not_what_is_withdrawn_or_after_filing_closed(world, one, monkeypatch):
    at = world.document.filing_deadline + timedelta(seconds=1)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: at)
        with pytest.raises(Refused, match=r"A1 could be revised until filing closed on .* UTC"):
            revise(world, one, again(world))
    member.withdraw_amendment(acting_user=world.mover, amendment=one)
    with pytest.raises(Refused, match="was withdrawn by its mover"):
        revise(world, one, again(world))


def test_the_orders_can_forbid_it_and_the_chair_rule_otherwise_once(world, one):
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, revising_allowed=False)
    with pytest.raises(Refused, match="By the standing orders of this congress A1 stays as it was filed"):
        revise(world, one, again(world))
    leave.override(
        acting_user=world.chair,
        document=world.document,
        amendment=one,
        rule="revising_allowed",
        allows="Its mover may file one new version.",
        reason="A word was left out in print.",
    )
    revised = revise(world, one, again(world))
    with pytest.raises(Refused, match="stays as it was filed"):
        revise(world, revised, again(world, "many"))


def test_supporters_stay_unless_the_orders_say_that_they_sign_anew(world, one):
    support_amendment(acting_user=world.member, amendment=one)
    revised = revise(world, one, again(world))
    assert Support.objects.get().version == 1
    assert backing_of([revised], orders_of(world.congress.pk))[one.pk].people == 1
    with pytest.raises(Refused, match="You support A1 already"):
        support_amendment(acting_user=world.member, amendment=one)
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, support_renewal=Renewal.RENEWED)
    assert backing_of([revised], orders_of(world.congress.pk))[one.pk].missing == 1
    support_amendment(acting_user=world.member, amendment=one)
    assert Support.objects.get().version == 2
    assert backing_of([revised], orders_of(world.congress.pk))[one.pk].missing == 0
    world.sound()


def test_somebody_moves_it_together_and_confirms_each_version(world, one):
    with pytest.raises(Forbidden, match="Its mover or whoever speaks"):
        name_co_mover(acting_user=world.member, amendment=one, person=world.delegate)
    support_amendment(acting_user=world.member, amendment=one)
    row = name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    with pytest.raises(Refused, match="Member is asked already"):
        name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    with pytest.raises(Refused, match="Mover moves A1 already"):
        name_co_mover(acting_user=world.mover, amendment=one, person=world.mover)
    with pytest.raises(Refused, match="Stranger holds no seat"):
        name_co_mover(acting_user=world.mover, amendment=one, person=world.stranger)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=1)
    assert (world.fresh(row).answer, Support.objects.get().withdrawn_at is None) == ("confirmed", False)
    with pytest.raises(Refused, match="You move A1 together with its mover"):
        support_amendment(acting_user=world.member, amendment=one)
    revise(world, one, again(world))
    assert (world.fresh(row).answer, world.fresh(row).version) == ("asked", 2)
    with pytest.raises(Refused, match="A1 has a new version since you opened this page"):
        answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=1)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=2)
    world.sound()


def test_a_co_mover_carries_on_when_the_mover_withdraws(world, one):
    name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=1)
    member.withdraw_amendment(acting_user=world.mover, amendment=one)
    world.sound()
    taken = member.take_over_amendment(acting_user=world.member, amendment=one)
    assert (taken.mover_person, CoMover.objects.get().answer) == (world.member, "left")
    world.sound()


def test_they_may_decline_or_leave_and_a_question_be_taken_back(world, one):
    row = name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    with pytest.raises(Forbidden, match="Whoever its mover named to move it together can"):
        answer_co_mover(acting_user=world.delegate, amendment=one, confirm=True, version=1)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=False, version=1)
    assert world.fresh(row).answer == "declined"
    second = name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=1)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=False, version=1)
    assert world.fresh(second).answer == "left"
    third = name_co_mover(acting_user=world.mover, amendment=one, body=world.branch)
    with pytest.raises(Forbidden, match="Its mover or whoever speaks"):
        take_back_co_mover(acting_user=world.member, co_mover=third)
    take_back_co_mover(acting_user=world.mover, co_mover=third)
    with pytest.raises(Refused, match="has answered already: taken back"):
        take_back_co_mover(acting_user=world.mover, co_mover=third)
    world.sound()


def test_a_body_moves_it_together_through_its_speaker(world, one):
    name_co_mover(acting_user=world.mover, amendment=one, body=world.branch)
    with pytest.raises(Refused, match="You are not named to move A1 together"):
        answer_co_mover(acting_user=world.speaker, amendment=one, confirm=True, version=1)
    row = answer_co_mover(acting_user=world.speaker, amendment=one, body=world.branch, confirm=True, version=1)
    assert (row.answer, row.body) == ("confirmed", world.branch)
    world.sound()


def test_what_the_committee_asked_to_correct_can_be_revised_after_filing_closed(world, one):
    support_amendment(acting_user=world.delegate, amendment=one)
    world.to(Stage.CLOSED)
    with pytest.raises(Refused, match="could be revised until filing closed"):
        revise(world, one, again(world))
    asked = corrections.ask_correction(acting_user=world.committee, amendment=one, words="Which homes?")
    with pytest.raises(Refused, match="Support for A1 closed when filing did."):
        leave_support(acting_user=world.delegate, amendment=one)
    revise(world, world.fresh(one), again(world))
    assert world.fresh(asked).turn == "committee"
    found = access_amendment_for(world.delegate, "read_amendment", pk=one.pk)
    assert (panel_of(found, clock.now()).may_leave, panel_of(found, clock.now()).short) == (True, False)
    leave_support(acting_user=world.delegate, amendment=one)  # nobody is held to words that they have not signed
    assert not panel_of(found, clock.now()).short, "what was enough when filing closed stays enough"
    world.sound()
