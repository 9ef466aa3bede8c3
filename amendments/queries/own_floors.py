"""The own parts of many delegates' phones at once: as many queries for a thousand as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from amendments.access import ForCongress, actings_in
from amendments.models import Amendment, Ballot, Congress, Note, Person, RegisterLine, Seat
from amendments.queries.jotted import Jotted, whose
from amendments.queries.own_floor import OwnFloor
from amendments.queries.question import MySeat
from amendments.queries.vote import in_words
from amendments.rules import Acting, can

ALIKE = ("pending", "vote", "recess", "debate_closed", "options", "speakers")  # what the floor says to all of them
SEAT = ("congress", "person", "body", "role", "number")
LINE = ("register", "seat", "voted_by", "weight", "voted_by__person", "seat__number", "seat__person__name")


class OwnFloors:
    """Reads the floor once, and beside it what is each person's own."""

    def __init__(self, congress: Congress) -> None:
        self.congress = congress
        self.floor = OwnFloor(ForCongress(congress, Acting()), None)

    def of(self, people: Collection[int]) -> dict[int, OwnFloor]:
        """Give the own floor of each person, by key. Nothing of it is left to be read from the database."""
        alike = {name: getattr(self.floor, name) for name in ALIKE}
        held, voting, notes = self._held, self._voting, self._notes
        found = {}
        for key, acting in actings_in(people, self.congress.pk).items():
            person = Person(pk=key)
            own = OwnFloor(ForCongress(self.congress, acting), person)
            bodies = {one.body_id for one in held[key] if one.body_id}
            rows = sorted(row for place in (("person", key), *(("body", one) for one in bodies)) for row in notes[place])
            vars(own).update(
                alike,
                _seats=held[key],
                seats=voting[key],
                notes=[Jotted(whose(note, person), note.words) for _, _, note in rows],
                pullable=self._pullable if can(acting, "pull_from_question") else [],
            )
            found[key] = own
        return found

    @cached_property
    def _held(self) -> defaultdict[int, list[Seat]]:
        """Give the seats that each holds now: all there are, for a list of a thousand keys is slower than that."""
        found = defaultdict[int, list[Seat]](list)
        for seat in Seat.objects.filter(congress=self.congress, until__isnull=True).only(*SEAT):
            found[seat.person_id].append(seat)
        return found

    @cached_property
    def _voting(self) -> defaultdict[int, list[MySeat]]:
        """Give the seats that each votes with in the open vote."""
        found, vote = defaultdict[int, list[MySeat]](list), self.floor.vote
        if vote is None or not vote.by_ballot or not vote.is_open:
            return found
        cast = dict(Ballot.objects.filter(vote=vote).order_by().values_list("seat", "choice"))
        rows = RegisterLine.objects.filter(register=vote.register_id, voted_by__until__isnull=True)
        for line in rows.select_related("seat__person", "voted_by").only(*LINE).order_by("seat__number"):
            said = in_words(cast[line.seat_id], self.floor.options) if cast.get(line.seat_id) else ""
            own = line.seat_id == line.voted_by_id
            if line.voted_by:
                found[line.voted_by.person_id].append(MySeat(line.seat, own, line.weight, line.seat_id in cast, said))
        return found

    @cached_property
    def _notes(self) -> defaultdict[tuple[str, int], list[tuple[int, int, Note]]]:
        """Give the notes on the amendment that is put, by whose they are, each with what it is sorted by."""
        found = defaultdict[tuple[str, int], list[tuple[int, int, Note]]](list)
        one = self.floor.question.amendment if self.floor.question else None
        if one is not None:
            for row in Note.objects.filter(amendment=one).select_related("body").order_by():
                place = ("body", row.body_id) if row.body_id else ("person", row.person_id)
                found[place].append((row.body_id or 2**63, row.pk, row))
        return found

    @cached_property
    def _pullable(self) -> list[Amendment]:
        """Give what whoever may do so can pull out of the en bloc list."""
        return self.floor.pulls
