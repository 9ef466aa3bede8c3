"""Reading: one walk over a source's blocks that makes sections and paragraphs of them (the rules: see `outline`)."""

from __future__ import annotations

import re
from dataclasses import replace

from amendments.text.outlining import blocks as b
from amendments.text.outlining import labels
from amendments.text.outlining.blocks import Block
from amendments.text.outlining.claims import Claims
from amendments.text.outlining.drafting import DraftParagraph, DraftSection, Key, dedent, plainly, tidy
from amendments.text.outlining.label_words import CONTENTS, NAMES, OPENINGS, RANKS
from amendments.text.outlining.labels import Label
from amendments.text.outlining.outlined import Outline
from amendments.text.outlining.shape import ended, is_keyword, short

_TITLE_SIGNS = re.compile(r"(?:[-–—:.]+\s+)+")
_RUN_IN = re.compile(r"(\*\*|__)([^*_]{1,100})\1\s+(?=\S)")
_EMPHASIZED = re.compile(r"^(\*\*|__|\*|_)([^*_]+)\1$")
_CLOSING = re.compile(r"\s#+$")


def read(source: str) -> Outline:
    """Read a source into an outline."""
    lines = b.cut(source)
    front = b.front_matter(lines)
    reader = Reader(lines, front)
    reader.run()
    return reader.remarks.finish(reader)


