"""The last vote: nothing open, numbered anew, sealed."""

import pytest

from amendments.actions import adoption
from amendments.actions.votes import Count
from amendments.life import Outcome, Stage
from amendments.models import Decision
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert, Strike
from tests.world import NO, YES, build

pytestmark = pytest.mark.django_db


def adopt(world, outcome=Outcome.CARRIED, count=YES, **more):
    return adoption.adopt(acting_user=world.chair, document=world.reload(), outcome=outcome, count=count, **more)


def test_it_is_refused_while_amendments_are_open():
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="cannot be adopted while amendments are open. First decide on A1."):
        adopt(world)


def test_it_numbers_anew_with_a_concordance_and_seals():
    world = build(Stage.DISCUSSION)
    strike = world.file(Strike(world.uid("1.1")))
    insert = world.file(Insert("a" * 16, world.uid("1"), world.uid("1.2"), "A new paragraph."))
    world.to(Stage.FLOOR)
    world.decide(strike)
    world.decide(insert)
    decision = adopt(world, key="k")
    assert adopt(world, key="k") == decision
    document = world.reload()
    assert document.stage == Stage.ADOPTED
    assert document.seal == document.current_revision.digest
    standing = [(row.label, row.text.split()[0]) for row in document.paragraphs.filter(struck=False)]
    assert standing == [("", "A"), ("1.1", "Rents"), ("1.2", "A"), ("1.3", "Each"), ("2.1", "The")]
    assert document.paragraphs.get(struck=True).label == ""
    world.sound()


def test_a_lost_vote_is_on_record_and_can_be_held_again():
    world = build(Stage.FLOOR)
    adopt(world, Outcome.LOST, NO)
    assert world.reload().stage == Stage.FLOOR
    adopt(world)
    assert [one.outcome for one in Decision.objects.filter(matter="adoption")] == [Outcome.LOST, Outcome.CARRIED]
    world.sound()


def test_it_has_its_own_majority():
    world = build(Stage.FLOOR, final_numerator=2, final_denominator=3)
    with pytest.raises(Refused, match="25 votes for it, and 27 were needed"):
        adopt(world, count=Count(25, 15))
    adopt(world, count=Count(27, 13))


def test_nothing_happens_to_an_adopted_text():
    world = build(Stage.FLOOR)
    adopt(world)
    with pytest.raises(Forbidden, match="The document is at the stage “adopted”"):
        adopt(world, key="another")
