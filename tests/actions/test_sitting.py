"""The debate on a question and the recess: who is called when, what ends the list, and what does not happen in a recess."""

from datetime import timedelta

import pytest

from amendments.actions import floor, speaking
from amendments.actions.recess import resume, take_recess
from amendments.actions.speaking_ahead import ask_ahead, enter_ahead
from amendments.models import Recess, Seat, Speaker, StandingOrders
from amendments.queries import clock
from amendments.queries.speakers import in_turn
from amendments.refusals import Forbidden, Refused
from tests.hall import Hall, full_hall, one

pytestmark = pytest.mark.django_db
CHANGES = (("1.1", "all", "everybody"), ("1.2", "municipality", "town"))


def ask(hall: Hall, number: int, side: str, **more: str) -> Speaker:
    person = hall.delegates[number]
    return speaking.ask_to_speak(acting_user=person, seat=hall.seat(person), side=side, **more)


def called(hall: Hall) -> str:
    return speaking.call_next(acting_user=hall.world.chair, congress=hall.world.congress).seat.person.name


def test_for_and_against_are_called_in_turn_and_then_whoever_is_left():
    hall = full_hall(*CHANGES)
    hall.put(amendment=one(hall, 1))
    for number, side in ((0, "against"), (1, "against"), (2, "for"), (3, "against")):
        ask(hall, number, side)
    assert [called(hall) for _ in range(4)] == ["Delegate 3", "Delegate 1", "Delegate 2", "Delegate 4"]
    assert Speaker.objects.filter(ended="", began_at__isnull=False).count() == 1
    with pytest.raises(Refused, match="Nobody else has asked"):
        called(hall)


def test_the_orders_may_call_them_as_they_asked_and_say_how_long_they_speak():
    hall = full_hall(*CHANGES, speakers_alternate=False, speaking_seconds=90)
    question = hall.put(amendment=one(hall, 1))
    for number, side in ((0, "against"), (1, "against"), (2, "for")):
        ask(hall, number, side)
    rows = in_turn(question, StandingOrders.objects.get(congress=hall.world.congress))
    assert [row.seat.person.name for row in rows] == ["Delegate 1", "Delegate 2", "Delegate 3"]
    called(hall)
    first = Speaker.objects.get(began_at__isnull=False)
    assert first.began_at is not None
    assert first.until == first.began_at + timedelta(seconds=90)
    speaking.give_time(acting_user=hall.world.chair, congress=hall.world.congress, seconds=60)
    first.refresh_from_db()
    assert first.seconds == 150


def test_one_asks_ahead_and_the_list_goes_along_when_it_is_put():
    hall = full_hall(*CHANGES)
    seats = [hall.seat(one) for one in hall.delegates]
    other = one(hall, 2)

    def ahead(number: int, side: str, **more: str) -> Speaker:
        person = hall.delegates[number]
        return ask_ahead(acting_user=person, seat=seats[number], amendment=other, side=side, **more)

    hall.put(amendment=one(hall, 1))
    first = ahead(0, "for", key="k")
    assert ahead(0, "for", key="k") == first
    assert ahead(0, "against").pk == first.pk
    ahead(1, "for")
    speaking.leave_list(acting_user=hall.delegates[1], speaker=ahead(1, "for"))
    enter_ahead(acting_user=hall.world.credentials, seat=seats[2], amendment=other, side="for")
    with pytest.raises(Refused, match="A1 is on the floor now"):
        ask_ahead(acting_user=hall.delegates[0], seat=seats[0], amendment=one(hall, 1), side="for")
    with pytest.raises(Refused, match="Nobody else has asked"):
        called(hall)
    floor.withdraw_question(acting_user=hall.world.chair, question=hall.put_now())
    hall.put(amendment=other)
    floor.withdraw_question(acting_user=hall.world.chair, question=hall.put_now())  # by mistake: they wait ahead again
    assert Speaker.objects.filter(question=None, ended="").count() == 2
    hall.put(amendment=other)
    assert [called(hall) for _ in range(2)] == ["Delegate 3", "Delegate 1"]
    hall.decide(hall.put_now(), ["for"])
    with pytest.raises(Refused, match="does not come up"):
        ahead(0, "for")
    hall.world.sound()


