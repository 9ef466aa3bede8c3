"""Appeals: a mover appeals against a ruling, and the body that the orders name upholds or overturns it by a counted vote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, votes
from amendments.actions.relations import relate
from amendments.actions.stages import local
from amendments.actions.votes import Count
from amendments.actions.words import prose
from amendments.life import STANDING, Admissibility, Matter, Outcome
from amendments.models import Amendment, Appeal, Document, Role, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders import Hearing
from amendments.models.screening import AppealOutcome
from amendments.queries import clock
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting, relations_to
from amendments.text.stored import sha256

HEARERS = {Hearing.COUNCIL: Role.COUNCIL, Hearing.CONGRESS: Role.CHAIR}  # who records the vote; the secretary may for both


@transaction.atomic
def appeal(*, acting_user: User, amendment: Amendment, reason: str, key: str = "") -> Appeal:
    """Appeal against the ruling that an amendment is out of order, as its mover, within the days that the orders give."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "appeal", key)
    if done is not None:
        return Appeal.objects.get(pk=done)
    require(acting, "appeal", stage=document.stage, relations=relations_to(acting, amendment))
    orders, at, reason = StandingOrders.objects.get(congress=document.congress_id), clock.now(), prose(reason)
    ruling = _appealable(amendment, document, orders, at)
    if not reason:
        raise Refused("An appeal needs its reasons: they are read by whoever hears it, and printed in the record.")
    body = {"amendment": amendment.number, "heard by": orders.appeals, "reason": sha256(reason)}
    entry = record.append("appealed", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    row = Appeal.objects.create(
        ruling=ruling, amendment=amendment, person=person, reason=reason, made_at=at, entry=entry, heard_by=orders.appeals
    )
    record.remember(acting_user, "appeal", key, result=row.pk, at=at)
    return row


def last_moment(ruling: Ruling, document: Document, orders: StandingOrders) -> datetime | None:
    """Give the last moment to appeal against a ruling; None where the orders set none."""
    return ruling.made_at + timedelta(days=orders.appeal_days) if orders.appeal_days else document.congress.closes


def _appealable(amendment: Amendment, document: Document, orders: StandingOrders, at: datetime) -> Ruling:
    ruling = Ruling.objects.filter(amendment=amendment, kind=RulingKind.OUT_OF_ORDER).order_by("-pk").first()
    if amendment.admissibility != Admissibility.OUT_OF_ORDER or ruling is None:
        raise Refused(f"{amendment} was not ruled out of order, so there is nothing to appeal against.")
    if orders.appeals == Hearing.NOBODY:
        raise Refused("The standing orders know no appeal against a ruling. The committee itself may rule anew.")
    if amendment.decision != Outcome.PENDING or amendment.state not in STANDING:
        raise Refused(f"{amendment} is not before the congress any more, so there is nothing to appeal for.")
    before = Appeal.objects.filter(ruling=ruling).first()
    if before is not None:
        raise Refused(f"An appeal against this ruling was made already: {before.get_outcome_display()}.")
    last = last_moment(ruling, document, orders)
    if last is not None and at > last:
        raise Refused(f"An appeal against this ruling was possible until {local(last, document)}. The committee may rule anew.")
    return ruling


@transaction.atomic
def decide_appeal(*, acting_user: User, amendment: Amendment, outcome: str, count: Count, key: str = "") -> Appeal:
    """Record the vote on an appeal: carried, and the ruling is overturned; lost, and it is upheld."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "decide_appeal", key)
    if done is not None:
        return Appeal.objects.get(pk=done)
    require(acting, "decide_appeal", stage=document.stage, relations=relations_to(acting, amendment))
    row = Appeal.objects.filter(amendment=amendment, outcome=AppealOutcome.PENDING).first()
    if row is None:
        raise Refused(f"No appeal on {amendment} waits to be heard.")
    _hears(acting, row)
    if outcome not in {Outcome.CARRIED, Outcome.LOST}:
        raise Refused("An appeal is carried, and the ruling is overturned; or it is lost, and the ruling is upheld.")
    needed = votes.needed_for(document, Matter.APPEAL, count)
    votes.check_outcome(count, needed, outcome)
    _record(row, amendment, document, outcome, count, needed=needed, user=acting_user)
    record.remember(acting_user, "decide_appeal", key, result=row.pk, at=clock.now())
    record.promise("appeal_decided", congress=document.congress, at=clock.now(), amendment=amendment.pk)
    return row


def _record(
    row: Appeal, amendment: Amendment, document: Document, outcome: str, count: Count, *, needed: int | None, user: User
) -> None:
    at, overturned = clock.now(), outcome == Outcome.CARRIED
    if overturned:
        amendment.admissibility = Admissibility.IN_ORDER
    body = {
        "amendment": amendment.number,
        "outcome": outcome,
        "admissibility": str(amendment.admissibility),
        "count": votes.words(count, needed),
    }
    entry = record.append("appeal decided", body, congress=document.congress, document=document, acting_user=user, at=at)
    record.keep([amendment], "admissibility", document=document, entry=entry, acting_user=user)
    relate([amendment], document)
    row.decision = votes.decide(document, Matter.APPEAL, outcome, count, entry=entry, needed=needed, at=at)
    row.outcome = AppealOutcome.OVERTURNED if overturned else AppealOutcome.UPHELD
    row.save(update_fields=["decision", "outcome"])


def _hears(acting: Acting, row: Appeal) -> None:
    role = HEARERS[Hearing(row.heard_by)]
    if acting.everyone.isdisjoint({role, Role.SECRETARY}):
        raise Forbidden(
            f"This appeal is heard by {row.get_heard_by_display()}. {role.label.capitalize()} or secretary records its vote."
        )
