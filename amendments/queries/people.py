"""The list of people of a congress, as the office searches it, and the page of one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from amendments.access import ForPerson, people_of
from amendments.models import Body, Congress, Credential, Person, Role, Seat
from amendments.models.credential import CredentialKind
from amendments.queries import clock
from amendments.queries.masthead import seat_in_words
from amendments.queries.search import named
from amendments.rules import Acting, can, relations_to

PAGE = 50
LONGEST = 80  # characters of a search
WITHOUT = "without"


@dataclass(frozen=True)
class PersonRow:
    """One person of the list: seats in words, and how they get in."""

    pk: int
    name: str
    number: str
    seats: str
    way_in: str
    has_address: bool


@dataclass(frozen=True)
class Wanted:
    """What is searched for: words of a name, number or address; a body's slug; a role; who has no way in."""

    words: str = ""
    body: str = ""
    role: str = ""
    way: str = ""
    page: int = 0

    @classmethod
    def of(cls, given: dict[str, str]) -> Wanted:
        """Read it from an address or a form; what cannot be read is not searched for."""
        page = given.get("page", "")
        role, way = given.get("role", ""), given.get("way", "")
        return cls(
            " ".join(given.get("q", "")[:LONGEST].split()),
            given.get("body", "")[:LONGEST],
            role if role in Role.values else "",
            way if way == WITHOUT else "",
            int(page) if page.isdecimal() and len(page) < 6 else 0,
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is searched for."""
        return bool(self.words or self.body or self.role or self.way)


@dataclass(frozen=True)
class People:
    """One page of the list, with how many were found, and the bodies to choose from."""

    rows: list[PersonRow]
    found: int
    wanted: Wanted
    bodies: list[Body]

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.found > (self.wanted.page + 1) * PAGE


def people_page(congress: Congress, wanted: Wanted, now: datetime) -> People:
    """Read one page of the list: five queries."""
    found = searched(congress, wanted)
    held = Seat.objects.filter(congress=congress, until__isnull=True).select_related("body").order_by("pk")
    rows = found.order_by("name", "member_number").prefetch_related(
        Prefetch("seats", queryset=held, to_attr="held"),
        Prefetch("credentials", queryset=open_credentials(now), to_attr="ways"),
    )
    shown = rows[wanted.page * PAGE : (wanted.page + 1) * PAGE]
    return People([_row(one) for one in shown], found.count(), wanted, list(Body.objects.filter(congress=congress)))


def searched(congress: Congress, wanted: Wanted) -> QuerySet[Person]:
    """Give the people of a congress that a search finds."""
    found = people_of(congress)
    for word in wanted.words.split():
        found = found.filter(named("name", word) | Q(member_number__icontains=word) | Q(email__icontains=word))
    held = Seat.objects.filter(congress=congress, person=OuterRef("pk"), until__isnull=True)
    if wanted.body:
        found = found.filter(Exists(held.filter(body__slug=wanted.body)))
    if wanted.role:
        found = found.filter(Exists(held.filter(role=wanted.role)))
    if wanted.way:
        ways = open_credentials(clock.now()).filter(person=OuterRef("pk"))
        found = found.filter(~Exists(ways), last_login__isnull=True)
    return found


def open_credentials(now: datetime) -> QuerySet[Credential]:
    """Give the codes and links that still open."""
    in_time = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return Credential.objects.filter(in_time, used_on__isnull=True, revoked_at__isnull=True).order_by("kind")


def _row(person: Person) -> PersonRow:
    seats = "; ".join(seat_in_words(seat) for seat in person.held)  # type: ignore[attr-defined]  # prefetched under this name
    return PersonRow(person.pk, person.name, person.member_number, seats, way_in(person), bool(person.email))


def way_in(person: Person) -> str:
    """Say how a person gets in: what is open now, or that they have been in, or that there is no way yet."""
    kinds = {one.kind for one in person.ways}  # type: ignore[attr-defined]  # prefetched under this name
    found = ["password"] if person.has_usable_password() else []
    found += ["code not used yet"] if CredentialKind.CODE in kinds else []
    found += ["invited"] if CredentialKind.LINK in kinds else []
    if not found:
        return "was here, no way back in" if person.last_login else "none yet"
    return ", ".join(found)


@dataclass(frozen=True)
class SeatRow:
    """One seat of a person: in words, from when until when, and where it came from or went."""

    seat: Seat
    words: str
    came: str
    went: str
    url: str


@dataclass(frozen=True)
class PersonPage:
    """What the page of one person shows."""

    person: Person
    mine: bool
    way_in: str
    has_password: bool
    held: list[SeatRow]
    past: list[SeatRow]
    ways: list[Credential]
    may: dict[str, bool] = field(default_factory=dict)


ACTS = ("change_person", "give_seat", "issue_codes", "invite", "end_seat", "export_person", "erase_person", "read_people")


def person_page(found: ForPerson, now: datetime) -> PersonPage:
    """Read the page of one person: two queries."""
    person, congress, acting = found
    relations = relations_to(acting, person)
    rows = Seat.objects.filter(congress=congress, person=person).order_by("until", "pk")
    seats = [_seat(acting, congress, seat) for seat in rows.select_related("body", "handed_from__person", "handed_to__person")]
    person.ways = list(open_credentials(now).filter(person=person))  # type: ignore[attr-defined]  # as in the list
    return PersonPage(
        person=person,
        mine=acting.person_id == person.pk,
        way_in=way_in(person),
        has_password=person.has_usable_password(),
        held=[row for row in seats if row.seat.until is None],
        past=[row for row in seats if row.seat.until is not None],
        ways=person.ways,  # type: ignore[attr-defined]
        may={act: can(acting, act, relations=relations) for act in ACTS},
    )


def _seat(acting: Acting, congress: Congress, seat: Seat) -> SeatRow:
    came = f"from {seat.handed_from.person}" if seat.handed_from else ""
    after = getattr(seat, "handed_to", None)
    url = reverse("seat", args=[congress.slug, seat.pk]) if can(acting, "hand_over_seat") else ""
    return SeatRow(seat, seat_in_full(seat), came, f"to {after.person}" if after else "", url)


def seat_in_full(seat: Seat) -> str:
    """Say what a seat is, with its body whatever the role: "chair, Presidium"."""
    words = seat_in_words(seat)
    known = seat.body and (seat.body.short_name or seat.body.name) in words
    body = f", {seat.body.name}" if seat.body and not known else ""
    return f"{words}{body}{', speaks for it' if seat.speaks_for_body else ''}"
