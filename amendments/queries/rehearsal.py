"""A rehearsal: the whole voting list run through with invented results, in memory, by the engine that decides in earnest.

What was chosen stands in the address of the page and nowhere else. Nothing is written: no entry, no notice, no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import TextField
from django.db.models.functions import Cast

from amendments.access import ForDocument
from amendments.life import Rebase
from amendments.models import Amendment
from amendments.queries.amendment import open_amendments
from amendments.queries.chosen_rows import movers
from amendments.queries.compare import Pair, changed_places
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, text_at
from amendments.queries.invented import CARRIED, LOST, Invented
from amendments.queries.masthead import Link
from amendments.queries.provenance import changes_since
from amendments.queries.running import Pending, Run, run_through
from amendments.queries.secondary import next_version
from amendments.queries.states import mover_of
from amendments.queries.voting_page import ALL, VotingPage
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_text
from amendments.text.number import label_of
from amendments.text.rebase import Rebased, State
from amendments.text.secondary import OutOfScope
from amendments.text.words import in_words

PAGE = 50  # questions of one page


@dataclass(frozen=True)
class Step:
    """One question of the list: what was invented for it, and what came of that. `gone` says why it is not put at all.

    `waits`: it touches what was carried before, so that in earnest a person must confirm the combined text first.
    """

    number: int
    mover: str
    about: str
    words: str
    chosen: str
    gone: str
    waits: bool
    falls: tuple[str, ...]
    touches: tuple[str, ...]
    carry: str
    lose: str
    open: str
    until: str


@dataclass
class _Way:
    """Where the run is: the text and who is on the way, the secondaries that wait, and the changes that were made."""

    run: Run
    begun: dict[int, Pending]
    secondaries: dict[int, Amendment]
    done: list[Value] = field(default_factory=list)
    fell: dict[int, int] = field(default_factory=dict)


class Rehearsal:
    """Runs the list of one document with the results that were `invented`; `until` is the number of where to stop.

    `page` is the page of the list that is shown, from 0; the whole list is run. The number of queries is constant
    where no amendment amends another.
    """

    def __init__(self, found: ForDocument, invented: Invented, until: int = 0, page: int = 0) -> None:
        self.page = page
        self.document = found.document
        self.list = VotingPage(found, way=ALL)
        self.invented = invented
        self.until = until

    @cached_property
    def before(self) -> Text:
        """The text as it stands."""
        return current_text(self.document)

    @cached_property
    def _rows(self) -> dict[int, Amendment]:
        rows = open_amendments(self.document).select_related("throughout", "primary__base_revision")
        rows = rows.defer("edits", "resolved", "reason", "recommendation_reason")
        return {row.number: row for row in rows.annotate(stored=Cast("resolved", TextField()))}

    @cached_property
    def _movers(self) -> dict[int, str]:
        """The movers of what this page shows, by number: one query."""
        return {row.number: mover_of(row) for row in movers(self._rows[number].pk for number in self._here)}

    @cached_property
    def steps(self) -> list[Step]:
        """All questions in the order of the list, each with what came of it."""
        primaries = [row for row in self._rows.values() if row.primary_id is None]
        pending = [_on_the_way(row, self.before) for row in primaries]
        begun = {one.row.number: one for one in pending}
        way = _Way(Run(self.before, pending), begun, {n: row for n, row in self._rows.items() if row.primary_id is not None})
        found = []
        for listed in self.list.rows:
            if listed.number in self._rows:
                found.append(self._step(way, self._rows[listed.number]))
                if listed.number == self.until:
                    self._texts[listed.number] = way.run.text
        self._texts[0] = way.run.text
        return found

    @property
    def shown(self) -> list[Step]:
        """The questions of this page."""
        return [step for step in self.steps if step.number in self._here]

    @cached_property
    def _here(self) -> frozenset[int]:
        """The numbers of this page: words and addresses are made for these alone."""
        open_now = [listed.number for listed in self.list.rows if listed.number in self._rows]
        return frozenset(open_now[self.page * PAGE : (self.page + 1) * PAGE])

    @property
    def turns(self) -> list[Link]:
        """The addresses of the pages before and after this one, with the same results."""
        found = [Link("Earlier questions", self.link({}, self.until, self.page - 1), small="Before")] if self.page else []
        if len(self.steps) > (self.page + 1) * PAGE:
            found.append(Link("Later questions", self.link({}, self.until, self.page + 1), small="Next", onward=True))
        return found

    @cached_property
    def _texts(self) -> dict[int, Text]:
        """The text after the question `until`, and under 0 at the end: each is as long as the document."""
        return {}

    @property
    def after(self) -> Text:
        """The text as it would read, at the end or after the question `until`."""
        _ = self.steps
        return self._texts.get(self.until) or self._texts[0]

    @property
    def pairs(self) -> list[Pair]:
        """Where it would read otherwise than now."""
        return [] if self.after is self.before else changed_places(self.before, self.after)

    @property
    def undecided(self) -> int:
        """For how many nothing was invented."""
        return sum(not step.chosen and not step.gone for step in self.steps)

    def _step(self, way: _Way, row: Amendment) -> Step:
        said, number = self.invented.of(row.number), row.number
        if number in way.fell:
            because = way.fell[number]
            return self._told(row, "", f"It has fallen{f' because {label_of(because)} was carried' if because else ''}.")
        if row.primary_id is not None:
            return self._secondary(way, row, said)
        stands = way.begun.get(number)  # each is asked about once, and what fell is not: it is on the way still
        state = stands.state if stands else State.GONE
        waits = state == State.TOUCHING and stands is not None and stands.rebased(way.run.text).digest != row.confirmed_digest
        if stands is None or state in FALLS:
            return self._told(row, "", "It does not fit the text any more.")
        if not said:
            return self._told(row, said, "", waits=waits)
        way.run.take(number)
        if said == LOST:
            return self._told(row, said, "", waits=waits, falls=tuple(_with_it(way, {number})))
        return self._carry(way, row, stands.edits(way.run.text), waits=waits)

    def _carry(self, way: _Way, row: Amendment, edits: Edits, *, waits: bool) -> Step:
        value = Value(str(row), row.number, edits)
        try:
            fell = way.run.decide(value, row.number)
        except Mismatch as mismatch:
            return self._told(row, "", f"It does not fit the text any more: {mismatch}")
        way.done.append(value)
        for one in fell:
            way.run.take(one.row.number)
            way.fell[one.row.number] = row.number
        names = [str(one.row) for one in fell] + list(_with_it(way, {row.number, *(one.row.number for one in fell)}))
        touches = [str(one.row) for one in way.run.turned]
        return self._told(row, CARRIED, "", waits=waits, falls=tuple(names), touches=tuple(touches))

    def _secondary(self, way: _Way, row: Amendment, said: str) -> Step:
        """Decide on an amendment to another: carried, it makes the version of that one which is put later."""
        way.secondaries.pop(row.number, None)
        primary = next((one for one in way.run.pending if one.row.pk == row.primary_id), None)
        if primary is None:
            return self._told(row, "", f"{row.primary} was decided before, which it amends.")
        if said == CARRIED:
            try:
                edits = next_version(primary.row, _edits(row))
            except (OutOfScope, Mismatch) as fault:
                return self._told(row, "", f"It does not fit {row.primary} any more: {fault}")
            self._renew(way, primary, edits)
        return self._told(row, said, "")

    def _renew(self, way: _Way, primary: Pending, edits: Edits) -> None:
        base = primary.row.base_revision
        text = text_at(base)
        new = Pending.of(primary.row, edits, text)
        run_through(text, [new], [*changes_since(self.document, base.number), *way.done])
        primary.values, primary.known = new.values, new.known

    def _told(
        self,
        row: Amendment,
        said: str,
        gone: str,
        *,
        waits: bool = False,
        falls: tuple[str, ...] = (),
        touches: tuple[str, ...] = (),
    ) -> Step:
        number, here = row.number, row.number in self._here
        return Step(
            number,
            self._movers.get(number, ""),
            row.about,
            self._words(row) if here else "",
            said,
            gone,
            waits,
            falls,
            touches,
            carry=self.link({number: CARRIED}) if here else "",
            lose=self.link({number: LOST}) if here else "",
            open=self.link({number: ""}) if here else "",
            until=self.link({}, number) if here else "",
        )

    def _words(self, row: Amendment) -> str:
        """Say what it asks for, on the text as it stands; "" of an amendment to another, whose words are its own page's."""
        edits = _edits(row) if row.primary_id is None else ()
        return in_words(self.before, edits) if edits else ""

    def link(self, more: Mapping[int, str], until: int = 0, page: int | None = None) -> str:
        """Give the address of the same rehearsal with something else invented."""
        return self._address(self.invented.with_more(more), until, self.page if page is None else page)

    @staticmethod
    def _address(invented: Invented, until: int, page: int) -> str:
        asked = [*invented.query(), *([("until", str(label_of(until)))] if until else [])]
        return "?" + urlencode(asked + ([("page", str(page))] if page else []), safe=",")

    def all_carried(self) -> str:
        """Give the address on which everything is carried that nothing was invented for."""
        return self._address(self.invented.all_carried(), 0, self.page)

    def as_advised(self) -> str:
        """Give the address on which everything goes as the committee advises; what it advises nothing on is left."""
        said = {"carry": CARRIED, "carry as amended": CARRIED, "reject": LOST}
        return self.link({n: said[row.recommendation] for n, row in self._rows.items() if row.recommendation in said})


def _edits(row: Amendment) -> Edits:
    """Read what one of the rows asks for on the current text; what was read once for a rehearsal is remembered for the next."""
    return edits_from_text(getattr(row, "stored"))  # noqa: B009 - the rows are read with it


def _on_the_way(row: Amendment, text: Text) -> Pending:
    edits = _edits(row)
    if row.rebase_state == Rebase.CLEAN or not edits:
        return Pending.of(row, edits, text, None if edits else Rebased(State(row.rebase_state), (), row.rebase_why))
    found = Pending.of(row, edits, text)
    found.known = [Rebased(State(row.rebase_state), one.edits, row.rebase_why) for one in found.known]
    return found


def _with_it(way: _Way, gone: set[int]) -> Iterator[str]:
    """Take out the amendments to what is decided or has fallen, which fall with it."""
    for number, row in list(way.secondaries.items()):
        if row.primary is not None and row.primary.number in gone:
            del way.secondaries[number]
            way.fell[number] = row.primary.number
            yield str(row)
