"""The page on which advice is written: the amendment as it was filed, and beside it the words that the committee types."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from amendments.access import ForAmendment, ForDocument
from amendments.life import STANDING, Admissibility, Outcome, Recommendation
from amendments.models import Advice, Amendment, Person, Role
from amendments.queries.advised import count_of
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.amendments import cited_places
from amendments.queries.document_glance import until_of
from amendments.queries.filing import Filing
from amendments.queries.glance import Glance
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.sheet import Sheet
from amendments.queries.states import mover_of, state_of
from amendments.text.compose import Unclear, pieces_from_json
from amendments.text.recompose import pieces_of

NOTHING = "These are the mover’s words so far. Write in them, and your change appears here."
PAGE = 50  # of those without advice, on one page


class Advising:
    """Reads one amendment to advise on, and the draft of it: the committee's, or this person's as a minority."""

    def __init__(self, found: ForAmendment, *, minority: bool, sheet: Sheet | None = None) -> None:
        self.found, self.minority = found, minority
        self.amendment, self.document, self.acting = found
        self.reader = AmendmentReader(found)
        self._sheet = sheet

    @cached_property
    def draft(self) -> Advice | None:
        """The draft that is gone on with; None where there is none."""
        rows = Advice.objects.filter(amendment=self.amendment, minority=self.minority, published_at__isnull=True)
        rows = rows.filter(person=self.acting.person_id) if self.minority else rows
        return rows.select_related("person").prefetch_related("signers").first()

    @cached_property
    def standing(self) -> Advice | None:
        """What is published by the same committee or minority, and stands."""
        rows = Advice.objects.filter(amendment=self.amendment, minority=self.minority, superseded=False)
        rows = rows.filter(person=self.acting.person_id) if self.minority else rows
        return rows.filter(published_at__isnull=False).select_related("person").prefetch_related("signers").first()

    @property
    def saved(self) -> Advice | None:
        """What the form begins with: the draft, or else what stands."""
        return self.draft or self.standing

    @property
    def version(self) -> int:
        """The version of the draft on the page, 0 where there is none."""
        return self.draft.version if self.draft else 0

    @cached_property
    def sheet(self) -> Sheet:
        """The committee's words: as they were sent, as they were saved, or to begin with the mover's own."""
        if self._sheet is not None:
            return self._sheet
        same = self.saved is not None and self.saved.about_digest == self.amendment.edits_digest
        try:
            kept = pieces_from_json(self.saved.work) if self.saved and same else ()
        except Unclear:
            kept = ()
        return Sheet(pieces=kept or pieces_of(self.reader.base, self.reader.edits))

    @cached_property
    def filing(self) -> Filing:
        """The words as the filing page's parts take them."""
        return Filing(ForDocument(self.document, self.acting), self.sheet, text=self.reader.base)

    def members(self) -> list[Person]:
        """Give the members of the drafting committee: one query."""
        seats: dict[str, Any] = {"seats__congress": self.document.congress_id, "seats__role": Role.COMMITTEE}
        return list(Person.objects.filter(**seats, seats__until__isnull=True).distinct().order_by("name", "pk"))

    def live(self) -> dict[str, Any]:
        """Give what the committee's words change, for the part of the page that is alive."""
        filing = self.filing
        changed = bool(filing.edits) and filing.edits != self.reader.edits
        struck, inserted = filing.counts if changed else (0, 0)
        return {
            "places": filing.places if changed else [],
            "words": filing.words if changed else "",
            "struck": struck,
            "words_inserted": inserted,
            "nothing": NOTHING,
            "problems": list(filing.problems.values()),
        }

    def page(self, now: datetime) -> dict[str, Any]:
        """Compose the page's values."""
        congress, stands = self.document.congress, self.standing
        where = f"Advised: {Recommendation(stands.recommendation).label}" if stands else "No advice yet"
        saved = f"A draft is kept, of {self.draft.person}" if self.draft else "Nothing is drafted"
        return self.live() | {
            "desk": self,
            "reader": self.reader,
            "document": self.document,
            "rows": list(self.filing.pieces.rows()),
            "groups": self.filing.pieces.groups(),
            "mover_places": self.reader.places,
            "minority": self.minority,
            "glance": Glance(
                where=where,
                where_more=f"{saved}. {stage_word(self.document)}.",
                can=(Link("Draft it, and publish it when the committee has voted", "#advice"),),
                until=until_of(self.document, congress),
                until_words="The congress",
                until_more="Then the congress decides.",
                now=now,
            ),
        }


def drafts_of(found: ForDocument) -> list[dict[str, Any]]:
    """Give the committee's drafts on a document, by number: four queries."""
    rows = Advice.objects.filter(amendment__document=found.document, minority=False, published_at__isnull=True)
    wanted = rows.select_related("amendment__mover_body", "amendment__mover_person", "person").order_by("amendment__number")
    drafts = list(wanted.defer("amendment__edits", "amendment__resolved"))
    at = cited_places([row.amendment for row in drafts])
    return [
        {
            "number": row.amendment.number,
            "version": row.version,
            "at": at.get(row.amendment_id, ""),
            "mover": mover_of(row.amendment),
            "about": row.amendment.about,
            "word": Recommendation(row.recommendation).label,
            "count": count_of(row),
            "reason": row.reason,
            "by": row.person,
            "stale": row.about_digest != row.amendment.edits_digest,
        }
        for row in drafts
    ]


def unadvised(found: ForDocument) -> QuerySet[Amendment]:
    """Give the open amendments that are not ruled out, without advice and without a draft of it, by number."""
    rows = Amendment.objects.filter(
        document=found.document,
        decision=Outcome.PENDING,
        state__in=STANDING,
        recommendation=Recommendation.NONE,
    ).exclude(admissibility=Admissibility.OUT_OF_ORDER)
    none = Count("advices", filter=Q(advices__minority=False, advices__superseded=False))
    return rows.annotate(said=none).filter(said=0).order_by("number").defer("edits", "resolved", "reason")


def drafts_page(found: ForDocument, now: datetime, *, page: int = 0) -> dict[str, Any]:
    """Compose the page of a document's drafts: what can be published at once, and a page of what nobody has advised on."""
    drafts, left = drafts_of(found), unadvised(found)
    total = left.count()
    page = min(page, max(total - 1, 0) // PAGE)
    rows = list(left.select_related("mover_body", "mover_person")[page * PAGE : (page + 1) * PAGE])
    at = cited_places(rows)
    return {
        "document": found.document,
        "drafts": drafts,
        "left": [
            {"number": row.number, "at": at.get(row.pk, ""), "about": row.about, "mover": mover_of(row), "state": state_of(row)}
            for row in rows
        ],
        "total": total,
        "page": page,
        "more": total > (page + 1) * PAGE,
        "glance": Glance(
            where=f"{len(drafts)} drafted, {total} without advice" if drafts or total else "Everything is advised on",
            where_more=f"{stage_word(found.document)}: {found.document.title}",
            can=(Link("Publish all drafts at once", "#drafts"),) if drafts else (Link("Draft advice", "#left"),),
            until=until_of(found.document, found.document.congress),
            until_words="The congress",
            now=now,
        ),
    }
