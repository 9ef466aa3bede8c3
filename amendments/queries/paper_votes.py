"""The page of votes on paper: what waits for the tellers, what can be typed, and what was entered from paper already."""

from __future__ import annotations

from functools import cached_property

from amendments.access import ForDocument
from amendments.models import Decision, PaperVote
from amendments.models.paper_vote import PaperEnd
from amendments.queries.chosen_rows import Told, told
from amendments.queries.floor import Floor
from amendments.queries.support import orders_of
from amendments.rules import can

MOST = 8


class PaperVotes:
    """Reads the page for one person."""

    def __init__(self, found: ForDocument) -> None:
        self.found = found
        self.document, self.acting = found

    @cached_property
    def waiting(self) -> PaperVote | None:
        """What waits for the tellers, with those who confirmed it: two queries."""
        rows = PaperVote.objects.filter(document=self.document, ended=PaperEnd.ASKED)
        return rows.select_related("amendment", "asked_by").prefetch_related("checks__person").first()

    @cached_property
    def agree(self) -> int:
        """How many tellers must agree."""
        return orders_of(self.document.congress_id).tellers_agree

    @property
    def outdated(self) -> bool:
        """Whether something was put on record since it was typed."""
        return self.waiting is not None and self.waiting.head != self.document.head

    @property
    def confirmed(self) -> bool:
        """Whether this person has confirmed it."""
        return self.waiting is not None and any(one.person_id == self.acting.person_id for one in self.waiting.checks.all())

    @property
    def may_confirm(self) -> bool:
        """Whether this person confirms it now."""
        one, may = self.waiting, can(self.acting, "confirm_paper", stage=self.document.stage)
        return may and one is not None and one.asked_by_id != self.acting.person_id and not self.confirmed and not self.outdated

    @property
    def may_type(self) -> bool:
        """Whether this person types votes."""
        return can(self.acting, "ask_paper", stage=self.document.stage)

    @cached_property
    def open(self) -> list[Told]:
        """What comes first on the voting list, and could have been voted on."""
        return told(one.pk for one in Floor(self.found).open[:MOST])

    @cached_property
    def entered(self) -> list[Decision]:
        """What was entered from paper, the last first: one query."""
        rows = Decision.objects.filter(document=self.document, taken_at__isnull=False)
        return list(rows.select_related("amendment", "counted_by").order_by("-taken_at", "-pk")[:50])
