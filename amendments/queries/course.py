"""The course of decisions: which changes the text stands on since it was published, each resolved on the text before it.

A decision that is reopened leaves the course, and what came after it is in it as it was resolved again. Folding entries into a
course reads no projection; so the pages, the acts and `verify` all know one course.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from amendments.life import Matter, Outcome
from amendments.text.again import made_again
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import edits_from_json
from amendments.text.number import Number, label_of

AGAIN = frozenset({"reopened", "recounted"})  # entries that change what was decided before


@dataclass(frozen=True)
class Taken:
    """One change of the text: the entry that made it, the amendment or else the vote on a paragraph, and its edits."""

    entry: int
    amendment: int | None
    vote: int | None
    edits: Any

    @property
    def key(self) -> tuple[int, int | None]:
        """What names it in the record: a recount of an en bloc list makes several with one entry."""
        return self.entry, self.amendment

    @property
    def value(self) -> Value:
        """The change as the engine knows it. A vote on a paragraph counts as earlier than any amendment at one place."""
        if self.amendment is None:
            return Value(f"vote {self.vote}", -1, edits_from_json(self.edits))
        return Value(label_of(self.amendment), Number(self.amendment), edits_from_json(self.edits))


@dataclass
class Course:
    """The changes since the text was published last, and the revision that this made."""

    base: int = 0
    steps: list[Taken] = field(default_factory=list)

    def take(self, kind: str, body: Mapping[str, Any], sequence: int) -> None:
        """Take one entry. Raises ValueError where it drops a change, or names one that is not in the course."""
        if kind in {"published", "republished"}:
            self.base, self.steps = body["revision"], []
        elif kind == "decided" and "revision" in body:
            self.steps = [*self.steps, Taken(sequence, body["amendment"], None, body["edits"])]
        elif kind == "paragraph struck":
            self.steps = [*self.steps, Taken(sequence, None, body["vote"], body["edits"])]
        elif kind in AGAIN and "steps" in body:
            self.steps = self.resolved(body, sequence)

    def resolved(self, body: Mapping[str, Any], sequence: int) -> list[Taken]:
        """Give the changes as an entry resolves them again. None may be left out but what it names."""
        known = {one.key: one for one in self.steps}
        carried = {one.key: one for one in _carried(body, sequence)}
        found = [_again(known.get(_key(row)) or carried.get(_key(row)), row) for row in body["steps"]]
        left = [one.key for one in found if one.entry != sequence]
        gone = {_key(row) for row in (*body["undoes"], *body["again"])}
        if left != [key for key in known if key not in gone]:
            raise ValueError("a decision is left out, or stands in another order than it was made in")
        return found

    def text_after(self, texts: Mapping[int, Text], body: Mapping[str, Any], sequence: int) -> Text:
        """Give the text that the changes make once an entry has resolved them again."""
        steps = self.resolved(body, sequence)
        return made_again(texts[self.base], [edits_from_json(one.edits) for one in steps], texts[max(texts)])


def _key(row: Mapping[str, Any]) -> tuple[int, int | None]:
    return row["entry"], row["amendment"]


def _carried(body: Mapping[str, Any], sequence: int) -> list[Taken]:
    """Give what an entry may change itself: by the amendment it is about, those of a list, or a paragraph that it strikes."""
    numbers = [body["amendment"]] if body.get("amendment") is not None else []
    found = [Taken(sequence, number, None, None) for number in (*numbers, *body.get("carries", ()))]
    strikes = body.get("matter") == Matter.PARAGRAPH and body.get("outcome") == Outcome.LOST
    return [*found, Taken(sequence, None, body["vote"], None)] if strikes else found


def _again(known: Taken | None, row: Mapping[str, Any]) -> Taken:
    if known is None:
        raise ValueError("a change is made again that was not made")
    edits = row.get("edits", known.edits)
    if edits is None:
        raise ValueError("a change is made without saying which")
    return replace(known, edits=edits)
