"""The final vote on a document: what sealed it, and the text as it was put, with the numbers from before the vote."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.life import Matter, Outcome
from amendments.models import Document, Vote
from amendments.models.vote import VoteEnd
from amendments.queries.document import current_text, text_at
from amendments.text.document import Document as Text
from amendments.text.undo import restored


@dataclass(frozen=True)
class Unsealed:
    """A text without its adoption: as it reads, and as it was put to the final vote, which was revision `restores`.

    `corrections` are the revisions that corrected the adopted text: they go with the adoption, and are made again after it.
    """

    before: Text
    after: Text
    restores: int
    corrections: list[int]


def sealed_by(document: Document) -> Vote | None:
    """Give the vote by which the platform as a whole was adopted; None as long as it is not."""
    rows = Vote.objects.filter(congress=document.congress_id, question__kind=Matter.WHOLE, outcome=Outcome.CARRIED)
    return rows.filter(ended=VoteEnd.DECLARED).order_by("-number").first()


def if_unsealed(document: Document) -> Unsealed:
    """Work out the text without its adoption. The document must be adopted."""
    adopted = document.revisions.filter(entry__kind="adopted").latest("number").number
    put = document.revisions.select_related("entry").get(number=adopted - 1)
    before = current_text(document)
    since = document.revisions.filter(number__gt=adopted, entry__kind="corrected").order_by("number")
    return Unsealed(before, restored(text_at(put), before), put.number, list(since.values_list("number", flat=True)))
