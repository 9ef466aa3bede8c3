"""The divisions of the sample: each change that can stand alone becomes a part of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amendments.actions.asking_division import ask_division
from amendments.actions.division import divide_amendment
from amendments.models import Amendment, Person
from amendments.queries.division import cuts_of, digest_of
from amendments.readers.sample import AmendmentPlan


def divide_those(filed: Iterable[tuple[AmendmentPlan, Amendment]], people: Mapping[str, Person], *, committee: Person) -> None:
    """Divide what the plans say is divided, at the request of the delegate whom they name, or let that wait. Raises Refused."""
    for plan, amendment in filed:
        if plan.divided:
            amendment.refresh_from_db()
            numbers = range(1, len(cuts_of(amendment).bundles) + 1)
            held: dict[str, Any] = {
                "amendment": amendment,
                "numbers": numbers,
                "seen": digest_of(amendment),
                "reason": plan.divided["reason"],
            }
            ask_division(acting_user=people[plan.divided["by"]], **held)
            if plan.divided.get("waits"):
                continue
            divide_amendment(acting_user=committee, asked_by=people[plan.divided["by"]], **held)
