"""Division of an amendment: where it may be cut, and its parts, each an amendment of the same text that can be voted alone.

An amendment is cut between its separate edits. A substitution is one edit, and what is struck and what comes in its place are
one question: strike and insert is not divided. Edits that cannot be done without each other stay together, and it is said why.
All parts carried give exactly what the whole gives; two of them are independent, or touch, and never exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from amendments.text.apply import apply
from amendments.text.atoms import Cutter
from amendments.text.document import Document
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    InsertSection,
    Mismatch,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
)
from amendments.text.layout import Gap
from amendments.text.merge import merge
from amendments.text.relation import Relation, Relations

INSIDE = "What stands in something new, or hangs on it, cannot be voted without it."
REPLACED = "What is struck and what comes in its place are one question: strike and insert is not divided."
TIED = "Apart these would be no two questions: one would do what the other does, or exclude it."
NOTHING = "One of these parts would change nothing without the others."
ORDER = "What stands at one place keeps its order: these cannot be put into parts in this way."


class Indivisible(ValueError):
    """An amendment cannot be divided so; the message says why."""


@dataclass(frozen=True)
class Bundle:
    """Edits that stay together in any division; `why` says what binds them, nothing where it is one edit alone."""

    edits: Edits
    why: tuple[str, ...] = ()


def bundles(document: Document, edits: Edits) -> tuple[Bundle, ...]:
    """Give what an amendment may be cut into at most, in its order. Raises Mismatch where it does not fit the document."""
    found = _Binding(document, edits)
    found.bind()
    return found.bundles()


def divide(document: Document, edits: Edits, numbers: Sequence[int]) -> tuple[Edits, ...]:
    """Give the parts: `numbers` says of each bundle in which part it goes, the lowest first.

    Raises Indivisible where that is no division, and Mismatch where the amendment does not fit the document.
    """
    held = bundles(document, edits)
    if len(numbers) != len(held):
        raise Indivisible("Say of each change in which part it goes.")
    if len(set(numbers)) < 2:
        raise Indivisible("A division makes two parts or more. Put at least one change into another part.")
    rows: dict[int, list[Edit]] = {number: [] for number in sorted(set(numbers))}
    for row, number in zip(held, numbers, strict=True):
        rows[number] += row.edits
    parts = tuple(_anchored(document, edits, row) for row in rows.values())
    if why := _fault(document, edits, parts):
        raise Indivisible(why)
    return parts


def _fault(document: Document, edits: Edits, parts: Sequence[Edits]) -> str:
    """Say why these are no parts of the whole; nothing where they are."""
    try:
        merged = merge(document, [Amendment(str(n), n, part) for n, part in enumerate(parts, 1)])
    except Mismatch as mismatch:
        return f"One of these parts does not stand alone: {mismatch}"
    if merged.document is None:
        return TIED
    if any(apply(document, part) == document for part in parts):  # a move to where it stands already, but for another part
        return NOTHING
    return "" if merged.document == apply(document, edits) else ORDER


def _single(edits: Edits) -> Iterator[Edit]:
    """Take edits apart: each change of words by itself."""
    for edit in edits:
        if isinstance(edit, ChangeWords | RetitleSection):
            yield from (replace(edit, changes=(change,)) for change in edit.changes)
        else:
            yield edit


def _joined(edits: Iterable[Edit]) -> Edits:
    """Put changes of one paragraph or title together again, in order."""
    found: dict[object, Edit] = {}
    for n, edit in enumerate(edits):
        if isinstance(edit, ChangeWords | RetitleSection):
            id_ = edit.paragraph if isinstance(edit, ChangeWords) else edit.section
            before = found.get((type(edit), id_))
            changes = (*getattr(before, "changes", ()), *edit.changes)
            found[type(edit), id_] = replace(edit, changes=tuple(sorted(changes, key=lambda change: change.at)))
        else:
            found[n] = edit
    return tuple(found.values())


def _anchored(document: Document, edits: Edits, row: Iterable[Edit]) -> Edits:
    """Give a part's edits so that they stand alone: what follows something of another part follows what is before both."""
    cutter, own, found = Cutter(document, Amendment("", 0, edits)), list(row), list[Edit]()
    names = {_placed(edit) for edit in own} - {None}
    for edit in own:
        gaps = cutter.gap_of if isinstance(edit, InsertParagraph | MoveParagraph) else cutter.section_gap_of
        if isinstance(edit, InsertParagraph | MoveParagraph | InsertSection | MoveSection):
            gap = gaps[_placed(edit) or ""]
            items = (cutter.plan.gaps if gaps is cutter.gap_of else cutter.plan.section_gaps)[gap]
            ahead = [item for item in items[: items.index(_placed(edit) or "")] if item in names]
            found.append(replace(edit, after=ahead[-1] if ahead else gap.after))
        else:
            found.append(edit)
    return _joined(found)


