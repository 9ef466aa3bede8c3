"""The screening inbox: what nobody has ruled on yet, the oldest first, and one of them open to be worked on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForAmendment, ForDocument
from amendments.life import STANDING, Admissibility, Outcome
from amendments.models import Amendment, Correction, Role, Ruling, StandingOrders
from amendments.models.screening import Turn
from amendments.queries.amendment import WORDS
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.states import mover_of
from amendments.queries.talk import Talk, talks_of

BEFORE, AFTER = 4, 24  # how many of the queue stand above and below the open one


@dataclass(frozen=True)
class Waiting:
    """One amendment of the queue. `turn` says whom its correction waits for, where one was asked for."""

    number: int
    mover: str
    about: str
    filed_at: datetime
    turn: str
    here: bool


class Queued(NamedTuple):
    """One amendment of the queue, read without its words: a queue is as long as the congress is big."""

    pk: int
    number: int


class Inbox:
    """Reads the queue of one document, and the amendment that is open: a constant number of queries."""

    def __init__(self, found: ForDocument, number: int = 0) -> None:
        self.document, self.acting = found
        self.number = number

    @cached_property
    def _turns(self) -> dict[int, Turn]:
        rows = Correction.objects.filter(amendment__document=self.document).exclude(turn=Turn.CLOSED)
        return {pk: Turn(turn) for pk, turn in rows.values_list("amendment_id", "turn")}

    @cached_property
    def queue(self) -> list[Queued]:
        """All that waits for their ruling, the oldest first; those whose mover is asked for a correction come last."""
        rows = Amendment.objects.filter(
            document=self.document, decision=Outcome.PENDING, state__in=STANDING, admissibility=Admissibility.NONE
        )
        if Role.CHAIR not in self.acting.roles:  # what came from the floor is ruled on there, by the chair
            rows = rows.filter(floor_support__isnull=True)
        queue = [Queued(*row) for row in rows.order_by("filed_at", "number").values_list("pk", "number")]
        return sorted(queue, key=lambda one: self._turns.get(one.pk) == Turn.MOVER)

    @cached_property
    def reader(self) -> AmendmentReader | None:
        """The amendment that is open: the one that was asked for, or the first of the queue; None where there is none."""
        rows = Amendment.objects.filter(document=self.document).select_related("mover_body", "mover_person", "base_revision")
        number = self.number or (self.queue[0].number if self.queue else 0)
        row = rows.filter(number=number).first()
        if row is None:
            return None
        return AmendmentReader(ForAmendment(row, self.document, self.acting))

    @cached_property
    def at(self) -> int:
        """The place of the open one in the queue, from 0; -1 where it is not in it."""
        open_now = self.reader.amendment.pk if self.reader else None
        return next((at for at, one in enumerate(self.queue) if one.pk == open_now), -1)

    @property
    def shown(self) -> list[Waiting]:
        """The part of the queue around the open one: one query."""
        at = max(self.at, 0)
        keys = [one.pk for one in self.queue[max(0, at - BEFORE) : at + AFTER]]
        known = Amendment.objects.select_related("mover_body", "mover_person").defer(*WORDS).in_bulk(keys)
        rows = [known[key] for key in keys if key in known]
        here = self.reader.amendment.pk if self.reader else None
        return [Waiting(one.number, mover_of(one), one.about, one.filed_at, self._word(one), one.pk == here) for one in rows]

    def _word(self, one: Amendment) -> str:
        turn = self._turns.get(one.pk)
        return turn.label if turn else ""

    @property
    def hidden(self) -> tuple[int, int]:
        """How many of the queue stand above and below those that are shown."""
        at = max(self.at, 0)
        return max(0, at - BEFORE), max(0, len(self.queue) - at - AFTER)

    @property
    def next(self) -> int:
        """The number of the next one after the open one, from the beginning again after the last; 0 where there is no other."""
        return self._step(1)

    @property
    def previous(self) -> int:
        """The number of the one before."""
        return self._step(-1)

    def _step(self, by: int) -> int:
        others = len(self.queue)
        if others == 0 or (others == 1 and self.at == 0):
            return 0
        start = self.at if self.at >= 0 else -1 if by > 0 else 0
        return self.queue[(start + by) % others].number

    @cached_property
    def ruling(self) -> Ruling | None:
        """The last ruling on the open one."""
        return self.reader.ruling() if self.reader else None

    @cached_property
    def talks(self) -> list[Talk]:
        """What was said about corrections of it."""
        return talks_of(self.reader.found) if self.reader else []

    @property
    def talk(self) -> Talk | None:
        """The correction that is open."""
        return next((one for one in self.talks if one.open), None)

    @cached_property
    def orders(self) -> StandingOrders:
        """The standing orders, with the grounds to choose from."""
        return StandingOrders.objects.get(congress=self.document.congress_id)

    @property
    def grounds(self) -> list[str]:
        """The reasons to rule out of order that the standing orders name."""
        return [line.strip() for line in self.orders.out_of_order_reasons.splitlines() if line.strip()]
