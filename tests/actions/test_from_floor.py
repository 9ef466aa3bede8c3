"""Amendments from the floor: moved by a delegate while the congress decides, typed by the desk, on the text as it stands."""

from typing import Any

import pytest

from amendments.actions import committee
from amendments.actions.from_floor import Moved, file_from_floor
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.voting import move_item
from amendments.life import Admissibility, Outcome, Rebase, Stage
from amendments.models import Amendment, Decision, Document, StandingOrders, VotingItem, VotingList
from amendments.models.orders_voting import FromFloor
from amendments.queries.states import mover_of
from amendments.refusals import Conflict, Forbidden, Refused
from tests.hall import Hall, full_hall, one
from tests.kept import kept

pytestmark = pytest.mark.django_db
CHANGES = (("1.2", "municipality", "council"), ("1.3", "twice", "four times"))


@kept
def hall() -> Hall:
    """Build a hall whose orders let amendments in from the floor, with A1 to 1.2 and A2 to 1.3."""
    return full_hall(*CHANGES, floor_amendments=FromFloor.SUPPORTED)


def move(found: Hall, label: str, old: str, new: str, *, by: str = "secretary", key: str = "", **more: Any) -> Amendment:
    """Type what the first delegate moves, on the page as it is now."""
    world = found.world
    world.reload()
    revision = more.pop("revision", world.revision.number)
    seat = more.pop("seat", found.seat(found.delegates[0]))
    moved = Moved((world.rewrite(label, old, new),), seat, **more)
    return file_from_floor(acting_user=getattr(world, by), document=world.document, revision=revision, moved=moved, key=key)


def test_it_stands_on_the_text_as_it_is_and_takes_its_place_on_the_list():
    found = hall()
    world = found.world
    world.decide(one(found, 1))
    made = move(found, "1.2", "council", "tenants’ council")
    assert (made.number, made.floor_support, made.base_revision) == (3, 0, world.revision)
    assert world.revision != world.document.published_revision
    assert mover_of(made) == "Delegate 1, from the floor"
    assert made.visibility == "readers"
    item = VotingItem.objects.get(amendment=made)
    assert item.why.startswith("Moved from the floor. ")
    assert [row.amendment.number for row in VotingItem.objects.filter(open=True).order_by("position")] == [3, 2]
    assert any(said.startswith("A3 is new") for said in VotingList.objects.get(document=world.document).news)
    world.decide(one(found, 3))
    assert "tenants’ council" in world.reload().paragraphs.get(label="1.2").text
    world.sound()


def test_by_the_orders_nothing_comes_or_with_supporters_or_by_the_chair():
    found = hall()
    StandingOrders.objects.update(floor_amendments=FromFloor.NEVER)
    with pytest.raises(Refused, match="nothing is moved from the floor"):
        move(found, "1.1", "homes", "houses")
    with pytest.raises(Forbidden, match="the secretary"):
        move(found, "1.1", "homes", "houses", by="member")
    StandingOrders.objects.update(floor_amendments=FromFloor.SUPPORTED, floor_supporters=2)
    with pytest.raises(Refused, match="It has 1 of 2 supporters"):
        move(found, "1.1", "homes", "houses", supporters=1)
    with pytest.raises(Refused, match="delegates hold a seat"):
        move(found, "1.1", "homes", "houses", supporters=60)
    with pytest.raises(Refused, match="Only whoever holds a delegate’s seat now"):
        move(found, "1.1", "homes", "houses", supporters=2, seat=None)
    made = move(found, "1.1", "homes", "houses", supporters=2)
    found.put(amendment=made)


def test_where_the_chair_lets_it_in_nobody_else_rules_and_it_waits_for_that():
    found = hall()
    world = found.world
    StandingOrders.objects.update(floor_amendments=FromFloor.CHAIR)
    made = move(found, "1.1", "homes", "houses", by="chair")
    with pytest.raises(Refused, match="the chair rules first"):
        found.put(amendment=made)
    with pytest.raises(Forbidden, match="the chair rules on it"):
        committee.rule_on_order(acting_user=world.committee, amendment=made, in_order=True, reason="It belongs here.")
    committee.rule_on_order(acting_user=world.chair, amendment=made, in_order=True, reason="It belongs here.")
    vote = found.decide(found.put(amendment=one(found, 3)), ["for"] * 5)
    assert (vote.outcome, one(found, 3).decision) == (Outcome.CARRIED, Outcome.CARRIED)
    other = move(found, "1.1", "right", "claim")
    committee.rule_on_order(acting_user=world.chair, amendment=other, in_order=False, reason="It only reverses A3.")
    assert one(found, 4).admissibility == Admissibility.OUT_OF_ORDER
    world.sound()