def _placed(edit: Edit) -> str | None:
    """Give the id of what an edit puts somewhere."""
    if isinstance(edit, InsertParagraph | MoveParagraph):
        return edit.paragraph
    return edit.section if isinstance(edit, InsertSection | MoveSection) else None


def _made(edit: Edit) -> str | None:
    """Give the id of what an edit makes anew."""
    if isinstance(edit, SplitParagraph):
        return edit.new
    return _placed(edit) if isinstance(edit, InsertParagraph | InsertSection) else None


class _Binding:
    """Finds which edits of one amendment cannot be done without each other."""

    def __init__(self, document: Document, edits: Edits) -> None:
        self.document, self.edits = document, edits
        self.single = list(_single(edits))
        self.cutter = Cutter(document, Amendment("", 0, edits))
        self.lead = list(range(len(self.single)))
        self.why: dict[int, dict[str, None]] = {}

    def bind(self) -> None:
        self._hanging()
        self._replaced()
        self._exclusive()
        for bind in (self._one_gap, self._all):
            if len(self._groups()) > 1 and _fault(self.document, self.edits, self._parts()):
                bind()

    def bundles(self) -> tuple[Bundle, ...]:
        groups = self._groups()
        return tuple(Bundle(_joined(self.single[n] for n in group), tuple(self.why.get(group[0], ()))) for group in groups)

    def _parts(self) -> list[Edits]:
        return [_anchored(self.document, self.edits, [self.single[n] for n in group]) for group in self._groups()]

    def _groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for n in range(len(self.single)):
            found.setdefault(self._top(n), []).append(n)
        return list(found.values())

    def _top(self, n: int) -> int:
        while self.lead[n] != n:
            n = self.lead[n]
        return n

    def _tie(self, one: int, two: int, why: str) -> None:
        low, high = sorted((self._top(one), self._top(two)))
        if low != high:
            self.lead[high] = low
            self.why.setdefault(low, {}).update(self.why.pop(high, {}))
        self.why.setdefault(low, {})[why] = None

    def _hanging(self) -> None:
        """Bind what stands in a new section, or is done to something that is new, to what makes it."""
        makers = {made: n for n, edit in enumerate(self.single) if (made := _made(edit))}
        for n, edit in enumerate(self.single):
            gap = self._gap(edit)
            needs = {getattr(edit, name, None) for name in ("section", "parent", "paragraph", "first", "second")}
            needs |= {gap.container, gap.after} if gap else set()
            for id_ in needs & makers.keys():
                if id_ is not None and makers[id_] != n:
                    self._tie(makers[id_], n, INSIDE)

    def _gap(self, edit: Edit) -> Gap | None:
        if isinstance(edit, InsertParagraph | MoveParagraph):
            return self.cutter.gap_of[edit.paragraph]
        return self.cutter.section_gap_of[edit.section] if isinstance(edit, InsertSection | MoveSection) else None

    def _replaced(self) -> None:
        """Bind a paragraph that is struck to what comes right before or after it in its place."""
        struck = {edit.paragraph: n for n, edit in enumerate(self.single) if isinstance(edit, StrikeParagraph)}
        for n, edit in enumerate(self.single):
            gap = self._gap(edit) if isinstance(edit, InsertParagraph | MoveParagraph) else None
            if gap is None or not struck:
                continue
            row = [paragraph.id for paragraph in self.document.within(gap.container)]
            at = row.index(gap.after) if gap.after in row else -1
            for id_ in {gap.after, *row[at + 1 : at + 2]} & struck.keys():
                self._tie(struck[id_ or ""], n, REPLACED)

    def _exclusive(self) -> None:
        """Bind groups of which one excludes the other, or does what the other does, until there are none."""
        relations, bound = Relations(self.document), True
        while bound:
            bound = False
            groups = self._groups()
            values = [Amendment(str(n), n, part) for n, part in enumerate(self._parts())]
            for one, two in combinations(range(len(groups)), 2):
                apart = relations.places(values[one]).isdisjoint(relations.places(values[two]))
                if not apart and relations.between(values[one], values[two]).relation not in _FREE:
                    self._tie(groups[one][0], groups[two][0], TIED)
                    bound = True

    def _one_gap(self) -> None:
        """Bind all that is put into one gap."""
        first: dict[Gap, int] = {}
        for n, edit in enumerate(self.single):
            if (gap := self._gap(edit)) is not None:
                self._tie(first.setdefault(gap, n), n, ORDER)

    def _all(self) -> None:
        for n in range(1, len(self.single)):
            self._tie(0, n, TIED)


_FREE = frozenset([Relation.INDEPENDENT, Relation.TOUCHING])
