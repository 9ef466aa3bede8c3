"""The page on which the desk types what a delegate moves from the floor: on the text as it stands, or in what is to be put."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from amendments.access import ForDocument
from amendments.life import Outcome
from amendments.models import Amendment, AmendmentMargin, Document, Presence, Seat, StandingOrders
from amendments.models.orders_voting import FromFloor
from amendments.queries.alike import NOTHING_ALIKE, Alike, alike_of
from amendments.queries.document import current_text, published_text
from amendments.queries.door_at import typed_seats
from amendments.queries.filing import Filing
from amendments.queries.filing_page import live_page
from amendments.queries.masthead import seat_in_words
from amendments.queries.places import stands_at
from amendments.queries.secondary import why_no_secondary
from amendments.queries.secondary_page import SecondaryFiling
from amendments.queries.sheet import Sheet
from amendments.queries.states import Named, state_of
from amendments.queries.throughout import throughout_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Mismatch

DECIDED = (Outcome.CARRIED, Outcome.LOST, Outcome.REFERRED, Outcome.FALLEN)
UNDOES = "It puts the words back as they were published, and only undoes what was carried here. The chair rules on it."


class FloorFiling(Filing):
    """Reads the page for work on the text as it stands now."""

    def __init__(self, found: ForDocument, sheet: Sheet, *, text: Text | None = None) -> None:
        super().__init__(found, sheet, text=text or current_text(found.document))

    @property
    def base(self) -> int:
        """The number of the revision that stands."""
        current = self.document.current_revision
        return current.number if current else 0

    def alike(self) -> Alike:
        """Give what is open on these places of the text as it stands."""
        return alike_of(self.found, self.text, self.edits, current=True) if self.edits else NOTHING_ALIKE

    def decided(self) -> list[tuple[int, Named]]:
        """Give what was decided in the paragraphs that are worked on, by number: one query, none while nothing is changed."""
        uids = stands_at(self.edits)
        if not uids:
            return []
        here = AmendmentMargin.objects.filter(document=self.document, uid__in=uids).values("amendment")
        rows = Amendment.objects.filter(pk__in=here, decision__in=DECIDED, primary__isnull=True).order_by("number")
        return [(row.number, state_of(row)) for row in rows.defer("edits", "resolved", "reason")]

    @cached_property
    def undoes(self) -> str:
        """Say that it only puts words back as they were published; "" where it asks for something else."""
        if not self.edits:
            return ""
        try:
            after, before = apply(self.text, self.edits), published_text(self.document)
        except Mismatch:
            return ""
        known = after.paragraph_by_id, before.paragraph_by_id, self.text.paragraph_by_id
        changed = [uid for uid in known[0] if known[2].get(uid) != known[0][uid]]
        back = [uid for uid in changed if uid in known[1] and known[1][uid].tokens == known[0][uid].tokens]
        return UNDOES if changed and back == changed else ""


class FloorSecondary(SecondaryFiling):
    """Reads the page for work on an amendment that is still to be put."""

    def decided(self) -> list[tuple[int, Named]]:
        """Nothing was decided in words that are not in the text."""
        return []

    undoes = ""


@dataclass(frozen=True)
class Who:
    """Whoever has the number that was typed: their name, their seat in words, and whether they are marked as here."""

    name: str
    seat: str
    here: bool


def who_moves(document: Document, typed: str) -> Who | None:
    """Give the delegate with the number of a card or of a member: two queries at most; None where it is nobody's alone."""
    found = typed_seats(document.congress, typed.strip()) if typed.strip() else []
    if len(found) != 1:
        return None
    seat: Seat = found[0]
    here = Presence.objects.filter(seat=seat, until__isnull=True).exists()
    return Who(str(seat.person), seat_in_words(seat), here)


def number_at(text: Text, typed: str) -> tuple[str, str]:
    """Find the paragraph or section with a number. Gives its id, or "" and why there is none."""
    wanted = typed.strip().lstrip("§¶ ").rstrip(".")
    parts: list[Paragraph | Section] = [*text.paragraphs, *text.sections]
    found = [one for one in parts if one.label.rstrip(".") == wanted and wanted]
    standing = [one for one in found if not one.struck]
    if len(standing) == 1:
        return standing[0].id, ""
    if standing:
        return "", f"{len(standing)} places have the number {wanted}. Choose the right one from the list below."
    if found:
        return "", f"{wanted} was struck and is not in the text any more. Something new can stand after what is near it."
    return "", f"There is no {wanted} in the text as it stands." if wanted else "Type the number of a paragraph first."


def floor_live(filing: FloorFiling | FloorSecondary, card: str) -> dict[str, Any]:
    """Give the part beside the text, what was decided there already, and who moves it."""
    return live_page(filing) | {
        "document": filing.document,
        "decided": filing.decided(),
        "undoes": filing.undoes,
        "who": who_moves(filing.document, card),
        "card": card.strip(),
    }


def floor_page(filing: FloorFiling | FloorSecondary, card: str) -> dict[str, Any]:
    """Compose the page's values."""
    primary = filing.primary if isinstance(filing, FloorSecondary) else None
    orders = StandingOrders.objects.get(congress=filing.document.congress_id)
    closed = why_no_secondary(primary, everywhere=throughout_of(primary) is not None) if primary else ""
    return floor_live(filing, card) | {
        "rows": list(filing.pieces.rows()),
        "groups": filing.groups(),
        "primary": primary,
        "inserted": filing.inserted if isinstance(filing, FloorSecondary) else (),
        "orders": orders,
        "never": orders.floor_amendments == FromFloor.NEVER,
        "chair_first": orders.floor_amendments == FromFloor.CHAIR,
        "closed": closed,
        "labels": [one.label for one in filing.text.paragraphs if one.label and not one.struck] if not primary else [],
        "changed_since": bool(filing.sheet.base) and filing.sheet.base != filing.base and primary is None,
    }
