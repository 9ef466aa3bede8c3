"""A second reading under way: its working text, which is the published text with the committee's steps made."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from amendments.life import ReadingState
from amendments.models import Document, ReadingStep, Revision, SecondReading
from amendments.queries.document import text_at
from amendments.queries.provenance import step_value
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import edits_from_json

MOST = 12  # working texts that this process remembers

_kept: OrderedDict[str, Text] = OrderedDict()
_lock = Lock()


def open_reading(document: Document) -> SecondReading | None:
    """Give the second reading that is under way; None where none is. One query."""
    rows = SecondReading.objects.filter(document=document, state=ReadingState.OPEN)
    return rows.select_related("base", "begun_by").first()


def last_reading(document: Document) -> SecondReading | None:
    """Give the second reading that the published text comes from; None where it is the first text. One query."""
    rows = SecondReading.objects.filter(document=document, state=ReadingState.REPUBLISHED)
    return rows.select_related("base", "revision").order_by("-number").first()


def standing_steps(reading: SecondReading) -> list[ReadingStep]:
    """Give the steps that are not undone, in their order: one query."""
    rows = reading.steps.filter(undone_at__isnull=True).select_related("amendment", "made_by")
    return list(rows.order_by("number"))


def values_of(steps: Sequence[ReadingStep]) -> list[Value]:
    """Give steps as the engine knows amendments."""
    return [step_value(one.amendment.number if one.amendment else None, edits_from_json(one.edits)) for one in steps]


def text_after(base: Revision, steps: Sequence[ReadingStep]) -> Text:
    """Give the text of a revision with steps made, remembering nothing. Raises Mismatch where one does not fit."""
    text = text_at(base)
    for step in steps:
        text = apply(text, edits_from_json(step.edits))
    return text


def working_text(reading: SecondReading, steps: Sequence[ReadingStep]) -> Text:
    """Give the working text: the digest of the last step names it, so that it is made once."""
    if not steps:
        return text_at(reading.base)
    key = steps[-1].text_digest
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = text_after(reading.base, steps)
        with _lock:
            _kept[key] = found
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return found


def working_digest(reading: SecondReading, steps: Sequence[ReadingStep]) -> str:
    """Give the digest of the working text: pages carry it, so that nobody acts on one that was changed since."""
    return steps[-1].text_digest if steps else reading.base.digest
