"""What is corrected about people, seats that are handed over, and who erases whom."""

from __future__ import annotations

import json

import pytest

from amendments.access import OPERATOR
from amendments.actions import people, secretary
from amendments.models import Entry, Person, Seat
from amendments.queries.verify import congress_problems
from amendments.refusals import Absent, Forbidden, Refused
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


def hand(world: World, to: Person, reason: str = "She is ill.", key: str = "") -> Seat:
    seat = Seat.objects.get(person=world.people["speaker"], until=None)
    return people.hand_over_seat(acting_user=world.secretary, seat=seat, to=to, reason=reason, key=key)


def test_a_seat_goes_with_body_card_and_voice(world):
    before = Seat.objects.get(person=world.people["speaker"])
    held = hand(world, world.people["stranger"])
    before.refresh_from_db()
    assert before.until == held.since
    assert (held.role, held.body, held.speaks_for_body, held.number) == (before.role, world.branch, True, before.number)
    assert held.handed_from == before
    told = json.loads(Entry.objects.get(kind="seat handed over").payload)["body"]
    assert told["from"]["person"] == world.people["speaker"].commitment
    assert told["to"]["person"] == world.people["stranger"].commitment
    assert "ill" not in json.dumps(told)
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_handing_over_twice_by_the_same_request_is_once(world):
    first = hand(world, world.people["stranger"], key="k")
    seat = Seat.objects.get(person=world.people["speaker"])
    again = people.hand_over_seat(acting_user=world.secretary, seat=seat, to=world.people["stranger"], reason="x", key="k")
    assert again == first
    assert Entry.objects.filter(kind="seat handed over").count() == 1


def test_what_cannot_be_handed_over_says_why(world):
    with pytest.raises(Refused, match="Choose the alternate"):
        hand(world, world.people["speaker"])
    with pytest.raises(Refused, match="Say why"):
        hand(world, world.people["stranger"], reason=" ")
    secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.member, role="member", body=world.branch)
    with pytest.raises(Refused, match="holds such a seat already"):
        hand(world, world.member)
    with pytest.raises(Absent):
        hand(world, build().member)
    seat = Seat.objects.get(person=world.people["speaker"])
    with pytest.raises(Forbidden, match="The secretary can"):
        people.hand_over_seat(acting_user=world.people["speaker"], seat=seat, to=world.mover, reason="x")
    secretary.end_seat(acting_user=OPERATOR, seat=seat)
    with pytest.raises(Refused, match="ended on"):
        people.hand_over_seat(acting_user=world.secretary, seat=seat, to=world.mover, reason="x")


def test_name_and_address_are_corrected(world):
    change = {"acting_user": world.secretary, "congress": world.congress, "person": world.member}
    people.change_person(**change, name="  Ana  Vidal ", email="ana@example.org")
    found = world.fresh(world.member)
    assert (found.name, found.email) == ("Ana Vidal", "ana@example.org")
    for name, email, says in (
        ("Ana Vidal", "ana@example.org", "already"),
        ("", "", "needs a name"),
        ("a" * 201, "", "200 are the most"),
        ("Ana", "no address", "is no e-mail address"),
        ("Ana\u202e", "", "Please delete it"),
    ):
        with pytest.raises(Refused, match=says):
            people.change_person(**change, name=name, email=email)
    with pytest.raises(Forbidden):
        people.change_person(**change | {"acting_user": world.member}, name="B", email="")
    with pytest.raises(Absent):
        people.change_person(**change | {"person": build().member}, name="B", email="")


def test_a_password_of_ones_own(world):
    people.set_own_password(acting_user=world.member, old="", new="tenants together")
    assert world.fresh(world.member).check_password("tenants together")
    with pytest.raises(Refused, match="not your password"):
        people.set_own_password(acting_user=world.member, old="wrong", new="another long one")
    for weak in ("short", "1234567890", "password123"):
        with pytest.raises(Refused):
            people.set_own_password(acting_user=world.mover, old="", new=weak)
    with pytest.raises(Forbidden):
        people.set_own_password(acting_user=OPERATOR, old="", new="tenants together")


def test_a_person_erases_themselves_and_nobody_else(world):
    with pytest.raises(Forbidden):
        secretary.erase_person(acting_user=world.member, person=world.mover, congress=world.congress)
    secretary.erase_person(acting_user=world.member, person=world.member, congress=world.congress)
    assert world.fresh(world.member).erased
    assert not Seat.objects.filter(person=world.member, until=None).exists()
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_the_office_ends_no_seat_of_another_congress_by_the_way(world):
    elsewhere = build()
    secretary.give_seat(acting_user=OPERATOR, congress=elsewhere.congress, person=world.member, role="member")
    with pytest.raises(Refused, match="Its office must end that seat first"):
        secretary.erase_person(acting_user=world.secretary, person=world.member, congress=world.congress)
    assert not world.fresh(world.member).erased
