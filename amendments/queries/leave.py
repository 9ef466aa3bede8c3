"""Leave: what was allowed, on record, otherwise than the standing orders say."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from amendments.life import Stage
from amendments.models import Amendment, Body, Correction, Document, Leave, Ruling, StandingOrders, Version
from amendments.models.body import BodyKind
from amendments.models.decision import RulingKind
from amendments.models.screening import Turn
from amendments.rules import Acting


def late(document: Document, at: datetime) -> bool:
    """Tell whether the filing deadline of a document has passed."""
    return document.filing_deadline is not None and at > document.filing_deadline


def leave_to(document: Document, person: int | None, body: Body | None, at: datetime) -> Leave | None:
    """Give the unused leave to file late that a person has, or the body they file for: one query."""
    who = {"body": body} if body else {"person": person}
    return Leave.objects.filter(document=document, used_on__isnull=True, until__gte=at, **who).order_by("until").first()


def leave_of(acting: Acting, document: Document, at: datetime) -> Leave | None:
    """Give the unused leave that a person or a body they speak for has; one query once the deadline has passed, none before."""
    if document.stage == Stage.DISCUSSION and not late(document, at):
        return None
    mine = Q(person=acting.person_id) | Q(body__in=acting.speaks_for)
    return Leave.objects.filter(mine, document=document, used_on__isnull=True, until__gte=at).order_by("until").first()


def overrides_of(amendment: Amendment) -> QuerySet[Ruling]:
    """Give what was ruled about an amendment otherwise than the orders say, the first one first."""
    return Ruling.objects.filter(amendment=amendment, kind=RulingKind.OVERRIDE).order_by("made_at", "pk")


def asked_to_correct(amendment: Amendment, at: datetime) -> bool:
    """Tell whether the committee waits for the mover's correction, whose time has not ended: one query."""
    asked = Correction.objects.filter(amendment=amendment, turn=Turn.MOVER)
    return asked.filter(Q(until__isnull=True) | Q(until__gte=at)).exists()


def may_revise_by_leave(amendment: Amendment, since: datetime) -> bool:
    """Tell whether it was ruled, since its last version, that the mover may file another: one query."""
    return overrides_of(amendment).filter(rule="revising_allowed", made_at__gte=since).exists()


def called_for(revises: str, at: datetime) -> Q:
    """Give the condition, for a query of what names an amendment, that its mover may revise it whatever the orders say.

    Either the committee waits for a correction, or it was ruled since the last version. `revises` is the column that names it.
    """
    asked = Correction.objects.filter(Q(until__isnull=True) | Q(until__gte=at), amendment=OuterRef(revises), turn=Turn.MOVER)
    newer = Version.objects.filter(amendment=OuterRef("amendment"), filed_at__gt=OuterRef("made_at"))
    ruled = Ruling.objects.filter(
        ~Exists(newer), amendment=OuterRef(revises), kind=RulingKind.OVERRIDE, rule="revising_allowed"
    )
    return Q(Exists(asked)) | Q(Exists(ruled))


def may_file_version(amendment: Amendment, document: Document, at: datetime, orders: StandingOrders) -> bool:
    """Tell whether its mover may file a new version now: by the orders, by a ruling, or because the committee asks for one."""
    if document.stage == Stage.DISCUSSION and not late(document, at) and orders.revising_allowed:
        return True
    last = amendment.versions.order_by("-number").values_list("filed_at", flat=True).first()
    return may_revise_by_leave(amendment, last or amendment.filed_at) or asked_to_correct(amendment, at)


class Page(NamedTuple):
    """What a page of a ruling says: its title, the sentence before the form, and its button."""

    title: str
    lead: str
    button: str


LET_IN = Page(
    "Let it in",
    "It lacks supporters, and without leave it does not go to the congress. Let in, it is put like every other.",
    "Let it in",
)
OVERRIDE = Page(
    "Rule otherwise than the orders say",
    "The chair may always depart from a standing order, with a reason on record. It is shown beside what it concerns.",
    "Put the ruling on record",
)
LEAVE = Page(
    "Give leave to file late",
    "Whoever has leave files one amendment after the deadline, on the same page as all before it. It needs no signatures.",
    "Give leave",
)


def bodies_of(document: Document) -> list[Body]:
    """Give the branches and caucuses that may be given leave: one query."""
    kinds = [BodyKind.BRANCH, BodyKind.CAUCUS]
    return list(Body.objects.filter(congress=document.congress_id, kind__in=kinds).order_by("name"))
