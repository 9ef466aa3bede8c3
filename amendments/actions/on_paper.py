"""Votes that were taken on paper while the server or the network was down: entered afterwards, with their true time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Coalesce

from amendments.access import User
from amendments.actions import record
from amendments.actions.stages import local
from amendments.models import Decision, Document, Person, Role, Seat
from amendments.queries import clock
from amendments.refusals import Refused


@dataclass(frozen=True)
class OnPaper:
    """When a vote was taken, and the teller who counted it: another person than the chair who enters it."""

    taken_at: datetime
    teller: Person


def check_paper(document: Document, paper: OnPaper | None, *, acting_user: User) -> None:
    """Refuse a time that cannot be, in the future or before the last decision on the document; and a teller who is none."""
    if paper is None:
        return
    if paper.taken_at > clock.now():
        raise Refused(f"{local(paper.taken_at, document)} has not come yet. Type when the vote was taken.")
    rows = Decision.objects.filter(document=document).annotate(when=Coalesce("taken_at", "made_at"))
    last = rows.order_by("-when").first()
    if last is not None and paper.taken_at < last.when:
        raise Refused(
            f"The decision before this one was taken on {local(last.when, document)}. Decisions are entered in the order in "
            "which they were taken; a slip in that one is reopened first."
        )
    if record.must_be_person(acting_user).pk == paper.teller.pk:
        raise Refused("Name the teller who counted: another person than whoever enters it.")
    held = Seat.objects.filter(congress=document.congress_id, person=paper.teller, role=Role.TELLER, until__isnull=True)
    if not held.exists():
        raise Refused(f"{paper.teller} is no teller of this congress. Name the teller who counted.")


def paper_body(paper: OnPaper | None) -> dict[str, Any]:
    """Give it as entries have it; nothing where a decision was put on record at once."""
    if paper is None:
        return {}
    return {"paper": {"at": record.moment(paper.taken_at), "teller": record.commitment(paper.teller)}}
