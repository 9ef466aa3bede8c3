"""Counts what somebody tries to get in with, so that nobody guesses it. No address is kept: see `Tries`."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from amendments.access import User
from amendments.models import Tries
from amendments.models.credential import bucket
from amendments.refusals import Refused

WINDOW = timedelta(minutes=15)
WAIT = "There were too many wrong ones for this number. Try again in {minutes} minutes. {instead}"


def count_try(kind: str, value: str, at: datetime, *, acting_user: User, most: int = 0, instead: str = "") -> None:
    """Count one try before it is looked at, so that many at once are no way around. Raises Refused past `most`, if set."""
    del acting_user
    day = day_of(at)
    with transaction.atomic():
        row, new = Tries.objects.get_or_create(
            bucket=bucket(day.isoformat(), kind, value), defaults={"day": day, "count": 1, "until": at + WINDOW}
        )
        if new:
            Tries.objects.filter(day__lt=day).delete()
            return
        row = Tries.objects.select_for_update(no_key=True).get(pk=row.pk)
        if row.until <= at:
            row.count, row.until = 0, at + WINDOW
        over = bool(most) and row.count >= most
        if not over:
            row.count += 1
            row.save(update_fields=["count", "until"])
    if over:
        raise Refused(WAIT.format(minutes=minutes_left(row, at), instead=instead))


def forgive(kind: str, value: str, at: datetime, *, acting_user: User) -> None:
    """Forget the wrong tries of whoever has just got in. The row stays, because others may be waiting for it."""
    del acting_user
    with transaction.atomic():
        rows = Tries.objects.select_for_update(no_key=True).filter(bucket=bucket(day_of(at).isoformat(), kind, value))
        for row in rows:
            row.count = 0
            row.save(update_fields=["count"])


def minutes_left(row: Tries, at: datetime) -> int:
    """Give how many minutes a window still lasts, at least one."""
    return max(1, round((row.until - at).total_seconds() / 60))


def day_of(at: datetime) -> date:
    """Give the day that tries are counted on."""
    return timezone.localdate(at)
