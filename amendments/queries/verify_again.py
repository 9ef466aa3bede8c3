"""Verify decisions that were made again: each row that does not stand any more is one that the record says so of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from amendments.models import Document, Entry, Reopening
from amendments.queries.course import AGAIN
from amendments.text.stored import sha256


def again_problems(document: Document, entries: Sequence[Entry]) -> Iterator[str]:
    """Compare which decisions stand, and who confirmed that others do not, with the record: a sentence for each fault."""
    bodies = {entry.pk: json.loads(entry.payload)["body"] for entry in entries if entry.kind in AGAIN}
    undone = {body["entry"] for body in bodies.values()}
    undone |= {row["decision"] for body in bodies.values() for row in body.get("again", ())}
    undone |= {sequence for body in bodies.values() for sequence in body["with"]}
    versions = [body["next version"] for body in bodies.values() if "next version" in body]
    undone |= {row["decision"] for version in versions for row in version["again"]}
    for row in document.decisions.select_related("entry", "amendment"):
        if row.superseded != (row.entry.sequence in undone):
            yield f"The decision on {row.amendment or row.matter}: it stands or does not, otherwise than the record says."
    done = Reopening.objects.filter(document=document, entry__isnull=False).select_related("confirmed_by", "asked_by")
    for asked in done:
        body = bodies.pop(asked.entry_id or 0, {})
        teller = asked.confirmed_by
        if sha256(asked.reason) != body.get("reason"):
            yield f"{asked}: its reason is not the one on record."
        if teller is None or (not teller.erased and teller.commitment != body.get("confirmed")):
            yield f"{asked}: another person confirmed it than the record says."
    yield from (f"A decision was made again by entry {body['entry']}, and nobody confirmed it." for body in bodies.values())
