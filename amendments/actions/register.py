"""Freezes the register: who may vote, with which weight and for whom, at one moment; and what is challenged and answered."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import record
from amendments.models import Congress, Document, Register, RegisterLine, StandingOrders
from amendments.queries import clock
from amendments.queries.quorum import needed_by
from amendments.queries.roll import Roll, roll, told_lines
from amendments.refusals import Refused
from amendments.text.stored import canonical, sha256


@transaction.atomic
def freeze(*, acting_user: User, congress: Congress, document: Document | None = None, key: str = "") -> Register:
    """Freeze the register as it is now, on record: the same few queries for one delegate as for a thousand.

    The congress is locked first, so whoever calls this in an act of their own has locked no document yet. `document` is the
    one that a vote is about, where there is one. Raises Refused where nobody holds a delegate's seat; whether the quorum is
    there is for the caller to ask (`queries.quorum.quorum_of`).
    """
    congress = access_congress_for(acting_user, "freeze_register", pk=congress.pk, lock=True).congress
    done = record.done_before(acting_user, "freeze_register", key)
    if done is not None:
        return Register.objects.get(pk=done)
    if document is not None and document.congress_id != congress.pk:
        raise Refused(f"“{document}” belongs to another congress.")
    orders = StandingOrders.objects.get(congress=congress)
    found = roll(congress, orders)
    if not found.lines:
        raise Refused("Nobody holds a delegate’s seat yet, so there is no register. The secretary gives seats.")
    told = told_lines(found.lines)
    register = _register(acting_user, (congress, document), orders, found, sha256(canonical(told)))
    _lines(register, found, told)
    record.remember(acting_user, "freeze_register", key, result=register.pk, at=register.taken_at)
    return register


def _register(
    acting_user: User, of: tuple[Congress, Document | None], orders: StandingOrders, found: Roll, digest: str
) -> Register:
    (congress, document), at = of, clock.now()
    number = (Register.objects.filter(congress=congress).order_by("-number").values_list("number", flat=True).first() or 0) + 1
    quorate = found.present + (found.held if orders.held_present else 0)
    counted = {
        "seats": len(found.lines),
        "present": found.present,
        "held": found.held,
        "quorate": quorate,
        "needed": needed_by(orders, len(found.lines)),
        "weight": found.weight,
        "digest": digest,
    }
    body = {"register": number, "of": document.slug if document else None, **counted}
    entry = record.append("register frozen", body, congress=congress, acting_user=acting_user, at=at)
    return Register.objects.create(congress=congress, document=document, number=number, taken_at=at, entry=entry, **counted)


def _lines(register: Register, found: Roll, told: list[dict[str, Any]]) -> None:
    RegisterLine.objects.bulk_create(
        (
            RegisterLine(
                register_id=register.pk,
                seat_id=line.seat.pk,
                holder_id=line.seat.person_id,
                commitment=said["holder"],
                weight=line.weight,
                present=line.present,
                voted_by_id=line.voted_by,
            )
            for line, said in zip(found.lines, told, strict=True)
        ),
        batch_size=5000,
    )
