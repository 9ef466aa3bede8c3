"""A delegate challenges a register or the quorum, with a reason; the chair or the desk answers. Both are on record."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import record, words
from amendments.models import Challenge, Congress, Register, Role, Seat
from amendments.models.register import About
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.text.stored import sha256


@transaction.atomic
def challenge(
    *, acting_user: User, congress: Congress, about: str, reason: str, register: Register | None = None, key: str = ""
) -> Challenge:
    """Challenge the register or the quorum: a register that was frozen, or what is counted now."""
    congress = access_congress_for(acting_user, "challenge_register", pk=congress.pk, lock=True).congress
    person = record.must_be_person(acting_user)
    done = record.done_before(acting_user, "challenge", key)
    if done is not None:
        return Challenge.objects.get(pk=done)
    if about not in About.values:
        raise Refused("Choose what you challenge: the register, or the quorum.")
    if register is not None and register.congress_id != congress.pk:
        raise Refused("This register belongs to another congress.")
    said = words.prose(reason)
    if not said:
        raise Refused("Say what is wrong. The reason is shown with the register.")
    seat = Seat.objects.filter(congress=congress, person=person, role=Role.DELEGATE, until__isnull=True).order_by("pk")[0]
    if Challenge.objects.filter(seat__person=person, register=register, about=about, answered_at__isnull=True).exists():
        raise Refused("You challenged this already. The chair or the credentials desk answers it first.")
    at = clock.now()
    body = {"register": register.number if register else None, "about": about, "seat": seat.pk, "reason": sha256(said)}
    entry = record.append("register challenged", body, congress=congress, acting_user=acting_user, at=at)
    made = Challenge.objects.create(
        congress=congress, register=register, about=about, seat=seat, reason=said, made_at=at, entry=entry
    )
    record.remember(acting_user, "challenge", key, result=made.pk, at=at)
    return made


@transaction.atomic
def answer_challenge(*, acting_user: User, challenge: Challenge, answer: str, key: str = "") -> Challenge:
    """Answer a challenge, once, in words that are shown beside it."""
    congress = access_congress_for(acting_user, "answer_challenge", pk=challenge.congress_id, lock=True).congress
    person = record.must_be_person(acting_user)
    challenge = Challenge.objects.select_related("seat", "entry", "answered_by").get(pk=challenge.pk)
    if record.done_before(acting_user, "answer_challenge", key) is not None:
        return challenge
    if challenge.answered_at is not None:
        raise Refused(f"{challenge.answered_by} answered this challenge already. The answer stands beside it.")
    if challenge.seat.person_id == person.pk:
        raise Refused("This is your own challenge. Somebody else of the desk, or the chair, answers it.")
    said = words.prose(answer, "The answer")
    if not said:
        raise Refused("Say what was found. The answer is shown with the challenge.")
    at = clock.now()
    body = {"challenge": challenge.entry.sequence, "answer": sha256(said)}
    entry = record.append("challenge answered", body, congress=congress, acting_user=acting_user, at=at)
    challenge.answer, challenge.answered_by, challenge.answered_at, challenge.answer_entry = said, person, at, entry
    challenge.save(update_fields=["answer", "answered_by", "answered_at", "answer_entry"])
    record.remember(acting_user, "answer_challenge", key, result=challenge.pk, at=at)
    return challenge
