"""The register: who is here, who sits for whom, who votes for whom, frozen on record; and what is challenged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.access import OPERATOR
from amendments.actions import held_votes, people, register, secretary, surrender
from amendments.actions.credentials_desk import mark_gone, mark_here
from amendments.models import Congress, Entry, Person, RegisterLine, Role, Seat
from amendments.queries.quorum import quorum, quorum_of
from amendments.queries.verify import congress_problems
from amendments.refusals import Refused
from tests.kept import kept
from tests.world import World, build, person

pytestmark = pytest.mark.django_db


def seat_of(world: World, name: str, role: str = Role.DELEGATE) -> Seat:
    return Seat.objects.get(congress=world.congress, person=world.people[name], role=role, until=None)


@kept
def hall(delegates: Sequence[str] = ("ada", "ben", "cleo"), alternates: Sequence[str] = ("zoe",), **orders: Any) -> World:
    """A congress whose branch has these delegates, with cards from 1, and alternates."""
    world = build(**orders)
    for role, names in ((Role.DELEGATE, delegates), (Role.ALTERNATE, alternates)):
        for number, name in enumerate(names, 1):
            world.people[name] = person(world, name)
            card = number if role == Role.DELEGATE else None
            gift: dict[str, Any] = {"role": role, "body": world.branch, "number": card}
            secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.people[name], **gift)
    return world


def here(world: World, *names: str) -> None:
    for name in names:
        mark_here(acting_user=world.credentials, seat=seat_of(world, name))


def lines(world: World) -> dict[str, tuple[bool, str | None]]:
    """Freeze a register and give of each holder whether they are here and who votes for the seat."""
    made = register.freeze(acting_user=world.chair, congress=world.congress)
    rows = RegisterLine.objects.filter(register=made).select_related("holder", "voted_by__person")
    return {row.holder.name: (row.present, row.voted_by.person.name if row.voted_by else None) for row in rows}


def test_a_register_says_who_is_here_and_who_votes_for_whom():
    world = hall(held_votes=1)
    here(world, "ada", "ben")
    held_votes.give_vote(acting_user=world.cleo, seat=seat_of(world, "cleo"), holder=seat_of(world, "ada"))
    found = lines(world)
    assert found == {"Delegate": (False, None), "Ada": (True, "Ada"), "Ben": (True, "Ben"), "Cleo": (False, "Ada")}
    mark_gone(acting_user=world.credentials, seat=seat_of(world, "ada"))
    assert lines(world)["Cleo"] == (False, None)
    here(world, "ada", "cleo")
    assert lines(world)["Cleo"] == (True, "Cleo")
    world.sound()


def test_it_is_on_record_with_people_as_commitments():
    world = hall()
    here(world, "ada")
    made = register.freeze(acting_user=world.chair, congress=world.congress, document=world.document)
    body = json.loads(made.entry.payload)["body"]
    assert (body["register"], body["seats"], body["present"], body["of"]) == (1, 4, 1, world.document.slug)
    assert (made.digest, made.taken_at) == (body["digest"], made.entry.made_at)
    assert {line.commitment for line in made.lines.all()} >= {world.ada.commitment}
    world.sound()


def test_a_thousand_lines_take_the_queries_of_one():
    many = []
    for delegates in (["a"], [f"d{at}" for at in range(30)]):
        world = hall(delegates, held_votes=1)
        here(world, delegates[0])
        with CaptureQueriesContext(connection) as caught:
            register.freeze(acting_user=world.chair, congress=world.congress)
        many.append(len(caught))
    assert many == [17, 17]


def test_weights_count_only_where_the_orders_allow_card_votes():
    world = hall()
    with pytest.raises(Refused, match="each seat weighs one"):
        people.set_weight(acting_user=world.secretary, seat=seat_of(world, "ada"), weight=3)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, card_votes=True)
    people.set_weight(acting_user=world.secretary, seat=seat_of(world, "ada"), weight=3)
    here(world, "ada", "ben")
    assert register.freeze(acting_user=world.chair, congress=world.congress).weight == 4
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, card_votes=False)
    assert register.freeze(acting_user=world.chair, congress=world.congress).weight == 2
    world.sound()


def test_a_seat_given_up_for_a_time_goes_back():
    world = hall()
    here(world, "ada")
    mine, alternate = seat_of(world, "ada"), seat_of(world, "zoe", Role.ALTERNATE)
    held = surrender.surrender_seat(acting_user=world.ada, seat=mine, alternate=alternate, lent=True)
    assert (held.number, held.person, held.lent) == (1, world.zoe, True)
    assert lines(world)["Zoe"] == (False, None)
    back = surrender.give_back_seat(acting_user=world.ada, seat=held)
    assert (back.person, back.number) == (world.ada, 1)
    assert "Zoe" not in lines(world)
    world.sound()


@pytest.mark.parametrize(
    ("orders", "needed", "missing"),
    [
        ({}, 0, 0),
        ({"quorum": 3}, 3, 2),
        ({"quorum_parts": 1}, 3, 2),
        ({"quorum_parts": 1, "quorum_over": False}, 2, 1),
        ({"quorum_parts": 2, "quorum_whole": 3}, 3, 2),
        ({"quorum_parts": 2, "quorum_whole": 2}, 4, 3),
        ({"quorum_parts": 1, "quorum": 4}, 4, 3),
    ],
)
def test_the_quorum_is_exact(orders, needed, missing):
    world = hall(**orders)
    here(world, "ada")
    found = quorum(world.congress)
    assert (found.seats, found.present, found.needed, found.missing) == (4, 1, needed, missing)
    frozen = register.freeze(acting_user=world.chair, congress=world.congress)
    assert quorum_of(frozen) == found
    world.sound()


def test_a_flipped_row_is_named():
    world = hall(held_votes=1)
    here(world, "ada")
    made = register.freeze(acting_user=world.chair, congress=world.congress)
    RegisterLine.objects.filter(register=made, seat=seat_of(world, "ada")).update(weight=2)
    wrong = list(congress_problems(Congress.objects.get(pk=world.congress.pk)))
    assert "Register 1: its lines do not have its digest." in wrong


def test_erasing_a_person_keeps_the_register():
    world = hall()
    here(world, "ada")
    made = register.freeze(acting_user=world.chair, congress=world.congress)
    commitment = world.ada.commitment
    secretary.erase_person(acting_user=OPERATOR, person=world.ada)
    world.sound()
    assert not Person.objects.get(pk=world.ada.pk).name
    assert made.lines.filter(commitment=commitment).count() == 1
    assert world.ada.name not in "".join(Entry.objects.values_list("payload", flat=True))
