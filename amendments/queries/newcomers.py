"""Which amendments are starred as new: those that came since a list was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from amendments.life import Visibility
from amendments.models import Amendment, AmendmentList, Document


def filed_as(amendment: Amendment) -> str:
    """Say under which number something was filed, and who sees it now."""
    if amendment.visibility == Visibility.COMMITTEE:
        return f"Filed as {amendment}. The committee screens it first; until it is published, you and the committee see it."
    return f"Filed. It is public now as {amendment}."


class Newcomers:
    """Which amendments of some documents are starred: those that the list before the last one did not have. One query."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._lists: dict[int, list[AmendmentList]] = defaultdict(list)
        for row in AmendmentList.objects.filter(document__in=list(documents)).order_by("number"):
            self._lists[row.document_id].append(row)

    def since(self, amendment: Amendment) -> datetime | None:
        """Give when the list was published that an amendment is new since; None where it is not new, or nothing was listed."""
        lists = self._lists[amendment.document_id]
        if not lists:
            return None
        if amendment.listed_id is None:
            return lists[-1].published_at
        return lists[-2].published_at if len(lists) > 1 and amendment.listed_id == lists[-1].pk else None
