"""Ruling otherwise than the standing orders say: one recorded act for any order, and the leaves that follow from some.

A ruling names the order, what is allowed, and why. It is shown on the page of what it concerns, and stands in the record.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, acting_in, require
from amendments.actions import record, words
from amendments.actions.relations import relate
from amendments.actions.signing import check_standing, named
from amendments.actions.stages import begin, local
from amendments.life import Backing, Stage
from amendments.models import Amendment, Body, Document, Leave, Person, Ruling
from amendments.models.decision import RulingKind
from amendments.models.orders import RULES
from amendments.models.seat import Role
from amendments.queries import clock
from amendments.queries.decision import FALLS
from amendments.queries.leave import late, leave_to
from amendments.queries.support import Backed, backing_of, orders_of
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting, relations_to
from amendments.text.stored import sha256

SIGNATURES, LATE = "supporters_needed", "late_filing"


@transaction.atomic
def override(
    *,
    acting_user: User,
    document: Document,
    rule: str,
    allows: str,
    reason: str,
    amendment: Amendment | None = None,
    key: str = "",
) -> Ruling:
    """Rule otherwise than one of the standing orders says, about an amendment or about the document as a whole.

    `rule` is the name of the order, `allows` what is allowed instead, in words. Where an amendment is let off the number of
    supporters, it goes to the congress without them.
    """
    document, _, done = begin("override", document, acting_user=acting_user, key=key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    if rule not in RULES:
        raise Refused("Choose which of the standing orders this departs from.")
    if amendment is not None:
        amendment = access_amendment_for(acting_user, "override", pk=amendment.pk, lock=True).amendment
        if amendment.document_id != document.pk:
            raise Refused(f"{amendment} is no amendment to “{document}”.")
        check_standing(amendment)
        if rule == SIGNATURES:
            check_short(amendment, document)
    ruling = _rule(document, rule, allows, reason, amendment=amendment, acting_user=acting_user, at=clock.now())
    record.remember(acting_user, "override", key, result=ruling.pk, at=ruling.made_at)
    return ruling


@transaction.atomic
def let_in(*, acting_user: User, amendment: Amendment, reason: str, key: str = "") -> Ruling:
    """Let in an amendment that has too few supporters. The committee can where the orders say so, the chair always."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "let_in", key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    require(acting, "let_in", stage=document.stage, relations=relations_to(acting, amendment))
    if Role.CHAIR not in acting.roles and not orders_of(document.congress_id).short_let_in:
        raise Forbidden("By the standing orders of this congress only the chair lets in what has too few supporters.")
    check_standing(amendment)
    backed, at = check_short(amendment, document), clock.now()
    allows = f"It goes to the congress with {backed.people} of {backed.needed} supporters."
    ruling = _rule(document, SIGNATURES, allows, reason, amendment=amendment, acting_user=acting_user, at=at)
    record.remember(acting_user, "let_in", key, result=ruling.pk, at=at)
    return ruling


def check_short(amendment: Amendment, document: Document) -> Backed:
    """Refuse to let in what needs no leave, or does not fit the text any more. Gives how many signed it."""
    backed = backing_of([amendment], orders_of(document.congress_id))[amendment.pk]
    if amendment.backing == Backing.WAIVED:
        raise Refused(f"{amendment} was let in already.")
    if backed.enough and amendment.backing != Backing.SHORT:
        raise Refused(f"{amendment} has the supporters it needs, so there is nothing to let it off.")
    if amendment.rebase_state in FALLS:
        raise Refused(f"{amendment} does not fit the current text any more: {amendment.rebase_why}")
    return backed


