"""What the record says of decisions that were reopened or counted again, and of all that this makes of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amendments.queries.course import AGAIN, Course
from amendments.queries.fold_reading import follow
from amendments.queries.fold_text import text_after
from amendments.text.document import Document as Text


class ToldCourse(Course):
    """The course of a document's decisions, how many entries were read, and the draft that was chosen instead of it."""

    read, aside = 0, ""

    def read_on(self, texts: Mapping[int, Text], kind: str, body: dict[str, Any]) -> Text | None:
        """Take the next entry: gives the text that it makes, None where it makes none."""
        self.read += 1
        self.aside = body["for"] if kind == "set aside" else self.aside
        again = kind in AGAIN and "steps" in body
        made = Course.text_after(self, texts, body, self.read) if again else None
        if again and "revision" not in body and made != texts[max(texts)]:
            raise ValueError("the text changed, and no revision says so")
        self.take(kind, body, self.read)
        if again:
            return made if "revision" in body else None
        return text_after(texts, kind, body)


def take_again(fold: Any, body: dict[str, Any]) -> None:
    """Take what a reopened decision, or a recount, makes of amendments. Raises ValueError where it cannot follow."""
    about = body.get("amendment")
    if about is not None and fold.amendments[about].decision != body["was"]:
        raise ValueError("what is reopened was not decided so")
    if "next version" in body:
        fold.new_words(body["next version"])
        fold.touched.add(body["next version"]["amendment"])
    for row in body.get("others", ()):
        told = fold.amendments[row["amendment"]]
        told.decision, told.fallen_because = row["decision"], row["because"]
        follow(told, row, fold.touched)
    for row in body.get("advised", ()):
        fold.words_of(row).rebased(row)


def counted_anew(fold: Any, body: dict[str, Any]) -> None:
    """Take that a recount of several decides one of them. Raises ValueError where it says otherwise than the recount itself."""
    told = fold.amendments[body["amendment"]]
    if told.decision != body["outcome"] or body["by"] >= fold.course.read:
        raise ValueError("one of a list is decided otherwise than the recount of the list says")
