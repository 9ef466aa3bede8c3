"""What mover and committee said about a correction, for both of them, and for every reader once the amendment is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.access import ForAmendment
from amendments.life import Visibility
from amendments.models import Correction, Role
from amendments.models.screening import Turn
from amendments.queries.states import mover_of
from amendments.rules import Relation, relations_to
from amendments.text.html import render
from amendments.text.markdown import parse


@dataclass(frozen=True)
class Said:
    """One remark: who, for which side, when, and its words as HTML."""

    who: str
    side: str
    at: datetime
    html: str


@dataclass(frozen=True)
class Talk:
    """One correction with all that was said. `state` is whom it waits for; `mine` says that it waits for this person."""

    state: str
    open: bool
    mine: bool
    asked_at: datetime
    until: datetime | None
    remarks: list[Said]


def speaks_as(found: ForAmendment) -> Turn | None:
    """Tell for which side a person speaks: the mover's before the committee's; None where for neither."""
    if not relations_to(found.acting, found.amendment).isdisjoint({Relation.MOVER, Relation.SPEAKER}):
        return Turn.MOVER
    return Turn.COMMITTEE if Role.COMMITTEE in found.acting.roles else None


def talks_of(found: ForAmendment) -> list[Talk]:
    """Give the corrections of an amendment, the first one first: two queries, none where this person may not read them."""
    side = speaks_as(found)
    if side is None and found.amendment.visibility == Visibility.COMMITTEE:
        return []
    rows = Correction.objects.filter(amendment=found.amendment).prefetch_related("remarks__person")
    return [_talk(row, found, side) for row in rows]


def _talk(row: Correction, found: ForAmendment, side: Turn | None) -> Talk:
    mover = mover_of(found.amendment)
    remarks = [
        Said(
            str(one.person),
            "for the committee" if one.of_committee else "" if str(one.person) == mover else f"for {mover}",
            one.said_at,
            render(parse(one.words)),
        )
        for one in row.remarks.all()
    ]
    state = row.get_turn_display()
    return Talk(state, row.turn != Turn.CLOSED, side is not None and row.turn == side, row.asked_at, row.until, remarks)
