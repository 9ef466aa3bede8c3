"""Amendments that ask for the same words made one, their movers kept; and one that stands by itself again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.relations import relate
from amendments.actions.rests import lay
from amendments.actions.signing import end_support, named
from amendments.actions.stages import check_not_voted_on
from amendments.life import Rest, Visibility
from amendments.models import Amendment, CoMover, Document, Person
from amendments.models.support import ABOUT, Answer
from amendments.queries import clock
from amendments.queries.amendment import is_open, on_current_text
from amendments.queries.composites import composite_of
from amendments.queries.document import current_text
from amendments.queries.throughout import throughout_of
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.number import label_of
from amendments.text.relation import Relation, Relations


@transaction.atomic
def join_same(*, acting_user: User, amendment: Amendment, others: Sequence[int], key: str = "") -> Amendment:
    """Let others, given by number, rest in an amendment that asks for the same words: their movers move it together."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "join_same", key) is not None:
        return amendment
    require(acting, "join_same", stage=document.stage)
    rows = _rows(document, set(others) - {amendment.number})
    for row in (amendment, *rows):
        _check(row)
        check_not_voted_on(row)
    _check_same(document, amendment, rows)
    at = clock.now()
    beside = _beside(amendment, rows, person, at)
    body = {"amendment": amendment.number, "rests": [row.number for row in rows]}
    body |= {"beside": [named(one.person, one.body) for one in beside]}
    entry = record.append("joined", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    lay(rows, amendment, Rest.SAME)
    record.keep(rows, "rest", "rests_in", document=document, entry=entry, acting_user=acting_user)
    relate([amendment, *rows], document)
    record.remember(acting_user, "join_same", key, result=amendment.pk, at=at)
    for row in rows:
        record.promise("joined", congress=document.congress, at=at, amendment=row.pk)
    return amendment


@transaction.atomic
def part_from_same(*, acting_user: User, amendment: Amendment, key: str = "") -> Amendment:
    """Let an amendment stand by itself again that rests in another of the same words, before that one is decided."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "part_from_same", key) is not None:
        return amendment
    require(acting, "part_from_same", stage=document.stage, relations=relations_to(acting, amendment))
    carrier = amendment.rests_in
    if amendment.rest != Rest.SAME or carrier is None:
        raise Refused(f"{amendment} stands by itself, and not in another of the same words.")
    if not is_open(carrier):
        raise Refused(f"{carrier}, in which {amendment} rests, is not open any more. What is decided of it is decided of both.")
    at = clock.now()
    left = _leave(amendment, carrier, at)
    body = {"amendment": amendment.number, "from": carrier.number, "left": [named(one.person, one.body) for one in left]}
    entry = record.append("parted", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    amendment.rest, amendment.rests_in = Rest.NONE, None
    record.keep([amendment], "rest", "rests_in", document=document, entry=entry, acting_user=acting_user)
    relate([amendment], document)
    record.remember(acting_user, "part_from_same", key, result=amendment.pk, at=at)
    record.promise("parted", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment


def _rows(document: Document, numbers: set[int]) -> list[Amendment]:
    """Give the others, locked, by number. Refuses what is none of this document."""
    found = Amendment.objects.filter(document=document, number__in=numbers).order_by("pk")
    rows = sorted(found.select_for_update(no_key=True, of=("self",)), key=lambda row: row.number)
    missing = numbers - {row.number for row in rows}
    if missing:
        raise Refused(f"{label_of(min(missing))} is no amendment to “{document}”.")
    if not rows:
        raise Refused("Name at least one other amendment that asks for the same words.")
    return rows


def _check(row: Amendment) -> None:
    if not is_open(row):
        raise Refused(f"{row} is not open any more, so it is not made one with others.")
    if row.visibility != Visibility.READERS:
        raise Refused(f"{row} is not published yet. It can be made one with others when all who vote can read it.")
    if row.primary_id is not None or throughout_of(row) is not None:
        raise Refused(f"{row} amends another amendment, or words everywhere: it is a question of its own.")
    if (held := composite_of(row)) is not None:
        raise Refused(f"{row} is in {held}, which waits for its movers. That one can be taken back first.")


def _check_same(document: Document, amendment: Amendment, rows: Sequence[Amendment]) -> None:
    relations, value = Relations(current_text(document)), on_current_text(amendment)
    for row in rows:
        if relations.between(value, on_current_text(row)).relation != Relation.SAME:
            raise Refused(f"{row} does not ask for the same words as {amendment}. A composite can be made of the two.")


def _beside(amendment: Amendment, rows: Sequence[Amendment], by: Person, at: datetime) -> list[CoMover]:
    """Let the movers of the others, and those beside them, move it together, each once. Whoever signed it is a mover now."""
    held = CoMover.objects.filter(amendment=amendment, answer__in=ABOUT)
    known = {(amendment.mover_person_id, amendment.mover_body_id), *held.values_list("person_id", "body_id")}
    found: list[CoMover] = []
    for row in rows:
        more = CoMover.objects.filter(amendment=row, answer=Answer.CONFIRMED).select_related("person", "body")
        for person, body in [(row.mover_person, row.mover_body), *((one.person, one.body) for one in more)]:
            who = (person.pk if person else None, body.pk if body else None)
            if who not in known:
                known.add(who)
                made = {"named_by": by, "named_at": at, "answered_at": at, "answer": Answer.CONFIRMED}
                found.append(CoMover(amendment=amendment, person=person, body=body, version=amendment.version, **made))
                end_support(amendment, person=person, body=body, at=at)
    return CoMover.objects.bulk_create(found)


def _leave(amendment: Amendment, carrier: Amendment, at: datetime) -> list[CoMover]:
    """End the place of its mover beside the other's, unless another of theirs rests there too."""
    mover = {"mover_person": amendment.mover_person_id, "mover_body": amendment.mover_body_id}
    if Amendment.objects.filter(rests_in=carrier, rest=Rest.SAME, **mover).exclude(pk=amendment.pk).exists():
        return []
    who = {"person": amendment.mover_person_id, "body": amendment.mover_body_id}
    rows = list(CoMover.objects.filter(amendment=carrier, answer__in=ABOUT, **who).select_related("person", "body"))
    for row in rows:
        row.answer, row.answered_at = Answer.LEFT, at
        row.save(update_fields=["answer", "answered_at"])
    return rows
