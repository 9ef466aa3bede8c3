"""Where something can stand in a text: the places of a list to choose from, and how the page sends one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amendments.text.document import Document, Paragraph, Section
from amendments.text.tokens import visible


def where_from(value: str) -> tuple[str | None, str | None]:
    """Read a place in the text, `section/after`; either may be empty."""
    section, _, after = value[:80].partition("/")
    return section or None, after or None


def where_of(section: str | None, after: str | None) -> str:
    """Write a place in the text as the page's choices have it."""
    return f"{section or ''}/{after or ''}"


@dataclass(frozen=True)
class Choice:
    """One choice of a list."""

    value: str
    words: str
    chosen: bool = False


def where_choices(text: Document, chosen: str, but: str) -> list[Choice]:
    """Give the places where a paragraph can stand: after each other one, and first in each section."""
    found = [Choice(where_of(None, None), "At the very beginning")]
    found += [Choice(where_of(None, one.id), f"After {in_short(one)}") for one in _others(text, None, but)]
    for section in text.sections:
        if section.struck:
            continue
        found.append(Choice(where_of(section.id, None), f"First in {section_in_short(section)}"))
        found += [Choice(where_of(section.id, one.id), f"After {in_short(one)}") for one in _others(text, section.id, but)]
    return [Choice(one.value, one.words, one.value == chosen) for one in found]


def _others(text: Document, section: str | None, but: str) -> Iterator[Paragraph]:
    return (one for one in text.within(section) if one.id != but and not one.struck)


def in_short(paragraph: Paragraph) -> str:
    """Cite a paragraph with its first words."""
    words = " ".join(visible(paragraph.tokens).split())
    return f"{paragraph.label} {words if len(words) <= 48 else words[:48] + '…'}".strip()


def section_in_short(section: Section) -> str:
    """Cite a section with its title."""
    return f"{section.label} {' '.join(visible(section.title).split())[:50]}".strip() or "the section without a heading"


def section_choices(text: Document, chosen: str, but: str) -> list[Choice]:
    """Give the places where a section can stand: first, after each other one, and as the first inside each."""
    inside = {but} if but else set()
    found = [Choice(where_of(None, None), "First of all")]
    for one in text.sections:
        if one.id in inside or one.parent in inside:
            inside.add(one.id)
        elif not one.struck:
            title = section_in_short(one)
            found.append(Choice(where_of(one.parent, one.id), f"After {title}"))
            found.append(Choice(where_of(one.id, None), f"Inside {title}, as its first section"))
    return [Choice(one.value, one.words, one.value == chosen) for one in found]
