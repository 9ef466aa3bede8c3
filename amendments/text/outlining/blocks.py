"""Blocks: the lines of a source, gathered into what a reader sees as one piece, before anyone asks what a piece means.

A block is a heading, a footnote's definition, a list, a quotation, a table, code, a comment, or a piece of text. A line that
could bear a label begins a text of its own, `apart` only where an empty line, a heading or another block stands before it;
whether the label counts is decided later (see `outline`), and a text that turns out to be the rest of the one before is joined
to it again. One pass; each line is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from amendments.text.outlining import labels
from amendments.text.outlining.labels import Label

HEADING, TEXT, LIST, QUOTE, TABLE, CODE, COMMENT, NOTE = "heading", "text", "list", "quote", "table", "code", "comment", "note"

_NEW_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(=+|-{2,})\s*")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*")
_BULLET = re.compile(r"([-*+•‣▪–—])(?:[ \t]+|$)")
_ITEM = re.compile(r"(\d{1,4}[a-z]{0,2}\\?[.)])([ \t]+|$)")
_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,6}[a-z]?[.:)]?\s")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,100})\]:")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_FRONT = re.compile(r"[\w.-]{1,60}\s*:(?:\s|$)")
_LABELISH = re.compile(r"[(\[]?[*_]{0,3}\(?(?:[\d§]|[^\W\d_])")


@dataclass
class Block:
    """One piece: the number of its first line, its lines without their end, and how far the first stands to the right."""

    line: int
    kind: str
    lines: list[str] = field(default_factory=list)
    indent: int = 0
    level: int = 0
    apart: bool = True
    label: Label | None = None

    @property
    def first(self) -> str:
        """The first line without white space around it."""
        return self.lines[0].strip()


def indent_of(line: str) -> int:
    """How far a line stands to the right; a tab leads to the next multiple of four."""
    width = 0
    if not line[:1].isspace():
        return 0
    for sign in line:
        if sign == "\t":
            width += 4 - width % 4
        elif sign in " \u00a0\u3000":
            width += 1
        else:
            break
    return width


def cut(source: str) -> list[str]:
    """Cut a source into lines, whatever system they come from, without byte order mark."""
    return _NEW_LINE.split(source.removeprefix("\ufeff"))


def front_matter(lines: list[str]) -> int:
    """Give the number of lines that front matter (YAML between `---`) takes at the beginning, 0 where there is none."""
    if len(lines) < 3 or lines[0].rstrip() != "---" or not _FRONT.match(lines[1]):
        return 0
    for number, line in enumerate(lines[1:200], 1):
        if line.rstrip() in {"---", "..."}:
            return number + 1
    return 0


def scan(lines: list[str], start: int = 0) -> list[Block]:
    """Gather lines from `start` on into blocks, in order."""
    return _Scanner(lines, start).run()


class _Scanner:
    """The state of one pass: `at` is the next line, `gap` says that an empty line or another block stands before it."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines = lines
        self.at = start
        self.gap = True
        self.blocks: list[Block] = []
        self.unclosed: set[str] = set()  # what was opened without an end, so that the end is looked for only once
        self.last_read: tuple[str, Label | None] = ("", None)
        self.readers = (self.heading, self.fence, self.comment, self.note, self.rule, self.quote, self.table, self.bullets)

    def run(self) -> list[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            first = line.lstrip()[:1]
            if not first:
                self.gap = True
                self.at += 1
            elif first.isalnum() or not any(reader(line) for reader in self.readers):
                self.text(line)
        return self.blocks

    def add(self, kind: str, count: int, level: int = 0) -> Block:
        """Make the next `count` lines a block."""
        lines = self.lines[self.at : self.at + count]
        block = Block(self.at + 1, kind, lines, indent_of(lines[0]), level, apart=self.gap)
        self.blocks.append(block)
        self.at += count
        self.gap = True
        return block

    def following(self) -> Iterator[tuple[int, str]]:
        """The lines after the next one, with how many they are from it."""
        for number in range(self.at + 1, len(self.lines)):
            yield number - self.at, self.lines[number]

    def heading(self, line: str) -> bool:
        match = _HEADING.match(line.lstrip()) if indent_of(line) < 4 else None
        if not match:
            return False
        self.add(HEADING, 1, level=len(match.group(1)))
        return True

    def fence(self, line: str) -> bool:
        match = _FENCE.match(line.lstrip()) if indent_of(line) < 4 else None
        if not match or match.group(1) in self.unclosed:
            return False
        count = next((n for n, other in self.following() if other.strip().startswith(match.group(1))), None)
        if count is None:
            self.unclosed.add(match.group(1))
            return False
        self.add(CODE, count + 1)
        return True

    def comment(self, line: str) -> bool:
        if not line.lstrip().startswith("<!--") or "<!--" in self.unclosed:
            return False
        if "-->" in line:
            count: int | None = 0
        else:
            count = next((n for n, other in self.following() if "-->" in other), None)
        if count is None:
            self.unclosed.add("<!--")
            return False
        self.add(COMMENT, count + 1)
        return True

    def note(self, line: str) -> bool:
        if not _NOTE.match(line.lstrip()):
            return False
        count, gap = 1, False
        for number, other in self.following():
            if not other.strip():
                gap = True
            elif (gap and indent_of(other) < 2) or _NOTE.match(other.lstrip()) or _HEADING.match(other):
                break
            else:
                count, gap = number + 1, False
        self.add(NOTE, count)
        return True

    def rule(self, line: str) -> bool:
        if not _RULE.fullmatch(line.strip()):
            return False
        before = self.blocks[-1] if self.blocks else None
        if not self.gap and before and self._titles(before, line):
            return False
        self.at += 1
        self.gap = True
        return True

    def quote(self, line: str) -> bool:
        if not line.lstrip().startswith(">") or indent_of(line) > 3:
            return False
        count = next((n for n, other in self.following() if not other.strip()), len(self.lines) - self.at)
        self.add(QUOTE, count)
        return True

    def table(self, line: str) -> bool:
        if not line.lstrip().startswith("|"):
            return False
        count = next((n for n, other in self.following() if not other.lstrip().startswith("|")), len(self.lines) - self.at)
        self.add(TABLE, count)
        return True

    def bullets(self, line: str) -> bool:
        if not _BULLET.match(line.lstrip()):
            return False
        if not self.gap and not line.lstrip().startswith(("*", "-", "+", "•")):
            return False
        self.add(LIST, self.reach(indent_of(line) + 1))
        return True

    def reach(self, inside: int) -> int:
        """How many lines belong to a list that begins at the next line and whose content stands at least at `inside`."""
        count, gap = 1, False
        item = _ITEM.match(self.lines[self.at].lstrip())
        for number, other in self.following():
            if not other.strip():
                gap = True
                continue
            deep = indent_of(other)
            same = deep >= inside - 1 and _BULLET.match(other.lstrip()) and not item
            lazy = not gap and not _HEADING.match(other) and not _NOTE.match(other) and not self.labeled(other)
            if deep < inside and not same and (gap or not lazy):
                break
            if item and _DOTTED.match(other.lstrip()):
                break
            count, gap = number + 1, False
        return count

    def text(self, line: str) -> None:
        """A line of text: the rest of the text before, a heading's underline, or the beginning of a text."""
        before = self.blocks[-1] if self.blocks else None
        if not self.gap and before and before.kind == TEXT:
            if self._titles(before, line):
                before.kind, before.level = HEADING, 1 if line.lstrip().startswith("=") else 2
                self.at += 1
                self.gap = True
                return
            if not self.labeled(line):
                before.lines.append(line)
                self.at += 1
                return
        self.begin(line)

    def begin(self, line: str) -> None:
        label, gap = self.labeled(line), self.gap
        below = self.lines[self.at + 1].strip() if self.at + 1 < len(self.lines) else ""
        if label and gap and len(below) > 2 and _UNDERLINE.fullmatch(below):
            self.add(HEADING, 2, level=1 if below[0] == "=" else 2)
            return
        listed = label is not None and label.listed and label.firm and _ITEM.match(line.lstrip())
        block = self.add(TEXT, self.reach(indent_of(line) + 2) if listed else 1)
        block.label, block.apart, self.gap = label, gap, False

    def labeled(self, line: str) -> Label | None:
        if self.last_read[0] is not line:
            text = line.strip()
            self.last_read = line, labels.read(text) if _LABELISH.match(text) else None
        return self.last_read[1]

    @staticmethod
    def _titles(before: Block, line: str) -> bool:
        return before.kind == TEXT and len(before.lines) == 1 and bool(_UNDERLINE.fullmatch(line.strip()))
