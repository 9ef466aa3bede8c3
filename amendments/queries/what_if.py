"""What if these amendments were carried: the text as it would stand, and what is left out. Nothing is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.models import Amendment
from amendments.queries.chosen import Chosen, LeftOut, remark
from amendments.queries.chosen_numbers import Typed, compact, compact_without
from amendments.queries.chosen_rows import changed_by, movers
from amendments.queries.compare import CHANGED, MOVED, SAME, both, kind_of, part_of, redline_of, words_of
from amendments.queries.places import in_one_order
from amendments.queries.states import mover_of
from amendments.text.clusters import clusters
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Change, Mismatch
from amendments.text.html import render
from amendments.text.moved import moved
from amendments.text.redline import redline
from amendments.text.relation import Relation
from amendments.text.together import Together
from amendments.text.tokens import Tokens

WAYS = ("redline", "clean")
EXTENTS = ("whole", "all")  # the whole text; all that changes, on one page
PAGE = 25  # changed paragraphs on one page
NAMED = 60  # amendments named one by one


class Line(NamedTuple):
    """One line of the text. `kind` is heading, paragraph or fold; of a fold only `many` is set: how many paragraphs stay."""

    kind: str
    uid: str = ""
    label: str = ""
    html: str = ""
    level: int = 0
    by: tuple[int, ...] = ()
    many: int = 0
    said: str = ""


class Ticked(NamedTuple):
    """One amendment of the set, and the set that would be left without it. `out`: it conflicts with another."""

    number: int
    mover: str
    about: str
    remark: str
    out: bool
    without: str


@dataclass(frozen=True)
class Turn:
    """Where one is in a text that is shown on several pages."""

    number: int
    last: int


class WhatIf:
    """Reads a document with a set of amendments for one person: eight queries at most, whatever the size of text and set."""

    def __init__(self, found: ForDocument, typed: Typed, *, way: str = "", extent: str = "", page: int = 0) -> None:
        self.document, self.typed = found.document, typed
        self.way = way if way in WAYS else WAYS[0]
        self.extent, self.page = extent, page  # `extent`: one of EXTENTS, else one page of what changes
        self.chosen = Chosen(found, typed.numbers)

    @property
    def before(self) -> Text:
        """The text as it stands."""
        return self.chosen.text

    @cached_property
    def together(self) -> Together:
        """All that conflict with no other, as one text."""
        values = list(self.chosen.values.values())
        try:
            return Together(self.before, values)
        except Mismatch:  # one alone does not fit: find it, so that the others can be read
            fits: list[Value] = []
            for value in values:
                try:
                    fits += Together(self.before, [value]).left
                except Mismatch as problem:
                    self.chosen.left_out.append(LeftOut(value.number, f"It does not fit the text: {problem}"))
            return Together(self.before, fits)

    @cached_property
    def groups(self) -> list[tuple[int, ...]]:
        """What cannot be carried together, by keys: pairs where they hang together, and circles; in the order of numbers."""
        order = sorted(self.chosen.standing, key=lambda key: self.chosen.standing[key].number)
        pairs = [(pair.low, pair.high, Relation.CONFLICTING) for pair in self.chosen.met if pair.conflicting]
        for circle in self.together.circles:
            keys = [self.keys[id_] for id_ in circle.members]
            pairs += [(keys[0], key, Relation.CONFLICTING) for key in keys[1:]]
        return clusters(pairs, order)

    @cached_property
    def keys(self) -> dict[str, int]:
        """The keys of amendments by what they are called."""
        return {str(row): key for key, row in self.chosen.standing.items()}

    @cached_property
    def out(self) -> frozenset[int]:
        """The keys of those that are not in the text because they conflict."""
        return frozenset(key for group in self.groups for key in group)

    @property
    def query(self) -> str:
        """The set as a link holds it: what was asked for, without what nobody may see."""
        return compact(row.number for row in self.chosen.rows)

    @property
    def free(self) -> str:
        """The set without what conflicts."""
        return compact(row.number for row in self.chosen.rows if not self.out & {row.pk, row.primary_id})

    @cached_property
    def named(self) -> dict[int, Amendment]:
        """The rows that are named one by one, with their movers: one query."""
        keys = {row.pk for row in self.chosen.rows[:NAMED]} | {row.pk for row in self.chosen.along}
        return {row.pk: row for row in movers(keys)}

    @property
    def ticked(self) -> list[Ticked]:
        """The first of the set, to be left out one by one."""
        rows = [self.named[row.pk] for row in self.chosen.rows[:NAMED]]
        without = compact_without((row.number for row in self.chosen.rows), (row.number for row in rows))
        return [
            Ticked(
                row.number,
                mover_of(row),
                row.about,
                remark(row),
                row.pk in self.out,
                without[row.number],
            )
            for row in rows
        ]

    @property
    def more_ticked(self) -> int:
        """How many more there are."""
        return max(0, len(self.chosen.rows) - NAMED)

    @property
    def unknown_words(self) -> str:
        """The numbers that are none, as people read them; a long row is cut."""
        found = compact(self.chosen.unknown).replace(",", ", ").replace("-", "–")
        return found if len(found) <= 80 else found[:80].rsplit(",", 1)[0] + ", …"

    @property
    def included(self) -> int:
        """How many amendments the text that is shown has in it."""
        return len(self.together.left)

    @property
    def left_out(self) -> list[LeftOut]:
        """Those that could not be taken in whatever the others are, with the reason."""
        _ = self.together
        return sorted(self.chosen.left_out, key=lambda one: one.number)

    @cached_property
    def skeleton(self) -> Text:
        """The text as it would stand, but for words: what is new, struck and moved."""
        return self.together.skeleton

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What happens to each part of the text, in the order of reading."""
        after, elsewhere, found = self.skeleton, moved(self.before, self.skeleton), {}
        for uid in both(self.before, after):
            old, new = part_of(self.before, uid), part_of(after, uid)
            found[uid] = kind_of(words_of(old), words_of(new), uid in elsewhere)
            if found[uid] in {SAME, MOVED} and uid in self.together.rewritten and words_of(old):
                found[uid] = CHANGED
        return found

    @cached_property
    def changed(self) -> list[str]:
        """What differs, in the order of reading."""
        return [uid for uid, kind in self.kinds.items() if kind != SAME]

    @property
    def whole(self) -> bool:
        """Whether what stays as it is is shown too."""
        return self.extent == "whole"

    @property
    def turn(self) -> Turn:
        """Which page of the changes is shown."""
        last = 0 if self.extent in EXTENTS else max(0, (len(self.changed) - 1) // PAGE)
        return Turn(min(self.page, last), last)

    @cached_property
    def after(self) -> Text:
        """The text as it would stand, written out where this page shows it."""
        return self.together.text(None if self.whole else self._shown)

    @cached_property
    def _shown(self) -> frozenset[str]:
        if self.extent in EXTENTS:
            return frozenset(self.kinds if self.whole else self.changed)
        page = self.turn.number * PAGE
        return frozenset(self.changed[page : page + PAGE])

    def lines(self) -> list[Line]:
        """Give the text: what changes, under its headings, and how much between stays as it is; or the whole."""
        headings = self._headings()
        found: list[Line] = []
        same = 0
        for uid in self._window():
            part = part_of(self.after, uid) or part_of(self.before, uid)
            line = self._line(uid, part) if uid in self._shown or uid in headings else None
            if line:
                found += [Line("fold", many=same), line] if same else [line]
                same = 0
            elif uid not in self._shown and isinstance(part, Paragraph) and not part.struck:
                same += 1
        return [*found, Line("fold", many=same)] if same else found

    def _window(self) -> Iterable[str]:
        """Give the part of the text that this page is about: from what it shows first to what the next page does."""
        order, turn = list(self.kinds), self.turn
        if not turn.last:
            return order
        first = order.index(self.changed[turn.number * PAGE]) if turn.number else 0
        after = (turn.number + 1) * PAGE
        return order[first : order.index(self.changed[after]) if after < len(self.changed) else len(order)]

    def _headings(self) -> set[str]:
        needed = set[str]()
        for uid in self._shown:
            text = self.after if part_of(self.after, uid) else self.before
            part = part_of(text, uid)
            home = part.section if isinstance(part, Paragraph) else part.parent if part else None
            while home and home not in needed:
                needed.add(home)
                home = text.section_by_id[home].parent if home in text.section_by_id else None
        return needed

    def _line(self, uid: str, part: Paragraph | Section | None) -> Line | None:
        old, new = words_of(part_of(self.before, uid)), words_of(part_of(self.after, uid))
        if part is None or not (old or new) or (self.way == "clean" and not new):
            return None
        kind = self.kinds[uid]
        changes = self.together.rewritten.get(uid, ()) if kind == CHANGED else ()
        html = _html(uid, kind if self.way == "redline" else "", old, new, tuple(changes))
        said = "Stands here now." if kind == MOVED and self.way == "redline" else ""
        level = self.levels.get(uid, 1) if isinstance(part, Section) else 0
        return Line("heading" if level else "paragraph", uid, part.label, html, level, self.by.get(uid, ()), 0, said)

    @cached_property
    def levels(self) -> dict[str, int]:
        """How deep each section stands."""
        depth: dict[str | None, int] = {None: 0}
        for section in (*self.before.sections, *self.after.sections):
            depth[section.id] = depth.get(section.parent, 0) + 1
        return {uid: level for uid, level in depth.items() if uid}

    @cached_property
    def by(self) -> dict[str, tuple[int, ...]]:
        """Which amendments of the text that is shown change each part of it."""
        found: dict[str, list[int]] = defaultdict(list)
        for value in self.together.left:
            for uid in dict.fromkeys(uid for edit in value.edits for uid in changed_by(edit)):
                found[uid].append(value.number)
        return {uid: tuple(numbers) for uid, numbers in found.items()}


@lru_cache(maxsize=4096)
def _html(uid: str, kind: str, old: Tokens, new: Tokens, changes: tuple[Change, ...]) -> str:
    """Write one part of the text as a redline of its kind, or clean where none is given; sets have most of their text alike."""
    if not kind:
        return render(new, note_prefix=f"{uid}-")
    if changes:
        return redline(old, in_one_order(changes), note_prefix=f"{uid}-", quiet=True)
    return redline_of(kind, old, new, f"{uid}-")
