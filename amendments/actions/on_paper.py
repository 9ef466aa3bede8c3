"""Votes that were taken on paper while the server or the network was down: entered afterwards, with their true time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Coalesce

from amendments.access import User
from amendments.actions import record
from amendments.actions.stages import local
from amendments.models import Decision, Document, Person, Role, Seat, StandingOrders
from amendments.queries import clock
from amendments.refusals import Refused


@dataclass(frozen=True)
class OnPaper:
    """When a vote was taken, and the teller who counted it: another person than the chair who enters it.

    `others` are further tellers who confirmed the count, where the standing orders ask for several who agree.
    """

    taken_at: datetime
    teller: Person
    others: tuple[Person, ...] = ()

    @property
    def tellers(self) -> tuple[Person, ...]:
        """All who counted."""
        return (self.teller, *self.others)


def tellers_needed(document: Document) -> int:
    """Give how many tellers must agree on a count, by the standing orders: one query."""
    return StandingOrders.objects.values_list("tellers_agree", flat=True).get(congress=document.congress_id)


def is_teller(document: Document, person: Person) -> bool:
    """Tell whether somebody is a teller of the congress now: one query."""
    seats = Seat.objects.filter(congress=document.congress_id, person=person, role=Role.TELLER, until__isnull=True)
    return seats.exists()


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
    needed = tellers_needed(document)
    if len(set(paper.tellers)) < needed:
        raise Refused(f"By the standing orders {needed} tellers must agree on a count. Each of them confirms it first.")
    for one in paper.tellers:
        if record.must_be_person(acting_user).pk == one.pk:
            raise Refused("Name the teller who counted: another person than whoever enters it.")
        if not is_teller(document, one):
            raise Refused(f"{one} is no teller of this congress. Name the teller who counted.")


def paper_body(paper: OnPaper | None) -> dict[str, Any]:
    """Give it as entries have it; nothing where a decision was put on record at once."""
    if paper is None:
        return {}
    others = {"others": [record.commitment(one) for one in paper.others]} if paper.others else {}
    return {"paper": {"at": record.moment(paper.taken_at), "teller": record.commitment(paper.teller)} | others}
