"""The overview of a congress: what is mine to do, in order of deadline, and where each document is in its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from amendments.access import ForCongress, readable_documents
from amendments.life import Stage
from amendments.models import Amendment, Congress, Document, Paragraph
from amendments.queries.amendment import OPEN
from amendments.queries.credentials_duties import credentials_duties
from amendments.queries.desk_duties import Duty
from amendments.queries.duties import duties_of, in_order
from amendments.queries.life import StageStep, life_of
from amendments.queries.signing_duties import signing_duties
from amendments.rules import Acting, can

SAYS = {
    Stage.DRAFTING: "The committee is writing it.",
    Stage.COUNCIL: "The council votes on publishing it.",
    Stage.DISCUSSION: "Filing is open.",
    Stage.CLOSED: "Filing is closed. The committee rules and advises on what was filed.",
    Stage.FLOOR: "The congress decides on the amendments.",
    Stage.ADOPTED: "Adopted and sealed. It is in force.",
}
_MAY = (
    ("edit_text", "edit it"),
    ("approve", "record the council’s vote"),
    ("file_amendment", "amend any paragraph"),
    ("rule_on_order", "rule on amendments"),
    ("record_decision", "record decisions"),
)


@dataclass(frozen=True)
class DocumentRow:
    """One document as the overview shows it."""

    document: Document
    paragraphs: int
    amendments: int
    pending: int
    life: list[StageStep]
    says: str
    may: str


@dataclass(frozen=True)
class Date:
    """One date of the calendar."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Overview:
    """All that the overview shows."""

    documents: list[DocumentRow]
    duties: list[Duty]
    calendar: list[Date]
    may_load: bool


def overview(found: ForCongress, now: datetime) -> Overview:
    """Read the overview in a constant number of queries."""
    congress, acting = found
    documents = readable_documents(acting, congress)
    counts = _counts(documents)
    rows = [_row(acting, one, counts.get(one.pk, (0, 0, 0))) for one in documents]
    return Overview(
        documents=rows,
        duties=in_order(
            [
                *duties_of(acting, congress, documents, now),
                *signing_duties(acting, congress, documents, now),
                *credentials_duties(acting, congress),
            ]
        ),
        calendar=_calendar(congress, documents, now),
        may_load=can(acting, "load_document"),
    )


def _counts(documents: list[Document]) -> dict[int, tuple[int, int, int]]:
    """Give paragraphs, amendments and open amendments by document: two queries."""
    paragraphs = Paragraph.objects.filter(document__in=documents, struck=False)
    by_document = dict(paragraphs.order_by().values_list("document").annotate(Count("pk")))
    filed = Amendment.objects.filter(document__in=documents).order_by().values("document")
    filed = filed.annotate(n=Count("pk"), open=Count("pk", filter=OPEN))
    amendments = {row["document"]: (row["n"], row["open"]) for row in filed}
    return {one.pk: (by_document.get(one.pk, 0), *amendments.get(one.pk, (0, 0))) for one in documents}


def _row(acting: Acting, document: Document, counts: tuple[int, int, int]) -> DocumentRow:
    may = [words for action, words in _MAY if can(acting, action, stage=document.stage)]
    says = SAYS[Stage(document.stage)]
    sentence = f"You can {', '.join(['read', *may[:-1]])} and {may[-1]}." if may else "You can read."
    return DocumentRow(document, *counts, life_of(document), says, sentence)


def _calendar(congress: Congress, documents: list[Document], now: datetime) -> list[Date]:
    """Give the dates that are still to come, in order."""
    dates = [
        Date(one.filing_deadline, f"Filing closes for {one.title}")
        for one in documents
        if one.filing_deadline and one.stage == Stage.DISCUSSION
    ]
    dates += [Date(congress.opens, "The congress opens")] if congress.opens else []
    dates += [Date(congress.closes, "The congress closes")] if congress.closes else []
    return sorted((date for date in dates if date.at >= now), key=lambda date: date.at)
