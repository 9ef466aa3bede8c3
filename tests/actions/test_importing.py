"""Entering a list of people: the whole of it or nothing, once, and a second list corrects by member number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import importing, secretary
from amendments.models import Body, Entry, PeopleList, Person, Seat
from amendments.queries.verify import congress_problems
from amendments.readers.people import Table, guessed
from amendments.readers.people_plan import Plan, plan_of
from amendments.refusals import Forbidden, Refused
from tests.world import World, build

pytestmark = pytest.mark.django_db
HEAD = ["Number", "Name", "E-mail", "Role", "Branch", "Speaker", "Card"]


@pytest.fixture
def world(db: None) -> World:
    return build()


def table(*rows: list[str], head: list[str] = HEAD) -> Table:
    return Table(head, [[line, list(row), []] for line, row in enumerate(rows, 2)])


def enter(world: World, *rows: list[str], head: list[str] = HEAD, **more: Any) -> Plan:
    given: dict[str, Any] = {"acting_user": world.secretary, "congress": world.congress, "columns": guessed(head)} | more
    return importing.import_people(table=table(*rows, head=head), **given)


ANA = ["7001", "Ana Vidal", "ana@example.org", "delegate", "Harbor branch", "yes", "12"]
BEN = ["7002", "Ben Roth", "", "", "", "", ""]


def test_people_with_seats_are_entered_on_record(world):
    enter(world, ANA, BEN, ["7001", "Ana Vidal", "ana@example.org", "teller", "", "", ""])
    ana, ben = Person.objects.get(member_number="7001"), Person.objects.get(member_number="7002")
    held = list(Seat.objects.filter(person=ana).order_by("pk").values_list("role", "body", "speaks_for_body", "number"))
    assert held == [("delegate", world.branch.pk, True, 12), ("teller", None, False, None)]
    assert [seat.role for seat in Seat.objects.filter(person=ben)] == ["member"]
    assert not ana.has_usable_password()
    assert ana.salt != ben.salt
    told = json.loads(Entry.objects.get(kind="people imported").payload)["body"]
    assert (told["new"], told["changed"], told["seats"]) == (2, 0, 3)
    given = json.loads(Entry.objects.get(kind="seats given").payload)["body"]["seats"]
    assert [one["person"] for one in given] == [ana.commitment, ana.commitment, ben.commitment]
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_the_second_list_corrects_and_takes_nobody_away(world):
    enter(world, ANA, BEN)
    again = [["7001", "Ana Roth", "", "delegate", "harbor BRANCH", "no", "13"], BEN]
    done = enter(world, *again)
    assert (len(done.new), len(done.changes), done.same, len(done.gifts)) == (0, 1, 1, 1)
    ana = Person.objects.get(member_number="7001")
    assert (ana.name, ana.email) == ("Ana Roth", "")
    seat = Seat.objects.get(person=ana, until=None)
    assert (seat.speaks_for_body, seat.number) == (False, 13)
    assert Seat.objects.filter(person=ana).count() == 2
    third = enter(world, *again)
    assert (len(third.new), len(third.changes), third.same, len(third.gifts)) == (0, 0, 2, 0)
    few = enter(world, ["7001", "Ana Roth"], head=["number", "name"])
    assert (few.same, few.gifts) == (1, [])
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_a_body_alone_gives_no_second_seat_in_it(world):
    enter(world, ANA)
    few = enter(world, ["7001", "Ana Vidal", "Harbor branch"], head=["number", "name", "branch"])
    assert few.gifts == []
    enter(world, ["7001", "no", "Harbor branch"], head=["number", "speaks", "branch"])
    seat = Seat.objects.get(person__member_number="7001", until=None)
    assert (seat.role, seat.speaks_for_body, seat.number) == ("delegate", False, 12)


def test_cards_may_be_exchanged(world):
    enter(world, ANA, ["7003", "Cid", "", "delegate", "", "", "14"])
    enter(world, [*ANA[:6], "14"], ["7003", "Cid", "", "delegate", "", "", "12"])
    assert Seat.objects.get(number=14, until=None).person.name == "Ana Vidal"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["7001", "", "", "", "", "", ""]], "Line 2: 7001 is not known yet, and has no name."),
        ([["7001", "Ana", "", "", "Moon", "", ""]], "Line 2: There is no body “Moon” yet."),
        ([ANA, ["7009", "Ida", "", "delegate", "", "", "12"]], "Line 3: Card 12 is given to 7001 on another line already."),
        ([BEN, BEN], "Line 3: The same person stands on line 2 already"),
    ],
)
def test_one_fault_and_nothing_is_entered(world, rows, says):
    before = Person.objects.count(), Seat.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as refused:
        enter(world, ["7000", "Good", "", "", "", "", ""], *rows)
    line = int(says.split()[1][0]) + 1
    assert f"Line {line}" in refused.value.message
    assert (Person.objects.count(), Seat.objects.count(), Entry.objects.count()) == before


def test_a_card_that_somebody_else_holds_is_named(world):
    secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.member, role="delegate", number=12)
    with pytest.raises(Refused, match="Card 12 is Member’s"):
        enter(world, ANA)


def test_unknown_bodies_become_branches_where_that_is_wanted(world):
    done = enter(world, ["7001", "Ana", "", "", "Moon", "yes", ""], ["7002", "Ben", "", "", "moon", "", ""], set_up=True)
    assert len(done.bodies) >= 1
    assert Body.objects.get(name__iexact="moon").kind == "branch"
    assert Seat.objects.filter(body__name__iexact="moon").count() == 2
    assert Seat.objects.get(body__name__iexact="moon", speaks_for_body=True).person.name == "Ana"


def test_what_was_not_looked_at_is_not_entered(world):
    plan = plan_of(world.congress, table(BEN), guessed(HEAD), set_up=False)
    secretary.create_person(acting_user=OPERATOR, member_number="7002", name="Somebody else")
    with pytest.raises(Refused, match="Something changed since you looked"):
        enter(world, BEN, seen=plan.digest)
    assert Person.objects.get(member_number="7002").name == "Somebody else"


def test_people_of_another_congress_keep_name_and_address(world):
    other = build()
    number = other.member.member_number
    done = enter(world, [number, "Changed", "changed@example.org", "", "", "", ""])
    assert done.changes == []
    assert world.fresh(other.member).name == "Member"
    assert Seat.objects.filter(congress=world.congress, person=other.member).count() == 1


def test_only_the_office_brings_lists(world):
    with pytest.raises(Forbidden):
        enter(world, BEN, acting_user=world.chair)


def test_a_kept_list_is_entered_once_and_gone(world):
    kept = importing.keep_list(
        acting_user=world.secretary, congress=world.congress, data="number;name\n7;Zoë\n".encode("cp1252"), name="list.csv"
    )
    assert kept.table["question"]
    with pytest.raises(Refused, match="Choose the encoding"):
        importing.set_up_list(acting_user=world.secretary, congress=world.congress, encoding="rot13")
    kept = importing.set_up_list(acting_user=world.secretary, congress=world.congress, encoding="cp1252")
    assert kept.data == b""
    plan = plan_of(world.congress, importing.table_of(kept), kept.settings["columns"], set_up=False)
    enter_it: dict[str, Any] = {"acting_user": world.secretary, "congress": world.congress, "seen": plan.digest}
    assert len(importing.enter_list(**enter_it, key="k").new) == 1
    assert importing.enter_list(**enter_it, key="k").new == []
    assert Person.objects.get(member_number="7").name == "Zoë"
    assert not PeopleList.objects.exists()
    with pytest.raises(Refused, match="no list to enter"):
        importing.enter_list(**enter_it, key="other")
