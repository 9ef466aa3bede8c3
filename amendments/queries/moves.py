"""The moves of a document that a person may make now, each with the page where it is made, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from amendments.life import Admissibility, Stage
from amendments.models import Amendment, Congress, Document
from amendments.queries.amendment import open_amendments
from amendments.queries.masthead import Link
from amendments.rules import Acting, can


@dataclass(frozen=True)
class MovePage:
    """What a move's page says: its name, the sentence before the button, and what follows, point by point."""

    title: str
    lead: str
    follows: tuple[str, ...]
    button: str


CLOSE = MovePage(
    "Close filing",
    "From now on nobody files an amendment to this document, and nobody revises one.",
    (
        "What was filed stays as it is, under its number.",
        "Work that was begun and not filed stays with whoever wrote it, as a draft.",
        "The committee goes on ruling and advising; the chair can take the document up.",
        "Until then filing can be opened again, with a new deadline and a reason.",
    ),
    "Close filing",
)
REOPEN = MovePage(
    "Open filing again",
    "Members may file on this document again, until a new deadline.",
    ("What was filed before keeps its number and its place.", "The reason and the new deadline are on record."),
    "Open filing again",
)
TAKE_UP = MovePage(
    "Take the document up",
    "From now on the congress decides on the amendments to this document, in the order of the text.",
    (
        "A mover no longer withdraws alone: the congress gives leave.",
        "Each decision changes the text at once, and is on record.",
        "Adoption is the last question, when no amendment is open.",
    ),
    "Take it up",
)


_PAGES = (
    ("put_to_council", "put-to-council", "Put it to the council"),
    ("publish", "publish", "Publish it"),
    ("approve", "council", "Record the council’s vote"),
    ("take_to_floor", "take-up", "Take it up"),
    ("close_filing", "close-filing", "Close filing"),
    ("reopen_filing", "reopen-filing", "Open filing again"),
    ("begin_second_reading", "second-reading", "work on a second reading"),
    ("give_leave", "give-leave", "give leave to file late"),
    ("set_readers", "document-settings", "its settings"),
)


def moves_of(acting: Acting, congress: Congress, document: Document) -> list[Link]:
    """Give the moves that this person may make now."""
    at = [congress.slug, document.slug]
    done = "publish" if document.approval_id is None else "approve"  # the council votes once, and publishing waits for it
    waits = {done, "give_leave"} if document.stage == Stage.DISCUSSION else {done}  # nobody needs leave before the deadline
    open_now = [row for row in _PAGES if row[0] not in waits and can(acting, row[0], stage=document.stage)]
    return [Link(words, reverse(name, args=at)) for _, name, words in open_now]


def standing(document: Document) -> str:
    """Say how many amendments there are and how many nobody has ruled on: two queries."""
    filed = Amendment.objects.filter(document=document).count()
    unruled = open_amendments(document).filter(admissibility=Admissibility.NONE).count()
    if not filed:
        return "No amendment was filed."
    said = f"{filed} amendment{'s were' if filed > 1 else ' was'} filed"
    return f"{said}; on {unruled} nobody has ruled yet." if unruled else f"{said}, and each was ruled on."
