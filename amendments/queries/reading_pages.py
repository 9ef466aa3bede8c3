"""The committee's pages of a second reading: what can be taken in, what was, the difference, and what publishing it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from amendments.access import ForDocument
from amendments.life import Visibility
from amendments.models import Amendment, AmendmentRelation, ReadingStep, SecondReading
from amendments.models.relation import EXCLUDING
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.compare import SAME, Pair, differing
from amendments.queries.document import text_at
from amendments.queries.places import Place, places
from amendments.queries.second_reading import open_reading, standing_steps, values_of, working_digest, working_text
from amendments.queries.secondary import filed_on
from amendments.queries.states import mover_of
from amendments.queries.taking_in import Fitting, fitting, fitting_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json, edits_to_json
from amendments.text.rebase import rebase_all
from amendments.text.stored import parts
from amendments.text.words import counts, in_words

PAGE = 50
STATES = {
    "clean": "fits",
    "shifted": "fits, moved along",
    "touching": "touches what was changed",
    "conflicting": "conflicts with the working text",
    "satisfied": "is in the working text already",
    "gone": "its place is struck",
}


@dataclass(frozen=True)
class Offered:
    """One pending amendment that could be taken in: how it stands on the working text, and which others it conflicts with."""

    number: int
    about: str
    mover: str
    at: str
    state: str
    words: str
    problem: str
    conflicts: list[int]
    why: str = ""


@dataclass(frozen=True)
class Done:
    """One step as the desk lists it: what was taken in or edited, by whom, when, why, in words."""

    number: int
    amendment: int | None
    words: str
    why: str
    by: str
    at: datetime
    last: bool


@dataclass(frozen=True)
class DeskPage:
    """The page of a second reading under way."""

    reading: SecondReading
    digest: str
    offered: list[Offered]
    steps: list[Done]
    page: int
    more: bool
    total: int
    struck: int = 0
    inserted: int = 0

    @property
    def taken(self) -> int:
        """How many amendments are taken in."""
        return sum(1 for one in self.steps if one.amendment)


def desk_page(found: ForDocument, page: int = 0) -> DeskPage | None:
    """Read the desk: eight queries, however many amendments and steps there are. None where no reading is under way."""
    document = found.document
    reading = open_reading(document)
    if reading is None:
        return None
    steps = standing_steps(reading)
    rows = open_amendments(document).filter(primary__isnull=True, visibility=Visibility.READERS)
    rows = rows.exclude(pk__in=[step.amendment_id for step in steps if step.amendment_id])
    total = rows.count()
    shown = list(rows.select_related("mover_person", "mover_body", "base_revision")[page * PAGE : (page + 1) * PAGE])
    offered = _offered(reading, steps, shown)
    done = _done(reading, steps)
    changed = [counts(edits_from_json(step.edits)) for step in steps]
    return DeskPage(
        reading,
        working_digest(reading, steps),
        offered,
        done,
        page,
        total > (page + 1) * PAGE,
        total,
        sum(struck for struck, _ in changed),
        sum(inserted for _, inserted in changed),
    )


def _offered(reading: SecondReading, steps: Sequence[ReadingStep], rows: Sequence[Amendment]) -> list[Offered]:
    base = text_at(reading.base)
    fits = [one for one in rows if edits_from_json(one.resolved)]
    results = rebase_all(base, [on_current_text(one) for one in fits], values_of(steps))
    by_number = {one.number: fitting_of(one, result) for one, result in zip(fits, results, strict=True)}
    conflicts = _conflicts(rows)
    order = {part.id: part.label for part in parts(base)}
    return [_row(one, by_number.get(one.number), conflicts[one.pk], base, order) for one in rows]


def _row(one: Amendment, fit: Fitting | None, conflicts: list[int], base: Text, labels: dict[str, str]) -> Offered:
    if fit is None:
        problem = f"{one} does not fit the current text any more: {one.rebase_why}"
        text, edits = filed_on(one), edits_from_json(one.edits)
        at, filed = _where(text, edits, labels), in_words(text, edits)
        return Offered(one.number, one.about, mover_of(one), at, one.rebase_state, filed, problem, conflicts, one.rebase_why)
    edits = edits_from_json(one.resolved)
    at, words = _where(base, edits, labels), in_words(base, edits)
    return Offered(one.number, one.about, mover_of(one), at, fit.state, words, fit.problem, conflicts, fit.why)


def _where(text: Text, edits: Edits, labels: dict[str, str]) -> str:
    """Say by number which places are changed."""
    at = [labels.get(place.at, "") for place in places(text, edits)]
    return ", ".join(dict.fromkeys(label for label in at if label))


def _conflicts(rows: Sequence[Amendment]) -> dict[int, list[int]]:
    """Give the numbers that each of these conflicts with: one query."""
    keys = {one.pk for one in rows}
    pairs = AmendmentRelation.objects.filter(Q(low__in=keys) | Q(high__in=keys))
    pairs = pairs.filter(EXCLUDING)
    found: dict[int, list[int]] = defaultdict(list)
    for low, a, high, b in pairs.order_by("low__number", "high__number").values_list(
        "low_id", "low__number", "high_id", "high__number"
    ):
        found[low].append(b)
        found[high].append(a)
    return found


def _done(reading: SecondReading, steps: Sequence[ReadingStep]) -> list[Done]:
    """Say what each step did, the last one first."""
    text, found = text_at(reading.base), list[Done]()
    for step in steps:
        edits = edits_from_json(step.edits)
        number = step.amendment.number if step.amendment else None
        by = str(step.made_by or "")
        found.append(Done(step.number, number, in_words(text, edits), step.why, by, step.made_at, step is steps[-1]))
        text = apply(text, edits)
    return found[::-1]


@dataclass(frozen=True)
class Chosen:
    """One amendment that is about to be taken in: its redline on the working text, or why it cannot be."""

    number: int
    about: str
    mover: str
    fit: Fitting
    words: str
    places: list[Place]
    version: int


@dataclass(frozen=True)
class TakingIn:
    """Amendments that are about to be taken in together, each on the text with those before it."""

    reading: SecondReading
    digest: str
    chosen: list[Chosen]
    unknown: list[int]

    @property
    def fits(self) -> bool:
        """Tell whether all of them can be taken in."""
        return bool(self.chosen) and not self.unknown and not any(one.fit.problem for one in self.chosen)


def taking_in(found: ForDocument, numbers: Collection[int]) -> TakingIn | None:
    """Work out what taking amendments in would change: five queries. None where no reading is under way."""
    reading = open_reading(found.document)
    if reading is None:
        return None
    steps = standing_steps(reading)
    text, made = working_text(reading, steps), list(steps)
    rows = Amendment.objects.filter(document=found.document, number__in=list(numbers)[:PAGE])
    chosen = []
    for row in rows.select_related("mover_person", "mover_body").order_by("number"):
        fit = fitting(row, reading.base, made)
        words = in_words(text, fit.edits) if fit.edits else ""
        found_at = places(text, fit.edits, f"a{row.number}-")
        chosen.append(Chosen(row.number, row.about, mover_of(row), fit, words, found_at, row.version))
        if fit.edits:
            text = apply(text, fit.edits)
            made.append(ReadingStep(amendment=row, edits=edits_to_json(fit.edits)))
    unknown = sorted(set(numbers) - {one.number for one in chosen})
    return TakingIn(reading, working_digest(reading, steps), chosen, unknown)


@dataclass(frozen=True)
class Difference:
    """The working text against the published one."""

    reading: SecondReading
    pairs: list[Pair]
    changed: int
    digest: str
    steps: int


def difference(found: ForDocument) -> Difference | None:
    """Compare the working text with the published one: two queries. None where no reading is under way."""
    reading = open_reading(found.document)
    if reading is None:
        return None
    steps = standing_steps(reading)
    pairs = differing(text_at(reading.base), working_text(reading, steps))
    changed = sum(1 for one in pairs if one.kind != SAME)
    return Difference(reading, pairs, changed, working_digest(reading, steps), len(steps))
