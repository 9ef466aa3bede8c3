"""A document as a value: sections that nest, paragraphs in order, each with an id for life.

Ids never change and never repeat. Labels ("3.2.5") are what people cite: they may repeat, freeze at publication, and change
only on adoption. Nothing leaves a document: what is struck stays as a stub with `struck=True`, so that its label is never used
again and an insertion after it still knows its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from amendments.text.tokens import Tokens, digest


@dataclass(frozen=True)
class Section:
    """A section. `parent` is the id of the section around it, None at the top; `label` may be empty."""

    id: str
    label: str = ""
    title: Tokens = ()
    parent: str | None = None
    struck: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `section` is None before the first section; `label` is empty where the source gives no number."""

    id: str
    section: str | None = None
    label: str = ""
    tokens: Tokens = ()
    struck: bool = False

    @cached_property
    def digest(self) -> str:
        """What edits of this paragraph name as their base."""
        return digest(self.tokens)


@dataclass(frozen=True)
class Document:
    """The text in its order: `sections` depth first, `paragraphs` as they are read (so those of one section stand together)."""

    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """Sections by their permanent id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def paragraph_by_id(self) -> dict[str, Paragraph]:
        """Paragraphs by their permanent id, stubs included."""
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    @cached_property
    def section_of(self) -> dict[str, str | None]:
        """In which section each paragraph stands, by its permanent id."""
        return {paragraph.id: paragraph.section for paragraph in self.paragraphs}

    @cached_property
    def parent_of(self) -> dict[str, str | None]:
        """In which section each section stands, by its permanent id."""
        return {section.id: section.parent for section in self.sections}

    @cached_property
    def reading_order(self) -> dict[str, int]:
        """The order in which a reader meets sections and paragraphs, by their permanent ids."""
        order = [paragraph.id for paragraph in self.within(None)]
        for section in self.sections:
            order += [section.id, *(paragraph.id for paragraph in self.within(section.id))]
        return {uid: at for at, uid in enumerate(order)}

    @cached_property
    def _within(self) -> dict[str | None, list[Paragraph]]:
        found: dict[str | None, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            found.setdefault(paragraph.section, []).append(paragraph)
        return found

    def within(self, section: str | None) -> Iterator[Paragraph]:
        """Give the paragraphs that stand directly in a section, in order."""
        return iter(self._within.get(section, ()))
