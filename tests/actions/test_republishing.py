"""A text published anew: its numbers and dates, the pending carried over to it, what movers answer, and what nobody answers."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from amendments.actions import carried_over, chair, committee, member, second_reading, versions
from amendments.actions.filing import Work, file_amendment
from amendments.actions.republishing import republish
from amendments.life import Outcome, Rebase, Rest, Stage
from amendments.models import CarriedOver, Entry
from amendments.models.fields import new_uid
from amendments.queries import clock
from amendments.queries.provenance import traced
from amendments.refusals import Conflict, Forbidden, Refused
from amendments.text.compose import Insert, Replace, Rewrite, Strike
from tests.reading import asked, begun, confirm, edit, member_files, published, settled, take, terms
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


def test_pending_amendments_are_carried_over_and_nothing_filed_is_changed(world: World) -> None:
    taken = world.file(world.rewrite("1.2", "by the municipality", "by the town"))
    rows = {
        Rebase.CLEAN: world.file(world.rewrite("1.3", "twice", "once")),
        Rebase.SHIFTED: world.file(world.rewrite("1.2", "wages", "prices")),
        Rebase.TOUCHING: world.file(world.rewrite("1.2", "Rents are set", "All rents are set")),
        Rebase.CONFLICTING: world.file(world.rewrite("1.2", "municipality", "people")),
        Rebase.SATISFIED: world.file(world.rewrite("1.2", "by the municipality", "by the town"), mover="mover"),
        Rebase.GONE: world.file(world.rewrite("1.1", "a right", "our right")),
    }
    filed = {row.pk: (row.edits, row.base_revision_id, row.version) for row in rows.values()}
    begun(world)
    take(world, taken)
    second_reading.edit_working_text(
        acting_user=world.committee, document=world.document, revision=1, pieces=[Strike(world.uid("1.1"))]
    )
    published(world)
    for state, row in rows.items():
        fresh = world.fresh(row)
        assert (fresh.rebase_state, asked(row).state, asked(row).answer) == (state, state, "asked"), row
        assert (fresh.edits, fresh.base_revision_id, fresh.version) == filed[row.pk]
        assert (fresh.decision, fresh.rest) == (Outcome.PENDING, Rest.NONE)
    assert not CarriedOver.objects.filter(amendment=taken).exists()
    world.sound()


def test_a_global_change_is_carried_over_place_by_place(world: World) -> None:
    everywhere = world.file(Replace("council", "board"))
    begun(world)
    edit(world, "1.3", "The council meets twice", "The assembly meets twice")
    published(world)
    row = world.fresh(everywhere)
    assert (row.rebase_state, row.throughout.standing, list(row.throughout.dropped)) == ("shifted", [0], ["1"])
    world.sound()


def test_published_from_a_closed_stage_opens_filing_again_and_judges_support_anew() -> None:
    world = build(Stage.DISCUSSION, supporters_needed=3)
    short = world.file(world.rewrite("1.2", "municipality", "town"))
    also = world.file(world.rewrite("1.3", "twice", "once"))
    world.to(Stage.CLOSED)
    assert world.fresh(short).backing == "short"
    begun(world)
    edit(world, "1.2", "municipality", "people")
    published(world)
    assert world.document.stage == Stage.DISCUSSION
    assert (world.fresh(short).backing, world.fresh(also).backing) == ("open", "open")
    world.sound()


def test_numbers_stay_or_are_made_anew_as_the_orders_say() -> None:
    for orders, label, last in (({}, "1.1a", "1.2"), ({"second_reading_numbers": "anew"}, "1.2", "1.3")):
        world = build(Stage.DISCUSSION, **orders)
        begun(world)
        piece = Insert(new_uid(), world.document.sections.get(label="1").uid, world.uid("1.1"), "A new one.")
        second_reading.edit_working_text(acting_user=world.committee, document=world.document, revision=0, pieces=[piece])
        published(world)
        assert world.read(label) == "A new one."
        assert world.read(last).startswith("Rents")
        body = json.loads(Entry.objects.get(document=world.document, kind="republished").payload)["body"]
        assert bool(body["concordance"]) == bool(orders)
        world.sound()


def test_a_mover_confirms_revises_or_withdraws(world: World) -> None:
    taken = world.file(world.rewrite("1.2", "by the municipality", "by the town"), mover="delegate")
    beside = world.file(world.rewrite("1.2", "Rents are set", "All rents are set"))
    against = world.file(world.rewrite("1.2", "municipality", "people"))
    third = world.file(world.rewrite("1.3", "twice", "once"))
    begun(world)
    take(world, taken)
    published(world)
    row = confirm(world, beside, key="once")
    assert confirm(world, beside, key="once") == row
    fresh = world.fresh(beside)
    assert (fresh.confirmed_digest, fresh.confirmed_by) == (fresh.combined_digest, world.member)
    with pytest.raises(Refused, match="confirmed on the new text already"):
        confirm(world, beside)
    with pytest.raises(Refused, match="does not fit the new text"):
        confirm(world, against)
    with pytest.raises(Forbidden):
        confirm(world, third, "mover")
    with pytest.raises(Refused, match="changed since you opened"):
        carried_over.confirm_carried_over(acting_user=world.member, amendment=third, digest="0" * 64)
    work = Work((world.rewrite("1.2", "town", "people of the town"),), about="people", reason="Still.")
    versions.revise_amendment(acting_user=world.member, amendment=against, version=1, revision=world.revision.number, work=work)
    member.withdraw_amendment(acting_user=world.member, amendment=third)
    assert world.fresh(against).base_revision == world.document.published_revision
    world.sound()
    settled(world)
    assert {one.amendment_id: one.answer for one in CarriedOver.objects.all()} == {
        beside.pk: "confirmed",
        against.pk: "asked",
        third.pk: "asked",
    }
    assert world.fresh(against).rest == Rest.NONE


@pytest.mark.parametrize(("rule", "fitting"), [("stands", Rest.NONE), ("rests", Rest.UNCONFIRMED)])
def test_what_nobody_answers_is_treated_as_the_orders_say(rule: str, fitting: str) -> None:
    world = build(Stage.DISCUSSION, unanswered=rule)
    taken = world.file(world.rewrite("1.2", "municipality", "town"), mover="delegate")
    fits = world.file(world.rewrite("1.3", "twice", "once"))
    against = world.file(world.rewrite("1.2", "municipality", "people"))
    begun(world)
    take(world, taken)
    published(world)
    with pytest.raises(Refused, match="Settle it after that"):
        carried_over.settle_answers(acting_user=world.committee, document=world.document)
    settled(world)
    assert (world.fresh(fits).rest, world.fresh(against).rest) == (fitting, Rest.UNCONFIRMED)
    with pytest.raises(Refused, match="rests, because its mover did not confirm"):
        member.withdraw_amendment(acting_user=world.member, amendment=world.fresh(against))
    with pytest.raises(Refused, match="No answers"):
        carried_over.settle_answers(acting_user=world.committee, document=world.document)
    world.sound()
    ruling = carried_over.let_stand(acting_user=world.chair, amendment=against, reason="Its mover was ill.")
    assert (world.fresh(against).rest, ruling.rule) == (Rest.NONE, "unanswered")
    world.sound()


def test_the_floor_settles_what_is_left(world: World) -> None:
    fits = world.file(world.rewrite("1.3", "twice", "once"))
    begun(world)
    edit(world, "1.2", "municipality", "town")
    published(world)
    world.to(Stage.FLOOR)
    assert (asked(fits).answer, world.fresh(fits).rest) == ("stands", Rest.NONE)
    world.decide(fits)
    assert "once" in world.read("1.3")
    assert {row.by for row in traced(world.reload()).paragraphs[world.uid("1.3")].tokens} == {"", "A1"}
    world.to(Stage.ADOPTED)
    world.sound()


def test_an_amendment_to_one_that_was_taken_in_is_asked_about(world: World) -> None:
    primary = world.file(world.rewrite("1.2", "municipality", "town council"))
    work = Work(
        (Rewrite(world.uid("1.2"), world.read("1.2").replace("municipality", "town board")),),
        about="board",
        reason="Better.",
        amends=primary,
        amends_version=1,
    )
    second = member_files(world, work)
    begun(world)
    take(world, primary)
    published(world)
    assert (asked(second).state, world.fresh(second).rebase_state) == (Rebase.GONE, Rebase.GONE)
    assert "was taken into the text" in asked(second).why
    world.sound()


def test_what_was_revised_or_withdrawn_since_it_was_taken_in_does_not_rest(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    two = world.file(world.rewrite("1.3", "twice", "once"))
    begun(world)
    take(world, one, two)
    work = Work((world.rewrite("1.2", "municipality", "people"),), about="people", reason="After all.")
    versions.revise_amendment(acting_user=world.member, amendment=one, version=1, revision=world.revision.number, work=work)
    member.withdraw_amendment(acting_user=world.member, amendment=two)
    published(world)
    assert "town" in world.read("1.2")
    assert (world.fresh(one).rest, world.fresh(one).rebase_state) == (Rest.NONE, Rebase.CONFLICTING)
    assert (world.fresh(two).rest, world.fresh(two).state) == (Rest.NONE, "withdrawn")
    assert asked(one).version == 2
    world.sound()


def test_dates_and_words_that_members_need(world: World) -> None:
    begun(world)
    with pytest.raises(Refused, match="Nothing was changed at this second reading"):
        published(world)
    edit(world, "1.2", "municipality", "town")
    good = terms()
    for bad, why in (
        (good._replace(summary=" "), "Tell the members"),
        (good._replace(deadline=clock.now() - timedelta(days=1)), "in the future"),
        (good._replace(answers=clock.now() - timedelta(days=1)), "in the future"),
        (good._replace(answers=good.deadline + timedelta(days=1)), "before filing closes"),
    ):
        with pytest.raises(Refused, match=why):
            published(world, terms=bad)
    head = world.fresh(world.document).head
    world.file(world.rewrite("1.3", "twice", "once"))
    with pytest.raises(Refused, match="was filed or ruled since"):
        published(world, head=head)
    made = published(world, key="once")
    again = republish(acting_user=world.committee, document=world.document, terms=good, seen="", key="once")
    assert made == again
    assert CarriedOver.objects.count() == 1


def test_filing_on_the_old_text_after_it_was_published_anew(world: World) -> None:
    old, piece = world.revision.number, world.rewrite("1.2", "wages", "prices")
    begun(world)
    edit(world, "1.2", "municipality", "town")
    published(world)
    work = Work((piece,), about="prices", reason="They count.")
    with pytest.raises(Conflict) as caught:
        file_amendment(acting_user=world.member, document=world.document, revision=old, work=work)
    assert "town" in caught.value.theirs


def test_the_deadline_was_moved_on_record(world: World) -> None:
    begun(world)
    edit(world, "1.2", "municipality", "town")
    good = terms()
    published(world, terms=good)
    assert world.document.filing_deadline == good.deadline
    committee.close_filing(acting_user=world.committee, document=world.document, reason="Early.")
    chair.take_to_floor(acting_user=world.chair, document=world.document)
    world.sound()
