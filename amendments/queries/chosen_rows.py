"""What pages say of chosen amendments: rows without words, what each changes, what the committee would choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.life import Outcome, Recommendation, Visibility
from amendments.models import Amendment
from amendments.queries.chosen_numbers import compact
from amendments.queries.states import mover_of
from amendments.text.edits import InsertParagraph, InsertSection, SplitParagraph
from amendments.text.number import label_of


class Told(NamedTuple):
    """One amendment where it is chosen from a list: by number, mover and what it is about."""

    number: int
    mover: str
    about: str

    def __str__(self) -> str:
        return label_of(self.number)


def movers(keys: Iterable[int]) -> Iterable[Amendment]:
    """Read amendments as pages name them, without their words: one query."""
    rows = Amendment.objects.filter(pk__in=set(keys)).select_related("mover_body", "mover_person")
    return rows.defer("edits", "resolved", "reason", "recommendation_reason").order_by("number")


def told(keys: Iterable[int]) -> list[Told]:
    """Name amendments in the order given: one query."""
    order = list(keys)
    rows = sorted(movers(order), key=lambda row: order.index(row.pk))
    return [Told(row.number, mover_of(row), row.about) for row in rows]


def advised(found: ForDocument) -> str:
    """Give the set of what the committee advises to carry and is still to be decided: one query."""
    rows = Amendment.objects.filter(
        document=found.document,
        recommendation=Recommendation.CARRY,
        decision=Outcome.PENDING,
        visibility=Visibility.READERS,
    )
    return compact(rows.values_list("number", flat=True))


def changed_by(edit: object) -> list[str]:
    """Give the ids of what an edit changes or makes."""
    match edit:
        case InsertParagraph(paragraph=uid):
            return [uid]
        case InsertSection(section=uid):
            return [uid]
        case SplitParagraph(paragraph=uid, new=new):
            return [uid, new]
    found = (getattr(edit, name, None) for name in ("paragraph", "first", "second", "section"))
    return [str(uid) for uid in found if uid]
