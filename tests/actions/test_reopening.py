"""A decision is reopened, or its count corrected: what came after is resolved again, and nothing is dropped or guessed."""

import json
from functools import partial

import pytest

from amendments.access import access_document_for
from amendments.actions import adoption, member
from amendments.actions.reopening import ask_reopening, confirm_reopening, drop_reopening
from amendments.actions.votes import Count
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Decision, Entry, Paragraph, Reopening, Revision
from amendments.queries.going_back import plan_of
from amendments.queries.minutes import Minutes
from amendments.queries.provenance import traced
from amendments.queries.resolving import if_reopened
from amendments.queries.verify import problems
from amendments.refusals import Refused
from amendments.text.compose import Insert
from tests.hall import full_hall, one
from tests.world import NO, YES, World, build

pytestmark = pytest.mark.django_db


def congress(*changes, **orders) -> World:
    """Build a world on the floor; each change (label, old words, new words) is an amendment from A1 on."""
    world = build(Stage.DISCUSSION, **orders)
    for change in changes:
        world.file(world.rewrite(*change) if isinstance(change, tuple) else change(world))
    world.to(Stage.FLOOR)
    return world


def number(n: int) -> Amendment:
    return Amendment.objects.get(number=n)


def decision(n: int) -> Decision:
    return Decision.objects.get(amendment__number=n, superseded=False)


def reopen(world: World, found: Decision, count: Count | None = None) -> Reopening:
    asked = ask_reopening(acting_user=world.chair, decision=found, reason="The wrong paper was read out.", count=count)
    done = confirm_reopening(acting_user=world.teller, asked=asked)
    world.reload()
    return done


def states() -> dict[int, str]:
    return dict(Amendment.objects.order_by("number").values_list("number", "decision"))


def test_the_text_is_made_again_of_what_stands_and_what_fell_is_pending_again():
    world = congress(
        ("1.1", "all", "everybody"), ("1.1", "all", "each of us"), ("1.1", "the street", "the cold"), ("1.2", "wages", "prices")
    )
    for n in (1, 3, 4):
        world.decide(number(n))
    assert states()[2] == "fallen"
    before = world.read("1.1")
    done = reopen(world, decision(1))
    assert (done.ended, done.confirmed_by) == ("done", world.teller)
    assert states() == {1: "pending", 2: "pending", 3: "carried", 4: "carried"}
    assert world.read("1.1") == before.replace("everybody", "all")
    assert "prices" in world.read("1.2")
    assert number(1).fallen_because is None
    by = {token.by for token in traced(world.reload()).paragraphs[world.uid("1.1")].tokens}
    assert by == {"", "A3"}
    world.decide(number(2))
    assert "each of us" in world.read("1.1")
    assert states()[1] == "fallen"
    minutes = Minutes(access_document_for(world.chair, "read_document", pk=world.document.pk), everything=True).items()
    told = [item for item in minutes if item.row.amendment == 2 and item.places]
    assert "each of us" in str(told[-1].places), "it stands in the minutes on the text that was made again"
    world.sound()


def test_what_touches_on_the_new_text_is_put_again_and_adoption_waits_for_it():
    world = congress(
        ("1.1", "We want homes for all", "We want good homes"), ("1.1", "A home is a right", "A good home is a right")
    )
    world.decide(number(1))
    two = number(2)
    if two.rebase_state == "touching":
        member.confirm_combined(acting_user=world.committee, amendment=two, digest=two.combined_digest)
    world.decide(number(2))
    found = if_reopened(world.reload(), plan_of(decision(1), Outcome.PENDING))
    assert [one.taken.amendment for one in found.again] + [one.amendment for one in found.steps] == [2]
    reopen(world, decision(1))
    assert states()[1] == "pending"
    with pytest.raises(Refused, match="cannot be adopted while amendments are open"):
        adoption.adopt(acting_user=world.chair, document=world.document, outcome="carried", count=YES)
    world.sound()


def test_what_stood_on_words_that_are_gone_is_listed_and_never_dropped():
    world = congress(
        lambda w: Insert("f" * 16, w.uid("1"), w.uid("1.1"), "Squatting is no crime."),
        ("1.2", "wages", "prices"),
    )
    world.decide(number(1))
    label = Paragraph.objects.get(uid="f" * 16).label
    world.decide(number(2))
    reopen(world, decision(1))
    stub = Paragraph.objects.get(uid="f" * 16)
    assert (stub.struck, stub.label) == (True, label)
    world.sound()
    world.decide(number(1))
    again = Paragraph.objects.get(uid="f" * 16)
    assert (again.struck, again.label, again.text) == (False, label, "Squatting is no crime.")
    world.sound()


