"""What waits for the chair's word: amendments from the floor that the orders let in only by a ruling."""

from __future__ import annotations

from django.db.models import Q

from amendments.life import Admissibility
from amendments.models import Amendment, StandingOrders
from amendments.models.orders_voting import FromFloor

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
