"""What ends with a seat, and how a seat goes from one to another: shared by all acts that do it. The congress is locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from amendments.access import User
from amendments.models import HeldVote, Person, Presence, Seat, Speaker
from amendments.models.held_vote import HeldEnd
from amendments.models.presence import By
from amendments.refusals import Refused


def vacate(seats: Iterable[Seat], *, acting_user: User, at: datetime) -> None:
    """End what belongs to whoever held these seats: that they are here, and the votes that they held or gave away.

    The entry that ends the seats says all of this: the record's reader ends the votes with them.
    """
    del acting_user  # of the entry that the caller appends
    gone = list(seats)
    for here in Presence.objects.filter(seat__in=gone, until__isnull=True):
        here.until, here.ended_by = max(at, here.since), By.SEAT
        here.save(update_fields=["until", "ended_by"])
    for held in HeldVote.objects.filter(Q(giver__in=gone) | Q(holder__in=gone), until__isnull=True):
        held.until, held.ended = at, HeldEnd.SEAT
        held.save(update_fields=["until", "ended"])


def pass_on(*, acting_user: User, seat: Seat, to: Person, at: datetime, why: str, lent: bool = False) -> Seat:
    """End a seat for the one and begin it for the other, with its body, card, weight and voice. Raises Refused."""
    seat.until = at
    seat.save(update_fields=["until"])
    vacate([seat], acting_user=acting_user, at=at)
    same = {name: getattr(seat, name) for name in ("congress", "role", "body", "speaks_for_body", "number", "weight")}
    try:
        with transaction.atomic():
            return Seat.objects.create(person=to, since=at, handed_from=seat, lent=lent, why=why, **same)
    except IntegrityError as error:
        raise Refused(f"{to} holds such a seat already, and nobody can hold it twice. Choose another alternate.") from error


def forget_presence(person: Person, *, acting_user: User) -> None:
    """Forget when a person came, went and asked to speak. What registers say stays, with commitments in place of names."""
    del acting_user  # of the act that erases
    Speaker.objects.filter(seat__person=person).delete()
    Presence.objects.filter(seat__person=person).delete()
