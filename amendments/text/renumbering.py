"""Renumber a text on its adoption: after the text's own pattern, with a concordance of old and new numbers.

In each row (the sections or paragraphs of a section) numbers of one form count on; a form within another ("a)" after
"(1)") begins anew each time. A row begins with the number that it began with; one that went on counting from the row before it
goes on. A number that contains its section's ("3.2.5" in "3.2") gets the section's new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from amendments.text.document import Document, Paragraph, Section
from amendments.text.numbering_parts import Label, as_lower_roman, count, read, value

_DIGITS = re.compile(r"\d+")
Form: TypeAlias = tuple[str, str, str]


class Renumbered(NamedTuple):
    """A line of the concordance: a paragraph or section with its old and its new label, empty where it has been struck."""

    id: str
    old: str
    new: str


def renumber(document: Document) -> tuple[Document, tuple[Renumbered, ...]]:
    """Give new labels to all that has one, and the concordance in the order of the text: sections, then paragraphs.

    Struck ones lose theirs. A text in which nothing was inserted, struck or moved keeps all its numbers if they had no gaps.
    """
    new: dict[str, str] = {}
    counter = _Counter()
    old = {section.id: section.label for section in document.sections}
    for parent in dict.fromkeys([None, *old]):
        row = [section for section in document.sections if section.parent == parent]
        new |= counter.row(row, old.get(parent or "", ""), new.get(parent or "", ""))
    counter = _Counter()
    for section in dict.fromkeys([None, *old]):
        own = list(document.within(section))
        new |= counter.row(own, old.get(section or "", ""), new.get(section or "", ""))
    sections = tuple(replace(section, label=new.get(section.id, "")) for section in document.sections)
    paragraphs = tuple(replace(paragraph, label=new.get(paragraph.id, "")) for paragraph in document.paragraphs)
    before: list[Section | Paragraph] = [*document.sections, *document.paragraphs]
    rows = tuple(Renumbered(each.id, each.label, new.get(each.id, "")) for each in before if each.label)
    return Document(sections, paragraphs), rows


@dataclass
class _Counter:
    """Counts rows, and remembers of each form what the last number was and has become."""

    last: dict[Form, tuple[int, int]] = field(default_factory=dict)

    def row(self, row: Sequence[Section | Paragraph], old: str, new: str) -> dict[str, str]:
        """Number one row. `old` and `new` are the labels of the section that it stands in."""
        labels = _read_all(row)
        stems = _stems([label for label in labels if label.kind], old)
        levels: list[list[int]] = []
        forms: list[Form] = []
        found: dict[str, str] = {}
        for each, label in zip(row, labels, strict=True):
            if not label.kind:
                found |= {each.id: each.label} if not each.struck else {}
                continue
            form = _form(label)
            if form in forms:
                del forms[forms.index(form) + 1 :], levels[forms.index(form) + 1 :]
            else:
                forms.append(form)
                levels.append([self._start(form, label, own=bool(old) and stems[form].startswith(old)) - 1])
            self._note(form, label, levels[-1], struck=each.struck)
            if not each.struck:
                stem = stems[form]
                stem = new + stem[len(old) :] if old and stem.startswith(old) else stem
                found[each.id] = f"{stem}{count(label, levels[-1][0])}{label.close}"
        return found

    def _start(self, form: Form, label: Label, *, own: bool) -> int:
        before, now = self.last.get(form, (0, 0))
        goes_on = not own and before and value(label) == before + 1
        return now + 1 if goes_on else value(label)

    def _note(self, form: Form, label: Label, level: list[int], *, struck: bool) -> None:
        level[0] += not struck
        self.last[form] = (value(label), level[0])


def _read_all(row: Iterable[Section | Paragraph]) -> list[Label]:
    labels = [read(each.label) for each in row]
    romans = {(label.stem, label.close) for label in labels if label.kind == "letter" and label.core + label.after == "ii"}
    letters = {(label.stem, label.close) for label in labels if label.kind == "letter" and label.core.isupper()}
    found = []
    for label in labels:
        if (label.stem, label.close) in romans:
            found.append(as_lower_roman(label))
        elif label.kind == "roman" and len(label.core) == 1 and (label.stem, label.close) in letters:
            found.append(label._replace(kind="letter"))  # the C of A, B, C
        else:
            found.append(label)
    return found


def _form(label: Label) -> Form:
    return label.kind, _DIGITS.sub("#", label.stem), label.close


def _stems(labels: Sequence[Label], old: str) -> dict[Form, str]:
    """Give the stem of each form: the one that has the section's number, or else the most frequent."""
    counts: dict[Form, Counter[str]] = {}
    for label in labels:
        counts.setdefault(_form(label), Counter())[label.stem] += 1
    return {
        form: next((stem for stem in stems if old and stem.startswith(old)), stems.most_common(1)[0][0])
        for form, stems in counts.items()
    }
