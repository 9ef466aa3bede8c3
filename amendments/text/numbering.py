"""Labels: what people cite. Insertions get letters, nothing is numbered twice, and only adoption numbers anew.

The letters follow `numbering_marks`. Where a label has letters for a number ("(b)") its insertions are "(ba)", "(bb)" …, as the
same guidance has them. `renumbering` is what adoption does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from amendments.text import numbering_marks as marks
from amendments.text.document import Document, Paragraph
from amendments.text.numbering_parts import Label, count, read
from amendments.text.renumbering import Renumbered, renumber

__all__ = ["Renumbered", "insertion_label", "labels", "number_new", "read", "renumber", "section_label"]


def insertion_label(document: Document, section: str | None, after: str | None) -> str:
    """Give the label of a paragraph that is inserted after `after`, or first in `section` where None.

    In a section without labels it is empty. Labels of stubs count: no label is ever given twice.
    """
    row = [p for p in document.paragraphs if p.section == section]
    at = next((i for i, p in enumerate(row) if p.id == after), -1) + 1
    texts = [p.label for p in row]
    return _between(texts[:at], texts[at:], {p.label for p in document.paragraphs})


def section_label(document: Document, parent: str | None, after: str | None) -> str:
    """Give the label of a section that is inserted after its sibling `after`, or first in `parent` where None."""
    row = [s for s in document.sections if s.parent == parent]
    at = next((i for i, s in enumerate(row) if s.id == after), -1) + 1
    texts = [s.label for s in row]
    return _between(texts[:at], texts[at:], {s.label for s in document.sections})


def _between(earlier: Sequence[str], later: Sequence[str], taken: Container[str]) -> str:
    low = next((text for text in reversed(earlier) if text), "")
    high = next((text for text in later if text), "")
    if low:
        return _after(read(low), read(high), taken)
    return _ahead(read(high), taken) if high else ""


class _Taken:
    """The letters that are taken around one number."""

    def __init__(self, label: Label, labels: Container[str], *, before: bool) -> None:
        self.label, self.labels, self.before = label, labels, before

    def __contains__(self, mark: object) -> bool:
        return str(_marked(self.label, str(mark), before=self.before)) in self.labels


def _marked(label: Label, mark: str, *, before: bool) -> Label:
    if label.kind == "letter" and before:  # before (a) stands (za), as letters have no room in front
        return label._replace(core=mark[0], after=mark[1:] + label.core)
    upper = (label.before + label.after).isupper() or (label.kind == "letter" and label.core.isupper())
    mark = mark.upper() if upper else mark
    return label._replace(before=mark) if before else label._replace(after=mark)


def _after(low: Label, high: Label, taken: Container[str]) -> str:
    same = low.base == high.base
    if low.before and not low.after:
        limit = high.before.lower() or None if same else None
        free = _Taken(low, taken, before=True)
        return str(_marked(low, marks.between(low.before.lower(), limit, free), before=True))
    limit = high.after.lower() or None if same and low.before == high.before else None
    free = _Taken(low, taken, before=False)
    return str(_marked(low, marks.between(low.after.lower(), limit, free), before=False))


def _ahead(high: Label, taken: Container[str]) -> str:
    if high.kind == "letter":
        mark = "z"
        while str(_marked(high, mark, before=True)) in taken:
            mark += "z"
        return str(_marked(high, mark, before=True))
    if high.after and not high.before:  # what stood before it has moved away
        free = _Taken(high, taken, before=False)
        return str(_marked(high, marks.between("", high.after.lower(), free), before=False))
    free = _Taken(high, taken, before=True)
    return str(_marked(high, marks.between(None, high.before.lower() or None, free), before=True))


def labels(document: Document) -> Document:
    """Freeze the labels at publication: paragraphs and sections without one, between others that have one, get theirs.

    A paragraph before the first label, and one in a section without labels, stays without.
    """
    sections = list(document.sections)
    for i, section in enumerate(sections):
        before = [s.id for s in sections[:i] if s.parent == section.parent and s.label]
        if not section.label and before:
            known = Document(tuple(s for s in sections if s.label), ())
            sections[i] = replace(section, label=section_label(known, section.parent, before[-1]))
    return number_new(replace(document, sections=tuple(sections)), [p.id for p in document.paragraphs if not p.label])


def number_new(document: Document, new: Iterable[str], new_sections: Container[str | None] = ()) -> Document:
    """Give labels to the paragraphs `new`, in the order of the text, as insertions after the nearest label before each.

    Those of sections that are new themselves are numbered after the pattern of the others.
    """
    wanted = dict.fromkeys(new)
    rows: dict[str | None, list[Paragraph]] = {}
    for paragraph in document.paragraphs:
        rows.setdefault(paragraph.section, []).append(paragraph)
    taken = {p.label for p in document.paragraphs if p.label}
    given: dict[str, str] = {}
    for section in {document.paragraph_by_id[each].section: None for each in wanted}:
        row = rows[section]
        texts = [p.label for p in row]
        fresh = section in new_sections and all(p.id in wanted for p in row)
        for i, paragraph in enumerate(row):
            if paragraph.id in wanted and not texts[i]:
                texts[i] = _first(document, section, i) if fresh else _between(texts[:i], texts[i + 1 :], taken)
                given[paragraph.id] = texts[i]
                taken.add(texts[i])
    if not given:
        return document
    return replace(
        document, paragraphs=tuple(replace(p, label=given[p.id]) if p.id in given else p for p in document.paragraphs)
    )


def _first(document: Document, section: str | None, at: int) -> str:
    """Number the paragraphs of a section that is itself new, after the pattern of the document's other sections."""
    own = document.section_by_id[section].label if section else ""
    for paragraph in document.paragraphs:
        other = document.section_by_id.get(paragraph.section or "")
        label = read(paragraph.label)
        if paragraph.label and other and other.id != section and label.kind:
            if other.label and own and label.stem.startswith(other.label):
                label = label._replace(stem=own + label.stem[len(other.label) :])
            elif label.stem[:1].isdigit():
                return ""
            return str(label._replace(core=count(label, at + 1), before="", after=""))
    return ""
