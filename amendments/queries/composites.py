"""Composites as pages and acts read them: which one an amendment is in, and what has changed since its movers were asked."""

from __future__ import annotations

from django.db.models import Q

from amendments.life import Outcome, State
from amendments.models import Amendment, Composite, CompositeSource
from amendments.models.composite import SignedOff
from amendments.queries.amendment import is_open


def composite_of(amendment: Amendment) -> Composite | None:
    """Give the composite that waits for the answers of movers and has this amendment in it; None where there is none."""
    waiting = Composite.objects.filter(sources__amendment=amendment, ended_at__isnull=True, amendment__isnull=True)
    return waiting.select_related("document__congress", "base_revision").first()


def composite_about(amendment: Amendment) -> Composite | None:
    """Give the composite that an amendment is, or that waits for its mover's answer: one query."""
    waits = Q(sources__amendment=amendment, ended_at__isnull=True, amendment__isnull=True)
    return Composite.objects.filter(waits | Q(amendment=amendment)).order_by("number").first()


def last_composite(amendment: Amendment) -> Composite | None:
    """Give the composite that an amendment is, was last taken into, or rests in."""
    known = Composite.objects.select_related("document__congress", "base_revision", "made_by", "amendment")
    own = known.filter(amendment=amendment).first()
    return own or known.filter(sources__amendment=amendment).order_by("-number").first()


def sources_of(composite: Composite) -> list[CompositeSource]:
    """Give what a composite was made of, by number, with movers: one query."""
    rows = composite.sources.select_related(
        "amendment__mover_person", "amendment__mover_body", "mover_person", "mover_body", "answered_by"
    )
    return list(rows.order_by("amendment__number"))


def stale(composite: Composite) -> list[str]:
    """Say what has changed since the movers were asked, a sentence each; nothing where all is as it was."""
    found = [why for one in sources_of(composite) if (why := _changed(one))]
    if composite.base_revision_id != composite.document.current_revision_id:
        found.append("The text itself was changed since.")
    return found


def _changed(row: CompositeSource) -> str:
    one = row.amendment
    if one.decision != Outcome.PENDING:
        return f"{one} is {Outcome(one.decision).label} by now."
    if one.state == State.WITHDRAWN:
        return f"{one} was withdrawn since."
    if not is_open(one):
        return f"{one} is not open any more."
    if row.answer == SignedOff.DECLINED:
        return f"The mover of {one} declined."
    if one.version != row.version:
        return f"{one} has version {one.version} since."
    if (one.mover_person_id, one.mover_body_id) != (row.mover_person_id, row.mover_body_id):
        return f"{one} was taken over by another mover since."
    return ""
