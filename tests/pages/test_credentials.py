"""The credentials desk, the door, a delegate's own seat and the registers, as pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from amendments.access import OPERATOR
from amendments.actions import challenges, held_votes, register, secretary
from amendments.actions.credentials_desk import mark_gone, open_door
from amendments.live.desk import DeskPart
from amendments.live.part import PASSER_BY
from amendments.models import Challenge, HeldVote, Presence, Register, Role
from amendments.queries import clock
from tests.actions.test_register import hall, here, seat_of
from tests.hall import full_hall
from tests.pages.site import acting_as, browse
from tests.pages.test_counts import queries
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return hall(held_votes=2, card_votes=True)


def at(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/{rest}"


def page(world: World, rest: str, who: str = "credentials") -> str:
    response = browse(world.people[who]).get(at(world, rest))
    assert response.status_code == 200, rest
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def send(world: World, rest: str, who: str = "credentials", **data: Any) -> Any:
    return browse(world.people[who]).post(at(world, rest), data, follow=True)


def said(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def present(world: World, name: str) -> bool:
    return Presence.objects.filter(seat=seat_of(world, name), until=None).exists()


def test_a_number_enters_at_once_and_the_desk_can_take_it_back(world):
    answer = send(world, "credentials/enter/", typed=" 2 ")
    assert "Seat 2, Ben, Harbor branch: is here." in said(answer)
    assert present(world, "ben")
    send(world, "credentials/enter/", typed="2")
    assert Presence.objects.count() == 1
    answer = send(world, f"delegates/{seat_of(world, 'ben').pk}/mark/", **{"is": "gone"})
    assert "is gone" in said(answer)
    assert not present(world, "ben")


def test_a_member_number_is_as_good_and_a_name_is_looked_for(world):
    send(world, "credentials/enter/", typed=world.cleo.member_number.upper())
    assert present(world, "cleo")
    answer = said(send(world, "credentials/enter/", typed="ad"))
    assert "1 Ada" in answer
    assert not present(world, "ada")
    assert "No delegate here has the number or name “99”" in said(send(world, "credentials/enter/", typed="99"))
    assert "Zoe, Harbor branch" in page(world, "credentials/?q=zoe")


def test_the_desk_says_who_is_missing_and_the_quorum(world):
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, quorum_parts=1)
    here(world, "ada", "ben")
    found = page(world, "credentials/")
    assert "2 of 4 delegates are here; 3 are needed, so 1 is missing." in found
    assert "Harbor branch · 2 of 3 here" in found
    assert "3 Cleo" in found


def test_a_delegate_is_here_with_the_code_at_the_door_alone(world):
    mine = f"delegates/{seat_of(world, 'ada').pk}/here/"
    assert "No code is shown at the door now" in said(send(world, mine, "ada", code="CDFGHJ"))
    answer = send(world, "credentials/door/open/", kind="screen", hours=4)
    code = world.congress.doors.get().code(clock.now())
    assert code in said(answer)
    refused = browse(world.ada).post(at(world, mine), {"code": "cdf-ghj"})
    assert refused.status_code == 409
    assert "This is not the code at the door now" in said(refused)
    assert 'value="cdf-ghj"' in refused.content.decode()
    assert "Type the code" in said(send(world, mine, "ada", code=""))
    assert "You are here" in said(send(world, mine, "ada", code=code.lower().replace("-", " ")))
    assert "You are counted" in page(world, "my-seat/", "ada")
    send(world, f"delegates/{seat_of(world, 'ada').pk}/gone/", "ada")
    assert not present(world, "ada")


def test_without_a_code_where_the_orders_say_so_and_at_the_desk_alone_where_they_say_so(world):
    mine = f"delegates/{seat_of(world, 'ada').pk}/here/"
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, here_by="desk")
    assert "only the credentials desk" in said(send(world, mine, "ada"))
    assert "no code is asked for" in said(send(world, "credentials/door/open/", kind="paper", hours=2))
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, here_by="self")
    send(world, mine, "ada")
    assert present(world, "ada")


def test_a_delegate_lets_an_alternate_sit_and_takes_the_seat_back(world):
    mine, alternate = seat_of(world, "ada"), seat_of(world, "zoe", Role.ALTERNATE)
    assert "Zoe, Harbor branch" in page(world, "my-seat/", "ada")
    typed: dict[str, Any] = {"alternate": alternate.pk, "lent": "lent", "reason": "A train."}
    answer = said(send(world, f"delegates/{mine.pk}/surrender/", "ada", key="k", **typed))
    assert "You gave seat 1 for Harbor branch to Zoe for a time" in answer
    assert "Zoe sits in your seat 1" in page(world, "", "ada")
    assert "delegate for Harbor branch, seat 1" in page(world, "my-seat/", "zoe")
    refused = browse(world.ada).post(at(world, f"delegates/{mine.pk}/here/"), {"code": ""})
    assert refused.status_code == 409
    answer = said(send(world, f"delegates/{seat_of(world, 'zoe').pk}/give-back/", "ada"))
    assert "The seat is Ada’s again" in answer
    world.sound()


def test_the_desk_does_it_for_them_and_enters_the_alternate(world):
    mine, alternate = seat_of(world, "ada"), seat_of(world, "zoe", Role.ALTERNATE)
    typed: dict[str, Any] = {"alternate": alternate.pk, "lent": "given", "here": "on"}
    answer = said(send(world, f"delegates/{mine.pk}/surrender/", **typed))
    assert "1 Zoe Here" in answer.replace("  ", " ")
    assert present(world, "zoe")
    assert not seat_of(world, "zoe").lent


def test_a_vote_is_held_and_taken_back(world):
    mine, holder = seat_of(world, "cleo"), seat_of(world, "ada")
    refused = browse(world.cleo).post(at(world, f"delegates/{mine.pk}/hold/"), {"holder": ""})
    assert refused.status_code == 422
    assert "Not yet: choose the delegate" in said(refused)
    answer = said(send(world, f"delegates/{mine.pk}/hold/", "cleo", holder=holder.pk, key="k"))
    assert "Ada , seat 1, holds your vote" in answer.replace("Ada, ", "Ada , ")
    assert "You hold the vote of Cleo" in page(world, "my-seat/", "ada")
    send(world, f"delegates/{mine.pk}/take-back/", "cleo")
    assert HeldVote.objects.get().until is not None


def test_a_weight_is_set_by_the_secretary(world):
    mine = seat_of(world, "ada")
    assert "each card" not in page(world, f"delegates/{mine.pk}/", "secretary")
    send(world, f"delegates/{mine.pk}/weight/", "secretary", weight=3)
    assert seat_of(world, "ada").weight == 3
    assert browse(world.credentials).post(at(world, f"delegates/{mine.pk}/weight/"), {"weight": 4}).status_code == 403


def test_a_register_is_frozen_read_and_challenged(world):
    here(world, "ada")
    send(world, "registers/freeze/", "chair", key="k")
    made = Register.objects.get()
    assert "Ada, here" in page(world, "registers/1/", "member")
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, register_names="office")
    assert "Ada" not in page(world, "registers/1/", "member")
    assert "Ada, here" in page(world, "registers/1/", "teller")
    typed = {"about": "register", "reason": "I was in the hall.", "register": "1"}
    answer = said(send(world, "registers/challenge/", "ben", key="c", **typed))
    assert "Seat 2 challenges the register" in answer
    again = browse(world.ben).post(at(world, "registers/challenge/"), typed)
    assert again.status_code == 409
    assert "I was in the hall." in again.content.decode()
    one = Challenge.objects.get()
    assert "Answer the challenge of register 1" in page(world, "", "chair")
    answer = said(send(world, f"registers/challenges/{one.pk}/", "chair", answer="The door counted five.", key="a"))
    assert "The door counted five." in answer
    assert made.digest[:4] in page(world, "registers/", "member").replace(" ", "")
    world.sound()


PAGES = (
    ("the desk", "credentials", "credentials/", 9),
    ("the desk, looking for one", "credentials", "credentials/?q=d", 10),
    ("the door", "credentials", "credentials/door/", 5),
    ("my seat", "d0", "my-seat/", 9),
    ("the registers", "chair", "registers/", 7),
    ("a register", "member", "registers/1/", 7),
    ("a challenge", "d0", "registers/challenge/?register=1", 4),
)


@pytest.mark.parametrize("many", [1, 3])
def test_each_page_reads_in_a_constant_number_of_queries(many: int) -> None:
    world = hall([f"d{at}" for at in range(2 * many + 1)], [f"z{at}" for at in range(many)], held_votes=2)
    open_door(acting_user=world.credentials, congress=world.congress, kind="screen", hours=1)
    here(world, "d0")
    for i in range(many):
        held_votes.give_vote(
            acting_user=world.secretary, seat=seat_of(world, f"d{i + 1}"), holder=seat_of(world, "d0" if i < 2 else "d4")
        )
        made = register.freeze(acting_user=world.chair, congress=world.congress)
        challenges.challenge(
            acting_user=world.people[f"d{i}"], congress=world.congress, about="quorum", reason="No.", register=made
        )
    found = {name: queries(world, who, at(world, rest)) for name, who, rest, _ in PAGES}
    assert found == {name: number for name, _, _, number in PAGES}, found


def test_the_counts_of_the_desk_follow_who_comes_for_those_at_the_desk_alone():
    hall = full_hall()
    slug, world = hall.world.congress.slug, hall.world
    part = DeskPart.open(OPERATOR, {}, congress=slug)
    assert {"presence", "congress"} == part.topics
    assert [part.may(acting_as(world, person)) for person in (world.credentials, world.member, None)] == [True, False, False]
    assert "<strong>5</strong> <span>of 6 here" in part.draw(PASSER_BY).pieces["now"]
    mark_gone(acting_user=world.credentials, seat=hall.seat(hall.delegates[0]))
    answer = browse(world.credentials).get(reverse("live-desk", args=[slug])).json()
    assert "<strong>4</strong>" in answer["pieces"]["now"]
