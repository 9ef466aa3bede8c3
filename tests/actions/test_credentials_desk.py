"""Each refusal about credentials is a sentence, what is repeated counts once, and nobody guesses the code at the door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import challenges, credentials_desk, held_votes, people, register, secretary, surrender
from amendments.actions.credentials_desk import CODES, mark_gone, mark_here, open_door, say_gone, say_here
from amendments.models import Change, Door, Entry, HeldVote, Presence, Register, Role, Seat, Tries
from amendments.queries import clock
from amendments.refusals import Forbidden, Refused
from tests.actions.test_register import hall, here, seat_of
from tests.world import World

pytestmark = pytest.mark.django_db


def entries(world: World) -> int:
    return Entry.objects.filter(congress=world.congress, document=None).count()


def lend(world: World, whose: str = "ada", to: str = "zoe", **more: Any) -> Seat:
    given: dict[str, Any] = {"lent": True, "acting_user": world.people[whose]} | more
    return surrender.surrender_seat(seat=seat_of(world, whose), alternate=seat_of(world, to, Role.ALTERNATE), **given)


def give(world: World, whose: str, to: str, **more: Any) -> HeldVote:
    given: dict[str, Any] = {"acting_user": world.people[whose]} | more
    return held_votes.give_vote(seat=seat_of(world, whose), holder=seat_of(world, to), **given)


def test_here_twice_is_here_once_and_gone_twice_is_gone_once():
    world = hall()
    mine = seat_of(world, "ada")
    first, second = mark_here(acting_user=world.credentials, seat=mine), mark_here(acting_user=world.secretary, seat=mine)
    assert first == second
    assert mark_gone(acting_user=world.credentials, seat=mine) == first
    assert mark_gone(acting_user=world.credentials, seat=mine) is None
    mark_here(acting_user=world.credentials, seat=mine)
    assert Presence.objects.filter(seat=mine).count() == 2
    assert Change.objects.filter(topic="presence").count() == 3
    assert "Ada" in str(Presence.objects.first())


def test_only_the_desk_enters_others_and_only_oneself_says_i():
    world = hall(here_by="self")
    with pytest.raises(Forbidden, match="You cannot say which delegates are here"):
        mark_here(acting_user=world.ada, seat=seat_of(world, "ada"))
    with pytest.raises(Forbidden, match="Whoever holds the seat can"):
        say_here(acting_user=world.ben, seat=seat_of(world, "ada"))
    with pytest.raises(Refused, match="Only delegates are counted"):
        mark_here(acting_user=world.credentials, seat=seat_of(world, "member", "member"))


def test_the_code_at_the_door_is_of_the_minute_and_the_one_before(monkeypatch):
    world = hall()
    mine = seat_of(world, "ada")
    door = open_door(acting_user=world.credentials, congress=world.congress, kind="screen", hours=1)
    begun = clock.now()
    code = door.code(begun)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=2 * Door.CHANGES))
    with pytest.raises(Refused, match="not the code at the door now"):
        say_here(acting_user=world.ada, seat=mine, code=code)
    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(seconds=Door.CHANGES))
    assert say_here(acting_user=world.ada, seat=mine, code=code).by == "door code"
    assert say_gone(acting_user=world.ada, seat=mine).ended_by == "delegate"


def test_a_printed_code_stays_until_another_is_printed_or_its_time_is_over(monkeypatch):
    world = hall()
    first, second = (open_door(acting_user=world.credentials, congress=world.congress, kind="paper", hours=2) for _ in "12")
    begun = clock.now()
    assert first.code(begun) == first.code(begun + timedelta(hours=1)) != second.code(begun)
    assert not Door.objects.get(pk=first.pk).takes(first.code(begun), begun)
    assert second.takes(second.code(begun), begun + timedelta(minutes=90))
    assert not second.takes(second.code(begun), begun + timedelta(hours=2))
    credentials_desk.close_door(acting_user=world.credentials, congress=world.congress, kind="paper")
    assert not Door.objects.filter(closed_at=None).exists()
    with pytest.raises(Refused, match="1 to 12 hours"):
        open_door(acting_user=world.credentials, congress=world.congress, kind="paper", hours=13)
    with pytest.raises(Refused, match="on a screen, or on paper"):
        open_door(acting_user=world.credentials, congress=world.congress, kind="gate", hours=1)


def test_nobody_guesses_the_code():
    world = hall()
    door = open_door(acting_user=world.credentials, congress=world.congress, kind="paper", hours=2)
    mine, code = seat_of(world, "ada"), door.code(clock.now())
    for at in range(CODES):
        with pytest.raises(Refused, match="not the code"):
            say_here(acting_user=world.ada, seat=mine, code=f"CCCC{at:02}")
    with pytest.raises(Refused, match="too many wrong ones.*The credentials desk can enter you"):
        say_here(acting_user=world.ada, seat=mine, code=code)
    assert say_here(acting_user=world.ben, seat=seat_of(world, "ben"), code=code)
    assert not [one for one in Tries.objects.values_list("bucket", flat=True) if world.ada.member_number in one]


def test_a_seat_goes_only_to_a_free_alternate_of_the_body():
    world = hall(alternates=("zoe", "yan"))
    mine = seat_of(world, "ada")
    other = secretary.create_body(acting_user=OPERATOR, congress=world.congress, kind="branch", name="Hill branch")
    Seat.objects.filter(pk=seat_of(world, "yan", Role.ALTERNATE).pk).update(body=other)
    with pytest.raises(Refused, match="an alternate of Harbor branch. Yan is none"):
        lend(world, to="yan")
    with pytest.raises(Refused, match="Ben is no alternate"):
        surrender.surrender_seat(acting_user=world.ada, seat=mine, alternate=seat_of(world, "ben"), lent=True)
    lend(world)
    with pytest.raises(Refused, match="This seat is Zoe’s already"):
        surrender.surrender_seat(acting_user=world.ada, seat=mine, alternate=seat_of(world, "zoe", "alternate"), lent=True)
    with pytest.raises(Refused, match="Zoe sits in seat 1 already, and nobody sits in two"):
        lend(world, "ben")
    with pytest.raises(Refused, match="Ada gave this seat up for a time. Give it back"):
        lend(world, "zoe")
    with pytest.raises(Refused, match="It must be given back before it goes on"):
        people.hand_over_seat(acting_user=world.secretary, seat=seat_of(world, "zoe"), to=world.mover, reason="So.")
    with pytest.raises(Refused, match="gave this seat up, or it ended. Zoe holds it now"):
        mark_here(acting_user=world.credentials, seat=mine)


def test_the_orders_say_how_seats_are_given_up():
    world = hall(surrender_alone=False, seats_lent=False)
    with pytest.raises(Refused, match="given up at the credentials desk"):
        lend(world, lent=False)
    with pytest.raises(Refused, match="for good, not for a time"):
        lend(world, acting_user=world.credentials)
    with pytest.raises(Forbidden, match="You cannot give a delegate’s seat to an alternate"):
        lend(world, acting_user=world.ben)
    held = lend(world, acting_user=world.credentials, lent=False, here=True)
    assert Presence.objects.get().seat == held
    with pytest.raises(Refused, match="not given up for a time"):
        surrender.give_back_seat(acting_user=world.zoe, seat=held)


def test_giving_up_and_back_is_once_on_record_however_often_it_is_sent():
    world = hall()
    before = entries(world)
    mine, held = seat_of(world, "ada"), lend(world, key="k")
    again = surrender.surrender_seat(
        acting_user=world.ada, seat=mine, alternate=seat_of(world, "zoe", "alternate"), lent=True, key="k"
    )
    assert (again, entries(world)) == (held, before + 1)
    back = surrender.give_back_seat(acting_user=world.zoe, seat=held, key="b")
    assert surrender.give_back_seat(acting_user=world.zoe, seat=held, key="b") == back
    with pytest.raises(Refused, match="given back already"):
        surrender.give_back_seat(acting_user=world.ada, seat=held)
    assert entries(world) == before + 2
    world.sound()


def test_what_belongs_to_a_seat_ends_with_it():
    world = hall(held_votes=1)
    here(world, "ada", "ben")
    give(world, "cleo", "ada")
    lend(world)
    assert HeldVote.objects.get().ended == "seat"
    assert set(Presence.objects.filter(until=None).values_list("seat__person__name", flat=True)) == {"Ben"}
    give(world, "cleo", "ben")
    secretary.end_seat(acting_user=OPERATOR, seat=seat_of(world, "cleo"))
    assert not HeldVote.objects.filter(until=None).exists()
    world.sound()


def test_no_chain_no_second_holder_no_more_than_the_orders_say():
    world = hall(("ada", "ben", "cleo", "dan"), held_votes=1)
    give(world, "ada", "ben", key="k")
    assert give(world, "ada", "ben", key="k") == HeldVote.objects.get()
    with pytest.raises(Refused, match="Ben holds this vote already"):
        give(world, "ada", "cleo")
    with pytest.raises(Refused, match="Ada’s own vote is held by Ben, and a held vote is not passed on"):
        give(world, "cleo", "ada")
    with pytest.raises(Refused, match="Ben holds votes of others, and cannot pass them on"):
        give(world, "ben", "cleo")
    with pytest.raises(Refused, match="Ben holds 1 already, and by the standing orders one delegate holds 1 vote at most"):
        give(world, "cleo", "ben")
    with pytest.raises(Refused, match="the delegate’s own seat"):
        give(world, "dan", "dan")
    with pytest.raises(Refused, match="a delegate of Harbor branch holds this vote. Delegate is none"):
        give(world, "dan", "delegate")
    with pytest.raises(Forbidden, match="You cannot let another delegate hold a vote"):
        give(world, "dan", "cleo", acting_user=world.ben)
    assert held_votes.take_vote_back(acting_user=world.ada, seat=seat_of(world, "ada")).ended == "taken back"
    assert held_votes.take_vote_back(acting_user=world.ada, seat=seat_of(world, "ada")) is None
    world.sound()


def test_nobody_votes_for_another_unless_the_orders_say_so():
    world = hall()
    with pytest.raises(Refused, match="nobody votes for another"):
        give(world, "ada", "ben")


def test_orders_that_change_are_those_of_the_register():
    world = hall(("ada", "ben", "cleo", "dan"), held_votes=2, held_present=True, quorum=4)
    here(world, "ada", "ben")
    give(world, "cleo", "ada")
    give(world, "dan", "ada")
    first = register.freeze(acting_user=world.chair, congress=world.congress)
    assert (first.present, first.held, first.quorate, first.needed) == (2, 2, 4, 4)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, held_votes=1, held_present=False)
    second = register.freeze(acting_user=world.chair, congress=world.congress)
    assert (second.present, second.held, second.quorate) == (2, 1, 2)
    world.sound()


def test_freezing_twice_with_one_key_is_one_register():
    world = hall()
    made = [register.freeze(acting_user=world.chair, congress=world.congress, key="k") for _ in "12"]
    assert made[0] == made[1] == Register.objects.get()
    with pytest.raises(Forbidden, match="You cannot freeze the register"):
        register.freeze(acting_user=world.ada, congress=world.congress)


def test_a_challenge_has_a_reason_and_one_answer_of_another():
    world = hall()
    asked: dict[str, Any] = {"acting_user": world.ada, "congress": world.congress, "about": "quorum"}
    with pytest.raises(Refused, match="Say what is wrong"):
        challenges.challenge(reason=" ", **asked)
    with pytest.raises(Refused, match="Choose what you challenge"):
        challenges.challenge(**asked | {"about": "chair", "reason": "No."})
    with pytest.raises(Forbidden, match="A delegate can"):
        challenges.challenge(**asked | {"acting_user": world.member, "reason": "No."})
    one = challenges.challenge(reason="Three have left.", key="k", **asked)
    assert challenges.challenge(reason="Three have left.", key="k", **asked) == one
    with pytest.raises(Refused, match="You challenged this already"):
        challenges.challenge(reason="Four have.", **asked)
    secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.ada, role="credentials")
    with pytest.raises(Refused, match="your own challenge"):
        challenges.answer_challenge(acting_user=world.ada, challenge=one, answer="No.")
    with pytest.raises(Refused, match="Say what was found"):
        challenges.answer_challenge(acting_user=world.chair, challenge=one, answer="")
    challenges.answer_challenge(acting_user=world.chair, challenge=one, answer="We counted again.", key="a")
    challenges.answer_challenge(acting_user=world.chair, challenge=one, answer="We counted again.", key="a")
    with pytest.raises(Refused, match="Chair answered this challenge already"):
        challenges.answer_challenge(acting_user=world.secretary, challenge=one, answer="Yes.")
    world.sound()


def test_weights_are_positive_and_set_once():
    world = hall(card_votes=True)
    mine = seat_of(world, "ada")
    for weight, why in ((0, "at least 1"), (1, "weighs 1 already"), (1_000_001, "at most 1,000,000")):
        with pytest.raises(Refused, match=why):
            people.set_weight(acting_user=world.secretary, seat=mine, weight=weight)
    with pytest.raises(Refused, match="Only a delegate’s seat"):
        people.set_weight(acting_user=world.secretary, seat=seat_of(world, "member", "member"), weight=2)
    people.set_weight(acting_user=world.secretary, seat=mine, weight=5)
    assert lend(world).weight == 5
    world.sound()


def test_an_erased_delegate_leaves_no_trace_of_coming_and_going():
    world = hall()
    here(world, "ada", "ben")
    secretary.erase_person(acting_user=OPERATOR, person=world.ada)
    assert set(Presence.objects.values_list("seat__person__name", flat=True)) == {"Ben"}


def test_presence_keeps_no_address_and_no_device():
    kept = {field.name for model in (Presence, Door, HeldVote) for field in model._meta.concrete_fields}
    assert kept == {
        *("id", "seat", "since", "until", "by", "ended_by"),
        *("congress", "kind", "nonce", "opened_at", "closed_at"),
        *("giver", "holder", "ended", "entry"),
    }
