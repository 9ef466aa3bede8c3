"""Many people at once, in a congress that is made to be big: they, their seats, their amendments, and the record of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from amendments.access import User, access_congress_for, access_document_for
from amendments.actions import record
from amendments.actions.filing import Work, edits_on, new_amendment, told
from amendments.actions.relations import relate
from amendments.actions.secretary import seat_told
from amendments.life import Stage
from amendments.models import Amendment, Body, Congress, Document, Person, Role, Seat
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.text import edits as e
from amendments.text.number import label_of
from amendments.text.relation import places


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
    record.append_all("seat given", ((acting_user, seat_told(one)) for one in seats), congress=congress, at=at)
    return people


def _person(one: Newcomer) -> Person:
    person = Person(member_number=one.member_number, name=one.name)
    person.set_unusable_password()
    return person


@transaction.atomic
def file_crowd(*, acting_user: User, document: Document, filed: Sequence[tuple[Person, Work]]) -> list[Amendment]:
    """File what many people bring, in this order, as each of them would, on the published text. All of it, or nothing.

    Whether each may file is not asked one by one: only whoever runs the machine can do this, with people of their own making.
    """
    congress = access_congress_for(acting_user, "rebuild_relations", pk=document.congress_id, lock=True).congress
    document = access_document_for(acting_user, "rebuild_relations", pk=document.pk, lock="share").document
    if document.stage != Stage.DISCUSSION or document.published_revision is None:
        raise Refused(f"“{document}” is not open for amendments.")
    at, rows, where = clock.now(), list[Amendment](), list[frozenset[str]]()
    for number, (person, work) in enumerate(filed, congress.last_number + 1):
        base, text, edits = edits_on(document, document.published_revision.number, work.pieces)
        rows.append(new_amendment(document, base, person, work, edits, number=number, at=at))
        where.append(places(text, e.Amendment(label_of(number), number, edits)))
    congress.last_number += len(rows)
    congress.save(update_fields=["last_number"])
    acts = [(person, told(row, work)) for row, (person, work) in zip(rows, filed, strict=True)]
    entries = record.append_all("filed", acts, congress=congress, document=document, at=at)
    record.keep_new([(row, entry, row.filed_by) for row, entry in zip(rows, entries, strict=True)], document=document)
    record.index(zip(rows, where, strict=True))
    relate(rows, document)
    return rows