def test_what_was_changed_meanwhile_is_refused_with_both_texts_and_what_was_not_is_taken():
    found = hall()
    world = found.world
    seen = world.revision.number
    typed = world.rewrite("1.2", "Rents", "All rents")
    beside = world.rewrite("1.1", "street", "cold")
    world.decide(one(found, 1))
    seat = found.seat(found.delegates[0])
    act: dict[str, Any] = {"acting_user": world.secretary, "document": world.document, "revision": seen}
    with pytest.raises(Conflict) as refused:
        file_from_floor(moved=Moved((typed,), seat), **act)
    assert "council" in refused.value.theirs
    assert "All rents" in refused.value.mine
    made = file_from_floor(moved=Moved((beside,), seat), **act)
    assert made.base_revision.number == seen + 1
    with pytest.raises(Refused, match="changes nothing"):
        move(found, "1.1", "street", "street")
    world.sound()


def test_two_desks_enter_it_once_and_a_repeated_request_makes_nothing_more():
    found = hall()
    made = move(found, "1.1", "homes", "houses", key="k")
    assert move(found, "1.1", "homes", "houses", key="k") == made
    with pytest.raises(Refused, match="moves this already: Secretary entered it as A3"):
        move(found, "1.1", "homes", "houses", by="chair", key="other")
    twin = move(found, "1.1", "homes", "houses", seat=found.seat(found.delegates[1]))
    assert (twin.number, found.world.fresh(found.world.congress).last_number) == (4, 4)
    found.world.sound()


def test_it_contradicts_falls_and_is_moved_on_the_list_as_any_other():
    found = hall()
    world = found.world
    rival = move(found, "1.2", "municipality", "landlords")
    version = VotingList.objects.get(document=world.document).version
    move_item(acting_user=world.chair, document=world.document, number=3, to="1", reason="It goes further.", version=version)
    world.decide(rival)
    assert (one(found, 1).decision, one(found, 1).fallen_because) == (Outcome.FALLEN, rival)
    late = move(found, "1.3", "council", "board")
    world.decide(one(found, 2))
    assert one(found, late.number).rebase_state in {Rebase.SHIFTED, Rebase.TOUCHING}
    world.sound()


def test_an_amendment_to_one_that_is_open_comes_from_the_floor_too_and_is_decided_before_it():
    found = hall()
    world = found.world
    primary = one(found, 2)
    text = "Each house elects a council. The council meets six times a year."
    moved = Moved(
        (type(world.rewrite("1.3", "twice", "six times"))(world.uid("1.3"), text),),
        found.seat(found.delegates[0]),
        amends=primary,
        amends_version=1,
    )
    made = file_from_floor(acting_user=world.secretary, document=world.reload(), revision=world.revision.number, moved=moved)
    assert (made.primary, made.floor_support) == (primary, 0)
    with pytest.raises(Refused, match="First decide on A3"):
        found.put(amendment=primary)
    world.decide(made)
    world.decide(one(found, 2))
    assert "six times" in world.reload().paragraphs.get(label="1.3").text
    world.sound()


def test_on_another_text_the_desk_cannot_type_and_the_record_tells_a_flipped_count():
    found = hall()
    made = move(found, "1.1", "homes", "houses", supporters=3)
    Amendment.objects.filter(pk=made.pk).update(floor_support=4)
    with pytest.raises(AssertionError, match="A3: it came from the floor otherwise than the record says"):
        found.world.sound()
    Document.objects.update(stage=Stage.CLOSED)
    with pytest.raises(Forbidden, match="at the stage “filing closed”"):
        move(found, "1.1", "right", "claim")


def test_reopening_the_decision_that_its_text_stands_on_resolves_it_anew():
    found = hall()
    world = found.world
    world.decide(one(found, 1))
    made = move(found, "1.2", "council", "tenants’ council")
    beside = move(found, "1.1", "homes", "houses")
    carried = move(found, "1.3", "house", "home")
    world.decide(carried)
    undone = Decision.objects.get(amendment=one(found, 1))
    asked = ask_reopening(acting_user=world.chair, decision=undone, reason="The wrong paper was read out.")
    confirm_reopening(acting_user=world.teller, asked=asked)
    assert (one(found, made.number).decision, one(found, made.number).rebase_state) == (Outcome.PENDING, Rebase.CONFLICTING)
    assert (one(found, beside.number).rebase_state, one(found, carried.number).decision) == (Rebase.CLEAN, Outcome.CARRIED)
    assert world.reload().paragraphs.get(label="1.2").text.startswith("Rents are set by the municipality.")
    world.sound()
