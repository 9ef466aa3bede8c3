"""How close to the shortest, and how easy to read, the redlines of real revisions are."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from amendments.text.diff import apply_changes, diff, reverse
from amendments.text.markdown import parse
from amendments.text.tokens import SPACE, WORD, Tokens, split, visible
from bench.cases import cases
from bench.table import middle, table

HEAD = (
    "revisions",
    "exact",
    "words marked / shortest",
    "95th",
    "worst",
    "changes",
    "of words",
    "difflib \\S+",
    "difflib \\w+",
    "mean",
    "of words",
    "\\S+",
    "\\w+",
)


class Revision(NamedTuple):
    """One revision as it was redlined: the words marked, the fewest that could be, and the number of separate changes.

    `of_words` leaves out those that are nothing but white space, which difflib on words does not see.
    """

    exact: bool
    marked: int
    fewest: int
    changes: int
    of_words: int
    by_spaces: int
    by_words: int


def plain(text: str) -> Tokens:
    """Take a text to the letter."""
    return tuple(split(text))


def quality() -> str:
    """Give the table for both ways to read a text, or say that there is nothing to measure on."""
    rows = cases("revisions")
    if rows is None:
        return "Revisions: there is no ../shared/cases/revisions.jsonl, so nothing real was measured.\n"
    readings: list[tuple[str, Callable[[str], Tokens]]] = [("Markdown", parse), ("to the letter", plain)]
    lines = [_line(name, [revision(read(row["base"]), read(row["revised"])) for row in rows]) for name, read in readings]
    note = (
        "Changes are medians, then means; in difflib's words are what stands between spaces, or runs of \\w.\n"
        "To the letter each line break that moved is a change of its own, which difflib on words does not see: “of words” are\n"
        "the others. Marking the unchanged words between them as changed would make fewer, and mislead.\n"
    )
    return table(f"{len(rows)} real revisions", HEAD, lines) + note


def revision(old: Tokens, new: Tokens) -> Revision:
    """Redline one revision and count."""
    changes = diff(old, new)
    before, after = _words(old), _words(new)
    seen, now = visible(old), visible(new)
    return Revision(
        apply_changes(old, changes) == new and apply_changes(new, reverse(changes)) == old,
        sum(len(_words(change.struck)) + len(_words(change.inserted)) for change in changes),
        len(before) + len(after) - 2 * LCSseq.similarity(before, after),
        len(changes),
        sum(any(token.kind != SPACE for token in (*change.struck, *change.inserted)) for change in changes),
        separate(seen.split(), now.split()),
        separate(regex.findall(r"\w+", seen), regex.findall(r"\w+", now)),
    )


def separate(old: list[str], new: list[str]) -> int:
    """Count the separate changes that difflib finds."""
    return sum(op[0] != "equal" for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _words(tokens: Tokens) -> list[str]:
    return [token.text for token in tokens if token.kind == WORD]


def _line(name: str, found: list[Revision]) -> list[str]:
    ratios = [one.marked / one.fewest if one.fewest else 1.0 for one in found]
    counts = [
        [one.changes for one in found],
        [one.of_words for one in found],
        [one.by_spaces for one in found],
        [one.by_words for one in found],
    ]
    return [
        name,
        f"{sum(one.exact for one in found)} of {len(found)}",
        *(f"{value:.3f}" for value in (middle(ratios), middle(ratios, 0.95), max(ratios))),
        *(f"{middle(count):.0f}" for count in counts),
        *(f"{sum(count) / len(count):.2f}" for count in counts),
    ]
