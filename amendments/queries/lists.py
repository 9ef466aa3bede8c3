"""Published lists of amendments: what a next one would hold, those that were, and which amendments are new since the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from amendments.access import ForDocument
from amendments.life import Admissibility, Visibility
from amendments.models import Amendment, AmendmentList, Congress, Correction, Document
from amendments.models.screening import Turn
from amendments.queries.amendments import cited_places
from amendments.queries.document_glance import until_of
from amendments.queries.glance import Glance
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.states import Named, mover_of, state_of

FOLD = 50  # rows under one heading, where there are more: a page of hundreds is opened where it is read
MOST = 500  # on one list: more are published as a further one


@dataclass(frozen=True)
class Candidate:
    """One amendment that stands on no list yet. `why_not`: why it cannot be published; `hidden`: nobody reads it yet."""

    number: int
    at: str
    about: str
    mover: str
    state: Named
    hidden: bool
    why_not: str
    ticked: bool


def candidates(document: Document, ticked: set[int] | None) -> list[Candidate]:
    """Give what stands on no list, by number: five queries. `ticked` are the numbers chosen so far, None for all."""
    rows = Amendment.objects.filter(document=document, listed__isnull=True).select_related("mover_body", "mover_person")
    found = list(rows.defer("edits", "resolved", "reason").order_by("number")[:MOST])
    talked = set(
        Correction.objects.filter(amendment__document=document).exclude(turn=Turn.CLOSED).values_list("amendment_id", flat=True)
    )
    at = cited_places(found)
    return [_candidate(row, at.get(row.pk, ""), row.pk in talked, ticked) for row in found]


def _candidate(row: Amendment, at: str, talked: bool, ticked: set[int] | None) -> Candidate:
    hidden, why = row.visibility == Visibility.COMMITTEE, ""
    if hidden and row.admissibility == Admissibility.NONE:
        why = "Nobody has ruled on it yet."
    elif hidden and talked:
        why = "A correction is being talked over."
    chosen = not why and (ticked is None or row.number in ticked)
    return Candidate(row.number, at, row.about, mover_of(row), state_of(row), hidden, why, chosen)


def lists_page(found: ForDocument, congress: Congress, now: datetime, *, ticked: set[int] | None = None) -> dict[str, Any]:
    """Compose the page's values: what is new, and the lists that were published, the last one first."""
    document = found.document
    rows = candidates(document, ticked)
    published = AmendmentList.objects.filter(document=document).order_by("-number")
    ready = sum(1 for row in rows if not row.why_not)
    links = [Link("Publish the next list", "#next")] if ready else [Link("Read them")]
    return {
        "document": document,
        "rows": rows,
        "folds": [rows[at : at + FOLD] for at in range(0, len(rows), FOLD)],
        "ready": ready,
        "more": Amendment.objects.filter(document=document, listed__isnull=True).count() - len(rows),
        "lists": list(published.annotate(size=Count("amendments", filter=Q(amendments__isnull=False)))),
        "glance": Glance(
            where=f"{ready} new" if ready else "Nothing new",
            where_more=f"{stage_word(document)}: {document.title}",
            can=(*links, Link("screen what was filed", reverse("screening", args=[congress.slug, document.slug]))),
            until=until_of(document, congress),
            until_words="The congress",
            now=now,
        ),
    }
