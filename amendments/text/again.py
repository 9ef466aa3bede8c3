"""A text made again: what stands of its decisions, over the text that they began with, and nothing of the others.

What only the others brought in stays as a stub, so that neither its id nor its label is ever given to something else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from amendments.text import numbering
from amendments.text.apply import apply
from amendments.text.document import Document
from amendments.text.edits import Edits
from amendments.text.undo import restored


def made_again(base: Document, steps: Iterable[Edits], now: Document) -> Document:
    """Give the text that the steps make of `base`, with the stubs and labels of `now`. Raises Mismatch where one does not fit.

    Both must be texts of one document. A part that `now` knows has the label that it has there: labels are for life.
    """
    text = base
    for edits in steps:
        text = apply(text, edits) if edits else text
    return _labeled(restored(text, now), now)


def _labeled(text: Document, now: Document) -> Document:
    sections, paragraphs = now.section_by_id, now.paragraph_by_id
    fresh = [one.id for one in text.paragraphs if one.id not in paragraphs]
    new = [one.id for one in text.sections if one.id not in sections]
    kept = Document(
        tuple(replace(one, label=sections[one.id].label if one.id in sections else "") for one in text.sections),
        tuple(replace(one, label=paragraphs[one.id].label if one.id in paragraphs else "") for one in text.paragraphs),
    )
    for id_ in new:
        kept = _section_labeled(kept, id_)
    return numbering.number_new(kept, fresh, new) if fresh else kept


def _section_labeled(text: Document, id_: str) -> Document:
    own = text.section_by_id[id_]
    row = [one.id for one in text.sections if one.parent == own.parent]
    before = row[row.index(id_) - 1] if row[0] != id_ else None
    others = Document(tuple(one for one in text.sections if one.id != id_))
    label = numbering.section_label(others, own.parent, before)
    return replace(text, sections=tuple(replace(one, label=label) if one.id == id_ else one for one in text.sections))