def test_one_asks_once_and_may_change_sides_or_leave():
    hall = full_hall(*CHANGES)
    with pytest.raises(Refused, match="Nothing is on the floor"):
        ask(hall, 0, "for")
    hall.put(amendment=one(hall, 1))
    first = ask(hall, 0, "for", key="k")
    assert ask(hall, 0, "for", key="k") == ask(hall, 0, "for") == first
    assert ask(hall, 0, "against").pk == first.pk
    assert Speaker.objects.get().side == "against"
    other = hall.delegates[1]
    with pytest.raises(Forbidden):
        speaking.leave_list(acting_user=other, speaker=first)
    with pytest.raises(Forbidden):
        speaking.ask_to_speak(acting_user=other, seat=hall.seat(hall.delegates[0]), side="for")
    with pytest.raises(Refused, match="for it or against it"):
        ask(hall, 1, "question")
    speaking.leave_list(acting_user=hall.delegates[0], speaker=first)
    assert ask(hall, 0, "for").pk != first.pk


def test_the_desk_enters_delegates_and_nobody_else():
    hall = full_hall(*CHANGES)
    hall.put(amendment=one(hall, 1))
    seat = hall.seat(hall.delegates[0])
    assert speaking.enter_speaker(acting_user=hall.world.credentials, seat=seat, side="for").seat == seat
    member = Seat.objects.get(congress=hall.world.congress, person=hall.world.member)
    with pytest.raises(Refused, match="delegate’s seat"):
        speaking.enter_speaker(acting_user=hall.world.chair, seat=member, side="for")


def test_who_was_called_by_mistake_goes_back_to_the_list():
    hall = full_hall(*CHANGES)
    hall.put(amendment=one(hall, 1))
    ask(hall, 0, "for")
    called(hall)
    with pytest.raises(Refused, match="is speaking now"):
        speaking.leave_list(acting_user=hall.world.chair, speaker=Speaker.objects.get())
    speaking.recall_speaker(acting_user=hall.world.chair, congress=hall.world.congress)
    assert Speaker.objects.get().began_at is None
    assert called(hall) == "Delegate 1"


def test_an_open_vote_ends_the_debate_and_so_does_its_closing_by_the_congress():
    hall = full_hall(*CHANGES)
    question = hall.put(amendment=one(hall, 1))
    ask(hall, 0, "for")
    ask(hall, 1, "against")
    called(hall)
    hall.decide(hall.put("close debate"), ["for", "for", "for"])
    with pytest.raises(Refused, match="has closed the debate"):
        ask(hall, 2, "for")
    with pytest.raises(Refused, match="has closed the debate"):
        called(hall)
    vote = hall.open(question)
    assert not Speaker.objects.filter(ended="", began_at__isnull=False).exists()
    with pytest.raises(Refused, match="the debate is over"):
        ask(hall, 2, "for")
    hall.vote(vote, ["for"])
    hall.declare(hall.close(vote))
    assert not Speaker.objects.filter(ended="").exists()
    hall.put(amendment=one(hall, 2))
    ask(hall, 2, "for")
    floor.withdraw_question(acting_user=hall.world.chair, question=hall.put_now(), reason="Its mover leaves it.")
    assert not Speaker.objects.filter(ended="").exists()
    hall.world.sound()


def test_in_a_recess_nothing_is_put_spoken_or_opened_and_the_record_says_so():
    hall = full_hall(*CHANGES)
    world, chair = hall.world, hall.world.chair
    question = hall.put(amendment=one(hall, 1))
    ask(hall, 0, "for")
    called(hall)
    until = clock.now() + timedelta(hours=1)
    made = take_recess(acting_user=chair, congress=world.congress, until=until, why="Lunch", key="k")
    assert take_recess(acting_user=chair, congress=world.congress, key="k") == made
    assert not Speaker.objects.filter(ended="").exists()
    for act in (lambda: hall.open(question), lambda: hall.put(amendment=one(hall, 2)), lambda: ask(hall, 1, "for")):
        with pytest.raises(Refused, match=r"in recess until (\w+, )?\d\d:\d\d"):
            act()
    with pytest.raises(Refused, match="already"):
        take_recess(acting_user=chair, congress=world.congress)
    world.sound()
    resume(acting_user=chair, congress=world.congress)
    assert resume(acting_user=chair, congress=world.congress) is None
    world.sound()
    vote = hall.open(question)
    with pytest.raises(Refused, match="A vote is open"):
        take_recess(acting_user=chair, congress=world.congress)
    assert vote.is_open
    Recess.objects.update(ended_at=None)
    with pytest.raises(AssertionError):
        world.sound()


def test_a_recess_ends_later_than_now_and_within_a_week():
    hall = full_hall()
    for hours in (-1, 24 * 8):
        with pytest.raises(Refused, match="later than now"):
            take_recess(acting_user=hall.world.chair, congress=hall.world.congress, until=clock.now() + timedelta(hours=hours))
