"""What the council does: it votes on the draft that the committee puts to it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from amendments.access import User
from amendments.actions import record, votes, words
from amendments.actions.stages import begin, move_on
from amendments.actions.votes import Count
from amendments.life import Matter, Outcome
from amendments.models import Decision, Document, Ruling
from amendments.models.decision import RulingKind
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.text.stored import sha256


@transaction.atomic
def approve(*, acting_user: User, document: Document, count: Count, key: str = "") -> Decision:
    """Record that the council approved the draft, with the count. It can then be published."""
    document, _, done = begin("approve", document, acting_user=acting_user, key=key)
    if done is not None:
        return votes.repeated(done, Outcome.CARRIED, count)
    if document.approval is not None:
        raise Refused(f"The council approved “{document}” already. The committee can publish it.")
    needed = votes.needed_for(document, Matter.COUNCIL, count)
    votes.check_outcome(count, needed, Outcome.CARRIED)
    at = clock.now()
    body = {"text": _digest(document), "count": votes.words(count, needed)}
    entry = record.append("approved", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    decision = votes.decide(document, Matter.COUNCIL, Outcome.CARRIED, count, entry=entry, needed=needed, at=at)
    document.approval = decision
    document.save(update_fields=["approval"])
    record.remember(acting_user, "approve", key, result=decision.pk, at=at)
    record.promise("approved", congress=document.congress, at=at, document=document.pk)
    return decision


@transaction.atomic
def send_back(*, acting_user: User, document: Document, count: Count, reason: str = "", key: str = "") -> Decision:
    """Record that the council did not approve the draft: it goes back to the committee, with the reason where there is one."""
    document, _, done = begin("send_back", document, acting_user=acting_user, key=key)
    if done is not None:
        return votes.repeated(done, Outcome.LOST, count)
    approved = record.done_before(acting_user, "approve", key)
    if approved is not None:  # the same page, after the back button: another vote is taken on a page of its own
        votes.repeated(approved, Outcome.LOST, count)
    needed = votes.needed_for(document, Matter.COUNCIL, count)
    votes.check_outcome(count, needed, Outcome.LOST)
    at, reason = clock.now(), words.prose(reason)
    body: dict[str, Any] = {"text": _digest(document), "count": votes.words(count, needed)}
    body |= {"reason": sha256(reason)} if reason else {}
    entry = move_on(document, "send_back", acting_user=acting_user, at=at, kind="sent back", **body)
    decision = votes.decide(document, Matter.COUNCIL, Outcome.LOST, count, entry=entry, needed=needed, at=at)
    if reason:
        Ruling.objects.create(document=document, entry=entry, kind=RulingKind.SENT_BACK, reason=reason, made_at=at)
    document.approval = None
    document.save(update_fields=["approval"])
    record.remember(acting_user, "send_back", key, result=decision.pk, at=at)
    record.promise("sent_back", congress=document.congress, at=at, document=document.pk)
    return decision


def _digest(document: Document) -> str:
    if document.current_revision is None:
        raise Refused(f"“{document}” has no text yet.")
    return document.current_revision.digest
