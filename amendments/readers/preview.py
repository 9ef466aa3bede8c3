"""What a page shows of a draft before it is kept: its outline in short lines, with a sign where something was guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amendments.readers.draft import DraftText
from amendments.text.outline import OutlineParagraph

MOST_ROWS = 1000  # of paragraphs on the page; what is more is counted
MOST_DOUBTS = 200
_OPENING = 140  # characters; the page cuts them to its width


@dataclass(frozen=True)
class Row:
    """A paragraph: its number, its first words, the line of the source, and how many warnings are about that line."""

    number: str
    opening: str
    line: int
    warned: int


@dataclass(frozen=True)
class Chapter:
    """A section with the paragraphs that stand directly in it; the first one may be no section (`line` is 0 then)."""

    number: str
    title: str
    line: int
    level: int
    warned: int
    rows: tuple[Row, ...]

    @property
    def span(self) -> str:
        """Say which numbers stand in it."""
        numbers = [row.number for row in self.rows if row.number]
        if not numbers:
            return ""
        return numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"

    @property
    def warnings(self) -> int:
        """Count the warnings in it."""
        return self.warned + sum(row.warned for row in self.rows)


@dataclass(frozen=True)
class Doubt:
    """A warning: the line of the source, and what was guessed there."""

    line: int
    text: str


@dataclass(frozen=True)
class Preview:
    """The outline as it is shown. `more` counts the paragraphs that are left out, `more_doubts` the warnings."""

    found: str
    doubts: tuple[Doubt, ...]
    more_doubts: int
    chapters: tuple[Chapter, ...]
    more: int


def preview(draft: DraftText) -> Preview:
    """Give what the page shows."""
    read = draft.outline
    warned: dict[int, int] = {}
    for warning in read.warnings:
        warned[warning.line] = warned.get(warning.line, 0) + 1
    rows: dict[int | None, list[Row]] = {}
    for paragraph in read.paragraphs[:MOST_ROWS]:
        rows.setdefault(paragraph.section, []).append(_row(paragraph, warned))
    chapters = []
    if None in rows:
        chapters.append(Chapter("", "", 0, 1, 0, tuple(rows[None])))
    levels: list[int] = []
    for at, section in enumerate(read.sections):
        levels.append(1 if section.parent is None else levels[section.parent] + 1)
        own = tuple(rows.get(at, ()))
        about_first = {row.line for row in own}
        warnings = 0 if section.line in about_first else warned.get(section.line, 0)
        chapters.append(Chapter(section.number, section.title, section.line, levels[at], warnings, own))
    return Preview(
        found=in_words(draft),
        doubts=_doubts(draft),
        more_doubts=max(0, len(read.warnings) - MOST_DOUBTS),
        chapters=tuple(chapters),
        more=max(0, len(read.paragraphs) - MOST_ROWS),
    )


def _doubts(draft: DraftText) -> tuple[Doubt, ...]:
    """Give the warnings without the number of their line, which stands beside them."""
    found = []
    for line, _, message in draft.outline.warnings[:MOST_DOUBTS]:
        text = message.removeprefix(f"Line {line}: ")
        found.append(Doubt(line, text[:1].upper() + text[1:]))
    return tuple(found)


def _row(paragraph: OutlineParagraph, warned: dict[int, int]) -> Row:
    text = " ".join(paragraph.text[: 4 * _OPENING].split())
    if len(text) > _OPENING:
        text = text[:_OPENING].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return Row(paragraph.number, text, paragraph.line, warned.get(paragraph.line, 0))


def in_words(draft: DraftText) -> str:
    """Say what was found: "9 sections, 79 numbered paragraphs (3.1.1 to 3.9.5), a preface"."""
    return ", ".join(_parts(draft))


def _parts(draft: DraftText) -> Iterator[str]:
    sections = len(draft.outline.sections)
    numbers = [paragraph.number for paragraph in draft.outline.paragraphs if paragraph.number]
    others = len(draft.outline.paragraphs) - len(numbers)
    yield _many(sections, "section") if sections else "no sections"
    if numbers:
        span = numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
        yield f"{_many(len(numbers), 'numbered paragraph')} ({span})"
    if others:
        yield _many(others, "paragraph") + (" without a number" if numbers else "")
    yield "a preface" if draft.outline.preface else "no preface"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"
