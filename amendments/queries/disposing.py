"""What one vote on all that was open made of it, as the record tells: for going back on that vote, and on what came before."""

from __future__ import annotations

import json
from typing import NamedTuple

from django.db.models import QuerySet

from amendments.life import Left, Matter, Outcome
from amendments.models import Decision, Document, Entry


class Disposed(NamedTuple):
    """`way` is what should become of what was open, `listed` that by number; `gone` is what this vote disposes of now."""

    way: str
    listed: tuple[int, ...]
    gone: frozenset[int]


def standing_votes(document: Document) -> QuerySet[Decision]:
    """Give the votes on all that was open that were carried and stand, the last one first: one query."""
    rows = Decision.objects.filter(document=document, matter=Matter.REST, superseded=False, outcome=Outcome.CARRIED)
    return rows.select_related("entry").order_by("-entry__sequence")


def disposed_by(decision: Decision, first: int) -> Disposed:
    """Read what a vote disposed of; `first` is the entry of its first count. One query."""
    rows = Entry.objects.filter(document=decision.document_id, sequence__gte=first, sequence__lte=decision.entry.sequence)
    bodies = [
        json.loads(text)["body"]
        for text in rows.filter(kind__in=["left over", "recounted"]).order_by("sequence").values_list("payload", flat=True)
    ]
    told = bodies[0]
    gone = frozenset((*told["left"], *told["rests"]) if told["decided"] else ())
    for body in bodies[1:]:
        if body.get("first") == first and "others" in body:  # a count that has turned it
            carried = body["outcome"] == Outcome.CARRIED
            gone = frozenset(one["amendment"] for one in body["others"] if carried and one["decision"] != Outcome.PENDING)
    return Disposed(told["way"], tuple(told["left"]), gone)


def what_becomes(way: str) -> str:
    """Give the outcome of what is open, where the vote is carried."""
    return Outcome.REFERRED.value if way == Left.REFERRED else Outcome.FALLEN.value
