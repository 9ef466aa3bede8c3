"""What becomes of paragraphs that two people changed at the same time, beside what their editors made of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from amendments.text.markdown import parse
from amendments.text.tokens import normalize, visible
from amendments.text.verbs.merge import answer
from bench.cases import cases
from bench.table import table

REFERENCE = 86  # percent of clean merges of a plain word merge that are the editors' text


def merging() -> str:
    """Give the table, and the ids of those whose text is not the editors', so that a person can read them."""
    rows = cases("concurrent")
    if rows is None:
        return "Concurrent revisions: there is no ../shared/cases/concurrent.jsonl, so nothing real was merged.\n"
    answers = [(row, answer({"base": row["base"], "a": row["a"], "b": row["b"]})) for row in rows]
    relations = Counter(found["relation"] for _, found in answers)
    lines = []
    other: dict[str, list[str]] = {}
    for name, count in relations.most_common():
        known = [(row, found) for row, found in answers if found["relation"] == name and row.get("merged") and found["merged"]]
        other[name] = [row["id"] for row, found in known if not _same(row, found)]
        equal = len(known) - len(other[name])
        lines.append([name, count, len(known), equal, f"{100 * equal / len(known):.0f} %" if known else "-"])
    title = f"{len(rows)} paragraphs that two people changed at once (a plain reference: {REFERENCE} %)"
    text = table(title, ("relation", "pairs", "merged, with an editors' text", "equal to it", "part"), lines)
    return text + "".join(f"Not the editors' text, {name}: {', '.join(ids)}\n" for name, ids in other.items() if ids)


def _same(row: dict[str, Any], found: dict[str, Any]) -> bool:
    """Compare by what a reader sees; white space is folded by reading."""
    return visible(normalize(parse(found["merged"]))) == visible(normalize(parse(row["merged"])))
