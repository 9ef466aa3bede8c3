"""Edits: a change as data, addressed to permanent ids on one immutable base.

What an amendment stores when it is filed. Word changes name the digest of the tokens that they were made on, their positions in
those, the struck tokens and the inserted ones; whoever applies them compares, and a mismatch is an error, never a guess.
An edit never depends on another edit of the same amendment, except that it may name a paragraph or section that the same
amendment inserts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from amendments.text.tokens import FORMAT, FormatError, Tokens, from_json, to_json


class Mismatch(ValueError):
    """An edit does not fit the text that it is applied to.

    `place` is the id of the paragraph or section, `expected` and `found` what the edit expects there and what is there.
    """

    def __init__(self, message: str, *, place: str | None = None, expected: str = "", found: str = "") -> None:
        super().__init__(message)
        self.place, self.expected, self.found = place, expected, found


class Change(NamedTuple):
    """One place where words change: at token position `at` of the base, `struck` goes and `inserted` comes.

    A strike has nothing inserted, an insertion nothing struck, a substitution both. Changes of one paragraph stand in order and
    neither overlap nor touch.
    """

    at: int
    struck: Tokens
    inserted: Tokens

    @property
    def end(self) -> int:
        """The position after the last struck token."""
        return self.at + len(self.struck)


Changes: TypeAlias = tuple[Change, ...]


@dataclass(frozen=True)
class ChangeWords:
    """Strike, insert and substitute words within a paragraph. `base` is the digest of the tokens it was made on."""

    paragraph: str
    base: str
    changes: Changes


@dataclass(frozen=True)
class InsertParagraph:
    """Insert a new paragraph with the new id `paragraph` after the paragraph `after`, or first in its section where None."""

    paragraph: str
    section: str | None
    after: str | None
    tokens: Tokens


@dataclass(frozen=True)
class StrikeParagraph:
    """Strike a paragraph as a whole; it stays as a stub."""

    paragraph: str
    base: str


@dataclass(frozen=True)
class MoveParagraph:
    """Move a paragraph after `after` (first in its section where None), also into another section."""

    paragraph: str
    section: str | None
    after: str | None


@dataclass(frozen=True)
class SplitParagraph:
    """Split a paragraph: base tokens before `at` stay, those from `at` on become the paragraph `new`, less `struck` between.

    Word changes of the same amendment are positioned on the unsplit base.
    """

    paragraph: str
    base: str
    at: int
    struck: Tokens
    new: str


@dataclass(frozen=True)
class JoinParagraphs:
    """Join the paragraph `second` to the end of `first`, `between` in the middle; `second` stays as a stub without words."""

    first: str
    first_base: str
    second: str
    second_base: str
    between: Tokens


@dataclass(frozen=True)
class InsertSection:
    """Insert a new section with the new id `section` after its sibling `after`, or first in `parent` where None."""

    section: str
    parent: str | None
    after: str | None
    title: Tokens


@dataclass(frozen=True)
class StrikeSection:
    """Strike a section with all that stands in it."""

    section: str


@dataclass(frozen=True)
class RetitleSection:
    """Change words of a section's title. `base` is the digest of the title it was made on."""

    section: str
    base: str
    changes: Changes


@dataclass(frozen=True)
class MoveSection:
    """Move a section with all that stands in it after its new sibling `after`, or first in `parent` where None."""

    section: str
    parent: str | None
    after: str | None


Edit: TypeAlias = (
    ChangeWords
    | InsertParagraph
    | StrikeParagraph
    | MoveParagraph
    | SplitParagraph
    | JoinParagraphs
    | InsertSection
    | StrikeSection
    | RetitleSection
    | MoveSection
)
Edits: TypeAlias = tuple[Edit, ...]

KINDS: dict[str, type[Any]] = {
    "change words": ChangeWords,
    "insert paragraph": InsertParagraph,
    "strike paragraph": StrikeParagraph,
    "move paragraph": MoveParagraph,
    "split paragraph": SplitParagraph,
    "join paragraphs": JoinParagraphs,
    "insert section": InsertSection,
    "strike section": StrikeSection,
    "retitle section": RetitleSection,
    "move section": MoveSection,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in _NAMES}
_TOKENS = {"tokens", "title", "between", "struck"}


@dataclass(frozen=True)
class Amendment:
    """An amendment as the engine knows it: `id` names it in results, `number` breaks ties at one point (lowest first)."""

    id: str
    number: int
    edits: Edits


def edits_to_json(edits: Iterable[Edit]) -> dict[str, Any]:
    """Give the stored form: `{"format": 1, "edits": [{"kind": …, …}, …]}`."""
    return {"format": FORMAT, "edits": [_row(edit) for edit in edits]}


def edits_from_json(data: Any) -> Edits:
    """Read the stored form. Raises FormatError when it is none."""
    try:
        if data["format"] != FORMAT:
            raise FormatError(f"Edits of format {data['format']} are not known here.")
        return tuple(_edit(row) for row in data["edits"])
    except (TypeError, KeyError, ValueError) as error:
        raise FormatError("These are no stored edits.") from error


@lru_cache(maxsize=1 << 13)
def edits_from_text(stored: str) -> Edits:
    """Read the stored form as it is written, and remember what it says: the same edits are read for each reader of a set."""
    try:
        return edits_from_json(json.loads(stored))
    except json.JSONDecodeError as error:
        raise FormatError("These are no stored edits.") from error


def _row(edit: Edit) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": _NAMES[type(edit)]}
    for name in _FIELDS[type(edit)]:
        value = getattr(edit, name)
        if name == "changes":
            row[name] = [[at, to_json(struck), to_json(inserted)] for at, struck, inserted in value]
        else:
            row[name] = to_json(value) if name in _TOKENS else value
    return row


def _edit(row: dict[str, Any]) -> Edit:
    values: dict[str, Any] = {
        name: from_json(value) if name in _TOKENS else value for name, value in row.items() if name != "kind"
    }
    if "changes" in values:
        values["changes"] = tuple(Change(at, from_json(old), from_json(new)) for at, old, new in values["changes"])
    return KINDS[row["kind"]](**values)  # type: ignore[no-any-return]
