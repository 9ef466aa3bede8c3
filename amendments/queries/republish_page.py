"""The page on which a second reading is published: what would follow, who would be asked what, and the numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from amendments.access import ForDocument
from amendments.models import Amendment, Document, SecondReading, StandingOrders
from amendments.queries.adoption import Renumbered, renumbering
from amendments.queries.compare import SAME, differing
from amendments.queries.republishing import if_republished
from amendments.queries.second_reading import open_reading, standing_steps, working_digest
from amendments.queries.states import mover_of
from amendments.text.document import Document as Text
from amendments.text.stored import parts


@dataclass(frozen=True)
class AskedOf:
    """One mover who would be asked: about which amendment, how it would stand, and why."""

    number: int
    about: str
    mover: str
    state: str
    why: str


@dataclass(frozen=True)
class Preview:
    """What publishing the working text would do."""

    reading: SecondReading
    digest: str
    rests: list[Amendment]
    left: list[Amendment]
    asked: list[tuple[str, str, list[AskedOf]]]
    renumbered: list[Renumbered]
    kept_numbers: int
    changed: int
    steps: int = 0
    total: int = 0


ORDER = ("gone", "conflicting", "satisfied", "touching", "shifted", "clean")
TOLD = {
    "gone": ("has no place in the new text any more", "have no place in the new text any more"),
    "conflicting": ("conflicts with the new text", "conflict with the new text"),
    "satisfied": ("is in the new text already", "are in the new text already"),
    "touching": (
        "touches changed words: its mover reads both together",
        "touch changed words: their movers read both together",
    ),
    "shifted": ("stands elsewhere, with the same words", "stand elsewhere, with the same words"),
    "clean": ("stands as it was filed", "stand as they were filed"),
}


def preview(found: ForDocument) -> Preview | None:
    """Work out what would follow if the working text were published now. None where no reading is under way."""
    reading = open_reading(found.document)
    if reading is None:
        return None
    reading.document = found.document
    steps = standing_steps(reading)
    made = if_republished(reading, steps)
    numbers = renumbering(made.before, made.after) + new_numbers(made.before, made.after)
    changed = [row for row in numbers if row.changes]
    pairs = [one for one in differing(made.before, made.after) if one.kind != SAME]
    return Preview(
        reading,
        working_digest(reading, steps),
        list(made.rests),
        list(made.left),
        grouped(
            AskedOf(
                one.amendment.number,
                one.amendment.about,
                mover_of(one.amendment),
                str(one.rebased.state) if one.rebased else one.amendment.rebase_state,
                one.why,
            )
            for one in made.asked
        ),
        changed,
        len(numbers) - len(changed),
        len(pairs),
        len(steps),
        len(made.asked),
    )


def new_numbers(before: Text, after: Text) -> list[Renumbered]:
    """Give the numbers of what an older text does not have."""
    known = {part.id for part in parts(before)}
    new = [part for part in parts(after) if part.id not in known and part.label and not part.struck]
    return [Renumbered("", part.label, "new") for part in new]


def grouped(rows: Iterable[AskedOf]) -> list[tuple[str, str, list[AskedOf]]]:
    """Group those who are asked by how their amendments stand, the worst first: state, a sentence, the rows."""
    by: dict[str, list[AskedOf]] = defaultdict(list)
    for row in rows:
        by[row.state].append(row)
    return [(state, TOLD[state][len(by[state]) > 1], by[state]) for state in ORDER if by[state]]


def usual_dates(document: Document, now: datetime) -> tuple[datetime, datetime]:
    """Give the filing deadline and the day for answers that the standing orders make, on the full hour: one query."""
    orders = StandingOrders.objects.get(congress=document.congress_id)
    hour = now.replace(minute=0, second=0, microsecond=0)
    return hour + timedelta(days=orders.second_reading_days), hour + timedelta(days=orders.answer_days)
