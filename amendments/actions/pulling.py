"""Pulling an amendment out of the en bloc list: one delegate is enough to give it a vote of its own."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.words import prose
from amendments.models import Amendment, Pull, StandingOrders, VotingItem, VotingList
from amendments.queries import clock
from amendments.queries.amendment import is_open
from amendments.queries.voting_order import LOST
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.stored import sha256


@transaction.atomic
def pull_out(*, acting_user: User, amendment: Amendment, reason: str = "", key: str = "") -> Pull:
    """Pull an amendment out of the en bloc list, on record: it gets a vote of its own, in its place."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "pull_out", key)
    if done is not None:
        return Pull.objects.get(pk=done)
    require(acting, "pull_out", stage=document.stage, relations=relations_to(acting, amendment))
    _check_on_bloc(amendment)
    said = prose(reason)
    if not said and StandingOrders.objects.get(congress=document.congress_id).pull_out_reasons:
        raise Refused(f"The standing orders ask for a reason. Say why {amendment} should get a vote of its own.")
    at, body = clock.now(), {"amendment": amendment.number, "reason": sha256(said)}
    entry = record.append("pulled out", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    pull = Pull.objects.create(amendment=amendment, person=person, reason=said, made_at=at, entry=entry)
    _list_changed(amendment, acting_user)
    record.remember(acting_user, "pull_out", key, result=pull.pk, at=at)
    return pull


@transaction.atomic
def put_back(*, acting_user: User, amendment: Amendment, key: str = "") -> Pull:
    """Put an amendment back into the en bloc list: whoever pulled it out can, until it is put to the vote."""
    record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "put_back", key)
    if done is not None:
        return Pull.objects.get(pk=done)
    require(acting, "pull_out", stage=document.stage, relations=relations_to(acting, amendment))
    pull = Pull.objects.filter(amendment=amendment, ended=False).select_related("person").first()
    if pull is None:
        raise Refused(f"{amendment} is not pulled out, or was put back already.")
    if pull.person_id != acting.person_id:
        raise Refused(f"{pull.person} pulled {amendment} out, and alone can put it back.")
    if not is_open(amendment):
        raise Refused(f"{amendment} needs no vote any more: it is {amendment.get_decision_display()}.")
    at, body = clock.now(), {"amendment": amendment.number}
    record.append("put back", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    pull.ended = True
    pull.save(update_fields=["ended"])
    _list_changed(amendment, acting_user)
    record.remember(acting_user, "put_back", key, result=pull.pk, at=at)
    return pull


def _check_on_bloc(amendment: Amendment) -> None:
    item = VotingItem.objects.filter(amendment=amendment, en_bloc=True).annotate(lost=LOST).first()
    if item is None or getattr(item, "lost", False):
        raise Refused(f"{amendment} is not on the en bloc list: it gets a vote of its own anyway.")
    if not is_open(amendment):
        raise Refused(f"{amendment} needs no vote any more, so there is nothing to pull out.")
    pull = Pull.objects.filter(amendment=amendment, ended=False).select_related("person").first()
    if pull is not None:
        raise Refused(f"{pull.person} pulled {amendment} out already: it gets a vote of its own.")


def _list_changed(amendment: Amendment, acting_user: User) -> None:
    listing = VotingList.objects.get(document=amendment.document_id)
    listing.version += 1
    listing.changed_at, listing.changed_by = clock.now(), record.person_of(acting_user)
    listing.save(update_fields=["version", "changed_at", "changed_by"])
