"""A document's text as the engine's value: current, published, or any revision, in two queries each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from amendments.models import Document, Paragraph, Revision, Section
from amendments.text import document as engine
from amendments.text.tokens import from_json

_COLUMNS = ("id", "uid", "label", "tokens", "struck")


def current_text(document: Document) -> engine.Document:
    """Read the text as it stands now."""
    sections = Section.objects.filter(document=document).order_by("position").values_list(*_COLUMNS, "parent_id")
    paragraphs = Paragraph.objects.filter(document=document).order_by("position")
    return _text(sections, paragraphs.values_list(*_COLUMNS, "section_id"))


def text_at(revision: Revision) -> engine.Document:
    """Read the text of one revision, from its stamped history rows: of each part the last row up to that revision."""
    sections = _as_of(Section.history.model, revision).values_list(*_COLUMNS, "parent_id")
    return _text(sections, _as_of(Paragraph.history.model, revision).values_list(*_COLUMNS, "section_id"))


def published_text(document: Document) -> engine.Document:
    """Read the base text: the one that amendments are filed on. The document must have been published."""
    if document.published_revision is None:
        raise ValueError(f"{document} has not been published.")
    return text_at(document.published_revision)


def _as_of(history: Any, revision: Revision) -> Any:
    up_to = history.objects.filter(document_id=revision.document_id, revision__number__lte=revision.number)
    last = up_to.order_by().values("id").annotate(last=Max("history_id")).values("last")
    return history.objects.filter(history_id__in=last).order_by("position")


def _text(sections: Iterable[Any], paragraphs: Iterable[Any]) -> engine.Document:
    rows = list(sections)
    uids = {row[0]: row[1] for row in rows}
    return engine.Document(
        tuple(
            engine.Section(uid, label, from_json(tokens), uids.get(parent), struck)
            for _, uid, label, tokens, struck, parent in rows
        ),
        tuple(
            engine.Paragraph(uid, uids.get(home), label, from_json(tokens), struck)
            for _, uid, label, tokens, struck, home in paragraphs
        ),
    )