@transaction.atomic
def give_leave(
    *,
    acting_user: User,
    document: Document,
    until: datetime,
    reason: str,
    person: Person | None = None,
    body: Body | None = None,
    key: str = "",
) -> Leave:
    """Give one person or body leave to file one amendment after the deadline. The committee where the orders say so."""
    document, acting, done = begin("give_leave", document, acting_user=acting_user, key=key)
    if done is not None:
        return Leave.objects.get(pk=done)
    at = clock.now()
    if Role.CHAIR not in acting.roles and not orders_of(document.congress_id).late_filing:
        raise Forbidden("By the standing orders of this congress only the chair lets in a late amendment.")
    _check_leave(document, person, body, until, at)
    allows = f"One amendment may be filed late, until {local(until, document)}."
    more = {"until": record.moment(until), **named(person, body)}
    ruling = _rule(document, LATE, allows, reason, acting_user=acting_user, at=at, more=more)
    leave = Leave.objects.create(document=document, ruling=ruling, person=person, body=body, until=until)
    record.remember(acting_user, "give_leave", key, result=leave.pk, at=at)
    record.promise("leave_given", congress=document.congress, at=at, leave=leave.pk)
    return leave


def _check_leave(document: Document, person: Person | None, body: Body | None, until: datetime, at: datetime) -> None:
    if (person is None) == (body is None):
        raise Refused("Give leave to one person, or to one body.")
    if person is not None and not acting_in(person, document.congress_id).roles:
        raise Refused(f"{person} holds no seat in this congress, and so cannot file an amendment.")
    if body is not None and body.congress_id != document.congress_id:
        raise Refused(f"{body} is a body of another congress.")
    if document.stage == Stage.DISCUSSION and not late(document, at):
        raise Refused(f"Filing is open until {local(document.filing_deadline, document)}, so no leave is needed.")
    if until <= at:
        raise Refused("The day until which it may be filed must be in the future.")
    known = Leave.objects.filter(document=document, person=person, body=body, used_on__isnull=True, until__gte=at).first()
    if known is not None:
        raise Refused(f"{person or body} has leave already, until {local(known.until, document)}.")


def _rule(
    document: Document,
    rule: str,
    allows: str,
    reason: str,
    *,
    acting_user: User,
    at: datetime,
    amendment: Amendment | None = None,
    more: dict[str, Any] | None = None,
) -> Ruling:
    """Put the ruling on record; where it lets an amendment off its signatures, note that in the amendment."""
    reason, allows = words.prose(reason), words.line(allows, "What is allowed", most=300)
    if not allows:
        raise Refused("Say what is allowed instead: it is printed in the record.")
    if not reason:
        raise Refused("This needs a reason: it is printed in the record.")
    body: dict[str, Any] = {"rule": rule, "allows": sha256(allows), "reason": sha256(reason)} | (more or {})
    if amendment is not None:
        body["amendment"] = amendment.number
        if rule == SIGNATURES:
            amendment.backing = Backing.WAIVED
        body["backing"] = str(amendment.backing)
    entry = record.append("overridden", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    if amendment is not None:
        record.keep([amendment], "backing", document=document, entry=entry, acting_user=acting_user)
        relate([amendment], document)
        record.promise("overridden", congress=document.congress, at=at, amendment=amendment.pk)
    held: dict[str, Any] = {"document": document, "amendment": amendment, "entry": entry, "rule": rule, "allows": allows}
    return Ruling.objects.create(**held, kind=RulingKind.OVERRIDE, reason=reason, made_at=at)


def leave_to_file(acting: Acting, document: Document, body: Body | None, at: datetime) -> Leave | None:
    """Give the leave that a late filing makes use of: None in time, and for whoever has none."""
    if document.stage == Stage.DISCUSSION and not late(document, at):
        return None
    if body is not None and body.pk not in acting.speaks_for:
        return None
    leave = leave_to(document, acting.person_id, body, at)
    if leave is not None:
        require(acting, "file_late", stage=document.stage)
    return leave


def leave_on_paper(document: Document, mover: Person | None, body: Body | None, at: datetime) -> Leave | None:
    """Give the leave that a late paper makes use of: that of the member or body that brought it; None in time, or without."""
    if document.stage == Stage.DISCUSSION and not late(document, at):
        return None
    return leave_to(document, mover.pk if mover else None, body, at) if mover or body else None
