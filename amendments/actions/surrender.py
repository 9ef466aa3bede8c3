"""A delegate gives the seat to an alternate, for good or for a time, and takes it back. Each is on record with its instant."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_seat_for
from amendments.actions import record, words
from amendments.actions.credentials_desk import mark_here
from amendments.actions.secretary import seat_told
from amendments.actions.vacating import pass_on
from amendments.models import Person, Role, Seat, StandingOrders
from amendments.models.orders_credentials import Alternates
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.rules import Acting, can
from amendments.text.stored import sha256


@transaction.atomic
def surrender_seat(
    *, acting_user: User, seat: Seat, alternate: Seat, lent: bool, reason: str = "", here: bool = False, key: str = ""
) -> Seat:
    """Give a delegate's seat to whoever holds an alternate's, and give the seat that they hold now.

    `lent`: for a time, so that it can be taken back. `here`: the desk sees the alternate, who is here from now on.
    """
    seat, congress, acting = access_seat_for(acting_user, "surrender_seat", pk=seat.pk, lock=True)
    done = record.done_before(acting_user, "surrender_seat", key)
    if done is not None:
        return Seat.objects.get(pk=done)
    orders = StandingOrders.objects.get(congress=congress)
    alternate = Seat.objects.select_related("person", "body").get(pk=alternate.pk)
    reason = words.line(reason, "The reason", most=300)
    _check_giver(seat, acting, orders, lent=lent)
    _check_taker(seat, alternate, orders)
    at = clock.now()
    held = pass_on(acting_user=acting_user, seat=seat, to=alternate.person, at=at, why=reason, lent=lent)
    body = {"from": seat_told(seat), "to": seat_told(held), "lent": lent, "reason": sha256(reason)}
    record.append("seat surrendered", body, congress=congress, acting_user=acting_user, at=at)
    if here and can(acting, "keep_presence"):
        mark_here(acting_user=acting_user, seat=held)
    record.remember(acting_user, "surrender_seat", key, result=held.pk, at=at)
    return held


def _check_giver(seat: Seat, acting: Acting, orders: StandingOrders, *, lent: bool) -> None:
    if seat.role != Role.DELEGATE:
        raise Refused("Only a delegate’s seat goes to an alternate. The secretary hands other seats over.")
    if seat.until is not None:
        after = Seat.objects.filter(handed_from=seat).select_related("person").first()
        raise Refused(f"This seat is {after.person}’s already." if after else "This seat has ended: nobody holds it.")
    if seat.lent and seat.handed_from is not None:
        raise Refused(f"{seat.handed_from.person} gave this seat up for a time. Give it back, and they can give it to another.")
    if not orders.surrender_alone and not can(acting, "keep_presence"):
        raise Refused("By the standing orders a seat is given up at the credentials desk. Go there with your alternate.")
    if lent and not orders.seats_lent:
        raise Refused("By the standing orders a seat is given up for good, not for a time.")


def _check_taker(seat: Seat, alternate: Seat, orders: StandingOrders) -> None:
    if alternate.congress_id != seat.congress_id or alternate.role != Role.ALTERNATE or alternate.until is not None:
        raise Refused(f"{alternate.person} is no alternate of this congress now. Choose one who is.")
    if orders.alternates_from == Alternates.BODY and alternate.body_id != seat.body_id:
        whose = f"of {seat.body}" if seat.body else "who stands for no body"
        raise Refused(f"By the standing orders this seat goes to an alternate {whose}. {alternate.person} is none.")
    _check_free(alternate.person, seat)


def _check_free(person: Person, seat: Seat) -> None:
    if person.erased or not person.is_active:
        raise Refused("This person cannot hold a seat: their entry was erased or closed.")
    sits = Seat.objects.filter(congress=seat.congress_id, person=person, role=Role.DELEGATE, until__isnull=True).first()
    if sits is not None:
        raise Refused(f"{person} sits in {seat_words(sits)} already, and nobody sits in two. Choose somebody else.")


def seat_words(seat: Seat) -> str:
    """Name a delegate's seat: "seat 114"."""
    return f"seat {seat.number}" if seat.number else "a delegate’s seat"


@transaction.atomic
def give_back_seat(*, acting_user: User, seat: Seat, key: str = "") -> Seat:
    """Give a seat back to whoever gave it up for a time: they take it, or the alternate or the desk returns it."""
    seat, congress, _ = access_seat_for(acting_user, "give_back_seat", pk=seat.pk, lock=True)
    done = record.done_before(acting_user, "give_back_seat", key)
    if done is not None:
        return Seat.objects.get(pk=done)
    if not seat.lent or seat.handed_from is None:
        raise Refused("This seat was not given up for a time, so there is nobody to give it back to.")
    if seat.until is not None:
        raise Refused("This seat was given back already, or has ended.")
    giver = seat.handed_from.person
    _check_free(giver, seat)
    at = clock.now()
    held = pass_on(acting_user=acting_user, seat=seat, to=giver, at=at, why="")
    body = {"from": seat_told(seat), "to": seat_told(held)}
    record.append("seat given back", body, congress=congress, acting_user=acting_user, at=at)
    record.remember(acting_user, "give_back_seat", key, result=held.pk, at=at)
    return held
