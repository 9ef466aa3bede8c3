"""Secondary amendments: an amendment to an amendment, one degree deep.

Its base is the text as its primary would have it, and it changes only words that the primary changes: what the primary inserts
can be struck, changed and added to, and where the primary strikes, words can be put. It falls with its primary. When it is
carried, the primary gets a next version, which is again an amendment of the text that the primary was filed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amendments.text.apply import apply, name_of
from amendments.text.diff import diff
from amendments.text.document import Document
from amendments.text.edits import (
    Amendment,
    Changes,
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    RetitleSection,
    SplitParagraph,
)
from amendments.text.matching import cut_between
from amendments.text.replay import Step, Trace, replay
from amendments.text.tokens import digest

DEGREES = 2  # a primary and its secondary; there is no third


class OutOfScope(ValueError):
    """A secondary amendment would change what its primary leaves alone; `place` is the paragraph or section."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


def base_of(document: Document, primary: Amendment) -> Document:
    """Give the text that secondary amendments of a primary are filed on. Raises Mismatch like `apply`."""
    return apply(document, primary.edits)


def check(document: Document, primary: Amendment, edits: Edits, *, degree: int = DEGREES) -> None:
    """Refuse (OutOfScope) what goes beyond the words of the primary, or is deeper than the second degree.

    `degree` is that of the new amendment: 2 for one to an amendment of the text. Raises Mismatch where the edits do not fit.
    """
    if degree > DEGREES:
        raise OutOfScope("An amendment to an amendment cannot itself be amended.")
    base = base_of(document, primary)
    apply(base, edits)
    traced = replay(document, [Step("primary", primary.edits)])
    own = {id_ for id_, place in {**traced.paragraphs, **traced.sections}.items() if place.inserted_by and not place.split_from}
    new = own | {edit.paragraph for edit in edits if isinstance(edit, InsertParagraph)}
    for edit in edits:
        if isinstance(edit, ChangeWords | RetitleSection):
            place = edit.section if isinstance(edit, RetitleSection) else edit.paragraph
            trace = (traced.sections if isinstance(edit, RetitleSection) else traced.paragraphs)[place].tokens
            if place not in own:
                _check_changes(base, place, trace, edit.changes)
        elif not _within(edit, new):
            raise OutOfScope("A secondary amendment changes only what its primary inserts or changes.", _place(edit))


def _within(edit: Edit, new: set[str]) -> bool:
    """Tell whether an act on whole paragraphs stays among those that the primary inserts."""
    if isinstance(edit, JoinParagraphs):
        return {edit.first, edit.second} <= new
    if isinstance(edit, InsertParagraph):
        return edit.after in new or edit.section in new
    if isinstance(edit, InsertSection):
        return edit.after in new or edit.parent in new
    return _place(edit) in new


def _place(edit: Edit) -> str:
    names = ("paragraph", "first", "section")
    return next(str(value) for name in names if (value := getattr(edit, name, None)))


def _check_changes(base: Document, place: str, trace: Trace, changes: Changes) -> None:
    """Refuse a strike of words that the primary did not put there, and an insertion away from its changes."""
    live = [each for each in trace if each.struck_by is None]
    spots, at = set[int](), 0
    for each in trace:
        if each.by or each.struck_by:
            spots |= {at, at + 1} if each.struck_by is None else {at}
        at += each.struck_by is None
    for change in changes:
        foreign = [each for each in live[change.at : change.end] if not each.by]
        if foreign or not (change.struck or change.at in spots):
            named = name_of(base.paragraph_by_id.get(place) or base.section_by_id[place])
            raise OutOfScope(f"In {named}, only words that the primary amendment changes can be amended.", place)


def carried(document: Document, primary: Amendment, edits: Edits) -> Edits:
    """Give the primary's next version: its edits and those of a secondary as one, on the text that the primary was filed on.

    Raises OutOfScope like `check`, and Mismatch where the edits do not fit.
    """
    check(document, primary, edits)
    final = apply(base_of(document, primary), edits)
    splits = {edit.new: edit for edit in primary.edits if isinstance(edit, SplitParagraph)}
    found: list[Edit] = [edit for edit in primary.edits if not isinstance(edit, _REWRITTEN)]
    found += _sections(final, (*primary.edits, *edits))
    found += _splits(document, final, splits.values())
    found += _words(document, final, primary, {split.paragraph for split in splits.values()})
    found += _titles(document, final)
    found += _insertions(document, final, set(splits))
    return tuple(found)


_REWRITTEN = (ChangeWords, InsertParagraph, InsertSection, RetitleSection, SplitParagraph)


def _sections(final: Document, edits: Edits) -> Iterator[Edit]:
    for edit in edits:
        if isinstance(edit, InsertSection) and not final.section_by_id[edit.section].struck:
            yield InsertSection(edit.section, edit.parent, edit.after, final.section_by_id[edit.section].title)


def _splits(document: Document, final: Document, splits: Iterable[SplitParagraph]) -> Iterator[Edit]:
    for split in splits:
        old = document.paragraph_by_id[split.paragraph].tokens
        halves = [final.paragraph_by_id[id_].tokens for id_ in (split.paragraph, split.new)]
        cut = cut_between(old, halves[0], halves[1])
        if cut is None:
            raise OutOfScope("This change goes across a cut that the primary amendment makes.", split.paragraph)
        at, changes = cut
        yield SplitParagraph(split.paragraph, digest(old), at, old[at : at + 1], split.new)
        if changes:
            yield ChangeWords(split.paragraph, digest(old), changes)


def _words(document: Document, final: Document, primary: Amendment, cut: set[str]) -> Iterator[Edit]:
    joins = [edit for edit in primary.edits if isinstance(edit, JoinParagraphs)]
    joined = {id_ for join in joins for id_ in (join.first, join.second)}
    for edit in primary.edits:
        if isinstance(edit, ChangeWords) and edit.paragraph in joined:
            yield edit
    for paragraph in document.paragraphs:
        now = final.paragraph_by_id[paragraph.id]
        if paragraph.id in joined or paragraph.id in cut or now.tokens == paragraph.tokens:
            continue
        yield ChangeWords(paragraph.id, paragraph.digest, diff(paragraph.tokens, now.tokens))


def _titles(document: Document, final: Document) -> Iterator[Edit]:
    for section in document.sections:
        now = final.section_by_id[section.id]
        if now.title != section.title:
            yield RetitleSection(section.id, digest(section.title), diff(section.title, now.title))


def _insertions(document: Document, final: Document, halves: set[str]) -> Iterator[Edit]:
    """Insert all that stands in the end and did not before, each after what stands before it then."""
    last: dict[str | None, str] = {}
    for paragraph in final.paragraphs:
        new = paragraph.id not in document.paragraph_by_id and paragraph.id not in halves
        if new and paragraph.struck:
            continue
        if new:
            yield InsertParagraph(paragraph.id, paragraph.section, last.get(paragraph.section), paragraph.tokens)
        if paragraph.id not in halves:
            last[paragraph.section] = paragraph.id
