"""The divisions of the sample: each change that can stand alone becomes a part of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amendments.actions.division import divide_amendment
from amendments.models import Amendment, Person
from amendments.queries.division import cuts_of, digest_of
from amendments.readers.sample import AmendmentPlan


def divide_those(filed: Iterable[tuple[AmendmentPlan, Amendment]], people: Mapping[str, Person], *, committee: Person) -> None:
    """Divide what the plans say is divided, at the request of the delegate whom they name. Raises Refused."""
    for plan, amendment in filed:
        if plan.divided:
            amendment.refresh_from_db()
            divide_amendment(
                acting_user=committee,
                amendment=amendment,
                numbers=range(1, len(cuts_of(amendment).bundles) + 1),
                reason=plan.divided["reason"],
                seen=digest_of(amendment),
                asked_by=people[plan.divided["by"]],
            )
