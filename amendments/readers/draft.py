"""A draft as it is brought in: its title and its number in the series, beside the outline of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from amendments.readers.source import Unreadable
from amendments.text.markdown import parse
from amendments.text.outline import Outline, outline
from amendments.text.outlining import labels
from amendments.text.tokens import visible

_FIRST_HEADING = re.compile(r"\s*^#[ \t]+(?P<title>[^\n\r]+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_HIGHEST_HEADING = re.compile(r"^#[ \t]+\S", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?")
_SERIES = re.compile(r"(\d{1,4})\.\d")
_LONGEST_TITLE = 300
MOST_PARAGRAPHS = 10_000


@dataclass(frozen=True)
class DraftText:
    """A draft as it was read. `title` is empty and `number` None where neither the text nor its name tells them."""

    title: str
    number: int | None
    outline: Outline

    @property
    def facts(self) -> dict[str, Any]:
        """What was found, as JSON can hold it.

        `sections` and `paragraphs` are counts (of numbered paragraphs), `first` and `last` their numbers, `preface` its text,
        `warnings` are `{"line", "code", "message"}`.
        """
        numbered = [paragraph.number for paragraph in self.outline.paragraphs if paragraph.number]
        return {
            "sections": len(self.outline.sections),
            "paragraphs": len(numbered),
            "first": numbered[0] if numbered else None,
            "last": numbered[-1] if numbered else None,
            "preface": self.outline.preface,
            "warnings": [warning._asdict() for warning in self.outline.warnings],
        }


def read_draft(source: str, *, name: str = "") -> DraftText:
    """Read a draft's source. `name` is that of its file, and the last place where a title is looked for.

    A title is the one Markdown heading of the highest rank, where the text begins with it; it is no section then. Its line is
    left empty, so that the warnings name the lines of the source. Raises Unreadable for more paragraphs than any platform has.
    """
    title, number, text = _titled(_LINE_END.sub("\n", source))  # browsers end the lines of what they send otherwise
    read = outline(text)
    if len(read.paragraphs) > MOST_PARAGRAPHS:
        found = f"{len(read.paragraphs):,} paragraphs were found, and a document can have {MOST_PARAGRAPHS:,}."
        raise Unreadable(f"{found} Is this the right text? If so, load it as several documents.")
    if not title and name:
        title = PurePath(name).stem.replace("-", " ").replace("_", " ").strip()
        title = title[:1].upper() + title[1:]
    return DraftText(title[:_LONGEST_TITLE], number or _number_of(read), read)


def _titled(source: str) -> tuple[str, int | None, str]:
    """Give title, number and the text without them: "# Homes and Rents", "# 2 Homes and Rents"."""
    found = _FIRST_HEADING.match(source)
    if not found or len(_HIGHEST_HEADING.findall(source)) > 1:
        return "", None, source
    words, number = found["title"], None
    label = labels.read(words, heading=True)
    if label:
        if label.depth != 1 or not label.rest:
            return "", None, source
        words, number = label.rest, label.value
    rest = source[: found.start("title")].rstrip("# \t") + source[found.end() :]
    return visible(parse(words)).strip(), number, rest


def _number_of(read: Outline) -> int | None:
    """Give the number that all labels begin with: 3 where they go from 3.1.1 to 3.9.5."""
    cited = [*(section.number for section in read.sections), *(paragraph.number for paragraph in read.paragraphs)]
    found = {match[1] for match in map(_SERIES.match, cited) if match}
    return int(found.pop()) if len(found) == 1 else None
