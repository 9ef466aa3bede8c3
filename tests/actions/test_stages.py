"""From the committee to the floor: each move with its rule."""

from datetime import timedelta
from typing import Any

import pytest

from amendments.actions import chair, committee, council, drafting
from amendments.actions.votes import Count
from amendments.life import Matter, Outcome, Stage
from amendments.models import Decision
from amendments.queries import clock
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert
from tests.world import NO, YES, build

pytestmark = pytest.mark.django_db


def test_the_council_votes_and_the_draft_goes_back():
    world = build(Stage.COUNCIL)
    council.send_back(acting_user=world.council, document=world.document, count=NO)
    assert world.reload().stage == Stage.DRAFTING
    decision = Decision.objects.get()
    assert (decision.matter, decision.outcome, decision.votes_against) == (Matter.COUNCIL, Outcome.LOST, 30)
    world.to(Stage.COUNCIL)
    council.approve(acting_user=world.council, document=world.document, count=YES)
    assert world.reload().approval.votes_for == 30
    world.sound()


def test_nothing_is_published_without_the_council():
    world = build(Stage.COUNCIL)
    with pytest.raises(Refused, match="The council has not approved “Homes in Common” yet"):
        committee.publish(acting_user=world.committee, document=world.document)


def test_a_count_must_bear_the_outcome_out():
    world = build(Stage.COUNCIL)
    with pytest.raises(Refused, match="10 votes for it, and 21 were needed: by this count it is lost"):
        council.approve(acting_user=world.council, document=world.document, count=NO)
    with pytest.raises(Refused, match="by this count it is carried"):
        council.send_back(acting_user=world.council, document=world.document, count=YES)
    with pytest.raises(Refused, match="Type the votes for and against"):
        council.approve(acting_user=world.council, document=world.document, count=Count())
    council.approve(acting_user=world.council, document=world.document, count=Count(method="no objection"))


def test_a_second_approval_is_refused_and_a_repeated_one_is_the_first():
    world = build(Stage.COUNCIL)
    approve: dict[str, Any] = {"acting_user": world.council, "document": world.document, "count": YES, "key": "k"}
    assert council.approve(**approve) == council.approve(**approve)
    with pytest.raises(Refused, match="approved “Homes in Common” already"):
        council.approve(**approve | {"key": "another"})


def test_publishing_fixes_the_base_text_and_opens_filing():
    world = build(Stage.COUNCIL, filing_days=10)
    council.approve(acting_user=world.council, document=world.document, count=YES)
    committee.publish(acting_user=world.committee, document=world.document, key="k")
    committee.publish(acting_user=world.committee, document=world.document, key="k")
    document = world.reload()
    assert document.stage == Stage.DISCUSSION
    assert document.published_revision == document.current_revision
    assert document.filing_deadline is not None
    assert timedelta(days=9) < document.filing_deadline - clock.now() < timedelta(days=11)
    world.sound()


def test_publishing_freezes_labels_for_what_has_none():
    world = build()
    piece = Insert("a" * 16, world.uid("1"), world.uid("1.1"), "A new paragraph.")
    drafting.edit_text(acting_user=world.committee, document=world.document, revision=1, pieces=[piece])
    world.to(Stage.DISCUSSION)
    labels = [row.label for row in world.document.paragraphs.all()]
    assert labels == ["", "1.1", "1.1a", "1.2", "1.3", "2.1"]
    world.sound()


def test_a_deadline_is_in_the_future_and_moves_with_a_reason():
    world = build(Stage.DISCUSSION)
    later = clock.now() + timedelta(days=20)
    with pytest.raises(Refused, match="needs a reason"):
        committee.set_deadline(acting_user=world.committee, document=world.document, deadline=later, reason=" ")
    with pytest.raises(Refused, match="in the future"):
        committee.set_deadline(acting_user=world.committee, document=world.document, deadline=clock.now(), reason="Late.")
    committee.set_deadline(acting_user=world.committee, document=world.document, deadline=later, reason="The post was late.")
    assert world.reload().filing_deadline == later
    assert world.document.rulings.get().reason == "The post was late."
    world.sound()


def test_filing_closes_early_only_with_a_reason_and_can_open_again():
    world = build(Stage.DISCUSSION)
    with pytest.raises(Refused, match="Filing is open until .* UTC. To close it before, give a reason"):
        committee.close_filing(acting_user=world.committee, document=world.document)
    committee.close_filing(acting_user=world.committee, document=world.document, reason="The congress is earlier.")
    assert world.reload().stage == Stage.CLOSED
    with pytest.raises(Forbidden, match="You cannot take the document up here. The chair can."):
        chair.take_to_floor(acting_user=world.committee, document=world.document)
    later = clock.now() + timedelta(days=2)
    committee.reopen_filing(acting_user=world.committee, document=world.document, deadline=later, reason="It is not.")
    assert world.reload().stage == Stage.DISCUSSION
    world.sound()


def test_a_move_from_another_stage_is_refused_by_name():
    world = build(Stage.DISCUSSION)
    with pytest.raises(Forbidden, match="The document is at the stage “published for discussion”"):
        chair.take_to_floor(acting_user=world.chair, document=world.document)
