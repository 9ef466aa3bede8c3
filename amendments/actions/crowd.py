"""Many people at once, for a congress of its own: their entries, their seats, and the record of these, in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import record
from amendments.actions.secretary import seat_told
from amendments.models import Body, Congress, Person, Role, Seat
from amendments.queries import clock
from amendments.refusals import Refused


@dataclass(frozen=True)
class Newcomer:
    """Somebody to enter, with a seat. Without a password nobody can sign in as them, except where the site is a demo."""

    member_number: str
    name: str
    role: Role
    body: Body | None = None
    speaks: bool = False
    card: int | None = None


@transaction.atomic
def enter_crowd(*, acting_user: User, congress: Congress, crowd: Sequence[Newcomer]) -> list[Person]:
    """Enter people who are not known yet, each with a seat. All of them, or nobody."""
    congress = access_congress_for(acting_user, "give_seat", pk=congress.pk, lock=True).congress
    known = Person.objects.filter(member_number__in=[one.member_number for one in crowd]).first()
    if known is not None:
        raise Refused(f"The member number {known.member_number} is taken. Each person has their own.")
    people = [_person(one) for one in crowd]
    Person.objects.bulk_create(people, batch_size=1000)
    at = clock.now()
    seats = [
        Seat(
            congress=congress,
            person=person,
            role=one.role,
            body=one.body,
            speaks_for_body=one.speaks,
            number=one.card,
            since=at,
        )
        for one, person in zip(crowd, people, strict=True)
    ]
    Seat.objects.bulk_create(seats, batch_size=1000)
    record.append_all("seat given", (seat_told(one) for one in seats), congress=congress, acting_user=acting_user, at=at)
    return people


def _person(one: Newcomer) -> Person:
    person = Person(member_number=one.member_number, name=one.name)
    person.set_unusable_password()
    return person
