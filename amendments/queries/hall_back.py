"""What the hall reads where a decision went back, or was counted again, after the last vote was declared."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from amendments.models import Congress, Document, Reopening
from amendments.models.reopening import ReopeningEnd
from amendments.queries.record import again_in_words
from amendments.text.number import label_of

MOST = 12  # amendments that are named


class Back(NamedTuple):
    """A decision that went back: what it was on, whether it is open again or counted anew, in words, and why."""

    title: str
    state: str
    words: str
    reason: str
    at: datetime
    document: Document


def latest_back(congress: Congress) -> Subquery:
    """Give, for a column of votes, the key of what went back last since each of them ended."""
    rows = Reopening.objects.filter(document__congress=congress, ended=ReopeningEnd.DONE)
    since = rows.filter(entry__made_at__gte=OuterRef("ended_at")).order_by("-entry__made_at", "-pk")
    return Subquery(since.values("pk")[:1])


def since_votes(congress: Congress) -> dict[int, list[str]]:
    """Say, by the key of a vote, that its decision was reopened or its count taken again, and when: one query."""
    rows = Reopening.objects.filter(document__congress=congress, ended=ReopeningEnd.DONE, decision__vote__isnull=False)
    found, zone = defaultdict[int, list[str]](list), ZoneInfo(congress.time_zone)
    for row in rows.select_related("decision", "entry").order_by("asked_at", "pk"):
        at = f"{_at(row).astimezone(zone):%d %B, %H:%M}".lstrip("0")
        found[row.decision.vote_id or 0].append(_since(row, at))
    return dict(found)


def _since(row: Reopening, at: str) -> str:
    if not row.count or row.entry is None:
        return f"Reopened, {at}: it was put to the vote again."
    body = json.loads(row.entry.payload)["body"]
    return f"Counted again, {at}: {body['outcome']}, {body['count']['for']} for and {body['count']['against']} against."


def back_of(key: int) -> tuple[Back, str]:
    """Read it, with the visibility of its amendment, "" where it is about none: one query."""
    rows = Reopening.objects.select_related("document__current_revision", "decision__amendment", "entry")
    row = rows.get(pk=key)
    body, amendment = json.loads(row.entry.payload)["body"] if row.entry else {}, row.decision.amendment
    said = again_in_words(body)
    name = said["what"][:1].upper() + said["what"][1:]
    pending = [one["amendment"] for one in body.get("others", ()) if one.get("rises")]
    rest = [label_of(number) for number in pending if number != body.get("amendment") and number not in body.get("parts", ())]
    others = f" and {len(rest) - MOST} more" if len(rest) > MOST else ""
    more = f" Before the congress again: {', '.join(rest[:MOST])}{others}." if rest else ""
    if row.count:
        count = body["count"]
        words = f"Counted again: {body['outcome']}, {count['for']} for and {count['against']} against.{more}"
        return Back(name, "Counted again", words, row.reason, _at(row), row.document), _seen(amendment)
    words = f"It was {body['was']}. The decision was reopened, and it is put to the vote again.{more}"
    return Back(name, "Reopened", words, row.reason, _at(row), row.document), _seen(amendment)


def _at(row: Reopening) -> datetime:
    return row.entry.made_at if row.entry else row.asked_at


def _seen(amendment: object) -> str:
    return str(getattr(amendment, "visibility", ""))
