"""Keeps what the outbox promises: each row is delivered once it can be, and never forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from amendments.access import Operator
from amendments.models import Congress, Outbox, Person
from amendments.refusals import Refused

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


def deliver(row_id: int, *, send: Callable[[Outbox], None], acting_user: Operator) -> bool:
    """Deliver one row with `send`, and say whether this call did it: it is False for a row that is delivered or gone.

    The row is locked meanwhile, so two workers never send the same; one that another holds is left to it. A worker that dies
    between sending and committing sends again later: at least once, and nearly always once. When `send` fails, the row says
    what went wrong, without the words of it, and the error goes on to the caller.
    """
    del acting_user  # only the machine itself delivers; no person stands behind it
    try:
        with transaction.atomic():
            rows = Outbox.objects.select_related("congress", "to").filter(delivered_at__isnull=True)
            row = rows.select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(pk=row_id).first()
            if row is None:
                return False
            send(row)
            row.delivered_at = timezone.now()
            row.attempts += 1
            row.save(update_fields=["delivered_at", "attempts"])
            return True
    except Exception as error:
        _note_failure(row_id, error)
        raise


def _note_failure(row_id: int, error: Exception) -> None:
    with transaction.atomic():
        row = Outbox.objects.select_for_update(no_key=True).filter(pk=row_id, delivered_at__isnull=True).first()
        if row is not None:
            row.attempts += 1
            row.last_error = type(error).__name__
            row.save(update_fields=["attempts", "last_error"])


def settle(*, acting_user: Operator, congress: Congress) -> int:
    """Count as delivered what waits in a congress of which nobody has an address. Gives how many rows there were."""
    del acting_user
    reachable = Person.objects.filter(seats__congress=congress).exclude(email="")
    if reachable.exists():
        raise Refused(f"People in {congress} have addresses, so what waits for them is sent, not settled.")
    at = timezone.now()
    return Outbox.objects.filter(congress=congress, delivered_at__isnull=True).update(delivered_at=at, attempts=1)


def due(at: datetime, batch: int = 500) -> Iterator[int]:
    """Give the rows that are due at `at`: a minute after they were made, then after ever longer pauses; each of them once.

    They are read in batches. What was tried least comes first, so that nothing that fails keeps it waiting, and what was made
    first comes before what was made later.
    """
    waiting = Outbox.objects.filter(delivered_at__isnull=True, made_at__lte=at - FIRST_PAUSE).order_by("attempts", "pk")
    attempts, pk, known = -1, 0, set[int]()
    while rows := list(
        waiting.filter(Q(attempts__gt=attempts) | Q(attempts=attempts, pk__gt=pk)).values_list("attempts", "pk", "made_at")[
            :batch
        ]
    ):
        attempts, pk, _ = rows[-1]
        found = [row for tried, row, made_at in rows if made_at + _pause(tried) <= at and row not in known]
        known.update(found)  # one that fails stands further behind, and is not tried again at once
        yield from found


def _pause(attempts: int) -> timedelta:
    """Give how long after it was made a row is tried again: 1, 4, 16, 64, 256 minutes, then every six hours."""
    return FIRST_PAUSE * 4**attempts if attempts < 5 else LONGEST_PAUSE * (attempts - 4)
