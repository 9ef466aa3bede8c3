"""After a second reading: movers confirm how their amendments stand on the new text; what nobody answered is settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, words
from amendments.actions.relations import relate
from amendments.actions.signing import check_standing
from amendments.actions.stages import begin, local
from amendments.life import Rebase, Rest
from amendments.models import Amendment, CarriedOver, Document, Person, Ruling, SecondReading, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders_reading import Unanswered
from amendments.models.reading import Answered
from amendments.queries import clock
from amendments.queries.carried_over import combined_now, question_of, unanswered
from amendments.queries.decision import FALLS
from amendments.queries.second_reading import last_reading, open_reading
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.stored import sha256

ORDER = "unanswered"  # the name of the standing order that says what becomes of an amendment without an answer


@transaction.atomic
def confirm_carried_over(*, acting_user: User, amendment: Amendment, digest: str, key: str = "") -> CarriedOver:
    """Confirm an amendment as it stands on the new text. `digest` is that of the text with it in, as the page showed it."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "answer_carried_over", key)
    if done is not None:
        return CarriedOver.objects.get(pk=done)
    require(acting, "answer_carried_over", stage=document.stage, relations=relations_to(acting, amendment))
    row, at = question_of(amendment), clock.now()
    _check_question(amendment, row, document)
    if row is None or row.answer != Answered.ASKED:
        raise Refused(f"{amendment} is confirmed on the new text already.")
    if row.reading.answers_until is not None and at > row.reading.answers_until:
        raise Refused(
            f"{amendment} could be confirmed until {local(row.reading.answers_until, document)}. "
            "What becomes of it now is for the standing orders, and the committee or the chair can let it stand."
        )
    if amendment.rebase_state in FALLS:
        raise Refused(f"{amendment} does not fit the new text: {amendment.rebase_why} File a new version, or withdraw it.")
    if digest != combined_now(amendment):
        raise Refused(f"The text changed since you opened this page. Please read {amendment} as it would stand now.")
    _confirm(amendment, document, row, digest, person=person, at=at)
    record.remember(acting_user, "answer_carried_over", key, result=row.pk, at=at)
    return row


def _check_question(amendment: Amendment, row: CarriedOver | None, document: Document) -> None:
    if row is None or row.version != amendment.version:
        raise Refused(f"Nobody is asked about {amendment}: it stands on the text of “{document}” as it was filed.")
    check_standing(amendment)


def _confirm(amendment: Amendment, document: Document, row: CarriedOver, digest: str, *, person: Person, at: datetime) -> None:
    body = {"amendment": amendment.number, "reading": row.reading.number, "combined": digest}
    entry = record.append("carried over", body, congress=document.congress, document=document, acting_user=person, at=at)
    row.answer, row.answered_by, row.answered_at = Answered.CONFIRMED, person, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    if amendment.rebase_state == Rebase.TOUCHING:
        amendment.confirmed_digest, amendment.confirmed_by, amendment.confirmed_at = digest, person, at
        fields = ("confirmed_digest", "confirmed_by", "confirmed_at")
        record.keep([amendment], *fields, document=document, entry=entry, acting_user=person)
    record.promise("carried_over", congress=document.congress, at=at, amendment=amendment.pk)


@transaction.atomic
def settle_answers(*, acting_user: User, document: Document, key: str = "") -> SecondReading:
    """Settle what movers did not answer in time, as the standing orders say. Nothing is deleted: what rests can stand again."""
    document, _, done = begin("settle_answers", document, acting_user=acting_user, key=key)
    if done is not None:
        return SecondReading.objects.get(pk=done)
    reading, at = last_reading(document), clock.now()
    if reading is None or reading.settled_at is not None:
        raise Refused(f"No answers for “{document}” wait to be settled.")
    if reading.answers_until is not None and at <= reading.answers_until:
        raise Refused(f"Movers can answer until {local(reading.answers_until, document)}. Settle it after that.")
    settle(document, reading, acting_user=acting_user)
    record.remember(acting_user, "settle_answers", key, result=reading.pk, at=at)
    return reading


def settle(document: Document, reading: SecondReading, *, acting_user: User) -> None:
    """Write what becomes of what nobody answered for. The document is locked."""
    at, open_still = clock.now(), unanswered(reading)
    rule = StandingOrders.objects.values_list(ORDER, flat=True).get(congress=document.congress_id)
    rests = [one for one in open_still if rule == Unanswered.RESTS or one.amendment.rebase_state in FALLS]
    stands = [one for one in open_still if one not in rests]
    body = {
        "reading": reading.number,
        "stands": [one.amendment.number for one in stands],
        "rests": [one.amendment.number for one in rests],
    }
    entry = record.append(
        "answers settled", body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    for one in open_still:
        one.answer, one.answered_at = Answered.RESTS if one in rests else Answered.STANDS, at
    CarriedOver.objects.bulk_update(open_still, ["answer", "answered_at"])
    rows = [one.amendment for one in rests]
    for row in rows:
        row.rest = Rest.UNCONFIRMED
    record.keep(rows, "rest", document=document, entry=entry, acting_user=acting_user)
    relate(rows, document)
    reading.settled_at = at
    reading.save(update_fields=["settled_at"])
    for row in rows:
        record.promise("rests_unconfirmed", congress=document.congress, at=at, amendment=row.pk)


def settle_before_floor(document: Document, *, acting_user: User) -> None:
    """Settle what is left when the congress takes a locked document up. Raises Refused while a text is still worked on."""
    if open_reading(document) is not None:
        raise Refused(
            f"A second reading of “{document}” is under way. The committee publishes its text, or abandons it, before the "
            "congress takes it up."
        )
    reading = last_reading(document)
    if reading is not None and reading.settled_at is None:
        settle(document, reading, acting_user=acting_user)


@transaction.atomic
def let_stand(*, acting_user: User, amendment: Amendment, reason: str, key: str = "") -> Ruling:
    """Let an amendment stand that rests because nobody answered for it, with a reason on record."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "let_stand", key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    require(acting, "let_stand", stage=document.stage, relations=relations_to(acting, amendment))
    reason = words.prose(reason)
    if amendment.rest != Rest.UNCONFIRMED:
        raise Refused(f"{amendment} does not rest for want of an answer, so there is nothing to rule about it.")
    if not reason:
        raise Refused("This needs a reason: it is printed in the record.")
    at, allows = clock.now(), "It stands, though its mover did not confirm it in time."
    amendment.rest = Rest.NONE
    body = {"amendment": amendment.number, "reason": sha256(reason)}
    entry = record.append("let stand", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep([amendment], "rest", document=document, entry=entry, acting_user=acting_user)
    relate([amendment], document)
    held: dict[str, Any] = {"document": document, "amendment": amendment, "entry": entry, "rule": ORDER, "allows": allows}
    ruling = Ruling.objects.create(**held, kind=RulingKind.OVERRIDE, reason=reason, made_at=at)
    record.remember(acting_user, "let_stand", key, result=ruling.pk, at=at)
    record.promise("let_stand", congress=document.congress, at=at, amendment=amendment.pk)
    return ruling
