"""Signing an amendment, and taking one's signature back: a person's own, or a body's through whoever speaks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import ForAmendment, User, access_amendment_for, require, signed
from amendments.actions import record
from amendments.actions.meetings import Meeting
from amendments.actions.signing import check_open, check_speaks, check_standing, check_support_open, day, named
from amendments.actions.stages import check_version
from amendments.models import Amendment, Body, CoMover, Document, Person, StandingOrders, Support
from amendments.models.orders import Renewal, Signers
from amendments.models.seat import Role
from amendments.models.support import ABOUT, Answer
from amendments.queries import clock
from amendments.queries.support import backing_of, orders_of, quorate
from amendments.refusals import Refused
from amendments.rules import Acting, Relation, relations_to

_MEETING = ("met_on", "met_for", "met_against")


@transaction.atomic
def support_amendment(
    *,
    acting_user: User,
    amendment: Amendment,
    body: Body | None = None,
    meeting: Meeting | None = None,
    version: int | None = None,
    key: str = "",
) -> Support:
    """Sign an amendment, for oneself or for a body whose meeting decided so. Where support must be renewed, this renews it.

    `version` is that of the words on the page.
    """
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "support_amendment", key)
    if done is not None:
        return Support.objects.get(pk=done)
    require(acting, "support_amendment", stage=document.stage)
    at, orders = clock.now(), orders_of(document.congress_id)
    check_standing(amendment)
    check_version(amendment, version)
    check_open(document, at, f"Support for {amendment}")
    _check_signer(acting, amendment, body, meeting, orders)
    missing = backing_of([amendment], orders)[amendment.pk].missing if orders.supporters_needed else 0
    support = _signed(amendment, document, person, body, meeting, at=at, orders=orders)
    _record_support(support, document, acting_user, at)
    record.remember(acting_user, "support_amendment", key, result=support.pk, at=at)
    if missing and (missing == 1 or body) and backing_of([amendment], orders)[amendment.pk].enough:
        record.promise("enough", congress=document.congress, at=at, amendment=amendment.pk)
    return support


def _check_signer(
    acting: Acting, amendment: Amendment, body: Body | None, meeting: Meeting | None, orders: StandingOrders
) -> None:
    """Refuse whoever may not sign: by the orders, or because they bring the amendment themselves."""
    check_speaks(acting, body, "sign for it")
    if body is not None:
        _check_body(amendment, body, meeting, orders)
        return
    if orders.supporters_are == Signers.DELEGATES and Role.DELEGATE not in acting.roles:
        raise Refused("By the standing orders of this congress only delegates sign amendments.")
    mine = relations_to(acting, amendment)
    if Relation.MOVER in mine:
        raise Refused(f"You move {amendment} yourself: whoever moves an amendment does not sign it besides.")
    if Relation.SPEAKER in mine:
        raise Refused(f"You speak for {amendment.mover_body}, which moves {amendment}, so you do not sign it besides.")
    row = CoMover.objects.filter(amendment=amendment, person=acting.person_id, answer__in=ABOUT).first()
    if row is not None and row.answer == Answer.ASKED:
        raise Refused(f"You are asked to move {amendment} together with its mover. Answer that first.")
    if row is not None:
        raise Refused(f"You move {amendment} together with its mover, so you do not sign it besides.")


def _check_body(amendment: Amendment, body: Body, meeting: Meeting | None, orders: StandingOrders) -> None:
    if body.pk == amendment.mover_body_id:
        raise Refused(f"{body} moves {amendment} itself: whoever moves an amendment does not sign it besides.")
    if CoMover.objects.filter(amendment=amendment, body=body, answer__in=ABOUT).exists():
        raise Refused(f"{body} is named to move {amendment} together with its mover, so it does not sign it besides.")
    if meeting is None:
        raise Refused(f"To sign for {body}, give the day of the meeting that decided it, and its votes for and against.")
    if not quorate(meeting.met_on, meeting.votes_for, meeting.votes_against, orders):
        quorum = f" A meeting is quorate when {orders.body_quorum} have voted." if orders.body_quorum else ""
        raise Refused(
            f"{meeting.votes_for} to {meeting.votes_against}: this meeting of {body} did not pass it with a quorum.{quorum}"
        )


def _signed(
    amendment: Amendment,
    document: Document,
    person: Person,
    body: Body | None,
    meeting: Meeting | None,
    *,
    at: datetime,
    orders: StandingOrders,
) -> Support:
    """Write a new signature, or renew one that was given to an earlier version. Refuses to sign twice."""
    met = (meeting.met_on, meeting.votes_for, meeting.votes_against) if body and meeting else (None, None, None)
    values = dict(zip(_MEETING, met, strict=True)) | {"version": amendment.version, "signed_by": person}
    signer: dict[str, Any] = {"body": body} if body else {"person": person}
    row = Support.objects.filter(amendment=amendment, withdrawn_at__isnull=True, **signer).first()
    if row is None:
        return Support.objects.create(amendment=amendment, signed_at=at, **signer, **values)
    if row.version == amendment.version or orders.support_renewal != Renewal.RENEWED:
        who = f"{body} supports" if body else "You support"
        raise Refused(f"{who} {amendment} already, since {day(row.signed_at, document)}.")
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


def _record_support(support: Support, document: Document, acting_user: User, at: datetime) -> None:
    meeting = None
    if support.met_on:
        meeting = {"on": support.met_on.isoformat(), "for": support.met_for, "against": support.met_against}
    signer = named(support.person, support.body)
    body = {"amendment": support.amendment.number, "version": support.version, "meeting": meeting, **signer}
    record.append("supported", body, congress=document.congress, document=document, acting_user=acting_user, at=at)


@transaction.atomic
def leave_support(*, acting_user: User, amendment: Amendment, body: Body | None = None, key: str = "") -> Amendment:
    """Take one's signature back, or that of a body that one speaks for, as long as support is open.

    Whoever signed other words than those that stand now may leave until the floor: a version can come when support is closed.
    """
    found = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    amendment, document, _ = found
    if record.done_before(acting_user, "leave_support", key) is not None:
        return amendment
    require(found.acting, "leave_support", stage=document.stage, relations=signed(found.acting, amendment))
    at = clock.now()
    support = _mine(found, body)
    if support.version == amendment.version:
        check_support_open(document, at, amendment)
    support.withdrawn_at = at
    support.save(update_fields=["withdrawn_at"])
    signer = {"amendment": amendment.number, **named(support.person, support.body)}
    record.append("support withdrawn", signer, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.remember(acting_user, "leave_support", key, result=amendment.pk, at=at)
    return amendment


def _mine(found: ForAmendment, body: Body | None) -> Support:
    check_speaks(found.acting, body, "take its signature back")
    signer: dict[str, Any] = {"body": body} if body else {"person": found.acting.person_id}
    row = Support.objects.filter(amendment=found.amendment, withdrawn_at__isnull=True, **signer).first()
    if row is None:
        raise Refused(f"{body or 'You'} {'does' if body else 'do'} not support {found.amendment}.")
    return row
