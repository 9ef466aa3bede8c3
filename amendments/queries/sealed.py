"""The seal of an adopted text: the vote, the head, what it was made of, and its numbers, old and new."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.life import Matter, Outcome
from amendments.models import Decision
from amendments.queries.adoption import Renumbered, renumbering
from amendments.queries.by_word import Provenance
from amendments.queries.masthead import Link
from amendments.queries.tally import Tally, tally_of


@dataclass(frozen=True)
class Sealed:
    """What stands under an adopted text."""

    decision: Decision
    tally: Tally | None
    paragraphs: int
    decisions: int
    revisions: int
    renumbered: list[Renumbered]
    kept_numbers: int


def sealed(reader: Provenance) -> Sealed | None:
    """Read the seal: two queries more than the text itself; None before adoption."""
    document = reader.document
    if not document.seal:
        return None
    decision = Decision.objects.select_related("entry").get(
        document=document, matter=Matter.ADOPTION, outcome=Outcome.CARRIED, superseded=False
    )
    rows = renumbering(reader.traced.document, reader.text, _why(reader))
    return Sealed(
        decision,
        tally_of(decision),
        sum(1 for one in reader.text.paragraphs if not one.struck),
        len(reader.decisions),
        document.revisions.count(),
        [row for row in rows if row.changes],
        sum(1 for row in rows if not row.changes),
    )


def _why(reader: Provenance) -> dict[str, str]:
    """Say of each part that came or went which amendment brought or struck it."""
    found = {}
    for uid, place in {**reader.traced.sections, **reader.traced.paragraphs}.items():
        if place.struck_by:
            found[uid] = f"struck by {place.struck_by}"
        elif place.inserted_by:
            found[uid] = f"inserted by {place.inserted_by}"
    return found


def ways_of(reader: Provenance, url: str) -> list[Link]:
    """Give the ways to read a text that was published, with this page among them."""
    document, at = reader.document, f"&{reader.near}" if reader.near else ""
    if document.published_revision_id is None:
        return []
    last = "Adopted text" if document.seal else "Current text"
    return [
        Link("Published text", f"{url}?as=published{at}", small="what amendments were filed on"),
        Link(last, f"{url}?as=current{at}", small="in force" if document.seal else "with what was carried"),
        Link("Redline", f"{url}?as=redline{at}", small="between the two"),
        Link("Word by word", f"?{reader.near}", True, "who put it there"),
    ]
