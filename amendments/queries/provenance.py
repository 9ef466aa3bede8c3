"""Provenance: which decision put each word of the current text there, told by replaying the record over the published text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amendments.models import Document, Entry, Revision
from amendments.queries.document import current_text, text_at
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, edits_from_json
from amendments.text.number import Number, label_of
from amendments.text.replay import Step, Traced, replay

CHANGES = ("decided", "republished", "paragraph struck")


def changes(kind: str, body: Mapping[str, Any]) -> list[Value]:
    """Give what an entry changed in the text, each as an amendment resolved on the text before it.

    A step of a second reading that is an edit of the committee's own is named "The second reading", and counts as earlier.
    """
    if kind == "republished":
        return [_step(step) for step in body["steps"]]
    if kind == "decided" and "revision" in body:
        return [Value(label_of(body["amendment"]), Number(body["amendment"]), edits_from_json(body["edits"]))]
    if kind == "paragraph struck":  # by its separate vote, which counts as earlier than any amendment at one place
        return [Value(f"vote {body['vote']}", -1, edits_from_json(body["edits"]))]
    return []


def step_value(taken: int | None, edits: Edits) -> Value:
    """Give a step of a second reading as the engine knows an amendment."""
    return Value("The second reading", -1, edits) if taken is None else Value(label_of(taken), Number(taken), edits)


def _step(step: Mapping[str, Any]) -> Value:
    return step_value(step["taken"], edits_from_json(step["edits"]))


def changes_since(document: Document, revision: int) -> list[Value]:
    """Give what changed the text since a revision, in the order in which it did: one query."""
    rows = Entry.objects.filter(document=document, kind__in=CHANGES, revision__number__gt=revision).order_by("sequence")
    read = [(kind, json.loads(payload)["body"]) for kind, payload in rows.values_list("kind", "payload")]
    return [change for kind, body in read for change in changes(kind, body)]


def carried(document: Document) -> list[Step]:
    """Give what changed the text since it was published first, each step by its name.

    That is "A12" for a carried amendment, "R2.A12" for one that was taken in at the second reading, "R2" for an edit there.
    """
    rows = Entry.objects.filter(document=document, kind__in=CHANGES, revision__isnull=False).order_by("sequence")
    read = [(kind, json.loads(payload)["body"]) for kind, payload in rows.values_list("kind", "payload")]
    return [Step(_name(kind, body, change), change.edits) for kind, body in read for change in changes(kind, body)]


def _name(kind: str, body: Mapping[str, Any], change: Value) -> str:
    if kind != "republished":
        return change.id
    return f"R{body['reading']}" + (f".{change.id}" if change.number > 0 else "")


def first_published(document: Document) -> Revision | None:
    """Give the revision that the first reading began with: the one that amendments were filed on at first. One query."""
    rows = Revision.objects.filter(document=document, entry__kind="published").select_related("entry")
    return rows.order_by("-number").first()


def first_text(document: Document) -> Text:
    """Give the text as it was published first. The document must have been published."""
    first = first_published(document)
    if first is None:
        raise ValueError(f"{document} has not been published.")
    return text_at(first)


def traced(document: Document) -> Traced:
    """Give the current text with the amendment that put each word there, "" for the text as it was published first.

    Five queries, however long the text. The document must have been published. Its labels are those of the current text.
    """
    found = replay(first_text(document), carried(document))
    return replace(found, document=current_text(document))
