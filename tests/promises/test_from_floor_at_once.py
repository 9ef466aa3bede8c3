"""Two at the desk in the same moment: what is moved from the floor is entered once, and a count from paper recorded once."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from amendments.actions import chair
from amendments.actions.chair import Verdict
from amendments.actions.from_floor import Moved, file_from_floor
from amendments.actions.paper_votes import Typed, ask_paper, confirm_paper
from amendments.life import Outcome
from amendments.models import Amendment, Decision, StandingOrders
from amendments.models.orders_voting import FromFloor
from amendments.queries import clock
from amendments.refusals import Conflict, Refused
from faults.at_once import at_once
from tests.hall import full_hall, one
from tests.world import YES, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_it_is_entered_once_and_on_the_text_as_it_stands():
    hall = full_hall(("1.2", "municipality", "council"), ("1.3", "twice", "often"), floor_amendments=FromFloor.SUPPORTED)
    world, seat = hall.world, hall.seat(hall.delegates[0])
    StandingOrders.objects.update(tellers_agree=2)
    world.people["second"] = person(world, "second", "teller")
    document, revision = world.reload(), world.revision.number
    here: dict[str, Any] = {
        "document": document,
        "revision": revision,
        "moved": Moved((world.rewrite("1.1", "homes", "houses"),), seat),
    }
    desks = [partial(file_from_floor, acting_user=who, **here) for who in (world.secretary, world.chair)]
    assert sorted(type(found) is Refused for found in at_once(desks)) == [False, True]
    assert list(Amendment.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    rival = Moved((world.rewrite("1.2", "wages", "pay"),), seat)
    types = partial(file_from_floor, acting_user=world.secretary, document=document, revision=revision, moved=rival)
    decides = partial(
        chair.record_decision, acting_user=world.chair, amendment=one(hall, 1), verdict=Verdict(Outcome.CARRIED, YES)
    )
    typed, decided = at_once([types, decides])
    assert isinstance(decided, Decision)
    assert isinstance(typed, Conflict) or one(hall, 4).decision == Outcome.PENDING  # told, or taken to the new text
    vote = Typed("amendment", "carried", YES, clock.now(), one(hall, 2))
    asked = ask_paper(acting_user=world.chair, document=world.reload(), typed=vote)
    at_once([partial(confirm_paper, acting_user=who, vote=asked) for who in (world.teller, world.second)])
    assert Decision.objects.filter(amendment=one(hall, 2)).count() == 1
    world.sound()