class Reader(Claims):
    """The walk over the blocks."""

    def run(self) -> None:
        """Read every block in turn."""
        for at, block in enumerate(self.blocks):
            self.at = at
            if block.kind == b.HEADING:
                self.heading(block)
            elif block.kind == b.NOTE:
                self.notes.append((block, self.current))
            elif block.kind == b.TEXT:
                self.text(block)
            else:
                self.inset(block)

    # Headings

    def heading(self, block: Block) -> None:
        """A heading that Markdown marks."""
        words = block.first.lstrip("#").strip() if block.first.startswith("#") else block.first
        words = _CLOSING.sub("", words)
        label = self.numbers_heading(words)
        if block.line == self.title_level and label is None and not self.sections:
            self.name(block.line, words)
            return
        self.marked_forms |= {label.form} if label else set()
        self.open_section(("#", block.level), label, label.rest if label else words, block.line)
        self.listing = words.strip("*_ ").lower() in CONTENTS

    def numbers_heading(self, words: str) -> Label | None:
        """The number of a marked heading, if what looks like one is one: "2024 in review" and "10 demands" have none."""
        label = labels.read(words, heading=True)
        if label is None:
            return None
        label = self.order.choose(label)
        if label.form == "n" or (label.form in {"A.", "a.", "n."} and label.value > 20):
            fits = label.value < 1000 and self.order.fits(label) and not labels.is_measure(label)
            return label if fits and (label.value != 1 or short(label.rest)) else None
        if not label.firm and label.form == "dotted2" and labels.is_measure(label):
            return None
        return label

    def open_section(self, key: Key, label: Label | None, title: str, line: int, *, derived: bool = False) -> None:
        """Open a section where its key puts it: beside the last of its kind, else inside what is open."""
        self._leave(key)
        parent = self.section
        title = _TITLE_SIGNS.sub("", title.strip(), count=1) if label and _TITLE_SIGNS.match(title.strip()) else title.strip()
        number = label.text if label else ""
        title = _EMPHASIZED.sub(r"\2", title) if label else title
        self.sections.append(DraftSection(key, number, title, parent, line, derived, label))
        self.open.append(len(self.sections) - 1)
        if label:
            self.known.add(label.cited)
            self.remarks.number(line, label, self.order.section(label, parent))
        self.order.close()
        self.current, self.listing = None, False
        self.expects_title = not title and key[0] != "#" and not derived

    def _leave(self, key: Key) -> None:
        """Close the sections that do not go around one of this key."""
        keys = [self.sections[index].key for index in self.open]
        if key in keys:
            del self.open[keys.index(key) :]
            return
        while keys and self._wider(key, keys[-1]):
            keys.pop()
            self.open.pop()

    @staticmethod
    def _wider(key: Key, inner: Key) -> bool:
        """Whether a section of this key cannot stand inside one of the other."""
        if key[0] == "#":
            return inner[0] != "#" or inner[1] >= key[1]
        if key[0] == "dotted":
            return inner[0] == "" or (inner[0] == "dotted" and inner[1] >= key[1])
        return key[0] in RANKS and inner[0] in RANKS and RANKS[inner[0]] > RANKS[key[0]]

    # Texts

    def text(self, block: Block) -> None:
        """A piece of text: numbered, a heading, the rest of what stands before it, or a paragraph without number."""
        label = self.accepted(block, block.label) if block.label and not self.lists(block) else None
        if label is None:
            self.plain(block)
        elif self.nests(block, label):
            self.attach(block, label)
        elif self.titles(block, label):
            self.title_line(block, label)
        else:
            self.numbered(block, label)

    def title_line(self, block: Block, label: Label) -> None:
        """Open the section of a numbered heading; lines below it in the same block are its text."""
        depth = label.depth
        self.open_section(("dotted", depth) if depth else (label.form, 0), label, label.rest, block.line)
        if block.lines[1:]:
            self.plain(replace(block, line=block.line + 1, lines=block.lines[1:], label=None))

    def numbered(self, block: Block, label: Label) -> None:
        """Begin a numbered paragraph, in the section that its number tells."""
        if self.beside(label):
            self.section_of_one(block, label)
            return
        placed = self.find_section(block, label) if label.prefix and not is_keyword(label.form) else True
        columns = b.indent_of(block.lines[0])
        if label.listed:
            columns += len(block.first) - len(block.first.lstrip("0123456789abcdefghijklmnopqrstuvwxyz\\.)").lstrip())
            rest = dedent(block.lines[1:], max(columns, 2))
        else:
            rest = tidy(block.lines[1:])
        self.paragraph(block.line, label, [plainly(label.rest), *rest])
        verdict = self.order.paragraph(label)
        if placed:
            self.remarks.number(block.line, label, verdict)

    def section_of_one(self, block: Block, label: Label) -> None:
        """Open a section for a text that is numbered as the sections are: "4.4 The text." after the heading "4.3 Title"."""
        key = next(self.sections[i].key for i in self.open if self.numbers_as(i, label))
        title = _RUN_IN.match(label.rest)
        rest = label.rest[title.end() :] if title else label.rest
        self.open_section(key, label, title.group(2) if title else "", block.line)
        self.paragraph(block.line, None, [plainly(rest), *tidy(block.lines[1:])])

    def find_section(self, block: Block, label: Label) -> bool:
        """Stay in the section that a number tells, or open it unseen; False where the number belongs elsewhere."""
        wanted = ".".join(label.prefix)
        if any(self.number_of(index) == wanted for index in self.open) or self._belongs(wanted):
            return True
        if (label.value > 1 and wanted in self.known) or (self.section is not None and label.value > 1 and self._typo(label)):
            self.remarks.misplaced(block.line, label, self.sections[self.section] if self.section is not None else None)
            return False
        own = labels.parent_of(label)
        key = (own.form, 0) if is_keyword(own.form) else ("dotted", len(label.prefix))
        self.open_section(key, own, "", block.line, derived=True)
        return True

    def _belongs(self, wanted: str) -> bool:
        """Whether a number like 1.2 stands below a numbered paragraph 1 of this section."""
        return wanted in self.order.cited

    def _typo(self, label: Label) -> bool:
        """Whether the next number goes on as if this one belonged here."""
        here = self.number_of(self.section) if self.section is not None else ""
        for block in self.blocks[self.at + 1 : self.at + 12]:
            if block.label and block.label.form == label.form:
                return ".".join(block.label.prefix) == here
        return False

    def plain(self, block: Block) -> None:
        """A text without number."""
        current = self.current
        if self.expects_title and len(block.lines) <= 3 and self.take_title(block):
            return
        if not block.apart and current is not None and self.listing:
            current.add([plainly(line) for line in tidy(block.lines)], "  \n", b.TEXT)
        elif not block.apart and current is not None:
            current.add(dedent(block.lines, block.indent), " ", b.TEXT)
        elif (
            self.shape.headed(self.blocks, self.at)
            and block.label is None
            and not self.listing
            and block is self.blocks[self.at]
        ):
            self.bare_heading(block)
        elif current is not None and self.goes_on(block, current):
            self.remarks.continuation(block.line, current)
            self.attach(block)
        elif current is not None and current.label and block.indent > 1 and block.indent > self.blocks[0].indent:
            self.attach(block)
        else:
            first, *rest = tidy(block.lines)
            self.paragraph(block.line, None, [plainly(first), *rest])

    def take_title(self, block: Block) -> bool:
        """Take a short line after "Article 1" for the article's title; what stands below it is text."""
        self.expects_title = False
        first, body = block.first, block.lines[1:]
        alone = not body and self.at + 1 < len(self.blocks) and self.blocks[self.at + 1].kind != b.HEADING
        if not short(first) or not (alone or (body and self.shape.breaks(block.lines[0], body[0]))):
            return False
        self.sections[-1].title = first
        if body:
            self.plain(replace(block, line=block.line + 1, lines=body, label=None))
        return True

    def goes_on(self, block: Block, current: DraftParagraph) -> bool:
        """Whether a text goes on with the sentence before: it begins small after a list, or where no sentence has ended."""
        small = block.first[:1].islower() and block.label is None
        return small and (current.last_kind != b.TEXT or not current.last.rstrip().endswith((".", "!", "?", ":")))

    def bare_heading(self, block: Block) -> None:
        """A heading by its shape; the numbers after it tell its own, and the very first is the name of the whole."""
        label = self.next_number()
        if label is not None and label.depth > 1 and ".".join(label.prefix) not in {self.number_of(i) for i in self.open}:
            self.open_section(("dotted", len(label.prefix)), labels.parent_of(label), block.first, block.line, derived=True)
        elif not self.sections and not self.paragraphs and self.names_all(block):
            self.name(block.line, block.first)
        else:
            self.open_section(("", 0), None, block.first, block.line)
            self.listing = block.first.lower() in CONTENTS

    def name(self, line: int, words: str) -> None:
        """Take a heading for the name of the whole."""
        self.paragraph(line, None, [plainly(words)])
        self.current, self.named = None, True

    def names_all(self, block: Block) -> bool:
        """Whether the first heading is the text's name: it is no preamble, and numbered parts or other titles follow."""
        if block.first.lower().strip(":") in OPENINGS | CONTENTS:
            return False
        after = self.blocks[self.at + 1]
        return (
            after.label is not None
            or (len(after.lines) == 1 and short(after.first))
            or bool(self.shape.present)
            or bool(NAMES.intersection(block.first.lower().split()))
        )

    def next_number(self) -> Label | None:
        """The number of the next numbered block, if no other heading comes before it."""
        for at in range(self.at + 1, min(self.at + 4, len(self.blocks))):
            if self.blocks[at].label:
                return self.blocks[at].label
            if self.blocks[at].kind == b.HEADING or self.shape.headed(self.blocks, at):
                return None
        return None

    # Paragraphs

    def paragraph(self, line: int, label: Label | None, lines: list[str]) -> None:
        """Begin a paragraph."""
        self.current = DraftParagraph(self.section, line, label, indent=self.blocks[self.at].indent)
        self.current.add(lines, "", b.TEXT)
        self.paragraphs.append(self.current)
        self.expects_title = False
        if label is None:
            self.order.again = True

    def inset(self, block: Block) -> None:
        """A list, quotation, table, code: part of the paragraph that it follows, if that is numbered or announces it."""
        current = self.current
        announced = current is not None and (current.label or not ended(current.last) or current.last.rstrip().endswith(":"))
        if current is not None and (announced or not block.apart) and block.kind != b.COMMENT:
            self.attach(block)
        else:
            self.paragraph(block.line, None, dedent(block.lines, block.indent))
            if self.current:
                self.current.last_kind = block.kind

    def attach(self, block: Block, label: Label | None = None) -> None:
        """Put a block below the current paragraph's text, as it stands; `label` is its number in a list there."""
        if self.current is None:
            self.paragraph(block.line, None, tidy(block.lines))
            return
        kind = b.LIST if block.kind == b.TEXT and block.label else block.kind
        apart = block.apart or (block.label is not None and not block.label.listed)
        self.current.add(dedent(block.lines, block.indent), "\n\n" if apart else "\n", kind)
        self.current.inner = label or self.current.inner
