"""What a list of people would change: who is new, whose name, address or seats change, and what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from amendments.access import people_of
from amendments.models import Body, Congress, Person, Seat
from amendments.models.seat import Role
from amendments.readers.people import Column, Fault, PersonLine, SeatLine, Table, faults_of_columns, people_in
from amendments.text.stored import canonical, sha256


@dataclass(frozen=True)
class Change:
    """What a list changes about a person who is known: the fields of `person` as they are to be."""

    person: Person
    line: int
    name: str
    email: str

    @property
    def words(self) -> list[str]:
        """Say it: “Ana Vidal” becomes “Ana Roth”."""
        pairs = ((self.person.name, self.name, "no name"), (self.person.email, self.email, "no address"))
        return [f"“{old or none}” becomes “{new or none}”" for old, new, none in pairs if old != new]


@dataclass(frozen=True)
class Gift:
    """A seat to give: to whom, by number; in which body, by name; in place of which seat, where it changes one."""

    number: str
    seat: SeatLine
    instead: Seat | None = None


@dataclass(frozen=True)
class Plan:
    """All that entering a list would do. Where there are faults, nothing of it is done."""

    new: list[PersonLine] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    gifts: list[Gift] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    known: dict[str, Person] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Give what stands for the plan on the page: only what was looked at is entered."""
        return sha256(
            canonical(
                {
                    "new": [[one.number, one.name, one.email] for one in self.new],
                    "changes": [[one.person.pk, one.name, one.email] for one in self.changes],
                    "gifts": [[one.number, one.seat.role, one.seat.body, one.seat.speaks, one.seat.card] for one in self.gifts],
                    "bodies": self.bodies,
                }
            )
        )

    @property
    def roles(self) -> list[tuple[str, int]]:
        """Count the seats that are given, by role in words."""
        counted = Counter(one.seat.role for one in self.gifts if one.instead is None)
        return [(Role(role).label, many) for role, many in counted.most_common()]

    @property
    def replaced(self) -> int:
        """How many seats change their voice or card."""
        return sum(one.instead is not None for one in self.gifts)


def plan_of(congress: Congress, table: Table, columns: list[str], *, set_up: bool) -> Plan:
    """Compare a list with what is known: five queries. `set_up` is whether bodies that are not known become branches."""
    faults = faults_of_columns(table.header, columns)
    if faults:
        return Plan(faults=faults)
    lines, faults = people_in(table, columns)
    known = {one.member_number.casefold(): one for one in Person.objects.filter(erased=False)}
    ours = set(people_of(congress).values_list("pk", flat=True))
    new, changes, same = [], [], 0
    for one in lines:
        person = known.get(one.number.casefold())
        if person is None:
            new.append(one)
            faults += [] if one.name else [Fault(one.line, f"{one.number} is not known yet, and has no name.")]
        elif person.pk in ours and (change := _change(person, one)):
            changes.append(change)
        else:
            same += 1
    seats = _Seats(congress, set_up=set_up)
    says_seats = Column.ROLE in columns or Column.BODY in columns
    gifts = [gift for one in lines for gift in seats.gifts(one, known.get(one.number.casefold()), says_seats=says_seats)]
    faults += [*seats.faults, *seats.doubled_cards(gifts)]
    return Plan(new, changes, same, gifts, sorted(seats.missing.values()), sorted(faults, key=lambda one: one.line), known)


def _change(person: Person, line: PersonLine) -> Change | None:
    name = person.name if not line.name else line.name  # an empty name takes nobody's away
    email = person.email if line.email is None else line.email
    return Change(person, line.line, name, email) if (name, email) != (person.name, person.email) else None


class _Seats:
    """The seats and bodies of a congress as a list finds them: two queries."""

    def __init__(self, congress: Congress, *, set_up: bool) -> None:
        held = Seat.objects.filter(congress=congress, until__isnull=True).select_related("body", "person")
        self.held: dict[tuple[int, str, int | None], Seat] = {(one.person_id, one.role, one.body_id): one for one in held}
        self.in_body = {(person, body): seat for (person, _, body), seat in reversed(self.held.items())}
        self.seated = {person for person, _, _ in self.held}
        self.by_card = {(one.role, one.number): one for one in self.held.values() if one.number}
        self.bodies: dict[str, Body] = {}
        for body in Body.objects.filter(congress=congress):
            self.bodies |= {name.casefold(): body for name in (body.slug, body.name, body.short_name) if name}
        self.set_up, self.missing, self.faults = set_up, dict[str, str](), list[Fault]()

    def gifts(self, line: PersonLine, person: Person | None, *, says_seats: bool) -> Iterable[Gift]:
        """Give the seats of a person that are not held yet, or are held otherwise. Who has none becomes a member."""
        if not line.seats and (person is None or person.pk not in self.seated):
            yield Gift(line.number, SeatLine(line.line, Role.MEMBER.value, ""))
        for seat in line.seats if says_seats else ():
            held = self._held(person, seat, self._body(seat))
            given = replace(seat, role=seat.role or (held.role if held else Role.MEMBER.value))
            if held is None:
                yield Gift(line.number, given)
            elif seat.speaks not in {None, held.speaks_for_body} or seat.card not in {None, held.number}:
                yield Gift(line.number, given, instead=held)

    def _held(self, person: Person | None, seat: SeatLine, body: Body | None) -> Seat | None:
        """Find the seat that a line is about: of its role in its body, or any in the body where no role is said."""
        if person is None or (body is None and seat.body):
            return None
        where = body.pk if body else None
        return self.held.get((person.pk, seat.role, where)) if seat.role else self.in_body.get((person.pk, where))

    def _body(self, seat: SeatLine) -> Body | None:
        body = self.bodies.get(seat.body.casefold())
        if body is None and seat.body:
            if self.set_up:
                self.missing.setdefault(seat.body.casefold(), seat.body)
            else:
                self.faults.append(Fault(seat.line, f"There is no body “{seat.body}” yet. It can be set up below."))
        return body

    def doubled_cards(self, gifts: list[Gift]) -> Iterable[Fault]:
        """Find cards that two people would hold."""
        replaced = {one.instead.pk for one in gifts if one.instead}
        taken: dict[tuple[str, int], str] = {}
        for one in gifts:
            if one.seat.card is None:
                continue
            card = (one.seat.role, one.seat.card)
            held = self.by_card.get(card)
            if held is not None and held.pk not in replaced:
                yield Fault(
                    one.seat.line, f"Card {one.seat.card} is {held.person}’s. Hand that seat over, or choose another number."
                )
            elif card in taken:
                yield Fault(one.seat.line, f"Card {one.seat.card} is given to {taken[card]} on another line already.")
            taken[card] = one.number
