"""The verb `outline`: the sections and numbered paragraphs of a source, and the reader's warnings.

`{"text"}` → `{"preface", "sections": [{"number", "title"}], "paragraphs": [{"number", "section", "text"}],
"warnings": [{"line", "code", "message"}]}`. A paragraph's section is named by its number, by its title where it has no number,
and is null where it stands in none.
"""

from __future__ import annotations

from typing import Any

from amendments.text.door import text
from amendments.text.outline import Outline, outline


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer the request. Raises Refusal where the text is missing or none."""
    read = outline(text(request, "text"))
    return {
        "preface": read.preface,
        "sections": [{"number": section.number, "title": section.title} for section in read.sections],
        "paragraphs": [{"number": p.number, "section": _name(read, p.section), "text": p.text} for p in read.paragraphs],
        "warnings": [warning._asdict() for warning in read.warnings],
    }


def _name(read: Outline, section: int | None) -> str | None:
    return None if section is None else read.sections[section].number or read.sections[section].title
