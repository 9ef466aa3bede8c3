"""What erasing a person would do, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from amendments.access import ForPerson
from amendments.models import Amendment, Draft, Paper, Person, Seat
from amendments.queries.people import seat_in_full


@dataclass(frozen=True)
class ErasingPage:
    """Who is meant, the seats that end, and what stays without a name."""

    person: Person
    mine: bool
    seats: list[str]
    moved: int
    papers: int
    drafts: int


def erasing_page(found: ForPerson) -> ErasingPage:
    """Count what is there: four queries."""
    person = found.person
    held = Seat.objects.filter(person=person, until__isnull=True).select_related("body")
    return ErasingPage(
        person=person,
        mine=found.acting.person_id == person.pk,
        seats=[seat_in_full(seat) for seat in held],
        moved=Amendment.objects.filter(Q(mover_person=person) | Q(filed_by=person)).count(),
        papers=Paper.objects.filter(amendment__mover_person=person).count(),
        drafts=Draft.objects.filter(person=person).count(),
    )
