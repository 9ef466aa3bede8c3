"""What stands at the head of every page: the house, the congress, where one is, and in which seat one sits."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amendments.models import Congress, Person, Role, Seat


@dataclass(frozen=True)
class Link:
    """A link in words. An empty `url` is words alone; `here` marks the page that one is on."""

    text: str
    url: str = ""
    here: bool = False
    small: str = ""


@dataclass(frozen=True)
class Masthead:
    """The masthead's values, all of them text."""

    house: str
    title: str
    url: str
    links: tuple[Link, ...] = ()
    person: str = ""
    acting: str = ""


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


def masthead(congress: Congress, person: Person | None, seats: list[Seat], here: str = "") -> Masthead:
    """Compose the masthead; `here` is the name of the link that the page belongs to. Runs no query: seats come with bodies."""
    places = (("Text", "congress"), ("Amendments", "amendments"), ("Record", "records"), ("Rules", "congress-rules"))
    links = tuple(Link(text, reverse(name, args=[congress.slug]), here=text == here) for text, name in places)
    acting = "; ".join(seat_in_words(seat) for seat in seats)
    home = reverse("congress", args=[congress.slug])
    return Masthead(congress.organization, congress.name, home, links, str(person) if person else "", acting)
