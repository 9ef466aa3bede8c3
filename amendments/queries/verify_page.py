"""Whether the pages say what the record says: what the reading page shows, beside the text that the entries give."""

from __future__ import annotations

from collections.abc import Iterator

from amendments.access import ForDocument
from amendments.models import Document
from amendments.queries.fold import Fold
from amendments.queries.reading import Reader
from amendments.rules import Acting
from amendments.text.document import Document as Text
from amendments.text.html import render


def page_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Give a sentence for each part of the published and of the current text that a page shows otherwise."""
    conditions = {"current": max(fold.texts, default=None), "published": fold.published}
    for condition, number in conditions.items():
        if number is not None:
            shown = Reader(ForDocument(document, Acting(operator=True)), condition, part="all")
            if shown.condition == condition:
                yield from _shown(shown, fold.texts[number])


def _shown(page: Reader, text: Text) -> Iterator[str]:
    where = f"The page of the {page.condition} text"
    rows = {row.uid: row for chapter in page.chapters() for row in chapter.rows}
    for paragraph in text.paragraphs:
        name, row = paragraph.label or paragraph.id, rows.pop(paragraph.id, None)
        words = "" if paragraph.struck else render(paragraph.tokens, note_prefix=f"{paragraph.id}-")
        if row is None:
            yield f"{where} leaves out paragraph {name}."
        elif (row.html, row.label) != (words, paragraph.label):
            yield f"{where} has other words in paragraph {name} than the record."
    yield from (f"{where} has a paragraph {row.label or uid} that the record does not know." for uid, row in rows.items())
    titles = [(one.uid, one.label, one.title) for one in page.chapters() if one.uid]
    if titles != [(one.id, one.label, render(one.title)) for one in text.sections]:
        yield f"{where} has other headings than the record."
