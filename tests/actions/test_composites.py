"""Composites: proposed, signed off or declined by every mover, standing alone in the vote, left again; all on record."""

from __future__ import annotations

import json

import pytest

from amendments.actions import committee, composites, member
from amendments.actions.composites import Together
from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Rest, Stage, State
from amendments.models import Amendment, Composite, Entry, StandingOrders
from amendments.queries.amendment import open_amendments
from amendments.queries.composites import composite_of, stale
from amendments.queries.fold import Fold
from amendments.queries.verify import problems
from amendments.queries.voting import proposal
from amendments.refusals import Absent, Forbidden, Refused
from amendments.text.compose import Strike
from tests.kept import kept
from tests.world import World, build

READS = "We want shelter for everyone. A home is a right. Nobody is put out at night."


@pytest.fixture
@kept
def world() -> World:
    """Give a discussion with A1 of a member, A2 of another, A3 of a branch, A4 beside."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="member")
    world.file(world.rewrite("1.1", "into the street", "at night"), mover="mover")
    world.file(world.rewrite("1.1", "homes for all", "homes for everyone"), mover="speaker", body=world.branch)
    world.file(world.rewrite("1.2", "municipality", "town"), mover="delegate")
    return world


def together(world: World, text: str = READS) -> Together:
    world.reload()
    piece = world.rewrite("1.1", world.read("1.1"), text)
    return Together([piece], world.revision.number, "shelter", "One text for three.")


def propose(world: World, *numbers: int, who: str = "committee", **more: str) -> Composite:
    return composites.propose_composite(
        acting_user=world.people[who], document=world.document, sources=numbers or (1, 2, 3), together=together(world), **more
    )


def amendment(number: int) -> Amendment:
    return Amendment.objects.get(number=number)


def answer(world: World, who: str, number: int, *, sign: bool = True, version: int = 1) -> Composite:
    return composites.answer_composite(
        acting_user=world.people[who], amendment=amendment(number), sign=sign, version=version, why="It keeps our sense."
    )


def sign_all(world: World, version: int = 1) -> Amendment:
    answer(world, "member", 1, version=version)
    answer(world, "mover", 2, version=version)
    composite = answer(world, "speaker", 3, version=version)
    assert composite.amendment is not None
    return composite.amendment


@pytest.mark.django_db
def test_it_stands_when_every_mover_has_signed_it_off(world: World):
    composite = propose(world)
    assert composite.amendment is None
    answer(world, "member", 1)
    answer(world, "mover", 2)
    assert Composite.objects.get().amendment is None
    assert open_amendments(world.document).count() == 4, "nothing rests before the last signature"
    answer(world, "speaker", 3)
    made = amendment(5)
    assert Composite.objects.get().amendment == made
    assert [row.number for row in open_amendments(world.document)] == [4, 5]
    assert {(row.rest, row.rests_in_id) for row in Amendment.objects.filter(number__lte=3)} == {(Rest.COMPOSITE, made.pk)}
    assert (made.mover_person, {row.person or row.body for row in made.co_movers.all()}) == (
        world.member,
        {world.mover, world.branch},
    )
    world.sound()


@pytest.mark.django_db
def test_carried_it_decides_those_that_rest_in_it(world: World):
    propose(world)
    made = sign_all(world)
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="rests in A5"):
        world.decide(amendment(1))
    world.decide(made)
    assert world.read("1.1") == READS
    assert {row.decision for row in Amendment.objects.filter(number__lte=3)} == {Outcome.FALLEN}
    assert {row.fallen_because_id for row in Amendment.objects.filter(number__lte=3)} == {made.pk}
    assert [row.number for row in open_amendments(world.document)] == [4]
    world.sound()


@pytest.mark.django_db
def test_lost_it_takes_those_that_rest_in_it_along(world: World):
    propose(world)
    made = sign_all(world)
    world.to(Stage.FLOOR)
    world.decide(made, Outcome.LOST)
    assert {row.decision for row in Amendment.objects.filter(number__lte=3)} == {Outcome.FALLEN}
    world.sound()


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.FLOOR])
def test_any_mover_can_leave_before_the_vote(world: World, stage: Stage):
    propose(world)
    made = sign_all(world)
    world.to(stage)
    composites.leave_composite(acting_user=world.mover, amendment=amendment(2))
    assert amendment(5).state == State.WITHDRAWN
    assert [row.number for row in open_amendments(world.document)] == [1, 2, 3, 4]
    assert {row.rest for row in Amendment.objects.all()} == {Rest.NONE}
    with pytest.raises(Refused, match="stands by itself"):
        composites.leave_composite(acting_user=world.mover, amendment=amendment(2))
    assert made.number == 5
    world.sound()


@pytest.mark.django_db
def test_what_rests_is_neither_withdrawn_nor_revised(world: World):
    propose(world)
    sign_all(world)
    with pytest.raises(Refused, match="rests in A5"):
        member.withdraw_amendment(acting_user=world.mover, amendment=amendment(2))
    with pytest.raises(Refused, match="rests in A5"):
        revise(world)
    world.sound()


def revise(world: World) -> None:
    number = world.reload().published_revision.number
    work = Work([world.rewrite("1.1", "into the street", "in winter")], "a word", "It is colder.")
    revise_amendment(acting_user=world.mover, amendment=amendment(2), version=1, revision=number, work=work)


@pytest.mark.django_db
def test_a_source_that_changed_asks_all_anew(world: World):
    composite = propose(world)
    answer(world, "member", 1)
    revise(world)
    assert stale(composite) == ["A2 has version 2 since."]
    with pytest.raises(Refused, match="A2 has version 2 since"):
        answer(world, "mover", 2)
    composites.renew_composite(acting_user=world.committee, composite=composite, version=1, together=together(world))
    assert {one.answer for one in composite.sources.all()} == {"asked"}, "those who had signed are asked anew"
    with pytest.raises(Refused, match="changed since you opened"):
        answer(world, "member", 1, version=1)
    sign_all(world, version=2)
    world.sound()


@pytest.mark.django_db
def test_asked_anew_those_that_declined_or_withdrew_are_left_out(world: World):
    composite = propose(world)
    answer(world, "mover", 2, sign=False)
    with pytest.raises(Refused, match="The mover of A2 declined"):
        answer(world, "member", 1)
    composites.renew_composite(acting_user=world.committee, composite=composite, version=1, together=together(world))
    assert [one.amendment.number for one in composite.sources.all()] == [1, 3]
    committee.rule_on_order(acting_user=world.chair, amendment=amendment(1), in_order=False, reason="It reverses it.")
    with pytest.raises(Refused, match="two amendments or more"):
        composites.renew_composite(acting_user=world.committee, composite=composite, version=2, together=together(world))
    world.sound()


@pytest.mark.django_db
def test_who_may_propose_is_an_order(world: World):
    with pytest.raises(Refused, match="only the drafting committee proposes"):
        propose(world, who="delegate")
    StandingOrders.objects.update(composers="members")
    composite = propose(world, who="delegate")
    with pytest.raises(Refused, match="whoever proposed"):
        composites.end_composite(acting_user=world.teller, composite=composite)
    composites.end_composite(acting_user=world.delegate, composite=composite)
    assert composite_of(amendment(1)) is None
    with pytest.raises(Absent):
        propose(world, who="stranger")
    world.sound()


@pytest.mark.django_db
def test_only_the_mover_answers_and_only_once(world: World):
    propose(world, 1, 2)
    with pytest.raises(Forbidden):
        answer(world, "delegate", 1)
    answer(world, "member", 1)
    entries = world.document.entries.count()
    answer(world, "member", 1)
    assert world.document.entries.count() == entries, "the same answer again is on record once"
    with pytest.raises(Refused, match="in no composite"):
        answer(world, "speaker", 3)


@pytest.mark.django_db
def test_an_amendment_is_in_one_composite_at_a_time_and_a_request_counts_once(world: World):
    first = propose(world, 1, 2, key="once")
    assert propose(world, 1, 2, key="once") == first
    with pytest.raises(Refused, match="A2 is in composite 1"):
        propose(world, 2, 3)
    with pytest.raises(Refused, match="at least two"):
        propose(world, 3)
    with pytest.raises(Refused, match="A99 is no amendment"):
        propose(world, 3, 99)


@pytest.mark.django_db
def test_the_chair_who_ruled_meanwhile_stops_the_last_signature(world: World):
    propose(world, 1, 2)
    answer(world, "member", 1)
    committee.rule_on_order(acting_user=world.chair, amendment=amendment(1), in_order=False, reason="It reverses it.")
    with pytest.raises(Refused, match="A1 is not open any more"):
        answer(world, "mover", 2)
    assert Composite.objects.get().amendment is None
    world.sound()


@pytest.mark.django_db
def test_on_the_floor_a_composite_is_made_of_the_text_as_it_stands(world: World):
    world.to(Stage.FLOOR)
    world.decide(amendment(4))
    propose(world)
    made = sign_all(world)
    world.decide(made)
    assert world.read("1.1") == READS
    world.sound()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "change"),
    [
        ("amendment", {"rest": Rest.NONE, "rests_in": None}),
        ("composite", {"about": "something else"}),
        ("source", {"version": 7}),
    ],
)
def test_verify_sees_a_row_that_was_changed_by_hand(world: World, row: str, change: dict[str, object]):
    composite = propose(world)
    sign_all(world)
    rows = {
        "amendment": Amendment.objects.filter(number=1),
        "composite": Composite.objects.all(),
        "source": composite.sources.filter(amendment__number=2),
    }
    rows[row].update(**change)
    assert any("A1" in one or "Composite 1" in one for one in problems(world.reload()))


def replay(world: World, said: str) -> None:
    """Replay the record as if the last answer to a composite had been another."""
    fold = Fold()
    told = [json.loads(one.payload) for one in Entry.objects.filter(document=world.document).order_by("sequence")]
    last = max(at for at, one in enumerate(told) if one["kind"] == "composite answered")
    for at, one in enumerate(told):
        fold.take(one["kind"], one["body"] | ({"answer": said} if at == last else {}), one["by"])


@pytest.mark.django_db
def test_a_record_where_not_every_mover_signed_the_composite_that_stands_is_refused(world):
    propose(world)
    sign_all(world)
    replay(world, "signed")
    for said in ("asked", "declined"):
        with pytest.raises(ValueError, match="not every mover has signed the composite off"):
            replay(world, said)


@pytest.mark.django_db
def test_on_the_list_a_composite_comes_before_what_it_covers(world: World):
    """Also before one that goes further: it is the compromise, and its place says so."""
    world.file(Strike(world.uid("1.1")), mover="teller")
    propose(world)
    made = sign_all(world)
    found = {str(one.amendment): one.why for one in proposal(world.reload())}
    assert list(found).index(str(made)) < list(found).index("A5")
    assert found[str(made)] == "A compromise is put before what it covers: A5."
