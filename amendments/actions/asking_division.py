"""A delegate's request to divide an amendment, with the cut; whoever may divide grants it by dividing, or refuses it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.division import cut, reason_of
from amendments.models import Amendment, DivisionAnswer, DivisionRequest
from amendments.queries import clock
from amendments.queries.division import digest_of, why_undivided
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.stored import sha256


@transaction.atomic
def ask_division(
    *, acting_user: User, amendment: Amendment, numbers: Sequence[int], reason: str, seen: str, key: str = ""
) -> DivisionRequest:
    """Ask that an amendment be divided. `numbers` says of each change in which part it goes; `seen` is the words' digest."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if (done := record.done_before(acting_user, "ask_division", key)) is not None:
        return DivisionRequest.objects.get(pk=done)
    require(acting, "ask_division", stage=document.stage, relations=relations_to(acting, amendment))
    amendment.document = document
    if why := why_undivided(amendment):
        raise Refused(why)
    if seen != digest_of(amendment):
        raise Refused(f"{amendment} reads otherwise since you opened this page. Please look at its changes again.")
    if DivisionRequest.objects.filter(amendment=amendment, person=person, answer=DivisionAnswer.WAITING).exists():
        raise Refused(f"You asked for the division of {amendment} already. The committee or the chair answers it.")
    cut(amendment, numbers)
    at, said = clock.now(), reason_of(reason)
    body = {"amendment": amendment.number, "numbers": list(numbers), "words": seen, "reason": sha256(said)}
    entry = record.append("division asked", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    values = {"numbers": list(numbers), "words": seen, "reason": said, "made_at": at, "entry": entry}
    made = DivisionRequest.objects.create(amendment=amendment, person=person, **values)
    record.remember(acting_user, "ask_division", key, result=made.pk, at=at)
    record.promise("division_asked", congress=document.congress, at=at, amendment=amendment.pk)
    return made


@transaction.atomic
def refuse_division(*, acting_user: User, request: DivisionRequest, reason: str, key: str = "") -> DivisionRequest:
    """Refuse a delegate's request to divide an amendment, with a reason, on record. The amendment stays one question."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=request.amendment_id, lock=True)
    if record.done_before(acting_user, "refuse_division", key) is not None:
        return request
    require(acting, "refuse_division", stage=document.stage, relations=relations_to(acting, amendment))
    request = DivisionRequest.objects.select_related("person").get(pk=request.pk)
    if request.answer != DivisionAnswer.WAITING:
        raise Refused(f"This request about {amendment} was answered already: {request.get_answer_display()}.")
    at, said = clock.now(), reason_of(reason)
    body = {"amendment": amendment.number, "asked": request.person.commitment, "reason": sha256(said)}
    record.append("division refused", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    request.answer, request.answer_reason = DivisionAnswer.REFUSED, said
    request.answered_by, request.answered_at = person, at
    request.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    record.remember(acting_user, "refuse_division", key, result=request.pk, at=at)
    record.promise("division_refused", congress=document.congress, at=at, amendment=amendment.pk)
    record.promise("division_answered", congress=document.congress, at=at, division_request=request.pk)
    return request
