"""What is corrected about people, and the seats that go from one to another."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from amendments.access import User, access_congress_for, access_person_for, access_seat_for
from amendments.actions import record, words
from amendments.actions.secretary import seat_told
from amendments.actions.vacating import pass_on
from amendments.models import Congress, Person, Role, Seat, StandingOrders
from amendments.queries import clock
from amendments.refusals import Forbidden, Refused
from amendments.text.stored import sha256

MOST_WEIGHT = 1_000_000


@transaction.atomic
def change_person(*, acting_user: User, congress: Congress, person: Person, name: str, email: str) -> Person:
    """Correct a person's name and address. The member number stays: the record's commitments are made of it."""
    person = access_person_for(acting_user, "change_person", congress=congress.slug, pk=person.pk, lock=True).person
    name, email = words.line(name, "The name"), words.address(email)
    if not name:
        raise Refused("A person needs a name.")
    if (name, email) == (person.name, person.email):
        raise Refused("Name and address are these already.")
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    return person


@transaction.atomic
def set_own_password(*, acting_user: User, old: str, new: str) -> Person:
    """Choose a password. Whoever has one already gives it first; who came in by code or link has none to give."""
    person = Person.objects.select_for_update(no_key=True).get(pk=record.must_be_person(acting_user).pk)
    if person.has_usable_password() and not person.check_password(old):
        raise Refused("This is not your password as it is now. If you have forgotten it, ask the congress office for a code.")
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    person.set_password(new)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def hand_over_seat(*, acting_user: User, seat: Seat, to: Person, reason: str, key: str = "") -> Seat:
    """Hand a seat to an alternate: it ends for the one and begins for the other, with its body, card and voice, on record."""
    congress = access_congress_for(acting_user, "hand_over_seat", pk=seat.congress_id, lock=True).congress
    done = record.done_before(acting_user, "hand_over_seat", key)
    if done is not None:
        return Seat.objects.get(pk=done)
    seat = (
        Seat.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person", "body", "handed_from__person")
        .get(pk=seat.pk)
    )
    to = access_person_for(acting_user, "read_person", congress=congress.slug, pk=to.pk).person
    reason = words.line(reason, "The reason", most=300)
    _check_handing(seat, to, reason)
    at = clock.now()
    held = pass_on(acting_user=acting_user, seat=seat, to=to, at=at, why=reason)
    body = {"from": seat_told(seat), "to": seat_told(held), "reason": sha256(reason)}
    record.append("seat handed over", body, congress=congress, acting_user=acting_user, at=at)
    record.remember(acting_user, "hand_over_seat", key, result=held.pk, at=at)
    return held


@transaction.atomic
def set_weight(*, acting_user: User, seat: Seat, weight: int) -> Seat:
    """Set what a delegate's card weighs in a card vote, on record."""
    seat, congress, _ = access_seat_for(acting_user, "set_weight", pk=seat.pk, lock=True)
    if not StandingOrders.objects.get(congress=congress).card_votes:
        raise Refused("By the standing orders each seat weighs one. The secretary can allow card votes there.")
    if seat.role != Role.DELEGATE or seat.until is not None:
        raise Refused("Only a delegate’s seat that is held has a card with a weight.")
    if not 1 <= weight <= MOST_WEIGHT:
        raise Refused(f"A card weighs at least 1 and at most {MOST_WEIGHT:,}.")
    if weight == seat.weight:
        raise Refused(f"The card of {seat.person} weighs {weight} already.")
    seat.weight = weight
    seat.save(update_fields=["weight"])
    body = {"seat": seat.pk, "weight": weight}
    record.append("weight set", body, congress=congress, acting_user=acting_user, at=clock.now())
    return seat


def _check_handing(seat: Seat, to: Person, reason: str) -> None:
    if seat.until is not None:
        raise Refused(f"This seat ended on {seat.until:%d %B %Y} already. Only a seat that is held can be handed over.")
    if seat.lent and seat.handed_from is not None:
        raise Refused(f"{seat.handed_from.person} gave this seat up for a time. It must be given back before it goes on.")
    if to.pk == seat.person_id:
        raise Refused(f"{to} holds this seat already. Choose the alternate.")
    if to.erased or not to.is_active:
        raise Forbidden("This person cannot hold a seat: their entry was erased or closed.")
    if not reason:
        raise Refused("Say why the seat is handed over. The reason is kept with the seat.")
