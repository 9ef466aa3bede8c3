"""Apply edits to a document: each is checked against what stands there, and what does not fit is refused, never guessed.

All edits of one set are made at once, on the document as it was; none sees what another does, except that a paragraph or
section may stand after, or in, one that the same set inserts or moves. Nothing leaves a document: what is struck, or joined to
another paragraph, stays as a stub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, ClassVar

from amendments.text import layout
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Changes,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    Mismatch,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.plan import Plan, build, has_empty_part, inside_of
from amendments.text.tokens import Tokens, digest, visible

__all__ = ["Mismatch", "apply", "check_changes", "plan_of"]


def apply(document: Document, edits: Iterable[Edit]) -> Document:
    """Give the document with the edits made. Raises Mismatch, which names the place, where one does not fit."""
    return build(document, plan_of(document, edits))


def plan_of(document: Document, edits: Iterable[Edit]) -> Plan:
    """Check edits against the document and give what they do, sorted by place. Raises Mismatch like `apply`."""
    return _Reader(document, tuple(edits)).read()


def name_of(place: Paragraph | Section) -> str:
    """Give what people call a paragraph or section: its label, or else its first words."""
    if place.label:
        return place.label
    text = visible(place.tokens if isinstance(place, Paragraph) else place.title)
    return f"“{text[:40].rstrip()}…”" if len(text) > 40 else f"“{text}”" if text else "the paragraph without a number"


def check_changes(name: str, place: str, tokens: Tokens, changes: Changes) -> None:
    """Refuse changes that strike other words than stand here, or that do not stand in order and apart."""
    if not changes:
        raise Mismatch(f"Nothing would change in {name}.", place=place)
    last = -1
    for change in changes:
        found = tokens[change.at : change.end] if 0 <= change.at <= len(tokens) else ()
        if not 0 <= change.at <= len(tokens) or found != change.struck:
            expected = visible(change.struck)
            message = f"In {name}, “{expected}” was to be struck, and “{visible(found)}” stands there."
            raise Mismatch(message, place=place, expected=expected, found=visible(found))
        if change.at <= last or change.struck == change.inserted:
            raise Mismatch(f"The changes in {name} are out of order, or one changes nothing.", place=place)
        last = change.end


class _Reader:
    """Reads one set of edits into a plan."""

    def __init__(self, document: Document, edits: tuple[Edit, ...]) -> None:
        self.document, self.edits, self.plan = document, edits, Plan()
        self.placed: list[layout.Placed] = []
        self.placed_sections: list[layout.Placed] = []
        self.done: dict[str, str] = {}
        self.own_sections = {e.section for e in edits if isinstance(e, InsertSection)}
        self.own_places = {e.paragraph: e.section for e in edits if isinstance(e, InsertParagraph | MoveParagraph)}
        self.own_section_places = {e.section: e.parent for e in edits if isinstance(e, InsertSection | MoveSection)}

    def read(self) -> Plan:
        for edit in self.edits:
            self.READERS[type(edit)](self, edit)
        if self.placed:
            self.plan.gaps = layout.gaps(self.document.section_of, self.placed)
        if self.placed_sections:
            self.plan.section_gaps = layout.gaps(self.document.parent_of, self.placed_sections)
        self._check_wholes()
        return self.plan

    def _paragraph(self, id_: str, base: str | None = None) -> Paragraph:
        found = self.document.paragraph_by_id.get(id_)
        if found is None:
            raise Mismatch("A paragraph that this would change is not in the text.", place=id_)
        if found.struck:
            raise Mismatch(f"{name_of(found)} has been struck.", place=id_)
        if base is not None and found.digest != base:
            raise Mismatch(f"{name_of(found)} has changed since.", place=id_, expected=base, found=found.digest)
        return found

    def _section(self, id_: str) -> Section:
        found = self.document.section_by_id.get(id_)
        if found is None:
            raise Mismatch("A section that this would change is not in the text.", place=id_)
        if found.struck:
            raise Mismatch(f"{name_of(found)} has been struck.", place=id_)
        return found

    def _once(self, id_: str, act: str, *, beside: tuple[str, ...] = ()) -> None:
        """Refuse a second act on a paragraph or section, unless the two go together."""
        first = self.done.setdefault(id_, act)
        if first != act and act not in beside and first not in beside:
            raise Mismatch(f"One amendment cannot both {first} and {act} the same place.", place=id_)

    def _new(self, id_: str) -> None:
        """Refuse a mark that something standing has. A stub of the same mark was taken back by a reopened decision."""
        known = self.document.paragraph_by_id.get(id_) or self.document.section_by_id.get(id_)
        if (known is not None and not known.struck) or id_ in self.done:
            raise Mismatch("The mark that this new part was given is taken. It needs one of its own.", place=id_)
        self.done[id_] = "insert"

    def _change_words(self, edit: ChangeWords) -> None:
        paragraph = self._paragraph(edit.paragraph, edit.base)
        check_changes(name_of(paragraph), paragraph.id, paragraph.tokens, edit.changes)
        self._fresh(edit.paragraph, self.plan.words)
        self.plan.words[edit.paragraph] = list(edit.changes)

    def _retitle(self, edit: RetitleSection) -> None:
        section = self._section(edit.section)
        name = f"the title of {name_of(section)}"
        if digest(section.title) != edit.base:
            raise Mismatch(f"{name} has changed since.", place=section.id, expected=edit.base, found=digest(section.title))
        check_changes(name, section.id, section.title, edit.changes)
        self._fresh(edit.section, self.plan.titles)
        self.plan.titles[edit.section] = list(edit.changes)

    @staticmethod
    def _fresh(id_: str, known: Any) -> None:
        if id_ in known:
            raise Mismatch("One amendment changes the words of one place in one edit.", place=id_)

    def _place(self, id_: str, section: str | None, after: str | None) -> None:
        """Note where a paragraph goes, if there is such a place."""
        if after is not None and after not in self.own_places:
            anchor = self.document.paragraph_by_id.get(after)
            if anchor is None:
                raise Mismatch("The paragraph that this is to stand after is not in the text.", place=after)
            if anchor.section != section:
                raise Mismatch(f"{name_of(anchor)} does not stand in that section.", place=after, found=anchor.section or "")
        elif after is not None and (after == id_ or self.own_places[after] != section):
            raise Mismatch("A paragraph cannot stand there.", place=id_)
        if section is not None and section not in self.own_sections:
            self._section(section)
        self.placed.append(layout.Placed(id_, section, after))

    def _place_section(self, id_: str, parent: str | None, after: str | None) -> None:
        if after is not None and after not in self.own_section_places:
            anchor = self.document.section_by_id.get(after)
            if anchor is None:
                raise Mismatch("The section that this is to stand after is not in the text.", place=after)
            if anchor.parent != parent:
                raise Mismatch(f"{name_of(anchor)} does not stand in that section.", place=after, found=anchor.parent or "")
        elif after is not None and (after == id_ or self.own_section_places[after] != parent):
            raise Mismatch("A section cannot stand there.", place=id_)
        if parent is not None and parent not in self.own_sections:
            self._section(parent)
        self.placed_sections.append(layout.Placed(id_, parent, after))

    def _insert(self, edit: InsertParagraph) -> None:
        self._new(edit.paragraph)
        if not visible(edit.tokens).strip():
            raise Mismatch("The new paragraph has no words.", place=edit.paragraph)
        self._place(edit.paragraph, edit.section, edit.after)
        self.plan.new[edit.paragraph] = edit.tokens

    def _insert_section(self, edit: InsertSection) -> None:
        self._new(edit.section)
        self._place_section(edit.section, edit.parent, edit.after)
        self.plan.new_sections[edit.section] = edit.title

    def _strike(self, edit: StrikeParagraph) -> None:
        self._paragraph(edit.paragraph, edit.base)
        self._once(edit.paragraph, "strike")
        self.plan.struck[edit.paragraph] = None

    def _strike_section(self, edit: StrikeSection) -> None:
        self._section(edit.section)
        self._once(edit.section, "strike")
        self.plan.struck_sections[edit.section] = None

    def _move(self, edit: MoveParagraph) -> None:
        self._paragraph(edit.paragraph)
        self._once(edit.paragraph, "move")
        if any(edit.paragraph == each.item for each in self.placed):
            raise Mismatch("One amendment moves a paragraph once.", place=edit.paragraph)
        self._place(edit.paragraph, edit.section, edit.after)

    def _move_section(self, edit: MoveSection) -> None:
        self._section(edit.section)
        self._once(edit.section, "move")
        if any(edit.section == each.item for each in self.placed_sections):
            raise Mismatch("One amendment moves a section once.", place=edit.section)
        self._place_section(edit.section, edit.parent, edit.after)

    def _split(self, edit: SplitParagraph) -> None:
        tokens = self._paragraph(edit.paragraph, edit.base).tokens
        self._new(edit.new)
        end = edit.at + len(edit.struck)
        if edit.at < 0 or tokens[edit.at : end] != edit.struck:
            found = visible(tokens[max(edit.at, 0) : end])
            raise Mismatch("Other words stand at the cut.", place=edit.paragraph, expected=visible(edit.struck), found=found)
        if not visible(tokens[: edit.at]).strip() or not visible(tokens[end:]).strip():
            raise Mismatch("A split leaves words on both sides.", place=edit.paragraph)
        self.plan.splits.setdefault(edit.paragraph, []).append(edit)

    def _join(self, edit: JoinParagraphs) -> None:
        self._paragraph(edit.first, edit.first_base)
        self._paragraph(edit.second, edit.second_base)
        if edit.first == edit.second:
            raise Mismatch("A paragraph cannot be joined to itself.", place=edit.first)
        self.plan.joins.append(edit)

    def _check_wholes(self) -> None:
        """Refuse what each edit alone does not show."""
        plan, document = self.plan, self.document
        self._check_cuts()
        seconds = [join.second for join in plan.joins]
        for id_ in seconds:
            others = [join for join in plan.joins if id_ in (join.first, join.second)]
            if len(others) > 1 or id_ in plan.splits or self.done.get(id_):
                raise Mismatch("A paragraph that is joined to another cannot be cut, moved, struck or joined again.", place=id_)
        for id_ in plan.struck:
            if id_ in plan.texts:
                raise Mismatch("One amendment cannot both strike and change a paragraph.", place=id_)
        for join in plan.joins:
            if join.first in plan.splits:
                raise Mismatch("One amendment cannot both split and join a paragraph.", place=join.first)
        if plan.struck_sections:
            self._check_struck_sections(document)

    def _check_cuts(self) -> None:
        for id_, splits in self.plan.splits.items():
            paragraph, changes = self.document.paragraph_by_id[id_], self.plan.words.get(id_, ())
            cuts = [(split.at, split.at + len(split.struck)) for split in splits]
            spans = sorted([*cuts, *((c.at, c.end) for c in changes)])
            if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
                raise Mismatch("A word change lies across a cut.", place=id_)
            if has_empty_part(paragraph.tokens, changes, splits):
                raise Mismatch(f"No words would be left on one side of a cut in {name_of(paragraph)}.", place=id_)

    def _check_struck_sections(self, document: Document) -> None:
        plan = self.plan
        gone = inside_of(document, plan.struck_sections)
        inside = {p.id for p in document.paragraphs if p.section in gone} | gone
        touched = {*plan.texts, *plan.struck, *plan.titles, *self.own_places, *self.own_section_places}
        places = {each.container for each in (*self.placed, *self.placed_sections)}
        for id_ in sorted((inside & touched) | (gone & {p for p in places if p})):
            raise Mismatch("One amendment cannot both strike a section and change what stands in it.", place=id_)

    READERS: ClassVar[dict[type, Callable[..., None]]] = {
        ChangeWords: _change_words,
        RetitleSection: _retitle,
        InsertParagraph: _insert,
        InsertSection: _insert_section,
        StrikeParagraph: _strike,
        StrikeSection: _strike_section,
        MoveParagraph: _move,
        MoveSection: _move_section,
        SplitParagraph: _split,
        JoinParagraphs: _join,
    }
