"""Carry edits through a decision: the same edits, addressed to the text that the decision made.

An operational transformation. `Carrier` holds one decision on one document; each edit of an amendment on that document that
does not conflict with it is given anew, so that making the decision and then the new edits is the same as merging both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from amendments.text import layout
from amendments.text.atoms import Cutter
from amendments.text.document import Document
from amendments.text.edits import (
    Change,
    Changes,
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
)
from amendments.text.mapping import positions
from amendments.text.merge import combined
from amendments.text.nearness import blocks_first
from amendments.text.plan import Plan, build, in_order, parts, spliced
from amendments.text.tokens import BLOCK, SPACE, Tokens, digest


class Carrier:
    """A decision on a document: `after` is the text that it makes."""

    def __init__(self, before: Document, cutter: Cutter, after: Document | None = None) -> None:
        self.before, self.cutter, self.plan = before, cutter, cutter.plan
        self.after = after or build(before, cutter.plan)

    def carry(self, cutter: Cutter, *, earlier: bool) -> Edits:
        """Give the edits of `cutter` on the text after the decision, without what the decision has done alike.

        `earlier`: at one point, what the amendment inserts comes before what the decision inserted.
        """
        done = self.cutter.done
        left = [atom for atom in cutter.atoms() if atom.key not in done]
        words: dict[str, list[Change]] = {}
        titles: dict[str, list[Change]] = {}
        for atom in left:
            if atom.change and atom.key[0] == "words":
                words.setdefault(atom.key[1], []).append(atom.change)
            elif atom.change and atom.key[0] == "retitle":
                titles.setdefault(atom.key[1], []).append(atom.change)
        found: list[Edit] = []
        kept = {id(atom.edit) for atom in left}
        places = _Places(self, cutter, earlier)
        for edit in cutter.amendment.edits:
            if id(edit) not in kept:
                continue
            if isinstance(edit, ChangeWords):
                found += self._words(words, earlier)
                words = {}
            elif isinstance(edit, RetitleSection):
                found += self._title(edit.section, titles[edit.section], earlier)
            else:
                found += self._other(edit, places)
        return tuple(found)

    def _other(self, edit: Edit, places: _Places) -> Iterator[Edit]:
        now = self.after.paragraph_by_id
        if isinstance(edit, InsertParagraph | MoveParagraph):
            yield from places.paragraph(edit)
        elif isinstance(edit, InsertSection | MoveSection):
            yield from places.section(edit)
        elif isinstance(edit, StrikeParagraph):
            yield StrikeParagraph(edit.paragraph, now[edit.paragraph].digest)
        elif isinstance(edit, SplitParagraph):
            yield self._split(edit)
        elif isinstance(edit, JoinParagraphs):
            yield JoinParagraphs(edit.first, now[edit.first].digest, edit.second, now[edit.second].digest, edit.between)
        else:
            yield edit

    def _words(self, changes: Mapping[str, Sequence[Change]], earlier: bool) -> Iterator[Edit]:
        """Give the word changes of all paragraphs: what was two may be one paragraph now, and what was one two."""
        by_target: dict[str, list[Change]] = {}
        for paragraph, own in changes.items():
            tokens = self.before.paragraph_by_id[paragraph].tokens
            for change in (blocks_first(tokens, each) for each in own):
                target, way = self._way(paragraph, change)
                by_target.setdefault(target, []).append(way.change(change, earlier=earlier))
        for target, moved in by_target.items():
            now = self.after.paragraph_by_id[target]
            if settled := apart(moved):
                yield ChangeWords(target, now.digest, settled)

    def _title(self, section: str, changes: Sequence[Change], earlier: bool) -> Iterator[Edit]:
        before, now = self.before.section_by_id[section].title, self.after.section_by_id[section].title
        own = in_order(self.plan.titles.get(section, ()))
        way = Way(own, 0, 0, spliced(before, own), now)
        if settled := apart(way.change(change, earlier=earlier) for change in changes):
            yield RetitleSection(section, digest(now), settled)

    def _split(self, edit: SplitParagraph) -> SplitParagraph:
        change = Change(edit.at, edit.struck, ())
        target, way = self._way(edit.paragraph, change)
        cut = way.change(change, earlier=False)
        return SplitParagraph(target, self.after.paragraph_by_id[target].digest, cut.at, cut.struck, edit.new)

    def _way(self, paragraph: str, change: Change) -> tuple[str, Way]:
        """Find the paragraph that the place of a change is in now, and the way of positions into it."""
        plan, tokens = self.plan, self.before.paragraph_by_id[paragraph].tokens
        own = in_order(blocks_first(tokens, each) for each in plan.words.get(paragraph, ()))
        low, target, n, rest = 0, paragraph, 0, own
        cuts = sorted(plan.splits.get(paragraph, ()), key=lambda split: split.at)
        while n < len(cuts) and change.end > cuts[n].at:
            rest = [each for each in rest if each.end > cuts[n].at]
            low, target, n = cuts[n].at + len(cuts[n].struck), cuts[n].new, n + 1
        high = cuts[n].at if n < len(cuts) else len(tokens)
        raw = parts(tokens, own, cuts)[n][1]
        inside = [each for each in rest if each.end <= high]
        lead = len(raw) - (high - low) - sum(len(each.inserted) - len(each.struck) for each in inside)
        join = next((join for join in plan.joins if paragraph in {join.first, join.second}), None)
        if join:
            raw, lead, target = self._joined(join, paragraph, lead)
        return target, Way(inside, low, lead, raw, self.after.paragraph_by_id[target].tokens)

    def _joined(self, join: JoinParagraphs, paragraph: str, lead: int) -> tuple[Tokens, int, str]:
        """Give the raw text of the joined paragraph and where this one's words begin in it."""
        plan = self.plan
        whole: Tokens = ()
        for row in [None, *(each for each in plan.joins if each.first == join.first)]:
            id_ = row.second if row else join.first
            text = spliced(self.before.paragraph_by_id[id_].tokens, in_order(plan.words.get(id_, ())))
            gone = int(bool(row) and bool(text) and text[0].kind == BLOCK)
            if id_ == paragraph:
                lead += len(whole) + (len(row.between) if row else 0) - gone
            whole = (*whole, *(row.between if row else ()), *text[gone:])
        return whole, lead, join.first


