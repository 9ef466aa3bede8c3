"""Remarks: what the reader of a source tells people about its guesses, and the outline that comes of it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from amendments.text.outlining import blocks as b
from amendments.text.outlining import outlined
from amendments.text.outlining.drafting import DraftParagraph, DraftSection
from amendments.text.outlining.labels import Label
from amendments.text.outlining.order import BACK, GAP, SAME, between, spell
from amendments.text.outlining.outlined import Outline, OutlineParagraph, OutlineSection

if TYPE_CHECKING:
    from amendments.text.outlining.claims import Claims

_REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,100})\](?!:)")
_NOTE = re.compile(r"\s*\[\^([^\[\]\s]{1,100})\]:")


def _quote(text: str, most: int = 40) -> str:
    words = " ".join(text[: most * 4].split())
    return f"“{words[:most].rstrip()}…”" if len(words) > most else f"“{words}”"


class Remarks:
    """The warnings of one reading."""

    def __init__(self) -> None:
        self.warnings: list[outlined.Warning] = []

    def say(self, line: int, code: str, message: str) -> None:
        """Add one."""
        self.warnings.append(outlined.Warning(line, code, message))

    def number(self, line: int, label: Label, verdict: tuple[str, Label | None]) -> None:
        """Say that a number does not follow the one before it."""
        what, before = verdict
        if what == GAP and before is None:
            missing = spell(label, 1) if label.value == 2 else f"{spell(label, 1)} to {spell(label, label.value - 1)}"
            self.say(
                line,
                "number-missing",
                f"Line {line}: the first number here is {label.text}; {missing} is missing. Nothing was renumbered.",
            )
        elif what == GAP and before is not None:
            missing = between(before, label)
            self.say(
                line,
                "number-missing",
                f"Line {line}: {label.text} follows {before.text}; {missing} is missing. Nothing was renumbered.",
            )
        elif what == SAME:
            self.say(line, "number-twice", f"Line {line}: the number {label.text} is there twice. Both were kept as they are.")
        elif what == BACK:
            after = f" after {before.text}" if before else ""
            self.say(
                line,
                "number-out-of-order",
                f"Line {line}: {label.text} comes{after}, out of order. It was left where it stands.",
            )

    def doubt(self, block: b.Block) -> None:
        """Say that a line only looks like a number."""
        text = (
            f"Line {block.line}: {_quote(block.first)} looks like a number, but does not fit the others. It was read as text."
        )
        self.say(block.line, "looks-like-number", text)

    def misplaced(self, line: int, label: Label, section: DraftSection | None) -> None:
        """Say that a number belongs to another section."""
        place = f"in section {section.number or section.title}" if section else "where it is"
        self.say(
            line, "wrong-section", f"Line {line}: {label.text} looks like a number of another section. It was left {place}."
        )

    def continuation(self, line: int, paragraph: DraftParagraph) -> None:
        """Say that a text was joined to the paragraph before."""
        place = f"paragraph {paragraph.label.text}" if paragraph.label else "the paragraph before it"
        self.say(line, "continuation", f"Line {line}: this text goes on with the sentence before it. It was joined to {place}.")

    def finish(self, reader: Claims) -> Outline:
        """Make the outline, and say what only the whole shows."""
        self.place_notes(reader)
        first = self._first(reader)
        preface = [p.text for p in reader.paragraphs[:first] if p.text]
        if reader.front:
            preface.insert(0, self.front_matter(reader))
        kept = [p for p in reader.paragraphs[first:] if p.text or p.label]
        self.headings(reader)
        self.unnumbered(reader, kept)
        self.endings(reader, kept)
        sections = tuple(OutlineSection(s.number, s.title, s.parent, s.line, s.derived) for s in reader.sections)
        paragraphs = tuple(OutlineParagraph(p.label.text if p.label else "", p.section, p.text, p.line) for p in kept)
        return Outline("\n\n".join(preface), sections, paragraphs, tuple(sorted(self.warnings)))

    @staticmethod
    def _first(reader: Claims) -> int:
        """Where the preface ends: at the first section or number; a text with neither has no preface."""
        for at, paragraph in enumerate(reader.paragraphs):
            if paragraph.label or paragraph.section is not None:
                return at
        return len(reader.paragraphs) if reader.sections else int(reader.named)

    def front_matter(self, reader: Claims) -> str:
        """Give the front matter's lines as one paragraph, a line each."""
        lines = [line.strip() for line in reader.lines[1 : reader.front - 1] if line.strip()]
        self.say(
            1,
            "front-matter",
            f"Line 1: lines 1 to {reader.front} are data about the text (front matter). They were put in the preface.",
        )
        return "  \n".join(lines)

    def headings(self, reader: Claims) -> None:
        """Say which sections have no title where others have one."""
        titled = Counter(s.key for s in reader.sections if s.title)
        total = Counter(s.key for s in reader.sections)
        told = False
        for section in (s for s in reader.sections if not s.title and s.number):
            if titled[section.key] * 2 >= total[section.key]:
                known = "It is known from the numbers of its paragraphs." if section.derived else "It was read without a title."
                self.say(
                    section.line, "missing-heading", f"Line {section.line}: section {section.number} has no heading. {known}"
                )
            elif section.derived and not told:
                told = True
                text = "the sections have no headings. They are known from the numbers of their paragraphs."
                self.say(section.line, "missing-heading", f"Line {section.line}: {text}")

    def unnumbered(self, reader: Claims, kept: list[DraftParagraph]) -> None:
        """Say which texts have no number, where others have one."""
        plain = [p for p in kept if not p.label]
        if len(plain) == len(kept):
            if plain and not any(section.number for section in reader.sections):
                self.say(
                    plain[0].line,
                    "no-numbers",
                    f"Line {plain[0].line}: the text has no numbers. Each of its paragraphs was kept.",
                )
            return
        numbered = {p.section for p in kept if p.label}
        many = Counter(p.section for p in plain)
        before: DraftParagraph | None = None
        for p in kept:
            if not p.label and (
                p.section in numbered or (many[p.section] > 1 and (before is None or before.section != p.section))
            ):
                self._unnumbered(reader, p, before, 1 if p.section in numbered else many[p.section])
            before = p

    def _unnumbered(self, reader: Claims, p: DraftParagraph, before: DraftParagraph | None, many: int) -> None:
        section = reader.sections[p.section] if p.section is not None else None
        name = f"section {section.number or _quote(section.title)}" if section else "no section"
        if many > 1:
            text = f"from here on {many} paragraphs have no number. They were put in {name}, in their order."
        elif before is not None and before.section == p.section:
            after = before.label.text if before.label else "the one before it"
            text = f"this paragraph has no number. It was put in {name}, after {after}."
        else:
            text = f"this paragraph has no number. It was put in {name}, as the first."
        self.say(p.line, "unnumbered-paragraph", f"Line {p.line}: {text}")

    def endings(self, reader: Claims, kept: list[DraftParagraph]) -> None:
        """Say which paragraphs announce something that does not come, and which have no text at all."""
        numbers = any(p.label for p in kept)
        for p, after in zip_longest(kept, kept[1:]):
            name = f"paragraph {p.label.text}" if p.label else "this paragraph"
            if not p.text:
                self.say(p.line, "empty-paragraph", f"Line {p.line}: {name} has a number and no text. It was kept empty.")
            elif p.last.rstrip().rstrip("*_").endswith(":") and not self._announced(p, after, numbers, reader):
                self.say(
                    p.line, "list-missing", f"Line {p.line}: {name} ends in a colon, and nothing comes that it could announce."
                )

    @staticmethod
    def _announced(p: DraftParagraph, after: DraftParagraph | None, numbers: bool, reader: Claims) -> bool:
        if after is None:
            return False
        if after.section != p.section:
            return after.section is not None and reader.sections[after.section].parent == p.section and p.section is not None
        if after.label is None:
            return not (numbers and p.label)
        return p.label is None or after.label.form != p.label.form or after.label.depth > p.label.depth

    def place_notes(self, reader: Claims) -> None:
        """Put each footnote's definition below the paragraph that refers to it first."""
        if not reader.notes:
            self._missing(reader, set())
            return
        users: dict[str, DraftParagraph] = {}
        for p in reader.paragraphs:
            for name in _REFERENCE.findall(p.text):
                users.setdefault(name, p)
        for block, near in reader.notes:
            match = _NOTE.match(block.lines[0])
            name = match.group(1) if match else ""
            user = users.get(name)
            if user is None:
                self.say(
                    block.line,
                    "note-unused",
                    f"Line {block.line}: nothing refers to the footnote {name}. It was put after the text before it.",
                )
                user = near or (reader.paragraphs[-1] if reader.paragraphs else None)
            if user is None:
                reader.paragraphs.append(DraftParagraph(None, block.line, pieces=["\n".join(block.lines)]))
            else:
                last = user.last
                user.add(block.lines, "\n\n", b.NOTE)
                user.last = last
        self._missing(reader, {m.group(1) for block, _ in reader.notes if (m := _NOTE.match(block.lines[0]))})

    def _missing(self, reader: Claims, defined: set[str]) -> None:
        for p in reader.paragraphs:
            for name in dict.fromkeys(_REFERENCE.findall(p.text)):
                if name not in defined:
                    self.say(
                        p.line,
                        "note-missing",
                        f"Line {p.line}: the footnote {name} is referred to and not there. The sign was kept.",
                    )
