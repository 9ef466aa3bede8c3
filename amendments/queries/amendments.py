"""The list of amendments of a congress, by document, in the order of the text or of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from amendments.access import readable_documents
from amendments.life import STANDING, Admissibility, Outcome, State
from amendments.models import Amendment, Congress, Document, Paragraph, Section
from amendments.queries.newcomers import Newcomers
from amendments.queries.places import stands_at
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import Acting, can_see, relations_to
from amendments.text.edits import edits_from_json

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
    """One amendment of the list: `at` cites the first places that it changes."""

    number: int
    document: str
    at: str
    about: str
    mover: str
    state: Named
    filed_at: Any
    new_since: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """One page of the list, with the choices above it."""

    rows: list[ListRow]
    documents: list[Document]
    document: Document | None
    state: str
    page: int
    more: bool


def listed(acting: Acting, congress: Congress, wanted: dict[str, str]) -> Listed:
    """Read one page of the list: seven queries at most. `wanted` has `document`, `state`, `list` and `page`, as typed."""
    documents = readable_documents(acting, congress)
    document = next((one for one in documents if one.slug == wanted.get("document")), None)
    state = wanted.get("state", "")
    state = state if state in STATES else ""
    page = int(wanted.get("page", "")) if wanted.get("page", "").isdecimal() and len(wanted["page"]) < 6 else 0
    rows = Amendment.objects.filter(STATES[state][1], document__in=[document] if document else documents)
    rows = rows.select_related("mover_body", "mover_person").defer("edits", "resolved").order_by("number")
    if wanted.get("list", "").isdecimal() and len(wanted["list"]) < 6:
        rows = rows.filter(listed__number=int(wanted["list"]))
    seen, new = _visible(rows, acting), Newcomers(documents)
    shown = seen[page * PAGE : (page + 1) * PAGE]
    titles, at = {one.pk: one.title for one in documents}, cited_places(shown)
    found = [
        ListRow(
            row.number,
            titles[row.document_id],
            at.get(row.pk, ""),
            row.about,
            mover_of(row),
            state_of(row),
            row.filed_at,
            new.since(row),
        )
        for row in shown
    ]
    return Listed(found, documents, document, state, page, len(seen) > (page + 1) * PAGE)


def _visible(rows: QuerySet[Amendment], acting: Acting) -> list[Amendment]:
    return [row for row in rows if can_see(acting, row.visibility, relations_to(acting, row))]


def cited_places(amendments: list[Amendment]) -> dict[int, str]:
    """Cite the places of amendments: three queries."""
    edits = dict(Amendment.objects.filter(pk__in=[one.pk for one in amendments]).values_list("pk", "edits"))
    at = {key: stands_at(edits_from_json(stored)) for key, stored in edits.items()}
    uids = {uid for found in at.values() for uid in found}
    labels = dict(Section.objects.filter(uid__in=uids).values_list("uid", "label"))
    labels |= dict(Paragraph.objects.filter(uid__in=uids).values_list("uid", "label"))
    return {key: _cited([labels.get(uid) or "unnumbered" for uid in found]) for key, found in at.items()}


def _cited(names: list[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
