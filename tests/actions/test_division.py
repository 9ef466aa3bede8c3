"""Division of an amendment into parts, each a question of its own; and one again while no part is decided."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.access import access_document_for
from amendments.actions import committee, division, member, voting
from amendments.actions.co_movers import answer_co_mover, name_co_mover
from amendments.life import Outcome, Rest, Stage
from amendments.models import Amendment, Entry, Ruling, VotingItem
from amendments.queries.division import digest_of, parts_of, why_not_united, why_undivided
from amendments.queries.record import entry_of
from amendments.queries.relations import rivals_of
from amendments.queries.states import state_of
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Strike
from amendments.text.number import Number
from tests.world import World, build

pytestmark = pytest.mark.django_db


def divided(world: World, amendment: Amendment, numbers: tuple[int, ...] = (1, 2), **changed: Any) -> list[Amendment]:
    more: dict[str, Any] = {
        "acting_user": world.committee,
        "reason": "A delegate asked for it.",
        "seen": digest_of(amendment),
    } | changed
    return division.divide_amendment(amendment=amendment, numbers=numbers, **more)


def two_changes(world: World, mover: str = "mover") -> Amendment:
    """File an amendment that does two things that can be voted apart."""
    return world.file(world.rewrite("1.1", "A home", "A good home"), world.rewrite("2.1", "publishes", "prints"), mover=mover)


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


def test_its_parts_stand_in_its_place_with_labels_of_their_own(world):
    """A1.1 and A1.2 are moved by whoever moved A1, which rests; the record verifies."""
    whole, rival = two_changes(world), world.file(world.rewrite("1.1", "A home", "A warm home"))
    name_co_mover(acting_user=world.mover, amendment=whole, person=world.member)
    answer_co_mover(acting_user=world.member, amendment=whole, confirm=True, version=1)
    world.to(Stage.CLOSED)
    parts = divided(world, whole, asked_by=world.delegate)
    whole = world.fresh(whole)
    assert [str(one) for one in parts] == ["A1.1", "A1.2"]
    assert [str(one) for one in parts_of(whole)] == ["A1.1", "A1.2"]
    assert (whole.rest, whole.decision, state_of(whole).word) == (Rest.PARTS, Outcome.PENDING, "divided into parts")
    assert {one.mover_person for one in parts} == {world.mover}
    assert [one.co_movers.get().person for one in parts] == [world.member, world.member]
    assert [one.amendment for one in rivals_of(parts[0])] == [rival]
    assert rivals_of(parts[1]) == []
    assert Ruling.objects.get(amendment=whole).asked_by == world.delegate
    told = entry_of(
        access_document_for(world.chair, "read_document", pk=world.document.pk), Entry.objects.latest("pk").sequence
    )
    assert told
    assert told[1].what == "A1 was divided into A1.1, A1.2"
    assert [row.number for row in Amendment.objects.order_by("number")] == [1, Number.of(1, 1), Number.of(1, 2), 2]
    world.sound()


def test_each_part_is_decided_for_itself(world):
    """One is carried and the other lost: only the words of the first are in the text."""
    whole = two_changes(world)
    world.to(Stage.FLOOR)
    first, second = divided(world, whole)
    world.decide(first)
    world.decide(second, Outcome.LOST)
    assert "A good home" in world.reload().paragraphs.get(label="1.1").text
    assert "publishes" in world.document.paragraphs.get(label="2.1").text
    assert "A1.1 is carried" in why_not_united(world.fresh(whole), parts_of(whole))
    with pytest.raises(Refused, match="divided"):
        world.decide(whole)
    world.to(Stage.ADOPTED)
    world.sound()


def test_it_can_be_one_again_and_labels_are_never_used_again(world):
    """The parts rest in it; divided once more, it has A1.3 and A1.4."""
    whole = two_changes(world)
    world.to(Stage.CLOSED)
    first, _ = divided(world, whole)
    division.unite_amendment(acting_user=world.chair, amendment=world.fresh(whole), reason="Nobody wants it apart.")
    whole, first = world.fresh(whole), world.fresh(first)
    assert (whole.rest, first.rest, first.rests_in) == (Rest.NONE, Rest.WHOLE, whole)
    with pytest.raises(Refused, match="one with A1 again"):
        member.withdraw_amendment(acting_user=world.mover, amendment=first)
    assert [str(one) for one in divided(world, whole)] == ["A1.3", "A1.4"]
    world.sound()


def test_a_whole_that_is_withdrawn_or_decided_takes_its_resting_parts_along(world):
    """Parts of an undone division never stand by themselves again."""
    whole = two_changes(world)
    world.to(Stage.CLOSED)
    first, _ = divided(world, whole)
    division.unite_amendment(acting_user=world.chair, amendment=world.fresh(whole), reason="Nobody wants it apart.")
    member.withdraw_amendment(acting_user=world.mover, amendment=world.fresh(whole))
    assert world.fresh(first).rest == Rest.WHOLE
    member.take_over_amendment(acting_user=world.member, amendment=world.fresh(whole))
    world.to(Stage.FLOOR)
    world.decide(world.fresh(whole))
    assert (world.fresh(first).decision, world.fresh(first).fallen_because) == (Outcome.FALLEN, world.fresh(whole))
    world.sound()


def test_the_parts_stand_on_the_voting_list_in_its_place(world):
    """Where the whole stood, in their order; once it is one again it stands there itself."""
    whole = two_changes(world)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.CLOSED)
    listing = voting.make_list(acting_user=world.chair, document=world.document)
    parts = divided(world, whole)

    def order() -> list[str]:
        rows = VotingItem.objects.filter(document=world.document, open=True).order_by("position")
        return [str(one.amendment) for one in rows.select_related("amendment")]

    before = [str(one) for one in order()]
    assert before.index("A1.2") == before.index("A1.1") + 1
    assert "A1" not in before
    listing.refresh_from_db()
    assert "A1 is divided: A1.1, A1.2 stand in its place." in listing.news
    voting.make_list(acting_user=world.chair, document=world.document, version=listing.version, key="again")
    assert order() == before
    division.unite_amendment(acting_user=world.chair, amendment=world.fresh(parts[0]).part_of, reason="Nobody wants it apart.")
    assert "A1" in order()
    assert "A1.1" not in order()
    world.sound()


def test_who_may_and_what_cannot_be_divided(world):
    """The committee and the chair, once filing is closed; never a part, an amendment to one, or what is one change."""
    whole, single = two_changes(world), world.file(world.rewrite("1.2", "faster", "quicker"))
    removed = world.file(Strike(world.uid("1.3")), world.rewrite("1.2", "set", "fixed"))
    with pytest.raises(Refused, match="at the stage"):
        divided(world, whole)
    world.to(Stage.CLOSED)
    with pytest.raises(Forbidden):
        divided(world, whole, acting_user=world.mover)
    with pytest.raises(Refused, match="is one change"):
        divided(world, single, numbers=(1,))
    with pytest.raises(Refused, match="two parts or more"):
        divided(world, whole, numbers=(1, 1))
    with pytest.raises(Refused, match="reads otherwise"):
        divided(world, whole, seen="0" * 64)
    with pytest.raises(Refused, match="reason"):
        divided(world, whole, reason=" ")
    with pytest.raises(Refused, match="no delegate"):
        divided(world, whole, asked_by=world.member)
    member.withdraw_amendment(acting_user=world.member, amendment=removed)
    assert "withdrawn" in why_undivided(world.fresh(removed))
    committee.rule_on_order(acting_user=world.committee, amendment=single, in_order=False, reason="It is not.")
    assert "not before the congress" in why_undivided(world.fresh(single))
    first, _ = divided(world, whole)
    assert "a part already" in why_undivided(first)
    assert "divided already, into A1.1, A1.2" in why_undivided(world.fresh(whole))
    world.sound()


def test_a_request_that_comes_twice_divides_once(world):
    """The same key gives the same parts."""
    whole = two_changes(world)
    world.to(Stage.CLOSED)
    once, twice = (divided(world, whole, key="k") for _ in range(2))
    assert [one.pk for one in once] == [one.pk for one in twice]
    assert Entry.objects.filter(kind="divided").count() == 1


def test_an_altered_division_does_not_verify(world):
    """A part that is said to be of another amendment, and words of a part that were changed."""
    whole = two_changes(world)
    other = world.file(world.rewrite("1.3", "twice", "thrice"))
    world.to(Stage.CLOSED)
    first, second = divided(world, whole)
    Amendment.objects.filter(pk=first.pk).update(part_of=other, part=5)
    Amendment.objects.filter(pk=second.pk).update(edits=first.edits)
    said = "\n".join(problems(world.reload()))
    assert "A1.1: it is a part of another amendment" in said
    assert "A1.2: what was filed is not what the record says" in said
