"""What stands at the head of every page: the house, the congress, where one is, and in which seat one sits."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amendments.models import Congress, Person, Role, Seat
from amendments.rules import BY_ACTION, Acting, Relation, can


@dataclass(frozen=True)
class Link:
    """A link in words. An empty `url` is words alone; `here` marks the page that one is on, `onward` one that goes on."""

    text: str
    url: str = ""
    here: bool = False
    small: str = ""
    onward: bool = False


OWN = (("New", "new", "read_news"), ("Following", "following", "set_mails"), ("Notes", "notes", "read_own_notes"))


@dataclass(frozen=True)
class Masthead:
    """The masthead's values, all of them text."""

    house: str
    title: str
    url: str
    links: tuple[Link, ...] = ()
    person: str = ""
    acting: str = ""
    mine: str = ""
    own: tuple[Link, ...] = ()


def seat_in_words(seat: Seat) -> str:
    """Say what a seat is: "delegate for Brickfields, seat 114"."""
    role = Role(seat.role).label
    where = f" for {seat.body.short_name or seat.body.name}" if seat.body and seat.role in {Role.DELEGATE, Role.MEMBER} else ""
    return f"{role}{where}" + (f", seat {seat.number}" if seat.number else "")


def seats_of(person: Person | None, congress: Congress) -> list[Seat]:
    """Give the seats that a person holds now, with their bodies, in one query; none for a passer-by."""
    if person is None:
        return []
    return list(Seat.objects.filter(congress=congress, person=person, until__isnull=True).select_related("body"))


def masthead(congress: Congress, person: Person | None, seats: list[Seat], here: str = "", purpose: str = "") -> Masthead:
    """Compose the masthead; `here` is the name of the link that the page belongs to. Runs no query: seats come with bodies.

    `purpose` is the action of the table that the page is for: where only some of a person's seats grant it, it says which.
    """
    places = [("Text", "congress"), ("Amendments", "amendments"), ("Record", "records"), ("Rules", "congress-rules")]
    places.append(("Search", "search"))
    roles = frozenset(Role(seat.role) for seat in seats)
    if person is not None and can(Acting(person_id=person.pk, roles=roles), "read_people"):
        places.insert(2, ("People", "people"))
    if person is not None and can(Acting(person_id=person.pk, roles=roles), "keep_presence"):
        places.insert(2, ("Credentials", "credentials"))
    if Role.DELEGATE in roles:
        places.insert(2, ("My seat", "my-seat"))
    if Role.DELEGATE in roles or can(Acting(roles=roles), "run_floor"):
        places.insert(2, ("Floor", "hall"))
    links = tuple(Link(text, reverse(name, args=[congress.slug]), here=text == here) for text, name in places)
    home = reverse("congress", args=[congress.slug])
    mine = reverse("person", args=[congress.slug, person.pk]) if person else ""
    own = [(text, name) for text, name, act in OWN if person and can(Acting(person_id=person.pk, roles=roles), act)]
    return Masthead(
        congress.organization,
        congress.name,
        home,
        links,
        str(person) if person else "",
        acting_as(seats, purpose),
        mine,
        tuple(Link(text, reverse(name, args=[congress.slug]), here=text == here) for text, name in own),
    )


def acting_as(seats: list[Seat], purpose: str) -> str:
    """Say in which seats a person acts on a page, and which they hold besides: "here as chair; also member for Ashgrove"."""
    who = BY_ACTION[purpose].who if purpose in BY_ACTION else frozenset()
    granting = [seat for seat in seats if seat.role in who or (seat.speaks_for_body and Relation.SPEAKER in who)]
    others = [seat for seat in seats if seat not in granting]
    if not granting or not others or Role.MEMBER in who:  # any seat is good for what a member may do
        return "; ".join(seat_in_words(seat) for seat in seats)
    here, also = ("; ".join(seat_in_words(seat) for seat in group) for group in (granting, others))
    return f"here as {here} (also {also})"
