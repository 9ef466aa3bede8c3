"""From one text to another that has the same ids: the edits that lead there, as a new version of an amendment makes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from amendments.text.apply import apply
from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    InsertSection,
    Mismatch,
    RetitleSection,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.tokens import digest


def between(before: Document, after: Document) -> Edits:
    """Give the edits that make one text of another: words, and what is new or gone. `apply` them to `before`.

    Raises Mismatch where they differ in more than that: a paragraph that stands elsewhere, or in another section.
    """
    found = (*_sections(before, after), *_paragraphs(before, after))
    if found and _standing(apply(before, found)) != _standing(after):
        raise Mismatch("Paragraphs stand elsewhere than before.")
    return found


def _standing(text: Document) -> tuple[list[Any], list[Any]]:
    """Give what a text says, without stubs and numbers."""
    sections = [(one.id, one.parent, one.title) for one in text.sections if not one.struck]
    return sections, [(one.id, one.section, one.tokens) for one in text.paragraphs if not one.struck]


def _stands(part: Section | Paragraph | None) -> bool:
    return part is not None and not part.struck


def _sections(before: Document, after: Document) -> Iterator[Edit]:
    yield from _struck_sections(before, after)
    last: dict[str | None, str] = {}
    for one in after.sections:
        old = before.section_by_id.get(one.id)
        if not _stands(old) and not one.struck:
            yield InsertSection(one.id, one.parent, last.get(one.parent), one.title)
        elif old is not None and not one.struck and old.title != one.title:
            yield RetitleSection(one.id, digest(old.title), diff(old.title, one.title))
        if old is not None or not one.struck:
            last[one.parent] = one.id


def _struck_sections(before: Document, after: Document) -> Iterator[Edit]:
    """Give those that are gone, without what stands in another that is."""
    gone = {one.id for one in before.sections if _stands(one) and not _stands(after.section_by_id.get(one.id))}
    yield from (StrikeSection(one.id) for one in before.sections if one.id in gone and one.parent not in gone)


def _paragraphs(before: Document, after: Document) -> Iterator[Edit]:
    last: dict[str | None, str] = {}
    for one in after.paragraphs:
        old = before.paragraph_by_id.get(one.id)
        if not _stands(old) and not one.struck:
            yield InsertParagraph(one.id, one.section, last.get(one.section), one.tokens)
        elif old is not None and not one.struck and old.tokens != one.tokens:
            yield ChangeWords(old.id, old.digest, diff(old.tokens, one.tokens))
        if old is not None or not one.struck:
            last[one.section] = one.id
    yield from _struck(before.paragraphs, before, after)


def _struck(rows: Sequence[Paragraph], before: Document, after: Document) -> Iterator[Edit]:
    """Give the paragraphs that are gone, but for those that go with their section."""
    for one in rows:
        home = after.section_by_id.get(one.section or "")
        with_it = one.section is not None and _stands(before.section_by_id.get(one.section)) and not _stands(home)
        if not one.struck and not _stands(after.paragraph_by_id.get(one.id)) and not with_it:
            yield StrikeParagraph(one.id, one.digest)
