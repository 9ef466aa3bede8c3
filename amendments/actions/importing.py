"""Lists of people: kept while they are looked at, entered as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import IntegrityError, transaction

from amendments.access import User, access_congress_for
from amendments.actions import record
from amendments.actions.secretary import create_body, seat_told
from amendments.actions.vacating import vacate
from amendments.models import Body, Congress, PeopleList, Person, Seat
from amendments.models.body import BodyKind
from amendments.queries import clock
from amendments.readers.people import ENCODINGS, Column, Table, guessed, read_table
from amendments.readers.people_plan import Gift, Plan, plan_of
from amendments.refusals import Refused
from amendments.text.stored import canonical, sha256

CHUNK = 500  # rows a statement, and seats an entry
Progress = Callable[[int, int], None]
Row = TypeVar("Row")


def no_progress(done: int, total: int) -> None:
    """Tell nobody how far it is."""


@transaction.atomic
def keep_list(*, acting_user: User, congress: Congress, data: bytes, name: str) -> PeopleList:
    """Read a file and keep it until it is entered or thrown away, in place of one that was kept before. Raises Unreadable."""
    congress = access_congress_for(acting_user, "import_people", pk=congress.pk).congress
    person = record.must_be_person(acting_user)
    table = read_table(data, name)
    PeopleList.objects.filter(congress=congress, person=person).delete()
    return PeopleList.objects.create(
        congress=congress,
        person=person,
        name=name[:200],
        data=data if table.question else b"",
        table=asdict(table),
        settings={"columns": guessed(table.header), "set_up": False},
        made_at=clock.now(),
    )


@transaction.atomic
def set_up_list(
    *, acting_user: User, congress: Congress, encoding: str = "", columns: Sequence[str] = (), set_up: bool = False
) -> PeopleList:
    """Say in which encoding the kept list is, or what its columns are and whether unknown bodies are set up."""
    kept = _kept(acting_user, congress)
    if kept.table["question"]:
        if encoding not in ENCODINGS:
            raise Refused("Choose the encoding in which the names read right.")
        table = read_table(bytes(kept.data), kept.name, encoding)
        kept.data, kept.table, kept.settings = b"", asdict(table), {"columns": guessed(table.header), "set_up": False}
    else:
        known = [one if one in Column.values else "" for one in columns][: len(kept.table["header"])]
        kept.settings = {"columns": known or kept.settings["columns"], "set_up": set_up}
    kept.save(update_fields=["data", "table", "settings"])
    return kept


@transaction.atomic
def discard_list(*, acting_user: User, congress: Congress) -> None:
    """Throw the kept list away."""
    congress = access_congress_for(acting_user, "import_people", pk=congress.pk).congress
    PeopleList.objects.filter(congress=congress, person=record.must_be_person(acting_user)).delete()


def _kept(acting_user: User, congress: Congress) -> PeopleList:
    congress = access_congress_for(acting_user, "import_people", pk=congress.pk).congress
    rows = PeopleList.objects.select_for_update(no_key=True, of=("self",))
    kept = rows.filter(congress=congress, person=record.must_be_person(acting_user)).first()
    if kept is None:
        raise Refused("There is no list to enter: it was entered or thrown away already. Bring it again.")
    return kept


@transaction.atomic
def enter_list(*, acting_user: User, congress: Congress, seen: str, key: str = "") -> Plan:
    """Enter the kept list as it was looked at: `seen` is the digest of the plan that the page showed. Gives what was done."""
    if record.done_before(acting_user, "import_people", key) is not None:
        return Plan()
    kept = _kept(acting_user, congress)
    done = import_people(
        acting_user=acting_user,
        congress=congress,
        table=table_of(kept),
        columns=kept.settings["columns"],
        set_up=kept.settings["set_up"],
        seen=seen,
    )
    record.remember(acting_user, "import_people", key, result=congress.pk, at=clock.now())
    kept.delete()
    return done


def table_of(kept: PeopleList) -> Table:
    """Give what was read of a kept list."""
    return Table(**kept.table)


@transaction.atomic
def import_people(
    *,
    acting_user: User,
    congress: Congress,
    table: Table,
    columns: list[str],
    set_up: bool = False,
    seen: str = "",
    progress: Progress = no_progress,
) -> Plan:
    """Enter a list: all of it, or nothing. Raises Refused with the first fault, or where it is not what was `seen`."""
    congress = access_congress_for(acting_user, "import_people", pk=congress.pk, lock=True).congress
    plan = plan_of(congress, table, columns, set_up=set_up)
    if plan.faults:
        first = plan.faults[0]
        raise Refused(f"Nothing was entered. {f'Line {first.line}: ' if first.line else ''}{first.says}")
    if seen and seen != plan.digest:
        raise Refused("Something changed since you looked at this list. Look at it once more, and enter it then.")
    at, total = clock.now(), len(plan.new) + len(plan.changes) + len(plan.gifts)
    try:
        with transaction.atomic():
            people = plan.known | _people(plan, progress, total)
            for name in plan.bodies:
                create_body(acting_user=acting_user, congress=congress, kind=BodyKind.BRANCH, name=name)
            _seats(plan, congress, people, acting_user=acting_user, at=at, told=progress, total=total)
    except IntegrityError as error:
        raise Refused(
            "Somebody entered one of these people meanwhile. Nothing of the list was. Look at it once more."
        ) from error
    told = {"new": len(plan.new), "changed": len(plan.changes), "seats": len(plan.gifts)}
    digest = {"list": sha256(canonical([table.header, table.rows]))}
    record.append("people imported", told | digest, congress=congress, acting_user=acting_user, at=at)
    return plan


def _people(plan: Plan, progress: Progress, total: int) -> dict[str, Person]:
    """Enter those who are new and correct those who changed. Gives the new ones by number."""
    made: dict[str, Person] = {}
    for chunk in _chunks(plan.new):
        people = [Person(member_number=one.number, name=one.name or "", email=one.email or "") for one in chunk]
        for person in people:
            person.set_unusable_password()
        made |= {one.member_number.casefold(): one for one in Person.objects.bulk_create(people)}
        progress(len(made), total)
    for done, change in enumerate(plan.changes, len(made) + 1):
        change.person.name, change.person.email = change.name, change.email
        change.person.save(update_fields=["name", "email"])
        if done % CHUNK == 0:
            progress(done, total)
    return made


def _seats(
    plan: Plan,
    congress: Congress,
    people: dict[str, Person],
    *,
    acting_user: User,
    at: datetime,
    told: Progress,
    total: int,
) -> None:
    """End the seats that change, then give all, a chunk an entry."""
    ended = [one.instead for one in plan.gifts if one.instead]
    for chunk in _chunks(ended):
        for seat in chunk:
            seat.until = at
            seat.save(update_fields=["until"])
        vacate(chunk, acting_user=acting_user, at=at)
        body = {"seats": [seat_told(seat) for seat in chunk]}
        record.append("seats ended", body, congress=congress, acting_user=acting_user, at=at)
    bodies: dict[str, Body] = {}
    for one in Body.objects.filter(congress=congress):
        bodies |= {name.casefold(): one for name in (one.slug, one.name, one.short_name) if name}
    done = total - len(plan.gifts)
    for gifts in _chunks(plan.gifts):
        seats = Seat.objects.bulk_create(
            _seat(one, congress, people[one.number.casefold()], bodies.get(one.seat.body.casefold()), at) for one in gifts
        )
        body = {"seats": [seat_told(seat) for seat in seats]}
        record.append("seats given", body, congress=congress, acting_user=acting_user, at=at)
        done += len(seats)
        told(done, total)


def _seat(gift: Gift, congress: Congress, person: Person, body: Body | None, at: datetime) -> Seat:
    before, line = gift.instead, gift.seat
    speaks = line.speaks if line.speaks is not None else bool(before and before.speaks_for_body)
    card = line.card if line.card is not None else before.number if before else None
    weight = before.weight if before else 1
    held = {"role": line.role, "body": body, "speaks_for_body": speaks, "number": card, "weight": weight}
    return Seat(congress=congress, person=person, since=at, **held)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
