"""Resolve again all that came after a decision: the engine takes each change from what was filed to the text as it becomes.

What then touches, conflicts or is gone is put to the vote again, and what fell because of it is pending again. Nothing is
guessed: a change stands where it says the same on the new text, or where it says exactly what a named person confirmed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

from django.db.models import Q

from amendments.life import Matter, Outcome, Words
from amendments.models import Advice, AdvicePlace, Amendment, Decision, Document, Entry, Revision
from amendments.queries.advice import STANDING_ADVICE, WordsFollow
from amendments.queries.amendment import sharing
from amendments.queries.course import AGAIN, Taken
from amendments.queries.decision import FALLS, stroke
from amendments.queries.disposing import disposed_by, standing_votes
from amendments.queries.document import current_text, published_text, text_at
from amendments.queries.going_back import Plan, first_entry
from amendments.queries.provenance import Changed, changes
from amendments.queries.reopening import STAND, Becomes, NextVersion, Once, Reopened
from amendments.queries.resolving_others import others_of, places_on
from amendments.queries.resolving_version import words_without
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


def if_reopened(document: Document, plan: Plan) -> Reopened:
    """Work out what follows where a decision is undone, or turned by a recount. The number of queries is nearly constant.

    Raises Refused where a recount carries what does not fit the text that it was put on.
    """
    return _Resolving(document, plan).work()


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
    def __init__(self, document: Document, plan: Plan) -> None:
        self.document, self.plan = document, plan
        self.changes, self.first = changes(document), first_entry(plan.decision)
        self.log = [_taken(one) for one in self.changes if not one.name.startswith("R")]
        self.undone = [one for one in self.log if _made(plan, one)]
        at = self.log.index(self.undone[0]) if self.undone else self._place()
        self.prefix, self.rest = self.log[:at], self.log[at:]
        self.later = [one for one in self.rest if one not in self.undone]
        self.start = reduce(lambda text, one: _after(text, one.value), self.prefix, published_text(document))
        decided = Decision.objects.filter(document=document, amendment__isnull=False, superseded=False)
        self.words = dict(decided.values_list("amendment_id", "words"))
        self.words |= {one.amendment.pk: one.words for one in plan.carries}
        self.version = words_without(document, plan)

    def _place(self) -> int:
        """Give where a vote that changed no word stands among those that did, each at the place of its first count."""
        return sum(self.firsts.get(one.entry, one.entry) < self.first for one in self.log)

    @cached_property
    def firsts(self) -> dict[int, int]:
        """The first entry of what each entry of going back is about: one query."""
        rows = Entry.objects.filter(document=self.document, kind__in=AGAIN).order_by("sequence")
        return {sequence: json.loads(payload)["body"]["first"] for sequence, payload in rows.values_list("sequence", "payload")}

    @property
    def last_again(self) -> int:
        """The entry by which the text was made again last; 0 where it never was."""
        return max(self.firsts, default=0)

    def work(self) -> Reopened:
        """Go through twice: to find out where something changes, and then with all amendments that stand there."""
        numbers = {one.amendment for one in self.later if one.amendment} | set(self.plan.becomes)
        numbers |= {self.version.primary.number} if self.version else set()
        first, fell = self._pass(self._rows(Q(number__in=numbers))), self._fell_since() | self.plan.left
        near = sharing(self.document, first.spots).filter(primary__isnull=True).values("pk")
        unfit = Q(decision=Outcome.PENDING, primary__isnull=True, rebase_state__in=FALLS)  # they stand nowhere, and may again
        with_them = (
            Q(rests_in__number__in=numbers) | Q(primary__number__in=numbers) | Q(rests_in__in=near) | Q(primary__in=near)
        )
        rows = self._rows(Q(number__in=numbers | fell) | Q(pk__in=near) | unfit | with_them)
        last, now = self._pass(rows), current_text(self.document)
        after = made_again(published_text(self.document), [edits_from_json(one.edits) for one in last.steps], now)
        were = {one.key: one.edits for one in self.log}
        found = Reopened(self.plan, now, after, self.undone, last.steps, last.again, were=were)
        becomes = others_of(found, rows, last.run, fell, self.version)
        found.others = [one for one in becomes if one.differs]
        found.version = self._next_version(becomes)
        found.words = self._words(found, last.spots)
        return found

    def _next_version(self, becomes: Sequence[Becomes]) -> NextVersion | None:
        """Give the words that an amendment has from now on. Raises Refused where it left the congress for another reason."""
        words = self.version
        if words is None:
            return None
        found = next((one for one in becomes if one.amendment == words.primary and one.rebased is not None), None)
        if found is None or found.decision != Outcome.PENDING:
            raise Refused(f"{words.primary} has fallen since for another reason, so nothing would follow from this.")
        return NextVersion(words.primary, words.edits, words.of, words.again, found)

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
        """Give the numbers of those that fell by this decision or a later one: two queries, and one for each vote on all."""
        rows = Entry.objects.filter(document=self.document, kind__in=DECIDING, sequence__gte=self.first)
        told = [row for text in rows.values_list("payload", flat=True) for row in json.loads(text)["body"].get("others", ())]
        fell = {row["amendment"] for row in told if row.get("falls") or row.get("decision") == Outcome.FALLEN}
        votes = [one for one in standing_votes(self.document) if one != self.plan.decision]
        return fell.difference(*(disposed_by(one, first_entry(one)).gone for one in votes))  # they wait for that vote to go

    def _pass(self, rows: Sequence[Amendment]) -> _Pass:
        put = {one.amendment for one in self.later} | {one.amendment.number for one in self.plan.carries}
        as_they_are = self.plan.left if self.plan.still else ()
        wanted = [(row, *self._as_put(row, put)) for row in rows if row.primary_id is None and row.number not in as_they_are]
        found = _Pass(Run(self.start, [way for way in self._ways(wanted) if way]), list(self.prefix))
        old = self.start
        self._turn(found)
        for one in self.rest:
            found.spot(old, one.value)
            old = _after(old, one.value)
            if one in self.undone:
                continue
            stands = self._stands(one, found.run)
            if isinstance(stands, Once):
                found.again.append(stands)
            else:
                found.spot(found.run.text, stands.value)
                found.steps.append(stands)
                found.run.decide(stands.value, one.amendment or 0)
        return found

    def _as_put(self, row: Amendment, put: set[int | None]) -> tuple[object, Revision]:
        """Give the words that were put, or else those that are still to be put, and the revision they were written on."""
        if self.version is not None and row == self.version.primary:
            return edits_to_json(self.version.edits), row.base_revision
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
        """Make the changes that a recount carries, in the order of their list."""
        if self.plan.strikes:
            self._strike(found)
        run = found.run
        for amendment in (one.amendment for one in self.plan.carries):
            way = run.take(amendment.number)
            edits = way.edits(run.text) if way else ()
            if way is None or way.state in FALLS or not edits:
                raise Refused(f"{amendment} does not fit the text that it was put on. Put it to the vote again instead.")
            value = Value(str(amendment), amendment.number, edits)
            found.spot(run.text, value)
            found.steps.append(Taken(0, amendment.number, None, edits_to_json(edits)))
            run.decide(value, amendment.number)

    def _strike(self, found: _Pass) -> None:
        """Strike the paragraph, or section, that is lost by a recount. Raises Refused where it had other words by then."""
        vote, text = self.plan.decision.vote, found.run.text
        uid, digest = (vote.question.paragraph, vote.question.digest) if vote else ("", "")
        paragraph, section = text.paragraph_by_id.get(uid), text.section_by_id.get(uid)
        part = paragraph or section
        if vote is None or part is None or part.struck or (paragraph and paragraph.digest != digest):
            raise Refused("It has other words now than when it was voted on. Put it to the vote again instead.")
        step = Taken(0, None, vote.number, edits_to_json((stroke(text, uid),)))
        found.spot(text, step.value)
        found.steps.append(step)
        found.run.decide(step.value)

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


def _made(plan: Plan, one: Taken) -> bool:
    """Tell whether a change was made by a decision that goes."""
    if one.amendment is not None:
        return any(row.amendment is not None and row.amendment.number == one.amendment for row in plan.undone)
    return any(row.matter == Matter.PARAGRAPH and row.vote is not None and row.vote.number == one.vote for row in plan.undone)


def _as_it_is(one: Taken, text: Text, why: str) -> Taken | Once:
    """Keep a change that fits the new text to the letter; another is not guessed at."""
    try:
        apply(text, one.value.edits)
    except Mismatch as mismatch:
        return Once(one, str(State.CONFLICTING), f"{why} {mismatch}")
    return one
