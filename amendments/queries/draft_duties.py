"""What a person began to write and has not filed: amendments, amendments to others, and new versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F
from django.urls import reverse

from amendments.life import STANDING, Outcome, Stage
from amendments.models import Congress, Document, Draft
from amendments.queries.desk_duties import Duty
from amendments.queries.leave import called_for, late
from amendments.rules import Acting, can, relations_to
from amendments.text.number import label_of

KEPT = "Kept for you, not filed."
CLOSED = "Filing has closed. The text is kept: you can still read and copy it."


class _Unfiled(NamedTuple):
    """Unfiled work: what it is, its page with what that is of, and whether it can be filed now."""

    what: str
    page: str
    at: str | int
    can_file: bool


def draft_duties(acting: Acting, congress: Congress, documents: list[Document], now: datetime) -> list[Duty]:
    """Give what the person can still file, and what they wrote and did not file in time: one query.

    What is about an amendment that does not stand any more is no duty.
    """
    by_id = {one.pk: one for one in documents}
    rows = Draft.objects.filter(person=acting.person_id, document__in=documents, floor=False).select_related(
        "revises", "amends"
    )
    rows = rows.annotate(
        called=ExpressionWrapper(called_for("revises", now), BooleanField()),
        allowed=F("document__congress__orders__revising_allowed"),
    )
    found = []
    for draft in rows.order_by("saved_at"):
        about, document = draft.revises or draft.amends, by_id[draft.document_id]
        if about is None or (about.decision == Outcome.PENDING and about.state in STANDING):
            found.append(_duty(_unfiled(draft, document, acting, now), document, congress))
    return found


def _duty(one: _Unfiled, document: Document, congress: Congress) -> Duty:
    url = reverse(one.page, args=[congress.slug, one.at])
    if one.can_file:
        return Duty(document.filing_deadline, f"File your {one.what}", KEPT, "Go on with it", url)
    return Duty(None, f"Your {one.what} was not filed", CLOSED, "Read it", url)


def _unfiled(draft: Any, document: Document, acting: Acting, now: datetime) -> _Unfiled:
    """Tell what a draft is. The rule that an open discussion lets members file is the table's, as is whose act a version is."""
    if draft.revises is None:
        may = can(acting, "file_amendment", stage=document.stage)
        if draft.amends is None:
            return _Unfiled(f"draft on {document.title}", "amend", document.slug, may)
        number = draft.amends.number
        return _Unfiled(f"draft of an amendment to {label_of(number)}", "amend-amendment", number, may)
    number, mine = draft.revises.number, relations_to(acting, draft.revises)
    in_time = document.stage == Stage.DISCUSSION and not late(document, now) and draft.allowed
    may = can(acting, "revise_amendment", stage=document.stage, relations=mine) and (in_time or draft.called)
    return _Unfiled(f"new version of {label_of(number)}", "revise", number, may)
