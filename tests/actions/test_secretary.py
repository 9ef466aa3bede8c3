"""The office: congress, orders, people, bodies, seats; and a person who is erased."""

import json
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core import serializers

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.life import Stage
from amendments.models import Amendment, Body, Congress, Document, Entry, Person, Seat, StandingOrders
from amendments.queries.verify import congress_problems, problems
from amendments.refusals import Forbidden, Refused
from tests.world import build, person

pytestmark = pytest.mark.django_db


def test_only_the_operator_sets_up_a_congress():
    world = build()
    with pytest.raises(Forbidden):
        secretary.create_congress(acting_user=world.secretary, slug="x", name="X", organization="Y")
    with pytest.raises(Refused, match="There is a congress"):
        secretary.create_congress(acting_user=OPERATOR, slug=world.congress.slug, name="X", organization="Y")
    with pytest.raises(Refused, match="“Mars/Olympus” is no time zone"):
        secretary.create_congress(acting_user=OPERATOR, slug="x", name="X", organization="Y", time_zone="Mars/Olympus")
    assert Congress.objects.count() == 1


def test_orders_are_set_by_name_and_must_make_sense():
    world = build()
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, quorum=12, text="A vote needs twelve.")
    assert StandingOrders.objects.get(congress=world.congress).quorum == 12
    with pytest.raises(Refused, match="no rule called color"):
        secretary.set_orders(acting_user=world.secretary, congress=world.congress, color="red")
    with pytest.raises(Refused, match="A majority is a part of a whole"):
        secretary.set_orders(acting_user=world.secretary, congress=world.congress, amendment_numerator=3)
    with pytest.raises(Forbidden):
        secretary.set_orders(acting_user=world.chair, congress=world.congress, quorum=1)
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_a_member_number_is_one_persons():
    world = build()
    person(world, "ana")
    with pytest.raises(Refused, match="is taken"):
        secretary.create_person(acting_user=OPERATOR, member_number=f"{world.congress.slug}-ANA", name="Another")
    with pytest.raises(Refused, match="needs a name and a member number"):
        secretary.create_person(acting_user=OPERATOR, member_number=" ", name="Ana")


def test_a_seat_is_held_once_and_by_one():
    world = build()
    give: dict[str, Any] = {"acting_user": world.secretary, "congress": world.congress, "role": "delegate"}
    secretary.give_seat(**give, person=world.member, number=7)
    with pytest.raises(Refused, match="holds this seat already, or seat number 7"):
        secretary.give_seat(**give, person=world.mover, number=7)
    with pytest.raises(Refused, match="holds this seat already"):
        secretary.give_seat(**give, person=world.member)
    with pytest.raises(Refused, match="must hold the seat in that body"):
        secretary.give_seat(**give, person=world.mover, speaks_for_body=True)
    with pytest.raises(Refused, match="a body of another congress"):
        secretary.give_seat(**give, person=world.mover, body=build().branch)
    secretary.end_seat(acting_user=world.secretary, seat=Seat.objects.get(person=world.member, role="delegate"))
    secretary.give_seat(**give, person=world.mover, number=7)
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_bodies_of_long_or_like_names_have_addresses_of_their_own():
    world = build()
    names = ["Branch " + "a" * 190, "Branch " + "a" * 189, "Süd", "Sud", "Юг", "Север"]
    made = [secretary.create_body(acting_user=OPERATOR, congress=world.congress, kind="branch", name=one) for one in names]
    assert len({one.slug for one in made}) == len(names)
    for one in made:
        one.full_clean()
    with pytest.raises(Refused, match="has a body “SÜD” already"):
        secretary.create_body(acting_user=OPERATOR, congress=world.congress, kind="branch", name="SÜD")


def test_an_ended_seat_cannot_end_again():
    world = build()
    seat = Seat.objects.get(person=world.teller)
    secretary.end_seat(acting_user=OPERATOR, seat=seat)
    with pytest.raises(Refused, match="ended on"):
        secretary.end_seat(acting_user=OPERATOR, seat=seat)


def test_an_erased_person_is_nowhere_and_the_record_still_verifies():
    world = build(Stage.DISCUSSION)
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    gone = world.member
    said = gone.commitment
    words = [gone.name, gone.member_number, gone.salt]
    secretary.erase_person(acting_user=OPERATOR, person=gone)
    erased = Person.objects.get(pk=gone.pk)
    assert (erased.name, erased.email, erased.salt, erased.commitment, erased.is_active) == ("", "", "", "", False)
    tables = (Person, Seat, Amendment, Entry, Document, Congress, Body)
    dump = "".join(serializers.serialize("json", table.objects.all()) for table in tables)
    dump += json.dumps(list(Amendment.history.values()), default=str)
    for word in words:
        assert word not in dump
    assert Amendment.objects.get(pk=filed.pk).mover_person == erased
    assert Entry.objects.filter(payload__contains=said).exists()
    assert list(problems(world.reload())) == []
    assert list(congress_problems(world.fresh(world.congress))) == []
    with pytest.raises(Refused, match="cannot hold a seat"):
        secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=erased, role="member")


def test_signing_in_by_number_or_by_an_address_of_ones_own():
    enter: dict[str, Any] = {"acting_user": OPERATOR, "password": "a long password"}
    ana = secretary.create_person(**enter, member_number="M-1", name="Ana", email="ana@example.org")
    ben = secretary.create_person(**enter, member_number="M-2", name="Ben", email="two@example.org")
    secretary.create_person(**enter, member_number="M-3", name="Cid", email="Two@example.org")
    assert authenticate(username="m-1", password="a long password") == ana
    assert authenticate(username=" ANA@example.org", password="a long password") == ana
    assert authenticate(username="two@example.org", password="a long password") is None
    assert authenticate(username="M-2", password="a long password") == ben
    assert authenticate(username="M-2", password="another") is None
    assert authenticate(username="", password="") is None
