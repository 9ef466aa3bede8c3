"""Who is here: said by the delegate, by the credentials desk, or by the delegate with the code at the door.

What is said twice is said once: each of these acts gives what is so afterwards, and changes nothing where it was so before.
The congress is locked first, as for freezing a register: whoever comes in that instant is in it wholly, or not at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, access_congress_for, access_seat_for
from amendments.actions import live
from amendments.actions.tries import count_try, forgive
from amendments.models import Congress, Door, Presence, Role, Seat, StandingOrders
from amendments.models.fields import new_salt
from amendments.models.orders_credentials import HereBy
from amendments.models.presence import By, DoorKind
from amendments.queries import clock
from amendments.refusals import Refused

PRESENCE = "presence"  # the topic that open pages follow
CODES = 10  # wrong ones of a person within a window
LONGEST = 12  # hours that a door stays open
AT_THE_DESK = "The credentials desk can enter you at any time."


@transaction.atomic
def mark_here(*, acting_user: User, seat: Seat) -> Presence:
    """Say at the desk that whoever holds a seat is here."""
    return _here(access_seat_for(acting_user, "keep_presence", pk=seat.pk, lock=True).seat, By.DESK)


@transaction.atomic
def mark_gone(*, acting_user: User, seat: Seat) -> Presence | None:
    """Say at the desk that whoever holds a seat is gone. Gives what ended; None where they were not here."""
    return _gone(access_seat_for(acting_user, "keep_presence", pk=seat.pk, lock=True).seat, By.DESK)


def say_here(*, acting_user: User, seat: Seat, code: str = "") -> Presence:
    """Say that I am here: with the code at the door, or without, as the standing orders say."""
    found = access_seat_for(acting_user, "say_here", pk=seat.pk)
    orders = StandingOrders.objects.get(congress=found.congress)
    if orders.here_by == HereBy.DESK:
        raise Refused("By the standing orders only the credentials desk says who is here. Go there with your card.")
    by = By.DELEGATE
    if orders.here_by == HereBy.DOOR:
        _check_code(acting_user, found.seat, found.congress, code)
        by = By.DOOR
    with transaction.atomic():
        return _here(access_seat_for(acting_user, "say_here", pk=seat.pk, lock=True).seat, by)


@transaction.atomic
def say_gone(*, acting_user: User, seat: Seat) -> Presence | None:
    """Say that I go. Gives what ended; None where I was not here."""
    return _gone(access_seat_for(acting_user, "say_here", pk=seat.pk, lock=True).seat, By.DELEGATE)


def _check_code(acting_user: User, seat: Seat, congress: Congress, code: str) -> None:
    """Compare a code with those of the open doors. Wrong ones are counted for each person, whatever becomes of the rest."""
    at, who = clock.now(), f"{congress.pk} {seat.person_id}"
    if Presence.objects.filter(seat=seat, until__isnull=True).exists():
        return  # a second press, whose code may have changed meanwhile
    if not code.strip():
        raise Refused(f"Type the code that is shown at the door. {AT_THE_DESK}")
    count_try("door", who, at, acting_user=acting_user, most=CODES, instead=AT_THE_DESK)
    doors = list(Door.objects.filter(congress=congress, closed_at__isnull=True))
    if not any([door.takes(code, at) for door in doors]):  # all of them, so that the time tells nothing  # noqa: C419
        known = "This is not the code at the door now; it changes." if doors else "No code is shown at the door now."
        raise Refused(f"{known} {AT_THE_DESK}")
    forgive("door", who, at, acting_user=acting_user)


def _here(seat: Seat, by: str) -> Presence:
    _check_seat(seat)
    known = Presence.objects.filter(seat=seat, until__isnull=True).first()
    if known is not None:
        return known
    live.changed(seat.congress, PRESENCE)
    return Presence.objects.create(seat=seat, since=clock.now(), by=by)


def _gone(seat: Seat, by: str) -> Presence | None:
    _check_seat(seat)
    known = Presence.objects.filter(seat=seat, until__isnull=True).first()
    if known is not None:
        known.until, known.ended_by = max(clock.now(), known.since), by
        known.save(update_fields=["until", "ended_by"])
        live.changed(seat.congress, PRESENCE)
    return known


def _check_seat(seat: Seat) -> None:
    if seat.role != Role.DELEGATE:
        raise Refused(f"{seat.person} is here as {seat.get_role_display()}. Only delegates are counted.")
    if seat.until is not None:
        after = Seat.objects.filter(handed_from=seat).select_related("person").first()
        whose = f" {after.person} holds it now." if after else " Nobody holds it now."
        raise Refused(f"{seat.person} gave this seat up, or it ended.{whose}")


@transaction.atomic
def open_door(*, acting_user: User, congress: Congress, kind: str, hours: int) -> Door:
    """Open a door whose code is shown for some hours. One of its kind that is open is closed: its code works no more."""
    congress = access_congress_for(acting_user, "show_door", pk=congress.pk, lock=True).congress
    if kind not in DoorKind.values:
        raise Refused("Choose how the code is shown: on a screen, or on paper.")
    if not 1 <= hours <= LONGEST:
        raise Refused(f"A door is open for 1 to {LONGEST} hours. Open another one afterwards.")
    if StandingOrders.objects.get(congress=congress).here_by != HereBy.DOOR:
        raise Refused("By the standing orders no code is asked for at the door. The secretary can change that.")
    at = clock.now()
    _close(congress, kind, at)
    until = at + timedelta(hours=hours)
    return Door.objects.create(congress=congress, kind=kind, nonce=new_salt(), opened_at=at, until=until)


@transaction.atomic
def close_door(*, acting_user: User, congress: Congress, kind: str) -> None:
    """Close a door. Its code works no more; who is here stays here."""
    congress = access_congress_for(acting_user, "show_door", pk=congress.pk, lock=True).congress
    _close(congress, kind, clock.now())


def _close(congress: Congress, kind: str, at: datetime) -> None:
    for door in Door.objects.filter(congress=congress, kind=kind, closed_at__isnull=True):
        door.closed_at = at
        door.save(update_fields=["closed_at"])
