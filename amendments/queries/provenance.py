"""Provenance: which decision put each word of the current text there, told by replaying the record over the published text."""

from __future__ import annotations

import json
from dataclasses import replace

from amendments.models import Document, Entry
from amendments.queries.document import current_text, published_text
from amendments.text.edits import edits_from_json
from amendments.text.number import label_of
from amendments.text.replay import Step, Traced, replay


def carried(document: Document) -> list[Step]:
    """Give the carried amendments in the order of their decisions, each named "A12", with the edits as they were made."""
    rows = Entry.objects.filter(document=document, kind="decided", revision__isnull=False).order_by("sequence")
    bodies = (json.loads(payload)["body"] for payload in rows.values_list("payload", flat=True))
    return [Step(label_of(body["amendment"]), edits_from_json(body["edits"])) for body in bodies]


def carried_since(document: Document, revision: int) -> list[Step]:
    """Give those that were carried since a revision, in the order of their decisions: one query."""
    rows = Entry.objects.filter(document=document, kind="decided", revision__number__gt=revision).order_by("sequence")
    bodies = (json.loads(payload)["body"] for payload in rows.values_list("payload", flat=True))
    return [Step(label_of(body["amendment"]), edits_from_json(body["edits"])) for body in bodies]


def traced(document: Document) -> Traced:
    """Give the current text with the amendment that put each word there, "" for the published text itself.

    Five queries, however long the text. The document must have been published. Its labels are those of the current text.
    """
    found = replay(published_text(document), carried(document))
    return replace(found, document=current_text(document))
