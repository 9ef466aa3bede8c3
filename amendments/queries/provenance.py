"""Provenance: which decision put each word of the current text there, told by replaying the record over the published text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Q

from amendments.models import Document, Entry, Revision
from amendments.queries.course import AGAIN, Course
from amendments.queries.document import current_text, text_at
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, edits_from_json
from amendments.text.number import Number, label_of
from amendments.text.replay import Step, Traced, replay

CHANGES = ("corrected", "published", "decided", "republished", "paragraph struck", *sorted(AGAIN))


_COLUMNS = ("sequence", "kind", "payload", "revision__number")


class Changed(NamedTuple):
    """One change of the text: the entry that made it first, and the revision that this was; its name; the change itself.

    The change is resolved on the text before it.
    """

    entry: int
    revision: int
    name: str
    value: Value


def step_value(taken: int | None, edits: Edits) -> Value:
    """Give a step of a second reading as the engine knows an amendment."""
    return Value("The second reading", -1, edits) if taken is None else Value(label_of(taken), Number(taken), edits)


def changes(document: Document) -> list[Changed]:
    """Give what the text stands on since it was published first, in the order in which it was made: one query.

    A step is named "A12" for a carried amendment, "R2.A12" for one that was taken in at the second reading, "R2" for an edit
    there, "C31" for a correction after the vote, which made revision 31. What was reopened is not in it, and what came after
    it is as it was resolved again.
    """
    rows = Entry.objects.filter(Q(revision__isnull=False) | Q(kind__in=AGAIN), document=document, kind__in=CHANGES)
    course, found, made, last = Course(), list[Changed](), dict[int, int](), list[Changed]()
    for sequence, kind, payload, number in rows.order_by("sequence").values_list(*_COLUMNS):
        body, made[sequence] = json.loads(payload)["body"], number or 0
        before = course.steps if kind == "republished" else ()  # decided before the document was remitted
        found += [Changed(one.entry, made[one.entry], one.value.id, one.value) for one in before]
        course.take(kind, body, sequence)
        last = (
            [] if "restores" in body and kind in AGAIN else last
        )  # corrections go with the adoption that they were made after
        if kind == "republished":
            steps = [step_value(step["taken"], edits_from_json(step["edits"])) for step in body["steps"]]
            found += [Changed(sequence, number, _name(body["reading"], step), step) for step in steps]
        if kind == "corrected" and "edits" in body:
            value = Value(f"C{number}", -2, edits_from_json(body["edits"]))
            last.append(Changed(sequence, number, value.id, value))
    return [*found, *(Changed(one.entry, made[one.entry], one.value.id, one.value) for one in course.steps), *last]


def changes_since(document: Document, revision: int) -> list[Value]:
    """Give what changed the text since a revision, in the order in which it did: one query."""
    return [one.value for one in changes(document) if one.revision > revision and one.value.edits]


def carried(document: Document) -> list[Step]:
    """Give what changed the text since it was published first, each step by its name."""
    return [Step(one.name, one.value.edits) for one in changes(document) if one.value.edits]


def _name(reading: int, step: Value) -> str:
    return f"R{reading}" + (f".{step.id}" if step.number > 0 else "")


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
