"""What changed: read from the rows that acts write, whatever became of the messages."""

from __future__ import annotations

from time import monotonic
from typing import TypeAlias

from django.db.models import Count, Max

from amendments.live.part import Part
from amendments.models import Change
from amendments.text.stored import sha256

Topic: TypeAlias = tuple[int, str]  # the key of a congress, and what changed there

LATE = 60.0  # seconds within which a transaction that took its number before others is committed after them
BACK = 200  # rows before the last one that may still be missing when a process begins to read


class Log:
    """Gives each change once, also one whose number is lower than those seen before: numbers are taken before the commit."""

    def __init__(self) -> None:
        last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        self._low = max(0, last - BACK)
        known = Change.objects.filter(pk__gt=self._low).values_list("pk", flat=True)
        self._seen = dict.fromkeys(known, monotonic())

    def fresh(self) -> set[Topic]:
        """Give what changed since the last time: one query."""
        found, now = set[Topic](), monotonic()
        for key, congress, topic in Change.objects.filter(pk__gt=self._low).values_list("pk", "congress_id", "topic"):
            if key not in self._seen:
                self._seen[key] = now
                found.add((congress, topic))
        settled = max((key for key, at in self._seen.items() if at < now - LATE), default=self._low)
        if settled > self._low:
            self._low = settled
            self._seen = {key: at for key, at in self._seen.items() if key > settled}
        return found


def mark(part: Part) -> str:
    """Give what stands for a part as it is now, for whoever opened it, without drawing it: one query.

    The count beside the last number tells of a change that was committed after one with a higher number.
    """
    rows = Change.objects.filter(congress=part.congress, topic__in=part.topics).order_by()
    found = rows.aggregate(last=Max("pk"), count=Count("pk"))
    who = part.acting.person_id, sorted(part.acting.roles), sorted(part.acting.speaks_for), sorted(part.asked.items())
    return sha256(repr((found["last"], found["count"], who)))[:20]
