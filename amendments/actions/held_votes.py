"""One delegate lets another hold a vote while the first is not here, as far as the standing orders allow; and takes it back."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_seat_for
from amendments.actions import record
from amendments.models import HeldVote, Role, Seat, StandingOrders
from amendments.models.held_vote import HeldEnd
from amendments.queries import clock
from amendments.refusals import Refused


@transaction.atomic
def give_vote(*, acting_user: User, seat: Seat, holder: Seat, key: str = "") -> HeldVote:
    """Let the holder of another seat vote for this one, until it is taken back, whenever its own holder is not here."""
    seat, congress, _ = access_seat_for(acting_user, "give_vote", pk=seat.pk, lock=True)
    done = record.done_before(acting_user, "give_vote", key)
    if done is not None:
        return HeldVote.objects.get(pk=done)
    orders = StandingOrders.objects.get(congress=congress)
    holder = Seat.objects.select_related("person", "body").get(pk=holder.pk)
    _check_seats(seat, holder, orders)
    _check_chain(seat, holder, orders)
    at, body = clock.now(), {"giver": seat.pk, "holder": holder.pk}
    entry = record.append("vote given", body, congress=congress, acting_user=acting_user, at=at)
    held = HeldVote.objects.create(giver=seat, holder=holder, since=at, entry=entry)
    record.remember(acting_user, "give_vote", key, result=held.pk, at=at)
    return held


def _check_seats(seat: Seat, holder: Seat, orders: StandingOrders) -> None:
    if not orders.held_votes:
        raise Refused("By the standing orders nobody votes for another. A seat can be given to an alternate.")
    for one in (seat, holder):
        if one.congress_id != seat.congress_id or one.role != Role.DELEGATE or one.until is not None:
            raise Refused(f"{one.person} holds no delegate’s seat here now. Only delegates give and hold votes.")
    if seat.person_id == holder.person_id:
        raise Refused("This is the delegate’s own seat. A vote is held by another delegate.")
    if orders.held_in_body and seat.body_id != holder.body_id:
        whose = f"of {seat.body}" if seat.body else "who stands for no body"
        raise Refused(f"By the standing orders a delegate {whose} holds this vote. {holder.person} is none.")


def _check_chain(seat: Seat, holder: Seat, orders: StandingOrders) -> None:
    """Refuse a second holder, a chain, and more than one may hold."""
    given = HeldVote.objects.filter(giver__in=[seat, holder], until__isnull=True).select_related("holder__person")
    for one in given:
        if one.giver_id == seat.pk:
            raise Refused(f"{one.holder.person} holds this vote already. Take it back first.")
        raise Refused(f"{holder.person}’s own vote is held by {one.holder.person}, and a held vote is not passed on.")
    if HeldVote.objects.filter(holder=seat, until__isnull=True).exists():
        raise Refused(f"{seat.person} holds votes of others, and cannot pass them on. They must be taken back first.")
    many = HeldVote.objects.filter(holder=holder, until__isnull=True).count()
    if many >= orders.held_votes:
        most = "1 vote" if orders.held_votes == 1 else f"{orders.held_votes} votes"
        raise Refused(f"{holder.person} holds {many} already, and by the standing orders one delegate holds {most} at most.")


@transaction.atomic
def take_vote_back(*, acting_user: User, seat: Seat) -> HeldVote | None:
    """Take a vote back that another holds. Gives what ended; None where nobody holds it."""
    seat, congress, _ = access_seat_for(acting_user, "take_vote_back", pk=seat.pk, lock=True)
    held = HeldVote.objects.filter(giver=seat, until__isnull=True).first()
    if held is None:
        return None
    at, body = clock.now(), {"giver": seat.pk, "holder": held.holder_id}
    record.append("vote taken back", body, congress=congress, acting_user=acting_user, at=at)
    held.until, held.ended = max(at, held.since), HeldEnd.TAKEN_BACK
    held.save(update_fields=["until", "ended"])
    return held
