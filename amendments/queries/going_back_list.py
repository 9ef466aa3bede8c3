"""What was decided on a document and stands: the list from which one goes back on a decision, the last one first."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.life import Matter, Outcome
from amendments.models import Amendment, Decision
from amendments.queries.floor import counts_in_words
from amendments.queries.states import mover_of

NOT_AGAIN = (Matter.APPEAL, Matter.COUNCIL, Matter.RIVALS, Matter.BASE, Matter.WHOLE)  # these are held again
PART_OF = {Matter.BLOC.value: "carried en bloc, by one vote", Matter.REFER.value: "by the vote on its referral"}
PAGE = 40


class Decided(NamedTuple):
    """One decision: what it was about, in words; the list or referral that it was part of; how it ended."""

    entry: int
    amendment: int | None
    words: str
    part_of: str
    outcome: str
    counted: str
    at: datetime


class Decisions:
    """Reads what stands, a page at a time: three queries, whatever their number. `page` counts from 0."""

    def __init__(self, found: ForDocument, page: int = 0) -> None:
        self.document, self.acting = found
        self.page = page

    @cached_property
    def _rows(self) -> list[Decision]:
        rows = Decision.objects.filter(document=self.document, superseded=False).exclude(matter__in=NOT_AGAIN)
        published = self.document.published_revision
        rows = rows.filter(entry__sequence__gt=published.entry.sequence) if published else rows
        named = rows.select_related("entry", "vote__question", "amendment__mover_person", "amendment__mover_body")
        return list(named.order_by("-entry__sequence")[self.page * PAGE : (self.page + 1) * PAGE + 1])

    @property
    def more(self) -> bool:
        """Whether there are earlier ones."""
        return len(self._rows) > PAGE

    @property
    def rows(self) -> list[Decided]:
        """Give them, the last one first."""
        return [_decided(one) for one in self._rows[:PAGE]]


def _decided(one: Decision) -> Decided:
    question, outcome = one.vote.question if one.vote else None, Outcome(one.outcome).label
    kind = question.kind if question is not None and one.amendment is not None else ""
    part_of = PART_OF.get(kind, "")
    words = question.words if question and one.amendment is None else _about(one.amendment, one)
    number = one.amendment.number if one.amendment else None
    return Decided(one.entry.sequence, number, words, part_of, outcome, counts_in_words(one), one.made_at)


def _about(amendment: Amendment | None, one: Decision) -> str:
    if amendment is None:
        words: str = one.get_matter_display()
        return words[:1].upper() + words[1:]
    return f"{mover_of(amendment)}: {amendment.about}" if amendment.about else mover_of(amendment)
