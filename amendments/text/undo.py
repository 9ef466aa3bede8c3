"""Undo: give a document its earlier text back. Nothing leaves a document: what came since stays as a stub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from amendments.text.document import Document, Paragraph, Section

Part = TypeVar("Part", Section, Paragraph)


def restored(before: Document, now: Document) -> Document:
    """Give the text that reads as `before` and knows all parts of `now`.

    Parts of `before` come back as they were, place, label and words. What `now` has besides stands as a stub where it stood,
    after the nearest part before it that stands in the same section again, so that its id and its label are not given twice.
    Both must be texts of one document: every part of `before` is in `now` too.
    """
    sections = _sections(before, now)
    rows: dict[str | None, list[Paragraph]] = {}
    for paragraph in before.paragraphs:
        rows.setdefault(paragraph.section, []).append(paragraph)
    known = before.paragraph_by_id
    for paragraph in _since(now.paragraphs, known):
        _put(rows.setdefault(paragraph.section, []), paragraph, now.within(paragraph.section))
    order = (None, *(section.id for section in sections))
    return Document(tuple(sections), tuple(one for home in order for one in rows.get(home, ())))


def _since(parts: Iterable[Part], known: Mapping[str, Part]) -> list[Part]:
    return [replace(part, struck=True) for part in parts if part.id not in known]


def _put(row: list[Part], part: Part, siblings: Iterable[Part]) -> None:
    """Put a stub into a row after the nearest of those that stood before it."""
    places = {one.id: at for at, one in enumerate(row)}
    at = -1
    for one in siblings:
        if one.id == part.id:
            break
        at = places.get(one.id, at)
    row.insert(at + 1, part)


def _sections(before: Document, now: Document) -> list[Section]:
    rows: dict[str | None, list[Section]] = {}
    for section in before.sections:
        rows.setdefault(section.parent, []).append(section)
    for section in _since(now.sections, before.section_by_id):
        siblings = (one for one in now.sections if one.parent == section.parent)
        _put(rows.setdefault(section.parent, []), section, siblings)
    found: list[Section] = []
    waiting = list(reversed(rows.get(None, [])))
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(rows.get(found[-1].id, []))
    return found
