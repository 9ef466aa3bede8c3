"""Atoms: an amendment cut into what can be compared with another's: each word change and each act on a paragraph or section.

An atom's `key` says what is done, the same for every amendment that does it, whatever ids it gave to what it inserts. Its
`places` are the ids that it touches: two atoms without a common place have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from amendments.text.apply import plan_of
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Amendment,
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.layout import Gap
from amendments.text.nearness import leftmost
from amendments.text.numbering import read
from amendments.text.plan import Plan, inside_of
from amendments.text.tokens import BLOCK, Token, Tokens

Key: TypeAlias = tuple[Any, ...]
CUT = (Token(BLOCK, "cut"),)  # how a split looks to the words around it


@dataclass(frozen=True)
class Atom:
    """One thing that an amendment does. `change` is the word change (a split and a join are changes to the words, too)."""

    edit: Edit
    key: Key
    places: frozenset[str]
    change: Change | None = None
    gap: Gap | None = None
    inside: frozenset[str] = field(default=frozenset(), repr=False)
    zone: Zone | None = None


class Zone(NamedTuple):
    """Where the number of an insertion comes from: the neighbors with a label, and all places where a move would change it."""

    low: str | None
    high: str | None
    near: frozenset[str]


def zone(row: Sequence[Paragraph | Section], after: str | None, container: str | None, first: str) -> Zone:
    """Find what gives an insertion after `after` (first where None) its number. `first` names the first place of the row.

    Where nothing in the row has a label, whatever comes into its container with one gives it.
    """
    at = next((n for n, each in enumerate(row) if each.id == after), -1) + 1
    low = next((n for n in range(at - 1, -1, -1) if row[n].label), None)
    high = next((n for n in range(at, len(row)) if row[n].label), None)
    near: set[str] = {each.id for each in row[low or 0 : at]}
    if high is not None and (low is None or read(row[low].label).base == read(row[high].label).base):
        near |= {each.id for each in row[at : high + 1]}
    if low is None:
        near.add(first)
    ids = [each.id for each in row]
    ends = (None if low is None else ids[low], None if high is None else ids[high])
    return Zone(*ends, frozenset(near if any(ends) else [labels_in(container)]))


def first_in(section: str | None) -> str:
    """Name the place of the first paragraph in a section."""
    return f"{section or ''}/first paragraph"


def labels_in(section: str | None) -> str:
    """Name the place that all share whose number, or whose coming, hangs on the first label in a section without labels."""
    return f"{section or ''}/labels"


def first_section_in(section: str | None) -> str:
    """Name the place of the first section in a section."""
    return f"{section or ''}/first section"


def words_of(edit: ChangeWords, tokens: Tokens) -> tuple[Atom, ...]:
    """Cut word changes that fit into atoms. They follow from the edit and the words it was made on: it remembers them."""
    found: tuple[Atom, ...] | None = vars(edit).get("atoms")
    if found is None:
        found = vars(edit)["atoms"] = tuple(_cut(edit, "words", edit.paragraph, tokens))
    return found


def _cut(edit: ChangeWords | RetitleSection, what: str, id_: str, tokens: Tokens) -> Iterator[Atom]:
    for change in edit.changes:
        yield Atom(edit, (what, id_, leftmost(tokens, change)), frozenset([id_]), change)


class Cutter:
    """Cuts one amendment into atoms. Raises Mismatch where it does not fit the document."""

    def __init__(self, document: Document, amendment: Amendment) -> None:
        self.document, self.amendment = document, amendment
        self.plan: Plan = plan_of(document, amendment.edits)
        self.keys: dict[str, Key] = {}
        self._found: tuple[Atom, ...] | None = None

    @cached_property
    def gap_of(self) -> dict[str, Gap]:
        """In which gap each paragraph goes that it inserts or moves."""
        return {item: gap for gap, items in self.plan.gaps.items() for item in items}

    @cached_property
    def section_gap_of(self) -> dict[str, Gap]:
        """The same of sections."""
        return {item: gap for gap, items in self.plan.section_gaps.items() for item in items}

    @cached_property
    def new(self) -> dict[str, InsertParagraph]:
        """The paragraphs that it inserts, by id."""
        return {e.paragraph: e for e in self.amendment.edits if isinstance(e, InsertParagraph)}

    @cached_property
    def new_sections(self) -> dict[str, InsertSection]:
        """The sections that it inserts, by id."""
        return {e.section: e for e in self.amendment.edits if isinstance(e, InsertSection)}

    @cached_property
    def moved(self) -> frozenset[str]:
        """The ids of what it moves."""
        sections = (e.section for e in self.amendment.edits if isinstance(e, MoveSection))
        return frozenset((*(e.paragraph for e in self.amendment.edits if isinstance(e, MoveParagraph)), *sections))

    @cached_property
    def done(self) -> frozenset[Key]:
        """What it does, by keys."""
        return frozenset(atom.key for atom in self.atoms())

    def atoms(self) -> tuple[Atom, ...]:
        """Give the atoms, in the order of the edits."""
        if self._found is None:
            self._found = tuple(atom for edit in self.amendment.edits for atom in self._atoms(edit))
        return self._found

    def _name(self, id_: str | None) -> Key | str | None:
        """Name a paragraph or section so that two amendments that insert the same one in the same gap name it alike."""
        if id_ not in self.keys and id_ in self.new:
            gap, tokens = self.gap_of[id_], self.new[id_].tokens
            row = [item for item in self.plan.gaps[gap] if item in self.new and self.new[item].tokens == tokens]
            self.keys[id_] = ("insert", self._name(gap.container), gap.after, tokens, row.index(id_))
        elif id_ not in self.keys and id_ in self.new_sections:
            new = self.new_sections[id_]
            known, items = self.new_sections, self.plan.section_gaps[self.section_gap_of[id_]]
            row = [item for item in items if item in known and known[item].title == new.title]
            self.keys[id_] = ("insert section", self._name(new.parent), self._anchor(new), new.title, row.index(id_))
        return self.keys.get(id_ or "", id_)

    def _anchor(self, edit: MoveParagraph | InsertSection | MoveSection) -> Key | str | None:
        """Name what something is put after; after what the same amendment moves there is another place than where that was."""
        if edit.after not in self.moved:
            return self._name(edit.after)
        gap = self.gap_of[edit.paragraph] if isinstance(edit, MoveParagraph) else self.section_gap_of[edit.section]
        return ("moved", edit.after, gap.container, gap.after)

    def _atoms(self, edit: Edit) -> Iterator[Atom]:
        if isinstance(edit, ChangeWords):
            yield from words_of(edit, self.document.paragraph_by_id[edit.paragraph].tokens)
        elif isinstance(edit, RetitleSection):
            yield from _cut(edit, "retitle", edit.section, self.document.section_by_id[edit.section].title)
        elif isinstance(edit, InsertParagraph | MoveParagraph):
            yield self._placed(edit)
        elif isinstance(edit, InsertSection | MoveSection):
            yield self._placed_section(edit)
        elif isinstance(edit, StrikeParagraph):
            yield Atom(edit, ("strike", edit.paragraph), frozenset([edit.paragraph]))
        elif isinstance(edit, SplitParagraph):
            change = Change(edit.at, edit.struck, CUT)
            found = self._zone(self.document.paragraph_by_id[edit.paragraph].section, edit.paragraph)
            key = ("split", edit.paragraph, edit.at, edit.struck)
            yield Atom(edit, key, found.near | {edit.paragraph}, change, zone=found)
        elif isinstance(edit, JoinParagraphs):
            yield Atom(edit, ("join", edit.first, edit.second, edit.between), frozenset([edit.first, edit.second]))
        else:
            yield self._struck_section(edit)

    def _placed(self, edit: InsertParagraph | MoveParagraph) -> Atom:
        gap = self.gap_of[edit.paragraph]
        place = gap.after or first_in(gap.container)
        if isinstance(edit, InsertParagraph):
            found = self._zone(gap.container, gap.after)
            key: Key = self._name(edit.paragraph)  # type: ignore[assignment]
            return Atom(edit, key, found.near | {place}, gap=gap, zone=found)
        key = ("move", edit.paragraph, self._name(edit.section), self._anchor(edit))
        label = [labels_in(gap.container)] if self.document.paragraph_by_id[edit.paragraph].label else []
        return Atom(edit, key, frozenset([edit.paragraph, place, *label]), gap=gap)

    def _zone(self, container: str | None, after: str | None) -> Zone:
        return zone(list(self.document.within(container)), after, container, first_in(container))

    def _placed_section(self, edit: InsertSection | MoveSection) -> Atom:
        gap = self.section_gap_of[edit.section]
        places = {gap.after or first_section_in(gap.container), *self._around(gap.container)}
        if isinstance(edit, InsertSection):
            row = [s for s in self.document.sections if s.parent == gap.container]
            found = zone(row, gap.after, gap.container, first_section_in(gap.container))
            key: Key = self._name(edit.section)  # type: ignore[assignment]
            return Atom(edit, key, found.near | places, gap=gap, zone=found)
        key = ("move section", edit.section, self._name(edit.parent), self._anchor(edit))
        label = [labels_in(gap.container)] if self.document.section_by_id[edit.section].label else []
        return Atom(edit, key, frozenset([edit.section, *places, *label]), gap=gap)

    def _around(self, section: str | None) -> Iterator[str]:
        """Give a section and all around it, as far as they are old: a move into one may meet a move of another."""
        while section in self.document.section_by_id:
            yield section
            section = self.document.section_by_id[section].parent

    def _struck_section(self, edit: StrikeSection) -> Atom:
        inside = inside_of(self.document, [edit.section])
        places = {p.id for p in self.document.paragraphs if p.section in inside} | inside
        places |= {first_in(each) for each in inside} | {first_section_in(each) for each in inside}
        return Atom(edit, ("strike section", edit.section), frozenset(places), inside=frozenset(inside))
