"""Amendments that ask for the same words are made one, movers kept; any of them can stand by itself again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amendments.actions import committee, joining, member
from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Rest, Stage
from amendments.models import Amendment
from amendments.queries import clock
from amendments.queries.amendment import open_amendments
from amendments.refusals import Forbidden, Refused
from tests.kept import kept
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    """A1 to A3 ask for the same words, A3 for a branch; A4 for others. Filing is closed."""
    world = build(Stage.DISCUSSION)
    for mover, body in (("member", None), ("mover", None), ("speaker", world.branch)):
        world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover=mover, body=body)
    world.file(world.rewrite("1.1", "homes for all", "bread for all"), mover="delegate")
    world.to(Stage.CLOSED)
    return world


def amendment(number: int) -> Amendment:
    return Amendment.objects.get(number=number)


def join(world: World, *numbers: int, who: str = "committee", **more: str) -> Amendment:
    return joining.join_same(acting_user=world.people[who], amendment=amendment(1), others=numbers or (2, 3), **more)


def movers(number: int) -> set[str]:
    return {str(one.person or one.body) for one in amendment(number).co_movers.filter(answer="confirmed")}


def test_one_stands_and_the_others_rest_in_it_with_their_movers_beside_its_own(world):
    """The numbers stay, the movers of all move the one together, and it is decided for all."""
    join(world, key="k")
    join(world, key="k")
    assert [(amendment(n).rest, amendment(n).rests_in) for n in (2, 3)] == [(Rest.SAME, amendment(1))] * 2
    assert movers(1) == {str(world.mover), str(world.branch)}
    assert [one.number for one in open_amendments(world.document)] == [1, 4]
    with pytest.raises(Refused, match="rests in A1"):
        member.withdraw_amendment(acting_user=world.mover, amendment=amendment(2))
    world.to(Stage.FLOOR)
    world.decide(amendment(1))
    assert [(amendment(n).decision, amendment(n).fallen_because) for n in (2, 3)] == [(Outcome.FALLEN, amendment(1))] * 2
    world.sound()


def test_a_mover_can_stand_alone_again_and_so_do_all_where_the_one_is_withdrawn(world):
    """Whoever leaves is not beside the mover any more; a withdrawal takes nobody's words away."""
    join(world)
    with pytest.raises(Forbidden):
        joining.part_from_same(acting_user=world.delegate, amendment=amendment(2))
    joining.part_from_same(acting_user=world.mover, amendment=amendment(2))
    assert amendment(2).rest == Rest.NONE
    assert movers(1) == {str(world.branch)}
    with pytest.raises(Refused, match="stands by itself"):
        joining.part_from_same(acting_user=world.mover, amendment=amendment(2))
    member.withdraw_amendment(acting_user=world.member, amendment=amendment(1))
    assert amendment(3).rest == Rest.NONE
    world.sound()


def test_a_new_version_of_the_one_lets_the_others_stand_by_themselves(world):
    """They asked for the words that it had."""
    join(world)
    work = Work([world.rewrite("1.1", "homes for all", "rooms for all")], reason="Better.")
    deadline = clock.now() + timedelta(days=2)
    committee.reopen_filing(
        acting_user=world.committee, document=world.document, deadline=deadline, reason="The post was late."
    )
    number = world.revision.number
    revise_amendment(acting_user=world.member, amendment=amendment(1), version=1, revision=number, work=work)
    assert {amendment(n).rest for n in (2, 3)} == {Rest.NONE}
    world.sound()


def test_what_does_not_ask_for_the_same_is_not_made_one(world):
    """Other words, what is not there, oneself alone; and not by a member."""
    for numbers, why in (((4,), "does not ask for the same"), ((9,), "no amendment"), ((1,), "at least one other")):
        with pytest.raises(Refused, match=why):
            join(world, *numbers)
    with pytest.raises(Forbidden):
        join(world, who="member")
    join(world, 2)
    with pytest.raises(Refused, match="not open"):
        join(world, 2, 3)
    world.sound()
