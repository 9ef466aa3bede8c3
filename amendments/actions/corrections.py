"""Corrections: the committee asks, mover and committee talk it over, the committee rules. No part of the record: it is talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.stages import local
from amendments.actions.words import prose
from amendments.life import STANDING, Admissibility, Outcome
from amendments.models import Amendment, Correction, Document, Person, Remark, StandingOrders
from amendments.models.screening import Turn
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.rules import Relation, relations_to

MOST = 5000  # characters of one remark


@transaction.atomic
def ask_correction(*, acting_user: User, amendment: Amendment, words: str, key: str = "") -> Correction:
    """Ask the mover for a correction, before the committee rules. Mover and committee alone read it until publication."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "ask_correction", key)
    if done is not None:
        return Correction.objects.get(pk=done)
    require(acting, "ask_correction", stage=document.stage, relations=relations_to(acting, amendment))
    _can_be_corrected(amendment)
    known = _open(amendment)
    if known is not None:
        raise Refused(f"A correction of {amendment} was asked for already; it is {known.get_turn_display()}.")
    at = clock.now()
    correction = Correction.objects.create(amendment=amendment, asked_at=at, until=_until(document, at))
    _say(correction, person, words, at=at, of_committee=True)
    record.remember(acting_user, "ask_correction", key, result=correction.pk, at=at)
    record.promise("correction_asked", congress=document.congress, at=at, amendment=amendment.pk)
    return correction


@transaction.atomic
def answer_correction(*, acting_user: User, amendment: Amendment, words: str, key: str = "") -> Correction:
    """Say the next thing about a correction: its mover, and then it is the committee's turn, or the committee.

    Who moves the amendment and sits in the committee speaks as its mover.
    """
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "answer_correction", key)
    if done is not None:
        return Correction.objects.get(pk=done)
    relations = relations_to(acting, amendment)
    require(acting, "answer_correction", stage=document.stage, relations=relations)
    correction, at = _must_be_open(amendment), clock.now()
    of_committee = relations.isdisjoint({Relation.MOVER, Relation.SPEAKER})
    if not of_committee and correction.until is not None and at > correction.until:
        raise Refused(
            f"The time to answer ended on {local(correction.until, document)}. The committee rules on {amendment} as it stands."
        )
    _say(correction, person, words, at=at, of_committee=of_committee)
    correction.turn = Turn.MOVER if of_committee else Turn.COMMITTEE
    correction.until = _until(document, at) if of_committee else correction.until
    correction.save(update_fields=["turn", "until"])
    record.remember(acting_user, "answer_correction", key, result=correction.pk, at=at)
    if of_committee:
        record.promise("correction_asked", congress=document.congress, at=at, amendment=amendment.pk)
    return correction


@transaction.atomic
def close_correction(*, acting_user: User, amendment: Amendment, key: str = "") -> Correction:
    """Close a correction: nothing more is asked of the mover, and the committee can rule."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "close_correction", key)
    if done is not None:
        return Correction.objects.get(pk=done)
    require(acting, "ask_correction", stage=document.stage, relations=relations_to(acting, amendment))
    correction, at = _must_be_open(amendment), clock.now()
    settle(amendment, acting_user=acting_user, at=at)
    record.remember(acting_user, "close_correction", key, result=correction.pk, at=at)
    return Correction.objects.get(pk=correction.pk)


def settle(amendment: Amendment, *, acting_user: User, at: datetime) -> None:
    """Close what is open about a locked amendment, because it was ruled on: shared with that act, which names its actor."""
    del acting_user
    for correction in Correction.objects.filter(amendment=amendment).exclude(turn=Turn.CLOSED):
        correction.turn, correction.closed_at = Turn.CLOSED, at
        correction.save(update_fields=["turn", "closed_at"])


def answered_by_version(amendment: Amendment, *, acting_user: User) -> None:
    """Note that the mover of a locked amendment answered by a new version: now it waits for the committee."""
    del acting_user
    correction = _open(amendment)
    if correction is not None:
        correction.turn = Turn.COMMITTEE
        correction.save(update_fields=["turn"])


def _say(correction: Correction, person: Person, words: str, *, at: datetime, of_committee: bool) -> None:
    words = prose(words, "A remark", most=MOST)
    if not words:
        raise Refused("Write what you ask or answer; an empty remark helps nobody.")
    Remark.objects.create(correction=correction, person=person, of_committee=of_committee, words=words, said_at=at)


def _can_be_corrected(amendment: Amendment) -> None:
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()}, and cannot be corrected any more.")
    if amendment.state not in STANDING:
        raise Refused(f"{amendment} was withdrawn. Whoever takes it over can be asked for a correction.")
    if amendment.admissibility == Admissibility.OUT_OF_ORDER:
        raise Refused(f"{amendment} was ruled out of order. Rule it in order first, or let its mover appeal.")


def _must_be_open(amendment: Amendment) -> Correction:
    correction = _open(amendment)
    if correction is None:
        raise Refused(f"No correction of {amendment} is being talked over. The committee can ask for one before it rules.")
    return correction


def _open(amendment: Amendment) -> Correction | None:
    return Correction.objects.filter(amendment=amendment).exclude(turn=Turn.CLOSED).first()


def _until(document: Document, at: datetime) -> datetime | None:
    days = StandingOrders.objects.values_list("correction_days", flat=True).get(congress=document.congress_id)
    return at + timedelta(days=days) if days else None
