"""What stands beside a live part for each person alone, worked out for all of them at once.

A thousand phones that fetch theirs when a vote opens keep a hall waiting for as long as the vote. Most of them differ in the
number of a seat and in nothing else: those are drawn once, with marks where the number and the key of the seat stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import timezone

from amendments.live.part import Own
from amendments.models import Congress, Seat
from amendments.queries.own_floor import OwnFloor, Paper
from amendments.queries.own_floors import OwnFloors

MARK, END = "\ue000", "\ue001"  # for private use: they mean nothing in anybody's words
KEY = f"{MARK}key{END}"


def own_floors(congress: Congress, people: Collection[int]) -> dict[int, Own]:
    """Draw the own part of the floor for each person, by key."""
    drawn: dict[object, str] = {}
    found: dict[int, Own] = {}
    with timezone.override(ZoneInfo(congress.time_zone)):
        for person, own in OwnFloors(congress).of(people).items():
            alike = _what_it_says(own)
            if alike not in drawn:
                drawn[alike] = _draw(own, congress)
            found[person] = partial(_fill, drawn[alike], _marks(own))
    return found


def _what_it_says(own: OwnFloor) -> object:
    """Give all that the part says, but for the number and the key of one's own seats."""
    asking = tuple(listed and (listed.pk, listed.began_at) for _, listed in own.asking)
    voting = tuple((one.weight, one.cast, one.choice, None if one.own else one.seat.pk) for one in own.seats)
    return tuple(own.notes), own.lacks_ballot, own.enters, bool(own.pullable), asking, voting


def _seats(own: OwnFloor) -> list[Seat]:
    return [seat for seat, _ in own.asking] + [one.seat for one in own.seats]


def _marks(own: OwnFloor) -> Mapping[str, str]:
    """Give what stands in each mark's place."""
    found: dict[str, str] = {}
    for at, seat in enumerate(_seats(own)):
        found |= {f"{MARK}{at}k{END}": str(seat.pk), f"{MARK}{at}n{END}": str(seat.number)}
    return found


def _draw(own: OwnFloor, congress: Congress) -> str:
    """Draw one part with marks in it."""
    seats = [_marked(at, seat) for at, seat in enumerate(_seats(own))]
    page, asking = copy(own), len(own.asking)
    vars(page)["asking"] = [(seat, listed) for seat, (_, listed) in zip(seats, own.asking, strict=False)]
    vars(page)["seats"] = [replace(one, seat=seat) for seat, one in zip(seats[asking:], own.seats, strict=True)]
    context = {"page": page, "ballot": Paper(page.options), "key": KEY, "congress": congress}
    return render_to_string("member/hall_mine.html", context)


def _marked(at: int, seat: Seat) -> Seat:
    """Give a seat like another, with marks for its number and its key."""
    marked = copy(seat)
    vars(marked)["id"], vars(marked)["number"] = f"{MARK}{at}k{END}", f"{MARK}{at}n{END}"
    return marked


def _fill(drawn: str, marks: Mapping[str, str]) -> str:
    for mark, said in marks.items():
        drawn = drawn.replace(mark, said)
    return drawn.replace(KEY, uuid4().hex)
