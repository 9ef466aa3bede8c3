"""Two people at one amendment at the same moment, with real threads on PostgreSQL: one act stands, the other is told.

Each check counts what went wrong, which is nothing as long as the gates lock, and something as soon as they do not.
"""

from collections import Counter
from functools import partial
from typing import Any

import pytest

from amendments import access
from amendments.access import OPERATOR
from amendments.actions import acceptance, advice, committee, lists, record, secretary
from amendments.actions.advice import Opinion
from amendments.life import Stage
from amendments.models import Advice, AmendmentList, Objection, Ruling
from amendments.refusals import Conflict, Refused
from faults.at_once import at_once
from tests.kept import kept
from tests.world import World, build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


@pytest.fixture
def no_locks(monkeypatch):
    """Break the gates: they read, and lock nothing."""
    locked = access._first
    monkeypatch.setattr(access, "_first", lambda rows, lock: locked(rows, False))


@kept
def room() -> World:
    world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all. It says so." for i in range(ROUNDS + 1)])
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, committee_accepts=True)
    world.people["second"] = person(world, "second", "committee")
    return world


def wrong_at_once(world: World) -> Counter[str]:
    """Let two members rule, draft, list, and one delegate object twice, all at once. Gives what went wrong, counted."""
    wrong: Counter[str] = Counter()
    for i in range(1, ROUNDS + 1):
        one = world.file(world.rewrite(f"1.{i}", "all", "everybody"))
        both = (world.committee, world.second)
        ruled = at_once([partial(_rule, who, one) for who in both])
        wrong["not one ruling"] += Ruling.objects.filter(amendment=one).count() != 1
        wrong["nobody was told of the ruling"] += not any(type(told) is Refused for told in ruled)
        drafted = at_once([partial(_draft, who, one) for who in both])
        wrong["not one draft"] += Advice.objects.filter(amendment=one).count() != 1
        wrong["nobody saw both texts"] += not any(isinstance(told, Conflict) for told in drafted)
        at_once([partial(_publish, who, world, one.number) for who in both])
        wrong["not on one list"] += AmendmentList.objects.filter(document=world.document).count() != i
        accepted = at_once([partial(acceptance.accept_amendment, acting_user=who, amendment=one) for who in both])
        wrong["nobody was told of the acceptance"] += not any(type(told) is Refused for told in accepted)
        at_once([partial(acceptance.object_to, acting_user=world.delegate, amendment=one) for _ in both])
        wrong["not one objection"] += Objection.objects.filter(acceptance__amendment=one).count() != 1
    return +wrong


def _rule(who: Any, one: Any) -> Any:
    return committee.rule_on_order(acting_user=who, amendment=one, in_order=True, reason="So I rule.", seen=0)


def _draft(who: Any, one: Any) -> Any:
    return advice.save_advice(acting_user=who, amendment=one, opinion=Opinion("carry", f"Says {who}."))


def _publish(who: Any, world: World, number: int) -> Any:
    return lists.publish_list(acting_user=who, document=world.document, numbers=[number])


def test_one_act_stands_and_the_other_is_told():
    world = room()
    assert not wrong_at_once(world)
    world.sound()


def test_without_locks_it_is_seen(no_locks):
    assert wrong_at_once(room())
