"""All that the filing page shows, with the three answers at its head."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from amendments.models import Congress, Draft
from amendments.queries.filing import NOTHING, Filing
from amendments.queries.glance import Glance
from amendments.queries.leave import late, leave_of
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.rules import can


def live_page(filing: Filing) -> dict[str, Any]:
    """Give the part beside the text: redline, words, counts, and what others filed."""
    struck, inserted = filing.counts if filing.edits else (0, 0)
    return {
        "filing": filing,
        "places": filing.places,
        "words": filing.words,
        "struck": struck,
        "words_inserted": inserted,
        "nothing": NOTHING,
        "problems": list(filing.problems.values()),
        "alike": filing.alike(),
    }


def filing_page(filing: Filing, congress: Congress, now: datetime, *, draft: Draft | None) -> dict[str, Any]:
    """Compose the page's values."""
    document = filing.document
    old = bool(filing.sheet.base) and filing.sheet.base != filing.base
    return live_page(filing) | {
        "document": document,
        "rows": list(filing.pieces.rows()),
        "groups": filing.pieces.groups(),
        "movers": filing.movers(),
        "glance": _glance(filing, congress, now, draft),
        "draft": draft,
        "changed_since": old,
        "can_file_on_behalf": can(filing.acting, "file_on_behalf", stage=document.stage),
        "can_file": can(filing.acting, "file_amendment", stage=document.stage)
        or leave_of(filing.acting, document, now) is not None,
    }


def _glance(filing: Filing, congress: Congress, now: datetime, draft: Draft | None) -> Glance:
    document = filing.document
    leave = leave_of(filing.acting, document, now)
    may = can(filing.acting, "file_amendment", stage=document.stage) or leave is not None
    home = reverse("text", args=[congress.slug, document.slug])
    at = f"{draft.saved_at.astimezone(ZoneInfo(congress.time_zone)):%H:%M}" if draft else ""
    saved = f"Saved at {at}, kept if you close this page" if draft else "Kept as you type"
    passed = leave is None and late(document, now)
    whose = "File it, in your name or for a body" if filing.acting.speaks_for else "File it, in your name"
    return Glance(
        where="Your draft, not filed",
        where_more=saved,
        can=(Link(whose) if may and not passed else Link("Read and copy it", home),),
        can_more="You have leave to file one late."
        if leave
        else ""
        if may and not passed
        else f"{stage_word(document)}: nothing more can be filed.",
        until=leave.until if leave else document.filing_deadline if may else None,
        until_words="Filing has closed",
        now=now,
    )
