"""A document's text as the engine's value: current, published, or any revision."""

from __future__ import annotations

from amendments.models import Document, Paragraph, Revision, Section
from amendments.queries.texts import PARAGRAPH_COLUMNS, SECTION_COLUMNS, Known, recall
from amendments.text import document as engine


def current_text(document: Document) -> engine.Document:
    """Give the text as it stands now, which is that of the current revision; an empty one before the first."""
    return recall(document.current_revision) if document.current_revision else engine.Document()


def text_at(revision: Revision) -> engine.Document:
    """Give the text of one revision."""
    return recall(revision)


def published_text(document: Document) -> engine.Document:
    """Give the base text: the one that amendments are filed on. The document must have been published."""
    if document.published_revision is None:
        raise ValueError(f"{document} has not been published.")
    return recall(document.published_revision)


def text_of_rows(document: Document) -> engine.Document:
    """Read the text from the rows of the current sections and paragraphs, which must be that of the current revision."""
    sections = Section.objects.filter(document=document).values_list(*SECTION_COLUMNS)
    return Known().with_rows(sections, Paragraph.objects.filter(document=document).values_list(*PARAGRAPH_COLUMNS)).text
