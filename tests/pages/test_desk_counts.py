"""Each page of the committee's desk, and each that answers it, reads in a constant number of queries."""

from __future__ import annotations

import pytest

from amendments.access import OPERATOR
from amendments.actions import acceptance, advice, appeals, committee, corrections, secretary
from amendments.actions.advice import Opinion
from amendments.life import Stage
from tests.pages.test_counts import queries
from tests.pages.test_desk import at, filed, one
from tests.world import World, build

pytestmark = pytest.mark.django_db


def full(world: World) -> None:
    """Leave something of each kind on the desk, three times."""
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, committee_accepts=True, mover_agrees=True)
    for number in (1, 2):
        corrections.ask_correction(acting_user=world.committee, amendment=one(world, number), words="Why?")
        corrections.answer_correction(acting_user=world.mover, amendment=one(world, number), words="So.")
    for number in (1, 2):
        advice.save_advice(acting_user=world.committee, amendment=one(world, number), opinion=Opinion("carry", "Good."))


PAGES = (
    ("the inbox", "committee", "text/homes-in-common/screening/", 16),
    ("the lists", "committee", "text/homes-in-common/lists/", 13),
    ("the drafts of advice", "committee", "text/homes-in-common/advice/", 15),
    ("advice on one", "committee", "A1/advice/", 13),
    ("a correction", "mover", "A1/correction/", 14),
    ("an appeal to hear", "chair", "A3/appeal/decide/", 12),
    ("an objection", "delegate", "A2/object/", 10),
)


@pytest.mark.parametrize("many", [1, 3])
def test_each_page_reads_in_a_constant_number_of_queries(many: int) -> None:
    world = build(Stage.DISCUSSION)
    filed(world, 3)
    full(world)
    committee.rule_on_order(acting_user=world.committee, amendment=one(world, 3), in_order=False, reason="No.")
    appeals.appeal(acting_user=world.mover, amendment=one(world, 3), reason="But it is.")
    acceptance.accept_amendment(acting_user=world.committee, amendment=one(world, 2))
    for _ in range(many):
        world.file(world.rewrite("1.1", "A home is", "Homes are"))
        corrections.answer_correction(acting_user=world.mover, amendment=one(world), words="And so.")
    found = {name: queries(world, who, at(world, rest)) for name, who, rest, _ in PAGES}
    assert found == {name: number for name, _, _, number in PAGES}, found
