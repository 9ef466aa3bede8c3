"""What the door shows: the congress, and in demo mode one seat for each role."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.models import Congress, Role, Seat
from amendments.queries.masthead import seat_in_words


@dataclass(frozen=True)
class SeatToTry:
    """A seat that a visitor of the sample may take: role and name in words, and the person's key."""

    role: str
    name: str
    person: int


def congress_alone() -> Congress | None:
    """Give the congress where there is only one."""
    two = list(Congress.objects.all()[:2])
    return two[0] if len(two) == 1 else None


def seats_to_try() -> list[SeatToTry]:
    """Give the first holder of each role, in the order of the roles, each person once, then one more member."""
    found: dict[str, Seat] = {}
    taken: set[int] = set()
    seats = Seat.objects.filter(until__isnull=True, person__is_active=True).select_related("person", "body")
    speaking_first = sorted(seats, key=lambda seat: (not seat.speaks_for_body, seat.number or 0, seat.pk))
    for role in Role:
        for seat in speaking_first:
            if seat.role == role and seat.person_id not in taken:
                found[role] = seat
                taken.add(seat.person_id)
                break
    return [SeatToTry(_capital(seat_in_words(seat)), seat.person.name, seat.person_id) for seat in found.values()]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