class Way:
    """The way of positions in the stretch of a text that begins at `low`, through changes, into the text that came about.

    `raw` is that text as it was put together, in which the stretch begins at `lead`; `now` is its canonical form.
    """

    def __init__(self, changes: Sequence[Change], low: int, lead: int, raw: Tokens, now: Tokens) -> None:
        self.changes, self.low, self.lead, self.raw, self.now = changes, low, lead, raw, now
        self.shifts = [0, *accumulate(len(each.inserted) - len(each.struck) for each in changes)]
        self.settled = [] if raw == now else positions(raw, now)

    def change(self, change: Change, *, earlier: bool) -> Change:
        """Give a change that does not conflict, at its new place."""
        passed = 0
        for each in self.changes:
            same_point = not change.struck and not each.struck and each.at == change.at
            if same_point and self._first(change, each, earlier):
                break
            if each.end > change.at:
                break
            passed += 1
        start = change.at - self.low + self.shifts[passed] + self.lead
        end = start + len(change.struck)
        inserted = change.inserted
        if self.settled:
            start, end = max(start, 0), max(end, 0)
            inserted = self._spaced(start, end, inserted)
            start, end = self.settled[start], self.settled[end]
        return Change(start, self.now[start:end], inserted)

    def _spaced(self, start: int, end: int, inserted: Tokens) -> Tokens:
        """Give back the space that stood beside these words and was folded away without them."""
        if inserted and inserted[0].kind != SPACE and start and self._folded(start - 1):
            inserted = (self.raw[start - 1], *inserted)
        if inserted and inserted[-1].kind != SPACE and end < len(self.raw) and self._folded(end):
            inserted = (*inserted, self.raw[end])
        return inserted

    def _folded(self, at: int) -> bool:
        """Tell whether the token of `raw` at a position is a space that its canonical form does without."""
        return bool(self.settled) and self.raw[at].kind == SPACE and self.settled[at] == self.settled[at + 1]

    @staticmethod
    def _first(ours: Change, theirs: Change, earlier: bool) -> bool:
        """Tell whether our insertion comes before theirs at one point, as `in_order` has it."""
        blocks = [bool(each.inserted) and each.inserted[0].kind == BLOCK for each in (ours, theirs)]
        return blocks == [False, True] or (blocks[0] == blocks[1] and earlier)


def apart(changes: Iterable[Change]) -> Changes:
    """Put changes that came to touch together into one, and leave out those that change nothing."""
    found: list[Change] = []
    for change in in_order(changes):
        if found and found[-1].end >= change.at:
            last = found.pop()
            change = Change(last.at, last.struck + change.struck, last.inserted + change.inserted)  # noqa: PLW2901
        found.append(change)
    return tuple(change for change in found if change.struck != change.inserted)


class _Places:
    """Where what an amendment inserts and moves stands after the decision: after what precedes it when both are made."""

    def __init__(self, carrier: Carrier, cutter: Cutter, earlier: bool) -> None:
        self.carrier, self.own = carrier, cutter.plan
        self.spots: dict[str, tuple[str | None, str | None]] = {}
        if not (self.own.gaps or self.own.section_gaps):
            return
        pair = [cutter, carrier.cutter] if earlier else [carrier.cutter, cutter]
        both = combined(pair, keep=carrier.cutter)
        self.halves = _halves(carrier.plan)
        for rows, gaps, own, halves in (
            (layout.paragraph_rows(carrier.before), both.gaps, self.own.gaps, self.halves),
            (layout.section_rows(carrier.before), both.section_gaps, self.own.section_gaps, {}),
        ):
            if own:
                for container, row in layout.arranged(rows, gaps, halves).items():
                    self.spots |= {id_: (container, row[n - 1] if n else None) for n, id_ in enumerate(row)}

    def paragraph(self, edit: InsertParagraph | MoveParagraph) -> Iterator[Edit]:
        """Give the edit at its new place; a paragraph that was split takes its parts along."""
        section, after = self.spots[edit.paragraph]
        if isinstance(edit, InsertParagraph):
            yield InsertParagraph(edit.paragraph, section, after, edit.tokens)
            return
        yield MoveParagraph(edit.paragraph, section, after)
        for half in self.halves.get(edit.paragraph, ()):
            yield MoveParagraph(half, *self.spots[half])

    def section(self, edit: InsertSection | MoveSection) -> Iterator[Edit]:
        """Give the edit at its new place."""
        parent, after = self.spots[edit.section]
        if isinstance(edit, InsertSection):
            yield InsertSection(edit.section, parent, after, edit.title)
        else:
            yield MoveSection(edit.section, parent, after)


def _halves(plan: Plan) -> dict[str, list[str]]:
    return {id_: [s.new for s in sorted(splits, key=lambda s: s.at)] for id_, splits in plan.splits.items()}
