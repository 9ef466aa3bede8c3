"""Reads the text cases: Markdown files that anyone can add to. Their form is described in `cases/README.md`."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_CASE = re.compile(r"^## (.+)\n", re.MULTILINE)
_PART = re.compile(r"^(\w+):\n~~~\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)


def cases(name: str) -> dict[str, dict[str, str]]:
    """Give the cases of a file by their names, each with its parts."""
    _, *found = _CASE.split((FOLDER / f"{name}.md").read_text("utf-8"))
    titles, texts = found[::2], found[1::2]
    parts = [{part: body.removesuffix("\n") for part, body in _PART.findall(text)} for text in texts]
    assert len(set(titles)) == len(titles), "two cases have one name"
    return dict(zip(titles, parts, strict=True))
