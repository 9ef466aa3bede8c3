"""Claims: whether a line that begins like a number is numbered, and is then a paragraph, a heading or an item of a list."""

from __future__ import annotations

from amendments.text.outlining import blocks as b
from amendments.text.outlining import labels
from amendments.text.outlining.blocks import Block
from amendments.text.outlining.drafting import DraftParagraph, DraftSection
from amendments.text.outlining.labels import Label
from amendments.text.outlining.order import NEXT, Order, step
from amendments.text.outlining.remarks import Remarks
from amendments.text.outlining.shape import Shape, ended, is_keyword, shape_of, short

_ITEMS = frozenset({"n.", "n)", "a.", "a)"})  # forms that people give to lists inside paragraphs
_NEVER_TITLES = frozenset({"n", "n)", "a.", "a)", "i.", "i)"})


class Claims:
    """Where the reader of a source stands, and what it makes of a line there.

    `open` are the sections around the next paragraph, the widest first; `current` is the paragraph being read.
    """

    def __init__(self, lines: list[str], front: int) -> None:
        self.lines, self.front = lines, front
        self.blocks = b.scan(lines, front)
        self.shape: Shape = shape_of(lines[front:], self.blocks)
        self.sections: list[DraftSection] = []
        self.paragraphs: list[DraftParagraph] = []
        self.notes: list[tuple[Block, DraftParagraph | None]] = []
        self.open: list[int] = []
        self.order = Order()
        self.remarks = Remarks()
        self.current: DraftParagraph | None = None
        self.at = 0
        self.known: set[str] = set()  # the sections' numbers
        self.named = False  # the text's own name was read
        self.listing = False  # inside a table of contents, where numbers only point to paragraphs
        self.entries: set[str] = set()  # what the table of contents has named
        self.expects_title = False  # a heading had a number only: a short line after it is its title
        self.marked_forms: set[str] = set()  # forms of numbers in headings that Markdown marks
        self.title_level = self._title_level()

    def _title_level(self) -> int:
        """The line of the heading that names the whole: the first, if it is the only one of the first level; 0 if none."""
        headings = [block for block in self.blocks if block.kind == b.HEADING]
        if not headings or headings[0].level != 1 or any(block.level == 1 for block in headings[1:]):
            return 0
        before = [block for block in self.blocks if block.line < headings[0].line and block.kind != b.COMMENT]
        return 0 if before else headings[0].line

    @property
    def section(self) -> int | None:
        """The index of the section that a paragraph would stand in here."""
        return self.open[-1] if self.open else None

    def lists(self, block: Block) -> bool:
        """Whether a block is an entry in a table of contents; its numbers only point to paragraphs.

        The table ends where an entry comes again or a longer text begins.
        """
        if self.listing and (block.first in self.entries or not short(block.first) or len(block.lines) > 30):
            self.listing = False
        if self.listing:
            self.entries.update(line.strip() for line in block.lines)
        return self.listing

    def accepted(self, block: Block, label: Label) -> Label | None:
        """The label of a block if it counts as one, in the reading that fits; otherwise says so where people may wonder."""
        label = self.order.choose(label)
        if self.counts(block, label):
            return label
        if self.wonders(block, label):
            self.remarks.doubt(block)
        return None

    def wonders(self, block: Block, label: Label) -> bool:
        """Whether people may wonder why a line was not read as numbered; an escaped number says itself that it is none."""
        if not block.apart and self.current is not None:
            last = self.current.last
            if not ended(last) or not (label.firm or self.shape.breaks(last, block.first)):
                return False
        figure = block.first[:1] in "0123456789(§" and "\\" not in block.first[:8]
        return figure or (is_keyword(label.form) and (label.firm or block.apart) and bool(self.order.before(label)))

    def counts(self, block: Block, label: Label) -> bool:
        """Whether a line is numbered, by the number's form, its place in the count, and what stands around it."""
        if self.leads(block, label):
            return True
        fits = self.fits(label) and self.plausible(label)
        if labels.is_measure(label) and not (fits and label.firm and label.value > 1):
            return False
        if not block.apart and not self.begins_anew(label):
            return False
        if is_keyword(label.form):
            return not label.rest[:1].islower() and self.keyword_counts(block, label, fits)
        if label.form.startswith("dotted"):
            return self.dotted_counts(label, fits)
        if label.form == "n":
            return fits and ("n", 2) in self.shape.present and ("n", 1) in self.shape.present
        if label.listed or label.form == "(n)":
            return fits or self.order.near(label)
        return fits or (label.form[0] == "(" and self.order.near(label, 3))

    def leads(self, block: Block, label: Label) -> bool:
        """Whether the next numbered line is the first within this number: 3.3.1 after "3.3 Title"."""
        apart = block.apart or self.current is None or ended(self.current.last)
        if not label.depth or not apart or not short(label.rest) or self.shape.marked:
            return False
        after = self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None
        return after is not None and after.label is not None and ".".join(after.label.prefix) == label.cited

    def keyword_counts(self, block: Block, label: Label, fits: bool) -> bool:
        """Whether "Article 5" at the beginning of a line numbers it, and does not merely speak of Article 5."""
        if fits or self.starts_high(label):
            return True
        alone = short(label.rest) and len(block.lines) == 1
        return (label.firm or alone) and label.form not in self.marked_forms and self.order.near(label)

    def starts_high(self, label: Label) -> bool:
        """Whether a count may begin at any number: none was read yet, and its lines are headings or the next number follows."""
        likely = label.form in self.shape.titles or (label.form, label.value + 1) in self.shape.present
        return likely and not self.order.before(label)

    def plausible(self, label: Label) -> bool:
        """A lone "A." or "I." is an initial or a word; it counts when another follows somewhere."""
        return label.form not in {"A.", "I.", "a.", "i."} or label.value != 1 or (label.form, 2) in self.shape.present

    def dotted_counts(self, label: Label, fits: bool) -> bool:
        """Whether "3.5" is a number of this text and no quantity."""
        if label.depth > 2 or (fits and not label.rest[:1].islower()):
            return True
        own = self.section is not None and self.number_of(self.section) == ".".join(label.prefix)
        return (label.firm and not labels.is_measure(label)) or own or (fits and label.value > 1)

    def begins_anew(self, label: Label) -> bool:
        """Whether a line amid others begins something new: what stands before it has ended, and the number fits."""
        if self.current is None:
            return True
        done = ended(self.current.last)
        if not self.fits(label):
            return done and self.misses(label)
        broken = self.shape.breaks(self.current.last, label.text) and not label.rest[:1].islower()
        return done or (broken and (label.form == "(n)" or self.goes_on_from(label)))

    def misses(self, label: Label) -> bool:
        """Whether a number is of the list just read, and only a few steps off."""
        last = self.current.label if self.current else None
        return last is not None and last.form == label.form != "n" and abs(label.value - last.value) <= 3

    def fits(self, label: Label) -> bool:
        """Whether a number follows another, also one of a list inside the paragraph, or begins a count."""
        return self.order.fits(label) or self.goes_on_from(label)

    def goes_on_from(self, label: Label) -> bool:
        """Whether a number follows the one just read."""
        last = (self.current.inner or self.current.label) if self.current else None
        return last is not None and last.form == label.form and last.prefix == label.prefix and step(last, label) == NEXT

    def nests(self, block: Block, label: Label) -> bool:
        """Whether a list's item belongs to the paragraph before it: it is indented, or that is numbered in another form."""
        if (
            self.current is None
            or label.form not in {"n.", "n)", "a.", "a)"}
            or any(one.form == label.form for one in self.order.open)
        ):
            return False
        if label.form in self.shape.titles and not self.shape.marked and short(label.rest):
            return False
        return bool(self.order.open) or (self.shape.nested and label.listed) or block.indent > max(1, self.current.indent)

    def titles(self, block: Block, label: Label) -> bool:
        """Whether a numbered line is a heading."""
        if self.leads(block, label):
            return True
        if label.form[0] == "(" or label.text.endswith(")") or label.form in _NEVER_TITLES:
            return False
        body = block.lines[1:]
        after = self.blocks[self.at + 1] if self.at + 1 < len(self.blocks) else None
        if body and not (self.shape.breaks(block.lines[0], body[0]) and not body[0].lstrip()[:1].islower()):
            return False
        if not label.rest:
            return is_keyword(label.form) or (after is not None and after.label is None)
        if not short(label.rest) and not self.run_in(label, body, after):
            return False
        if is_keyword(label.form):
            return bool(body) or after is None or not after.apart or block.label is not None
        if self.shape.marked and label.listed:
            return False
        if after is not None and after.label is None and after.first[:1].islower():
            return False
        sibling = after is not None and after.label is not None and after.label.form == label.form
        return (bool(body) or (after is not None and not sibling)) and (not label.listed or label.form in self.shape.titles)

    @staticmethod
    def run_in(label: Label, body: list[str], after: Block | None) -> bool:
        """Whether a heading ends in a full stop, as "Article 2. Aims." may: a few words, and a text below."""
        if not is_keyword(label.form) or not label.rest.endswith(".") or not short(label.rest[:-1]):
            return False
        few = len(label.rest.split()) <= 5 and "." not in label.rest[:-1]
        return few and bool(body or (after is not None and after.label is None and after.kind == b.TEXT))

    def beside(self, label: Label) -> bool:
        """Whether a text is numbered as sections are that are open here."""
        return any(self.numbers_as(index, label) for index in self.open)

    def numbers_as(self, index: int, label: Label) -> bool:
        """Whether a label counts on from a section's, which is a keyword's or one of several figures."""
        own = self.sections[index].label
        apart = own is not None and (is_keyword(own.form) or own.depth > 1) and not self.sections[index].derived
        return apart and own is not None and (own.form, own.prefix) == (label.form, label.prefix)

    def number_of(self, index: int) -> str:
        """The number of a section in figures alone, "" where it has none."""
        label = self.sections[index].label
        return label.cited if label else ""
