"""One decision, as everyone may read it: the outcome, the count, what fell, what waits, and what it made of the text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from amendments.access import ForAmendment
from amendments.life import Outcome, Rebase
from amendments.models import Amendment, Decision, Entry, Revision
from amendments.queries.floor import counts_in_words, waits
from amendments.queries.going_back import first_entry
from amendments.queries.states import Named, mover_of, state_of
from amendments.queries.tally import Tally, tally_of
from amendments.rules import can, can_see, relations_to


@dataclass(frozen=True)
class Reached:
    """Another amendment that the decision reached, and how it stands today."""

    number: int
    mover: str
    about: str
    state: Named
    waits: bool


class Decided:
    """Reads the decision that stands on an amendment: three queries."""

    def __init__(self, found: ForAmendment) -> None:
        self.amendment, self.document, self.acting = found

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that stands; None as long as there is none."""
        rows = Decision.objects.filter(amendment=self.amendment, superseded=False)
        return rows.select_related("entry__revision", "counted_by").first()

    @cached_property
    def before(self) -> list[Decision]:
        """What was decided before, and does not stand any more."""
        rows = Decision.objects.filter(amendment=self.amendment, superseded=True).select_related("entry")
        return list(rows.order_by("entry__sequence"))

    @property
    def may_reopen(self) -> bool:
        """Whether this person may look at what reopening it would do."""
        return self.decision is not None and can(self.acting, "see_reopening", stage=self.document.stage)

    @property
    def mover(self) -> str:
        """Who moved the amendment."""
        return mover_of(self.amendment)

    @property
    def tally(self) -> Tally | None:
        """Its count as a figure."""
        return tally_of(self.decision) if self.decision else None

    @property
    def counted(self) -> str:
        """Its count in words."""
        return counts_in_words(self.decision) if self.decision else ""

    @property
    def carried(self) -> bool:
        """Whether the text was changed."""
        return bool(self.decision and self.decision.outcome == Outcome.CARRIED)

    @property
    def revision(self) -> Revision | None:
        """The revision that it made."""
        return getattr(self.decision.entry, "revision", None) if self.decision else None

    @cached_property
    def _others(self) -> list[tuple[Amendment, dict[str, Any]]]:
        if self.decision is None:
            return []
        entry = self.decision.entry
        if first_entry(self.decision) != entry.sequence:  # what followed, followed from the first count
            entry = Entry.objects.get(document=self.document, sequence=first_entry(self.decision))
        body = json.loads(entry.payload)["body"]
        told = {row["amendment"]: row for row in body.get("others", ()) if "falls" in row}
        rows = Amendment.objects.filter(document=self.document, number__in=list(told)).order_by("number")
        rows = rows.select_related("mover_body", "mover_person")
        return [(row, told[row.number]) for row in rows if can_see(self.acting, row.visibility, relations_to(self.acting, row))]

    @property
    def fell(self) -> list[Reached]:
        """Those that fell with it."""
        return [_reached(row) for row, told in self._others if told["falls"]]

    @property
    def touching(self) -> list[Reached]:
        """Those that had to wait for a confirmation after it."""
        return [_reached(row) for row, told in self._others if not told["falls"] and told.get("state") == Rebase.TOUCHING]


def _reached(row: Amendment) -> Reached:
    return Reached(row.number, mover_of(row), row.about, state_of(row), waits(row))
