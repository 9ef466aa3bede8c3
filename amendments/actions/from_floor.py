"""Amendments from the floor: a delegate moves one while the congress decides on the document, and the desk types it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from amendments.access import User, access_congress_for, access_document_for, require
from amendments.actions import record, words
from amendments.actions.filing import Work, edits_on, enter, new_amendment
from amendments.actions.stages import check_not_set_aside, check_not_voted_on
from amendments.actions.voting_renewal import renew
from amendments.life import Backing, Outcome, State, Visibility
from amendments.models import Amendment, Document, Draft, Role, Seat, StandingOrders, VotingList
from amendments.models.orders_voting import FromFloor
from amendments.queries import clock
from amendments.queries.secondary import edits_to
from amendments.refusals import Refused
from amendments.text.compose import Piece


@dataclass(frozen=True)
class Moved:
    """What a delegate moves: the changes, on the text as it stands, from which seat, and how many others support it.

    `amends` is the amendment that it amends, in the version `amends_version`; then its pieces are work on what that asks for.
    """

    pieces: Sequence[Piece]
    seat: Seat | None
    supporters: int = 0
    about: str = ""
    reason: str = ""
    amends: Amendment | None = None
    amends_version: int = 0


@transaction.atomic
def file_from_floor(*, acting_user: User, document: Document, revision: int, moved: Moved, key: str = "") -> Amendment:
    """Enter an amendment that a delegate moves from the floor, and put it in its place on the voting list.

    `revision` is the number of the one that was on the page. Where the paragraph was changed since, it is refused, with both
    texts. Raises Refused where the orders do not let it in, or another desk has entered the same for the same delegate.
    """
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "read_congress", pk=document.congress_id, lock=True).congress
    document, acting = access_document_for(acting_user, "read_document", pk=document.pk, lock=True)
    done = record.done_before(acting_user, "file_from_floor", key)
    if done is not None:
        return Amendment.objects.get(pk=done)
    require(acting, "file_from_floor", stage=document.stage)
    check_not_set_aside(document)
    _check_orders(document, moved)
    work = Work(moved.pieces, words.line(moved.about, "What it is about"), words.prose(moved.reason))
    if moved.amends is not None:
        check_not_voted_on(moved.amends)
        base, text, edits = edits_to(moved.amends, moved.amends_version, moved.pieces)
        work = replace(work, amends=moved.amends, amends_version=moved.amends_version)
    else:
        base, text, edits = edits_on(document, revision, moved.pieces, now=document.current_revision)
    at, mover = clock.now(), _mover(moved.seat, document)
    congress.last_number += 1
    made = new_amendment(document, base, person, work, edits, number=congress.last_number, at=at)
    made.mover_person, made.floor_support = mover.person, moved.supporters
    made.backing, made.visibility = Backing.OPEN, Visibility.READERS
    _check_once(made)
    congress.save(update_fields=["last_number"])
    enter(made, work, text, edits, document=document, acting_user=acting_user, at=at)
    if VotingList.objects.filter(document=document).exists():
        renew(document, acting_user=acting_user, at=at)
    Draft.objects.filter(person=person, document=document, amends=moved.amends, floor=True).delete()
    record.remember(acting_user, "file_from_floor", key, result=made.pk, at=at)
    record.promise("filed", congress=congress, at=at, amendment=made.pk)
    return made


def _check_orders(document: Document, moved: Moved) -> None:
    """Refuse what the standing orders do not let in."""
    orders = StandingOrders.objects.get(congress=document.congress_id)
    if orders.floor_amendments == FromFloor.NEVER:
        raise Refused(
            "By the standing orders of this congress nothing is moved from the floor: what was filed in time is decided. "
            "The office sets the orders."
        )
    if moved.supporters < orders.floor_supporters:
        few = f"{moved.supporters} of {orders.floor_supporters}"
        raise Refused(f"It has {few} supporters that the standing orders ask for. Ask who supports it, and count once more.")
    seats = Seat.objects.filter(congress=document.congress_id, role=Role.DELEGATE, until__isnull=True).count()
    if moved.supporters >= max(seats, 1):
        raise Refused(f"{moved.supporters} supporters besides the mover cannot be: {seats} delegates hold a seat.")


def _mover(seat: Seat | None, document: Document) -> Seat:
    """Give the seat again, as it is held now. Raises Refused where nobody holds it as a delegate."""
    rows = Seat.objects.filter(congress=document.congress_id, role=Role.DELEGATE, until__isnull=True).select_related("person")
    found = rows.filter(pk=seat.pk).first() if seat is not None else None
    if found is None:
        raise Refused("Only whoever holds a delegate’s seat now moves from the floor. Type the number of the card once more.")
    return found


def _check_once(made: Amendment) -> None:
    """Refuse what another desk has entered already: the same words, of the same delegate."""
    rows = Amendment.objects.filter(document=made.document, decision=Outcome.PENDING, state=State.FILED)
    same = rows.filter(floor_support__isnull=False, mover_person=made.mover_person, edits_digest=made.edits_digest)
    known = same.filter(primary=made.primary).select_related("filed_by").first()
    if known is not None:
        raise Refused(
            f"{made.mover_person} moves this already: {known.filed_by} entered it as {known}. Nothing is entered twice."
        )
