"""Adoption: how the numbers change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amendments.models import Document
from amendments.queries.document import current_text
from amendments.text.document import Document as Text
from amendments.text.renumbering import renumber
from amendments.text.stored import parts


@dataclass(frozen=True)
class Renumbered:
    """One row of the concordance: the number before and after, "" where there is none."""

    before: str
    after: str
    why: str

    @property
    def changes(self) -> bool:
        """Whether the number changes."""
        return self.before != self.after


def renumbering(before: Text, after: Text, why: Mapping[str, str] | None = None) -> list[Renumbered]:
    """Give the concordance of two texts in the order of the text: what had a number, or gets one. `why` is by id."""
    order = before.reading_order
    new = {part.id: part for part in parts(after)}
    rows = []
    for part in sorted(parts(before), key=lambda part: order.get(part.id, -1)):
        label = new[part.id].label if part.id in new else ""
        if part.label or label:
            rows.append(Renumbered(part.label, label, (why or {}).get(part.id) or ("struck" if part.struck else "")))
    return rows


def preview(document: Document) -> list[Renumbered]:
    """Give the concordance as adoption would make it now."""
    text = current_text(document)
    return renumbering(text, renumber(text)[0])
