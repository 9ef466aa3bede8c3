"""What is mine to do now, and by when."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from django.db.models import Count, F, Q
from django.urls import reverse

from amendments.life import STANDING, Admissibility, Outcome, Rebase, Stage
from amendments.models import Amendment, Congress, Document, Role, StandingOrders
from amendments.models.orders_voting import FromFloor
from amendments.models.screening import Turn
from amendments.queries.amendment import confirmed_alone
from amendments.queries.desk_duties import Duty, desk_duties
from amendments.queries.draft_duties import draft_duties
from amendments.queries.reading_duties import reading_duties
from amendments.rules import Acting, Relation, can
from amendments.text.number import label_of

_LATER = datetime.max.replace(tzinfo=UTC)


def duties_of(acting: Acting, congress: Congress, documents: list[Document], now: datetime) -> list[Duty]:
    """Give a person's duties, the nearest deadline first: four queries for a member, none for a passer-by."""
    if acting.person_id is None:
        return []
    waiting, unruled = _waiting(acting, documents), _unruled(acting, documents)
    found = [*draft_duties(acting, congress, documents, now), *_to_confirm(acting, congress, documents, waiting, now)]
    found += desk_duties(acting, congress, documents)
    found += reading_duties(acting, congress, documents, now)
    for document in documents:
        found += _of_the_office(acting, congress, document, unruled.get(document.pk, 0))
        found += _leading(acting, congress, document, now)
    return in_order(found + _from_floor(acting, congress, documents))


def in_order(duties: list[Duty]) -> list[Duty]:
    """Sort duties by their deadlines, those without one last."""
    return sorted(duties, key=lambda duty: duty.until or _LATER)


_LEADING = (
    ("approve", "Vote on {} in the council", "Approved, it is published; otherwise it goes back with a reason.", "council"),
    ("publish", "Publish {}", "The council approved it. Then members may file amendments.", "publish"),
    ("close_filing", "Close filing on {}", "Its deadline has passed, and nobody can file any more.", "close-filing"),
    ("take_to_floor", "Take up {}", "Filing is closed. The congress decides in the order of the text.", "take-up"),
    ("record_decision", "Lead {} across the floor", "Its amendments in the order of the text, then the whole.", "floor"),
)


def _leading(acting: Acting, congress: Congress, document: Document, now: datetime) -> list[Duty]:
    """Give what leads a document on to its next stage, for whoever may do it."""
    until = {"close_filing": document.filing_deadline, "take_to_floor": congress.opens, "record_decision": congress.closes}
    early = document.filing_deadline is None or now < document.filing_deadline
    found = []
    for action, what, why, page in _LEADING:
        waits = action == ("publish" if document.approval_id is None else "approve")
        if can(acting, action, stage=document.stage) and not waits and not (action == "close_filing" and early):
            url = reverse(page, args=[congress.slug, document.slug])
            found.append(Duty(until.get(action), what.format(document.title), why, "Open it", url))
    return found


def _from_floor(acting: Acting, congress: Congress, documents: list[Document]) -> list[Duty]:
    """Lead to the page on which what a delegate moves is typed, where the orders let it in: one query, none for most."""
    mine = [one for one in documents if can(acting, "file_from_floor", stage=one.stage)]
    orders = StandingOrders.objects.filter(congress=congress).exclude(floor_amendments=FromFloor.NEVER)
    if not mine or can(acting, "run_floor") or not orders.exists():  # whoever runs the floor finds it there
        return []
    why = "By the standing orders delegates move amendments while the congress decides. The desk types them."
    return [
        Duty(None, f"Type what is moved from the floor: {one.title}", why, "Type one", reverse("from-floor", args=at))
        for one in mine
        for at in [[congress.slug, one.slug]]
    ]


def _waiting(acting: Acting, documents: list[Document]) -> dict[int, list[Amendment]]:
    """Give the pending amendments of this person that touch what was carried, by document."""
    wanted = Q(mover_person=acting.person_id) | Q(mover_body__in=acting.speaks_for)
    wanted &= Q(rebase_state=Rebase.TOUCHING) & ~Q(confirmed_digest=F("combined_digest"))
    rows = Amendment.objects.filter(wanted, document__in=documents, decision=Outcome.PENDING, state__in=STANDING)
    found: dict[int, list[Amendment]] = defaultdict(list)
    for row in rows.only("pk", "number", "document_id", "mover_person_id", "mover_body_id", "rebase_state", "primary_id"):
        found[row.document_id].append(row)
    return found


def _unruled(acting: Acting, documents: list[Document]) -> dict[int, int]:
    """Count what whoever rules has before them, by document: one query, none for everybody else."""
    ruled = [one for one in documents if can(acting, "rule_on_order", stage=one.stage)]
    if not ruled:
        return {}
    rows = Amendment.objects.filter(document__in=ruled, decision=Outcome.PENDING, state__in=STANDING)
    rows = rows.filter(admissibility=Admissibility.NONE).exclude(corrections__turn=Turn.MOVER)
    if Role.CHAIR not in acting.roles:  # what came from the floor is ruled on there, by the chair
        rows = rows.filter(floor_support__isnull=True)
    return dict(rows.order_by().values_list("document").annotate(Count("pk", distinct=True)))


def _mine(acting: Acting, one: Amendment) -> bool:
    return one.mover_person_id == acting.person_id or one.mover_body_id in acting.speaks_for


def _to_confirm(
    acting: Acting, congress: Congress, documents: list[Document], waiting: dict[int, list[Amendment]], now: datetime
) -> list[Duty]:
    """Ask a mover to read both together before the congress opens; once it has, at any time before it is put."""
    found, until = [], congress.opens if congress.opens and now < congress.opens else None
    for document in documents:
        if not can(acting, "confirm_combined", stage=document.stage, relations=[Relation.MOVER]):
            continue
        for one in waiting[document.pk]:
            if one.rebase_state == Rebase.TOUCHING and _mine(acting, one) and confirmed_alone(one, document.stage):
                why = "The words beside its own have changed. It cannot be put before someone has read both together."
                url = reverse("amendment", args=[congress.slug, one.number])
                found.append(Duty(until, f"Confirm the combined text of {label_of(one.number)}", why, "Read and answer", url))
    return found


def _of_the_office(acting: Acting, congress: Congress, document: Document, unruled: int) -> list[Duty]:
    """Give what the committee, the council and the chair have before them."""
    found, at = [], [congress.slug, document.slug]
    if can(acting, "edit_text", stage=document.stage):
        found.append(
            Duty(None, f"Write {document.title}", "The draft is with the committee.", "Write", reverse("edit", args=at))
        )
    if unruled and can(acting, "rule_on_order", stage=document.stage):
        what = f"Rule on {unruled} amendment{'s' if unruled > 1 else ''} to {document.title}"
        until = document.filing_deadline if document.stage == Stage.DISCUSSION else congress.opens
        url = reverse("screening", args=at)
        found.append(Duty(until, what, "In order, or out of order with the reason.", "Screen them", url))
    return found
