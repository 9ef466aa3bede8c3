"""The debate on a question: delegates ask for the floor, the desk enters others, and the chair calls them for and against.

This is talk, and not on record. Once the vote is open, or the congress has closed the debate, nobody speaks.
"""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import live, record, silence
from amendments.actions.floor import FLOOR, on_the_floor
from amendments.models import Congress, Question, Role, Seat, Side, Speaker, StandingOrders, Vote
from amendments.models.sitting import SpeakerEnd
from amendments.queries import clock
from amendments.queries.recess import check_no_recess
from amendments.queries.speakers import debate_closed_at, in_turn
from amendments.refusals import Forbidden, Refused

SIDES = (Side.FOR, Side.AGAINST)


@transaction.atomic
def ask_to_speak(*, acting_user: User, seat: Seat, side: str, key: str = "") -> Speaker:
    """Ask for the floor, for or against the question. Asked again with another side, the place on the list stays."""
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "ask_to_speak", pk=seat.congress_id, lock=True).congress
    done = record.done_before(acting_user, "ask_to_speak", key)
    if done is not None:
        return Speaker.objects.get(pk=done)
    if seat.person_id != person.pk:
        raise Forbidden("You do not hold this seat, so you cannot ask for its floor.")
    speaker = _enter(congress, seat, side)
    record.remember(acting_user, "ask_to_speak", key, result=speaker.pk, at=clock.now())
    return speaker


@transaction.atomic
def enter_speaker(*, acting_user: User, seat: Seat, side: str, key: str = "") -> Speaker:
    """Enter a delegate on the list, for whoever asks by raising a card."""
    congress = access_congress_for(acting_user, "enter_speaker", pk=seat.congress_id, lock=True).congress
    done = record.done_before(acting_user, "enter_speaker", key)
    if done is not None:
        return Speaker.objects.get(pk=done)
    speaker = _enter(congress, seat, side)
    record.remember(acting_user, "enter_speaker", key, result=speaker.pk, at=clock.now())
    return speaker


def _enter(congress: Congress, seat: Seat, side: str) -> Speaker:
    now = check_speaker(seat, side)
    question = _debated(congress)
    known = Speaker.objects.filter(question=question, seat=now, ended="").first()
    if known is not None and (known.began_at is not None or known.side == side):
        return known
    live.changed(congress, FLOOR)
    if known is None:
        return Speaker.objects.create(question=question, congress=congress, seat=now, side=side, asked_at=clock.now())
    known.side = side
    known.save(update_fields=["side"])
    return known


def check_speaker(seat: Seat, side: str) -> Seat:
    """Give a seat as it is held now. Raises Refused where its holder cannot ask for the floor, or said for which side not."""
    if side not in SIDES:
        raise Refused("Say whether you speak for it or against it.")
    now = Seat.objects.select_related("person").get(pk=seat.pk)
    if now.role != Role.DELEGATE or now.until is not None:
        raise Refused("Only whoever holds a delegate’s seat now can ask for the floor.")
    return now


def _debated(congress: Congress) -> Question:
    """Give the question that can be spoken to. Raises Refused where there is none, with why."""
    check_no_recess(congress, "Nobody speaks meanwhile.")
    question = on_the_floor(congress)
    if question is None:
        raise Refused("Nothing is on the floor now. Once the chair puts a question, you can ask to speak to it.")
    if Vote.objects.filter(question=question, ended="").exists():
        raise Refused("The vote is open, so the debate is over. You can ask again on the next question.")
    if debate_closed_at(question) is not None:
        raise Refused("The congress has closed the debate on this question. It is voted on next.")
    return question


@transaction.atomic
def leave_list(*, acting_user: User, speaker: Speaker) -> Speaker:
    """Take somebody from the list: oneself, or for whoever calls the speakers. What is done already is done."""
    person, rights = record.person_of(acting_user), "ask_to_speak"
    seat = Seat.objects.get(pk=speaker.seat_id)
    if person is None or seat.person_id != person.pk:
        rights = "call_speaker"
    access_congress_for(acting_user, rights, pk=speaker.congress_id, lock=True)
    now = Speaker.objects.select_related("congress", "seat__person").get(pk=speaker.pk)
    if now.ended:
        return now
    if now.began_at is not None:
        raise Refused(f"{now} is speaking now. The chair ends the time, or calls the next one.")
    live.changed(now.congress, FLOOR)
    return silence.end(now, SpeakerEnd.LEFT, acting_user=acting_user)


@transaction.atomic
def call_next(*, acting_user: User, congress: Congress, speaker: Speaker | None = None, key: str = "") -> Speaker:
    """Call the next speaker, or a named one; whoever speaks has spoken. The time is that of the standing orders."""
    congress = access_congress_for(acting_user, "call_speaker", pk=congress.pk, lock=True).congress
    done = record.done_before(acting_user, "call_speaker", key)
    if done is not None:
        return Speaker.objects.get(pk=done)
    question, orders = _debated(congress), StandingOrders.objects.get(congress=congress)
    waiting = in_turn(question, orders)
    found = (
        waiting[0]
        if waiting and speaker is None
        else next((one for one in waiting if one.pk == getattr(speaker, "pk", 0)), None)
    )
    if found is None:
        raise Refused("This delegate is not on the list any more." if speaker else "Nobody else has asked for the floor.")
    silence.end_speaking(congress, acting_user=acting_user)
    found.began_at, found.seconds = clock.now(), orders.speaking_seconds
    found.save(update_fields=["began_at", "seconds"])
    record.remember(acting_user, "call_speaker", key, result=found.pk, at=found.began_at)
    live.changed(congress, FLOOR)
    return found


@transaction.atomic
def end_speaker(*, acting_user: User, congress: Congress) -> Speaker | None:
    """End the time of whoever speaks. Gives them; None where nobody does."""
    congress = access_congress_for(acting_user, "call_speaker", pk=congress.pk, lock=True).congress
    live.changed(congress, FLOOR)
    return silence.end_speaking(congress, acting_user=acting_user)


@transaction.atomic
def recall_speaker(*, acting_user: User, congress: Congress) -> Speaker:
    """Put whoever was called by mistake back on the list, in their place. The time begins anew when they are called."""
    congress = access_congress_for(acting_user, "call_speaker", pk=congress.pk, lock=True).congress
    speaking = silence.speaking(congress)
    if speaking is None:
        raise Refused("Nobody is speaking now, so nobody goes back to the list.")
    speaking.began_at, speaking.seconds = None, 0
    speaking.save(update_fields=["began_at", "seconds"])
    live.changed(congress, FLOOR)
    return speaking


@transaction.atomic
def give_time(*, acting_user: User, congress: Congress, seconds: int) -> Speaker:
    """Give whoever speaks some more time, from the end of theirs."""
    congress = access_congress_for(acting_user, "call_speaker", pk=congress.pk, lock=True).congress
    speaking = silence.speaking(congress)
    if speaking is None:
        raise Refused("Nobody is speaking now, so there is no time to add to.")
    if not 0 < seconds <= 600 or speaking.seconds + seconds > 3600:
        raise Refused("More time is at most ten minutes at once, and an hour in all.")
    speaking.seconds += seconds
    speaking.save(update_fields=["seconds"])
    live.changed(congress, FLOOR)
    return speaking
