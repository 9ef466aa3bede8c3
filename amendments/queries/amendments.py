"""The list of amendments of a congress, by document, in the order of the text or of their numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from amendments.access import readable_documents
from amendments.life import STANDING, Admissibility, Outcome, Stage, State
from amendments.models import Amendment, AmendmentMargin, Congress, Document, Paragraph, Section
from amendments.queries.amendment import seen_by
from amendments.queries.narrowed import Narrowed, narrowed
from amendments.queries.newcomers import Newcomers
from amendments.queries.states import Named, mover_of, state_of
from amendments.queries.support import Backed, backing_of, orders_of
from amendments.rules import Acting

STATES: dict[str, tuple[str, Q]] = {
    "": ("All", Q()),
    "open": ("Open", Q(decision=Outcome.PENDING, state__in=STANDING)),
    "unruled": (
        "Not ruled on",
        Q(decision=Outcome.PENDING, state__in=STANDING, admissibility=Admissibility.NONE),
    ),
    "decided": ("Decided", ~Q(decision=Outcome.PENDING)),
    "withdrawn": ("Withdrawn", Q(state=State.WITHDRAWN)),
}
PAGE = 100


@dataclass(frozen=True)
class ListRow:
    """One amendment of the list: `at` cites the first places that it changes.

    `missing` are the signatures that it lacks, which it can gather until `until`, while support is open.
    """

    number: int
    document: str
    at: str
    about: str
    mover: str
    state: Named
    filed_at: Any
    new_since: datetime | None = None
    missing: int = 0
    until: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """One page of the list, with the choices above it."""

    rows: list[ListRow]
    documents: list[Document]
    document: Document | None
    state: str
    page: int
    more: bool
    narrowed: Narrowed


def listed(acting: Acting, congress: Congress, wanted: dict[str, str]) -> Listed:
    """Read one page of the list: thirteen queries at most. `wanted` has what a link carries, as typed."""
    documents = readable_documents(acting, congress)
    document = next((one for one in documents if one.slug == wanted.get("document")), None)
    within = [document] if document else documents
    by = narrowed(congress, within, wanted)
    state = wanted.get("state", "")
    state = state if state in STATES else ""
    page = int(wanted.get("page", "")) if wanted.get("page", "").isdecimal() and len(wanted["page"]) < 6 else 0
    rows = Amendment.objects.filter(STATES[state][1], seen_by(acting), congress=congress)  # by number, without sorting
    rows = rows.filter(by.condition, document__in=within)
    rows = rows.select_related("mover_body", "mover_person").defer("edits", "resolved", "reason").order_by("number")
    if wanted.get("list", "").isdecimal() and len(wanted["list"]) < 6:
        rows = rows.filter(listed__number=int(wanted["list"]))
    read, new = list(rows[page * PAGE : (page + 1) * PAGE + 1]), Newcomers(documents)
    if page and not read:  # beyond the end, by an old link: the last page is shown
        page = max(rows.count() - 1, 0) // PAGE
        read = list(rows[page * PAGE : (page + 1) * PAGE + 1])
    shown, by_key = read[:PAGE], {one.pk: one for one in documents}
    at, backed = cited_places(shown), backing_of(shown, orders_of(congress.pk))
    found = [
        replace(_row(row, by_key[row.document_id], at.get(row.pk, ""), backed[row.pk]), new_since=new.since(row))
        for row in shown
    ]
    return Listed(found, documents, document, state, page, len(read) > PAGE, by)


def _row(row: Amendment, document: Document, at: str, backed: Backed) -> ListRow:
    gathers = document.stage == Stage.DISCUSSION and row.decision == Outcome.PENDING and row.state in STANDING
    missing, until = (backed.missing, document.filing_deadline) if gathers else (0, None)
    return ListRow(
        row.number,
        document.title,
        at,
        row.about,
        mover_of(row),
        state_of(row),
        row.filed_at,
        missing=missing,
        until=until,
    )


def cited_places(amendments: list[Amendment]) -> dict[int, str]:
    """Cite the places of amendments, in the order of the text: three queries."""
    at = list(AmendmentMargin.objects.filter(amendment__in=amendments).values_list("amendment_id", "uid"))
    uids = {uid for _, uid in at}
    sections = list(Section.objects.filter(uid__in=uids).values_list("uid", "label", "position"))
    paragraphs = list(Paragraph.objects.filter(uid__in=uids).values_list("uid", "label", "position"))
    labels = {uid: label for uid, label, _ in (*sections, *paragraphs)}
    order = {uid: (kind, position) for kind, rows in enumerate((sections, paragraphs)) for uid, _, position in rows}
    found: dict[int, list[str]] = {}
    for key, uid in sorted(at, key=lambda row: order.get(row[1], (-1, -1))):
        found.setdefault(key, []).append(labels.get(uid) or ("unnumbered" if uid else "the beginning"))
    return {key: _cited(names) for key, names in found.items()}


def _cited(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
