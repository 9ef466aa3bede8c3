"""Moving an amendment together: the mover names somebody, who confirms or declines. A new version is confirmed anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amendments.access import User, access_amendment_for, acting_in, require, signed
from amendments.actions import record
from amendments.actions.signing import check_open, check_speaks, check_standing, end_support, named
from amendments.models import Amendment, Body, CoMover, Document, Person
from amendments.models.support import ABOUT, Answer
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.rules import relations_to


@transaction.atomic
def name_co_mover(
    *, acting_user: User, amendment: Amendment, person: Person | None = None, body: Body | None = None, key: str = ""
) -> CoMover:
    """Name a person, or a body, to move an amendment together. Their name stands with it once they have confirmed."""
    me = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "name_co_mover", key)
    if done is not None:
        return CoMover.objects.get(pk=done)
    require(acting, "name_co_mover", stage=document.stage, relations=relations_to(acting, amendment))
    at = clock.now()
    check_standing(amendment)
    check_open(document, at, f"Naming who moves {amendment} together")
    _check_named(amendment, document, person, body)
    who = {"amendment": amendment, "person": person, "body": body}
    row = CoMover.objects.create(**who, named_by=me, named_at=at, version=amendment.version)
    _say("co-mover named", row, document, acting_user, at)
    record.remember(acting_user, "name_co_mover", key, result=row.pk, at=at)
    record.promise("co_mover_named", congress=document.congress, at=at, co_mover=row.pk)
    return row


def _check_named(amendment: Amendment, document: Document, person: Person | None, body: Body | None) -> None:
    if (person is None) == (body is None):
        raise Refused("Name one person by member number, or one body.")
    if person is not None and (not person.is_active or not acting_in(person, document.congress_id).roles):
        raise Refused(f"{person} holds no seat in this congress, and so cannot move an amendment.")
    if body is not None and body.congress_id != document.congress_id:
        raise Refused(f"{body} is a body of another congress.")
    if (person or body) in {amendment.mover_person, amendment.mover_body}:
        raise Refused(f"{person or body} moves {amendment} already.")
    row = CoMover.objects.filter(amendment=amendment, person=person, body=body, answer__in=ABOUT).first()
    if row is not None:
        said = "moves it together already" if row.answer == Answer.CONFIRMED else "is asked already, and has not answered yet"
        raise Refused(f"{person or body} {said}.")


@transaction.atomic
def take_back_co_mover(*, acting_user: User, co_mover: CoMover) -> CoMover:
    """Take the question back, as long as it is not answered."""
    found = access_amendment_for(acting_user, "read_amendment", pk=co_mover.amendment_id, lock=True)
    amendment, document, acting = found
    require(acting, "name_co_mover", stage=document.stage, relations=relations_to(acting, amendment))
    row = CoMover.objects.select_related("person", "body").get(pk=co_mover.pk)
    if row.answer != Answer.ASKED:
        raise Refused(f"{row.person or row.body} has answered already: {row.get_answer_display()}.")
    return _answer(row, Answer.TAKEN_BACK, document, acting_user, clock.now())


@transaction.atomic
def answer_co_mover(
    *, acting_user: User, amendment: Amendment, confirm: bool, version: int, body: Body | None = None
) -> CoMover:
    """Confirm that one moves an amendment together, decline it, or leave it later. `version` is the one that was on the page.

    Whoever confirms is no supporter any more. The same answer given again changes nothing and is on record once.
    """
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    require(acting, "answer_co_mover", stage=document.stage, relations=signed(acting, amendment))
    check_speaks(acting, body, "answer for it")
    person = record.must_be_person(acting_user)
    row = (
        CoMover.objects.filter(amendment=amendment, person=None if body else person, body=body, answer__in=ABOUT)
        .select_related("person", "body")
        .first()
    )
    if row is None:
        raise Refused(f"{body or 'You'} {'is' if body else 'are'} not named to move {amendment} together.")
    if confirm:
        check_standing(amendment)
        if version != amendment.version:
            raise Refused(f"{amendment} has a new version since you opened this page. Please read version {amendment.version}.")
        if row.answer == Answer.CONFIRMED:
            return row
        row.version = version
        return _answer(row, Answer.CONFIRMED, document, acting_user, clock.now())
    left = Answer.LEFT if row.answer == Answer.CONFIRMED else Answer.DECLINED
    return _answer(row, left, document, acting_user, clock.now())


def _answer(row: CoMover, answer: Answer, document: Document, acting_user: User, at: datetime) -> CoMover:
    if answer == Answer.CONFIRMED:
        end_support(row.amendment, person=row.person, body=row.body, at=at)
    row.answer, row.answered_at = answer, at
    row.save(update_fields=["answer", "answered_at", "version"])
    _say("co-mover answered", row, document, acting_user, at)
    if answer != Answer.TAKEN_BACK:
        record.promise("co_mover_answered", congress=document.congress, at=at, amendment=row.amendment_id)
    return row


def _say(kind: str, row: CoMover, document: Document, acting_user: User, at: datetime) -> None:
    body = {
        "amendment": row.amendment.number,
        "version": row.version,
        "answer": str(row.answer),
        **named(row.person, row.body),
    }
    record.append(kind, body, congress=document.congress, document=document, acting_user=acting_user, at=at)
