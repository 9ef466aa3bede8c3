"""What the committee's desk has to do with one amendment, as its page shows it: corrections, appeal, the list it came on."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from amendments.access import ForAmendment
from amendments.life import STANDING, Admissibility, Outcome
from amendments.models import Appeal, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders import Hearing
from amendments.models.screening import AppealOutcome
from amendments.queries.newcomers import Newcomers
from amendments.queries.talk import Talk, speaks_as, talks_of
from amendments.queries.tally import Tally, tally_of
from amendments.rules import can, relations_to
from amendments.text.html import render
from amendments.text.markdown import parse


class DeskOf:
    """Reads one amendment's corrections, its appeal and its list: six queries at most."""

    def __init__(self, found: ForAmendment, now: datetime) -> None:
        self.found, self.now = found, now
        self.amendment, self.document, self.acting = found

    @cached_property
    def talks(self) -> list[Talk]:
        """The corrections that were talked over, as far as this person may read them."""
        return talks_of(self.found)

    @property
    def can_answer(self) -> bool:
        """Whether this person can say the next thing about a correction."""
        open_now = any(one.open for one in self.talks) and speaks_as(self.found) is not None
        return open_now and self._may("answer_correction")

    @cached_property
    def appeal(self) -> Appeal | None:
        """The last appeal."""
        rows = Appeal.objects.filter(amendment=self.amendment).select_related("person", "ruling", "decision")
        return rows.order_by("-pk").first()

    @property
    def reasons(self) -> str:
        """Its reasons, as HTML."""
        return render(parse(self.appeal.reason)) if self.appeal else ""

    @property
    def tally(self) -> Tally | None:
        """The vote on it, as a figure."""
        decision = self.appeal.decision if self.appeal else None
        return tally_of(decision) if decision else None

    @cached_property
    def can_appeal(self) -> bool:
        """Whether this person can appeal against the ruling."""
        out = self.amendment.admissibility == Admissibility.OUT_OF_ORDER
        if not out or not self._may("appeal") or self.document_orders.appeals == Hearing.NOBODY:
            return False
        ruling = Ruling.objects.filter(amendment=self.amendment, kind=RulingKind.OUT_OF_ORDER).order_by("-pk").first()
        return ruling is not None and (self.appeal is None or self.appeal.ruling_id != ruling.pk)

    @property
    def can_hear(self) -> bool:
        """Whether this person records the vote on an appeal that waits."""
        waits = self.appeal is not None and self.appeal.outcome == AppealOutcome.PENDING
        return waits and self._may("decide_appeal")

    @cached_property
    def document_orders(self) -> StandingOrders:
        """The standing orders."""
        return StandingOrders.objects.get(congress=self.document.congress_id)

    @cached_property
    def new_since(self) -> datetime | None:
        """Since which list it is new; None where it is not."""
        return Newcomers([self.document]).since(self.amendment)

    def _may(self, action: str) -> bool:
        relations = relations_to(self.acting, self.amendment)
        pending = self.amendment.decision == Outcome.PENDING and self.amendment.state in STANDING
        return pending and can(self.acting, action, stage=self.document.stage, relations=relations)
