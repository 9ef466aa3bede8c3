"""Resolve again all that came after a decision: the engine takes each change from what was filed to the text as it becomes.

What then touches, conflicts or is gone is put to the vote again, and what fell because of it is pending again. Nothing is
guessed: a change stands where it says the same on the new text, or where it says exactly what a named person confirmed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from django.db.models import Q

from amendments.life import Outcome, Words
from amendments.models import Advice, AdvicePlace, Amendment, Decision, Document, Entry, Revision
from amendments.queries.advice import STANDING_ADVICE, WordsFollow
from amendments.queries.amendment import sharing
from amendments.queries.course import AGAIN, Taken
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, published_text, text_at
from amendments.queries.provenance import Changed, changes
from amendments.queries.reopening import Once, Reopened, first_entry
from amendments.queries.resolving_others import others_of, places_on
from amendments.queries.running import Pending, Run, run_through
from amendments.refusals import Refused
from amendments.text import throughout
from amendments.text.again import made_again
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import InsertParagraph, InsertSection, Mismatch, SplitParagraph, edits_from_json, edits_to_json
from amendments.text.rebase import State
from amendments.text.relation import places

DECIDING = frozenset({"decided", "paragraph struck"}) | AGAIN
STAND = frozenset({State.CLEAN, State.SHIFTED, State.SATISFIED})


def if_reopened(document: Document, decision: Decision, outcome: str) -> Reopened:
    """Work out what follows where a decision is undone, or turned by a recount. The number of queries is nearly constant.

    Raises Refused where a recount carries what does not fit the text that it was put on.
    """
    return _Resolving(document, decision, outcome).work()


@dataclass
class _Pass:
    """One way through the course: what stands, what is put again, and all places that the old way or the new one changes."""

    run: Run
    steps: list[Taken]
    again: list[Once] = field(default_factory=list)
    spots: set[str] = field(default_factory=set)

    def spot(self, text: Text, value: Value) -> None:
        """Note the places of a change on a text, and what it brings in."""
        self.spots |= places(text, value) if value.edits else set()
        for edit in value.edits:
            if isinstance(edit, InsertParagraph | InsertSection | SplitParagraph):
                self.spots.add(_brought_in(edit))


def _brought_in(edit: InsertParagraph | InsertSection | SplitParagraph) -> str:
    if isinstance(edit, SplitParagraph):
        return edit.new
    return edit.paragraph if isinstance(edit, InsertParagraph) else edit.section


class _Resolving:
    def __init__(self, document: Document, decision: Decision, outcome: str) -> None:
        self.document, self.decision, self.outcome = document, decision, outcome
        self.changes, self.first = changes(document), first_entry(decision)
        self.log = [_taken(one) for one in self.changes if not one.name.startswith("R")]
        own = next((at for at, one in enumerate(self.log) if _made(decision, one)), None)
        self.own = None if own is None else self.log[own]
        at = sum(one.entry < self.first for one in self.log) if own is None else own
        self.prefix, self.later = self.log[:at], self.log[at + (own is not None) :]
        self.start = reduce(lambda text, one: _after(text, one.value), self.prefix, published_text(document))
        decided = Decision.objects.filter(document=document, amendment__isnull=False, superseded=False)
        self.words = dict(decided.values_list("amendment_id", "words"))
        last = Entry.objects.filter(document=document, kind__in=AGAIN).order_by("-sequence")
        self.last_again = last.values_list("sequence", flat=True).first() or 0

    def work(self) -> Reopened:
        """Go through twice: to find out where something changes, and then with all amendments that stand there."""
        numbers = {one.amendment for one in self.later if one.amendment}
        numbers |= {self.decision.amendment.number} if self.decision.amendment else set()
        first, fell = self._pass(self._rows(Q(number__in=numbers))), self._fell_since()
        near = sharing(self.document, first.spots).filter(primary__isnull=True).values("pk")
        unfit = Q(decision=Outcome.PENDING, primary__isnull=True, rebase_state__in=FALLS)  # they stand nowhere, and may again
        rows = self._rows(Q(number__in=numbers | fell) | Q(pk__in=near) | unfit | Q(rests_in__number__in=numbers))
        last, now = self._pass(rows), current_text(self.document)
        after = made_again(published_text(self.document), [edits_from_json(one.edits) for one in last.steps], now)
        were = {one.entry: one.edits for one in self.log}
        found = Reopened(self.decision, self.outcome, now, after, self.own, last.steps, last.again, were=were)
        found.others = [one for one in others_of(found, rows, last.run, fell) if one.differs]
        found.words = self._words(found, last.spots)
        return found

    def _words(self, found: Reopened, spots: set[str]) -> list[WordsFollow]:
        """Bring the committee's words to the new text, of what is pending and stands where something changes: two queries."""
        pending = {one.amendment.pk for one in found.others if one.decision == Outcome.PENDING}
        near = AdvicePlace.objects.filter(document=self.document, uid__in=spots).values("advice")
        near_or_unfit = Q(pk__in=near) | Q(rebase_state__in=FALLS)
        wanted = Q(amendment__in=pending) | near_or_unfit & Q(amendment__decision=Outcome.PENDING)
        rows = Advice.objects.filter(wanted, edits__isnull=False, lost__isnull=True, **STANDING_ADVICE).order_by("pk")
        known = list(rows.select_related("amendment", "base_revision__entry"))
        ways = self._ways([(row.amendment, row.edits, row.base_revision) for row in known])
        made = [(row, way) for row, way in zip(known, ways, strict=True) if way]
        run_through(self.start, [way for _, way in made], [one.value for one in found.steps[len(self.prefix) :]])
        return [
            WordsFollow(row, way.rebased(found.after), places_on(row.amendment, found.after, way.edits(found.after)))
            for row, way in made
        ]

    def _rows(self, wanted: Q) -> list[Amendment]:
        rows = Amendment.objects.filter(wanted, document=self.document).distinct().order_by("number")
        return list(rows.select_related("base_revision__entry", "throughout", "fallen_because", "primary", "rests_in"))

    def _fell_since(self) -> set[int]:
        """Give the numbers of those that fell by this decision or a later one: one query."""
        rows = Entry.objects.filter(document=self.document, kind__in=DECIDING, sequence__gte=self.first)
        told = [row for text in rows.values_list("payload", flat=True) for row in json.loads(text)["body"].get("others", ())]
        return {row["amendment"] for row in told if row.get("falls") or row.get("decision") == Outcome.FALLEN}

    def _pass(self, rows: Sequence[Amendment]) -> _Pass:
        put = {one.amendment for one in self.later}
        put |= {self.decision.amendment.number} if self.decision.amendment and self._turns else set()
        wanted = [(row, *self._as_put(row, put)) for row in rows if row.primary_id is None]
        found = _Pass(Run(self.start, [way for way in self._ways(wanted) if way]), list(self.prefix))
        old = self.start
        if self.own:
            found.spot(old, self.own.value)
            old = _after(old, self.own.value)
        self._turn(found)
        for one in self.later:
            found.spot(old, one.value)
            old, stands = _after(old, one.value), self._stands(one, found.run)
            if isinstance(stands, Once):
                found.again.append(stands)
            else:
                found.spot(found.run.text, stands.value)
                found.steps.append(stands)
                found.run.decide(stands.value, one.amendment or 0)
        return found

    @property
    def _turns(self) -> bool:
        """Whether a recount carries what was not carried."""
        return self.outcome == Outcome.CARRIED and self.own is None and self.decision.amendment is not None

    def _as_put(self, row: Amendment, put: set[int | None]) -> tuple[object, Revision]:
        """Give the words that were put, or else those that are still to be put, and the revision they were written on."""
        words = self.words.get(row.pk, Words.FILED) if row.number in put else Words.FILED
        if words == Words.ADVISED:
            rows = Advice.objects.filter(amendment=row, minority=False, edits__isnull=False, published_at__isnull=False)
            advice = rows.select_related("base_revision__entry").order_by("-pk").first()
            if advice is not None:
                return advice.edits, advice.base_revision
        return row.edits, row.base_revision

    def _ways(self, wanted: Iterable[tuple[Amendment, object, Revision]]) -> list[Pending | None]:
        """Give amendments as they stood on the text before the decision; None for one that was written on a later text."""
        groups, found = defaultdict[int, list[Pending]](list), list[Pending | None]()
        bases: dict[int, Revision] = {}
        for row, edits, base in wanted:
            late = base.number > self._published and (
                base.entry.sequence >= self.first or base.entry.sequence < self.last_again
            )
            found.append(None if late else Pending.of(row, edits_from_json(edits), text_at(base)))
            if found[-1] is not None:
                groups[base.pk].append(found[-1])
                bases[base.pk] = base
        before = {one.entry for one in self.prefix}
        for key, ways in groups.items():
            made = bases[key].entry.sequence
            since = [one for one in self.changes if one.entry > made and (one.name.startswith("R") or one.entry in before)]
            run_through(text_at(bases[key]), ways, [one.value for one in since])
        return found

    @property
    def _published(self) -> int:
        return self.document.published_revision.number if self.document.published_revision else 0

    def _turn(self, found: _Pass) -> None:
        """Make the change that a recount carries, where it is one."""
        amendment, run = self.decision.amendment, found.run
        way = run.take(amendment.number) if amendment is not None and self._turns else None
        if amendment is None or not self._turns:
            return
        edits = way.edits(run.text) if way else ()
        if way is None or way.state in FALLS or not edits:
            raise Refused(f"{amendment} does not fit the text that it was put on. Put it to the vote again instead.")
        value = Value(str(amendment), amendment.number, edits)
        found.spot(run.text, value)
        found.steps.append(Taken(0, amendment.number, None, edits_to_json(edits)))
        run.decide(value, amendment.number)

    def _stands(self, one: Taken, run: Run) -> Taken | Once:
        """Give a later change as it stands on the new text, or why it must be put again."""
        if one.amendment is None:
            return _as_it_is(one, run.text, "The paragraph had other words when it was voted on.")
        way = next((way for way in run.pending if way.row.number == one.amendment), None)
        if way is None:
            return _as_it_is(one, run.text, "It was written on a text that is not the text any more.")
        rebased, left = way.rebased(run.text), sum(bool(value.edits) for value in way.values)
        whole = len(way.values) == 1 or left == len(throughout.places_of(edits_from_json(one.edits)))
        confirmed = rebased.state == State.TOUCHING and rebased.digest == way.row.confirmed_digest
        if whole and (confirmed or rebased.state in STAND):
            run.take(one.amendment)
            return replace(one, edits=edits_to_json(rebased.edits))
        return Once(one, str(rebased.state), rebased.why)


def _after(text: Text, value: Value) -> Text:
    return apply(text, value.edits) if value.edits else text


def _taken(one: Changed) -> Taken:
    number = one.value.number
    vote = int(one.value.id.removeprefix("vote ")) if number < 0 else None
    return Taken(one.entry, None if number < 0 else number, vote, edits_to_json(one.value.edits))


def _made(decision: Decision, one: Taken) -> bool:
    """Tell whether a change was made by a decision."""
    if decision.amendment is not None:
        return one.amendment == decision.amendment.number
    return one.amendment is None and decision.vote is not None and one.vote == decision.vote.number


def _as_it_is(one: Taken, text: Text, why: str) -> Taken | Once:
    """Keep a change that fits the new text to the letter; another is not guessed at."""
    try:
        apply(text, one.value.edits)
    except Mismatch as mismatch:
        return Once(one, str(State.CONFLICTING), f"{why} {mismatch}")
    return one
