"""The page that everyone reads of second readings: what was changed in the text, why, and what became of amendments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amendments.access import ForDocument
from amendments.life import ReadingState, State
from amendments.models import CarriedOver, ReadingStep, SecondReading
from amendments.models.reading import Answered
from amendments.queries.adoption import Renumbered, renumbering
from amendments.queries.amendment import seen_by
from amendments.queries.compare import SAME, Pair, differing
from amendments.queries.document import text_at
from amendments.queries.republish_page import TOLD, new_numbers
from amendments.queries.states import mover_of


@dataclass(frozen=True)
class Taken:
    """One amendment that was taken in: who moved it, and the committee's reason."""

    number: int
    about: str
    mover: str
    why: str


@dataclass(frozen=True)
class Carried:
    """One amendment that was carried over to the new text: how it stood there, and what its mover said."""

    number: int
    about: str
    mover: str
    state: str
    why: str
    answer: str


@dataclass(frozen=True)
class PublicReading:
    """A second reading that was published: the redline from the text before it, the numbers, and the amendments."""

    reading: SecondReading
    taken: list[Taken]
    edits: int
    pairs: list[Pair]
    changed: int
    renumbered: list[Renumbered]
    kept_numbers: int
    carried: list[Carried]
    waiting: int


@dataclass(frozen=True)
class Readings:
    """All readings of a document, the last one first, and the one that is shown."""

    rows: list[SecondReading]
    shown: PublicReading | None
    open: SecondReading | None
    may_read: bool


def readings(found: ForDocument, number: int = 0, *, may_read: bool = False) -> Readings:
    """Read the page: six queries, however many amendments there are. `number` asks for one of the readings, 0 for the last."""
    rows = list(found.document.second_readings.select_related("base", "revision").order_by("-number"))
    done = [one for one in rows if one.state == ReadingState.REPUBLISHED]
    wanted = next((one for one in done if one.number == number), done[0] if done else None)
    shown = _shown(found, wanted) if wanted else None
    return Readings(rows, shown, next((one for one in rows if one.state == ReadingState.OPEN), None), may_read)


def _shown(found: ForDocument, reading: SecondReading) -> PublicReading:
    if reading.revision is None:
        raise ValueError(f"{reading} was not published.")
    before, after = text_at(reading.base), text_at(reading.revision)
    numbers = renumbering(before, after) + new_numbers(before, after)
    changed = [row for row in numbers if row.changes]
    pairs = differing(before, after)
    steps, carried = _steps(reading), _carried(found, reading)
    return PublicReading(
        reading,
        [_taken(step) for step in steps if step.amendment],
        sum(1 for step in steps if step.amendment is None),
        pairs,
        sum(1 for one in pairs if one.kind != SAME),
        changed,
        len(numbers) - len(changed),
        carried,
        sum(1 for one in carried if one.answer == Answered.ASKED.label),
    )


def _steps(reading: SecondReading) -> Sequence[ReadingStep]:
    """Give the steps that stand, with the movers of what was taken in: one query."""
    rows = reading.steps.filter(undone_at__isnull=True)
    return list(rows.select_related("amendment__mover_person", "amendment__mover_body").order_by("number"))


def _taken(step: ReadingStep) -> Taken:
    if step.amendment is None:
        raise ValueError("this step takes nothing in")
    return Taken(step.amendment.number, step.amendment.about, mover_of(step.amendment), step.why)


def _carried(found: ForDocument, reading: SecondReading) -> list[Carried]:
    rows = CarriedOver.objects.filter(seen_by(found.acting, "amendment__"), reading=reading)
    rows = rows.select_related("amendment__mover_person", "amendment__mover_body").order_by("amendment__number")
    return [_row(one) for one in rows.defer("amendment__edits", "amendment__resolved")]


def _row(one: CarriedOver) -> Carried:
    amendment = one.amendment
    return Carried(amendment.number, amendment.about, mover_of(amendment), TOLD[one.state][0], one.why, answer_of(one))


def answer_of(one: CarriedOver) -> str:
    """Say in words what became of the question: a new version or a withdrawal is an answer too."""
    if one.answer == Answered.ASKED and one.amendment.version != one.version:
        return "its mover filed a new version"
    if one.answer == Answered.ASKED and one.amendment.state == State.WITHDRAWN:
        return "withdrawn by its mover"
    return Answered(one.answer).label


def may_settle(page: Readings, now: datetime) -> bool:
    """Tell whether the time for answers is over, and what nobody answered is not settled."""
    reading = page.shown.reading if page.shown else None
    if reading is None or reading.settled_at is not None or reading.answers_until is None:
        return False
    return reading == next(one for one in page.rows if one.state == ReadingState.REPUBLISHED) and now > reading.answers_until
