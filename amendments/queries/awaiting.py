"""What came from the floor and is still to be put, and what of it waits for the chair's ruling first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from amendments.life import Admissibility
from amendments.models import Amendment, Document, StandingOrders, VotingItem
from amendments.models.orders_voting import FromFloor
from amendments.queries.amendment import flag, open_amendments
from amendments.queries.states import mover_of

AWAITING = Q(
    floor_support__isnull=False,
    admissibility=Admissibility.NONE,
    congress__orders__floor_amendments=FromFloor.CHAIR,
)


def awaits_chair(amendment: Amendment) -> bool:
    """Tell whether an amendment cannot be put before the chair has ruled on it: one query for what came from the floor."""
    if amendment.floor_support is None or amendment.admissibility != Admissibility.NONE:
        return False
    return StandingOrders.objects.filter(congress=amendment.congress_id, floor_amendments=FromFloor.CHAIR).exists()


def place_on_list(amendment: Amendment) -> str:
    """Say where something new stands on the voting list: after what, and why. "" where there is no list."""
    item = VotingItem.objects.filter(amendment=amendment).first()
    if item is None:
        return ""
    rows = VotingItem.objects.filter(document=amendment.document_id, open=True, position__lt=item.position)
    before = rows.select_related("amendment").order_by("-position").first()
    return f"On the voting list it stands {f'after {before.amendment}' if before else 'first'}. {item.why}"


@dataclass(frozen=True)
class Came:
    """One open amendment from the floor as the console shows it. `awaits`: the chair has to rule on it first."""

    number: int
    mover: str
    about: str
    awaits: bool


MOST = 12


def came_from_floor(document: Document) -> list[Came]:
    """Give what came from the floor and is still open, the last first: one query."""
    rows = open_amendments(document).filter(floor_support__isnull=False).annotate(awaits=flag(AWAITING))
    rows = rows.select_related("mover_body", "mover_person").defer("edits", "resolved", "reason").order_by("-number")[:MOST]
    return [Came(row.number, mover_of(row), row.about, row.awaits) for row in rows]