def test_a_recount_that_confirms_the_outcome_supersedes_the_count_alone():
    world = congress(("1.1", "all", "everybody"))
    world.decide(number(1))
    revisions = Revision.objects.count()
    reopen(world, decision(1), Count(28, 12))
    rows = Decision.objects.filter(amendment__number=1).order_by("entry__sequence")
    assert [(row.votes_for, row.superseded) for row in rows] == [(30, True), (28, False)]
    assert Revision.objects.count() == revisions
    assert states()[1] == "carried"
    reopen(world, decision(1))
    assert states()[1] == "pending"
    world.sound()


@pytest.mark.parametrize("start", [YES, NO])
def test_a_recount_that_turns_the_outcome_resolves_all_that_came_after(start):
    world = congress(("1.1", "all", "everybody"), ("1.1", "all", "each of us"), ("1.2", "wages", "prices"))
    carried = start is YES
    world.decide(number(1), Outcome.CARRIED if carried else Outcome.LOST)
    if not carried:
        world.decide(number(2))
    world.decide(number(3))
    reopen(world, decision(1), Count(10, 30) if carried else Count(30, 10))
    now = states()
    assert now[1] == ("lost" if carried else "carried")
    assert now[2] == "pending"
    assert ("everybody" in world.read("1.1")) is not carried
    assert "prices" in world.read("1.2")
    world.sound()


def test_a_paragraph_that_was_struck_comes_back_and_is_put_again_before_adoption():
    hall = full_hall(("1.1", "all", "everybody"))
    world = hall.world
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.2")), ["against"])
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    assert world.document.paragraphs.get(label="1.2").struck
    reopen(world, Decision.objects.get(matter="paragraph"))
    assert not world.document.paragraphs.get(label="1.2").struck
    assert "everybody" in world.read("1.1")
    with pytest.raises(Refused, match="must be put again: That paragraph 1.2 stays"):
        adoption.adopt(acting_user=world.chair, document=world.document, outcome="carried", count=YES)
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.2")), ["for"])
    adoption.adopt(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES)
    world.sound()


def test_two_persons_a_reason_and_nothing_on_the_floor():
    hall = full_hall(("1.1", "all", "everybody"), ("1.2", "wages", "prices"))
    world = hall.world
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    found, ask = decision(1), partial(ask_reopening, acting_user=world.chair, decision=decision(1))
    with pytest.raises(Refused, match="Give the reason"):
        ask(reason=" ")
    with pytest.raises(Refused, match="You cannot ask to have"):
        ask(acting_user=world.teller, reason="x")
    asked = ask(reason="Doubt.", key="k")
    assert ask(reason="Doubt.", key="k") == asked
    with pytest.raises(Refused, match="You cannot confirm"):
        confirm_reopening(acting_user=world.chair, asked=asked)
    question = hall.put(amendment=one(hall, 2))
    with pytest.raises(Refused, match="Something was put on record"):
        confirm_reopening(acting_user=world.teller, asked=asked)
    with pytest.raises(Refused, match="is on the floor"):
        ask(reason="Doubt.")
    vote = hall.open(question)
    with pytest.raises(Refused, match="A vote on “A2.*is under way"):
        ask(reason="Doubt.")
    hall.vote(vote, ["for"])
    hall.declare(hall.close(vote))
    asked = ask(reason="Doubt.")
    drop_reopening(acting_user=world.chair, asked=asked)
    with pytest.raises(Refused, match="confirmed or dropped already"):
        confirm_reopening(acting_user=world.teller, asked=asked)
    assert not Entry.objects.filter(kind="reopened").exists()
    assert not found.superseded
    world.sound()


def test_a_flipped_row_of_a_reopened_decision_is_named():
    world = congress(("1.1", "all", "everybody"), ("1.2", "wages", "prices"))
    world.decide(number(1))
    world.decide(number(2))
    reopen(world, decision(1))
    world.sound()
    Decision.objects.filter(superseded=True).update(superseded=False)
    assert any("stands or does not" in one for one in problems(world.reload()))
    Decision.objects.filter(amendment__number=1).update(superseded=True)
    entry = Entry.objects.get(kind="reopened")
    assert json.loads(entry.payload)["body"]["steps"] == [{"entry": decision(2).entry.sequence, "amendment": 2}]
    Reopening.objects.update(reason="Another.")
    assert any("its reason is not" in one for one in problems(world.reload()))
