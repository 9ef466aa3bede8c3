"""A count is doubted before its result is declared: the votes are taken again, the new count stands, and both are kept."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import record
from amendments.actions.floor import fresh
from amendments.actions.register import freeze
from amendments.actions.vote import begin, check_register, hold, void_vote
from amendments.actions.words import prose
from amendments.models import StandingOrders, Vote
from amendments.refusals import Refused


@transaction.atomic
def recount(*, acting_user: User, vote: Vote, reason: str, key: str = "") -> Vote:
    """Have a closed vote counted again by a new vote of the same method, with a register of now and the reason on record."""
    congress = access_congress_for(acting_user, "recount", pk=vote.congress_id, lock=True).congress
    done = record.done_before(acting_user, "recount", key)
    if done is not None:
        return Vote.objects.get(pk=done)
    reason, now = prose(reason), Vote.objects.get(pk=vote.pk)
    if now.is_declared:
        raise Refused("The result is declared already, and the decision stands. A count is doubted before it is declared.")
    if now.closed_at is None:
        raise Refused("The vote is open still. Close it first; then it can be counted again.")
    old = void_vote(acting_user=acting_user, vote=vote, reason=reason)
    question, orders = fresh(vote.question), StandingOrders.objects.get(congress=congress)
    register = freeze(acting_user=acting_user, congress=congress, document=question.document)
    hold(question)
    override = check_register(register, old.method, orders, reason)
    made = begin(question, register, orders, old.method, acting_user=acting_user, override=override, recount_of=old)
    record.remember(acting_user, "recount", key, result=made.pk, at=made.opened_at)
    return made
