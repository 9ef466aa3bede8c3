"""A plan: all that a set of edits does to one document, sorted by what it is done to, and checked.

`apply.plan_of` reads the edits of one amendment into a plan and refuses whatever does not fit. `build` makes the new document.
Whatever changes a text goes through these two, so that there is one way only in which a text comes about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from amendments.text import layout, numbering
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import Change, JoinParagraphs, Mismatch, SplitParagraph
from amendments.text.tokens import BLOCK, Token, Tokens, normalize, visible


@dataclass
class Plan:
    """What happens to each paragraph and section, by id. `new` and `new_sections` hold what is inserted, without its place."""

    words: dict[str, list[Change]] = field(default_factory=dict)
    titles: dict[str, list[Change]] = field(default_factory=dict)
    splits: dict[str, list[SplitParagraph]] = field(default_factory=dict)
    joins: list[JoinParagraphs] = field(default_factory=list)
    struck: dict[str, None] = field(default_factory=dict)
    struck_sections: dict[str, None] = field(default_factory=dict)
    new: dict[str, Tokens] = field(default_factory=dict)
    new_sections: dict[str, Tokens] = field(default_factory=dict)
    gaps: layout.Gaps = field(default_factory=dict)
    section_gaps: layout.Gaps = field(default_factory=dict)

    @property
    def texts(self) -> set[str]:
        """The paragraphs whose words change."""
        joined = {id_ for join in self.joins for id_ in (join.first, join.second)}
        return {*self.words, *self.splits, *joined}


@lru_cache(maxsize=4096)
def tidy(tokens: Tokens) -> Tokens:
    """Bring a text that was put together into its canonical form; one that was taken to the letter stays as it is.

    What was found is remembered: the same paragraph is put together again for each reader of a what-if, and thrice for each.
    """
    return normalize(tokens) if any(token.kind == BLOCK for token in tokens) else tokens


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Sort changes by place; at one point, what begins a new block comes after what continues the old one."""
    return sorted(changes, key=lambda change: (change.at, change.end, _begins_block(change.inserted)))


def _begins_block(tokens: Tokens) -> bool:
    return bool(tokens) and tokens[0].kind == BLOCK


def spliced(tokens: Tokens, changes: Iterable[Change]) -> Tokens:
    """Make changes that stand in order and do not overlap. They may touch: what comes first is inserted first."""
    pieces: list[Token] = []
    at = 0
    for change in changes:
        pieces += tokens[at : change.at]
        pieces += change.inserted
        at = change.end
    return (*pieces, *tokens[at:])


def parts(tokens: Tokens, changes: Sequence[Change], splits: Iterable[SplitParagraph]) -> list[tuple[str, Tokens]]:
    """Cut a text with its changes at its splits: (id of the part, its tokens), the first part with the id "".

    What is inserted right at a cut belongs to the part before it.
    """
    cuts = sorted(splits, key=lambda split: split.at)
    found: list[tuple[str, Tokens]] = []
    rest = list(changes)
    low, name = 0, ""
    for cut in [*cuts, None]:
        high = cut.at if cut else len(tokens)
        own = [change._replace(at=change.at - low) for change in rest if change.end <= high]
        rest = rest[len(own) :]
        text = spliced(tokens[low:high], own)
        if found and text and not _begins_block(text):
            text = (*[t for t in tokens[:low] if t.kind == BLOCK][-1:], *text)
        found.append((name, text))
        if cut:
            low, name = cut.at + len(cut.struck), cut.new
    return found


def has_empty_part(tokens: Tokens, changes: Iterable[Change], splits: Iterable[SplitParagraph]) -> bool:
    """Tell whether a text with its changes, cut at its splits, would have a part without words."""
    return any(not visible(piece).strip() for _, piece in parts(tokens, in_order(changes), splits))


def joined(first: Tokens, between: Tokens, second: Tokens) -> Tokens:
    """Put the second text behind the first: its own beginning of a block gives way to what is to stand between."""
    return (*first, *between, *(second[1:] if _begins_block(second) else second))


def build(document: Document, plan: Plan) -> Document:
    """Make the document that the plan leads to. Raises Mismatch where sections would stand in a circle."""
    sections, paragraphs = _sections(document, plan), _paragraphs(document, plan)
    if plan.gaps or plan.section_gaps or plan.splits:
        sections = _ordered_sections(document, plan, sections)
        ordered = _ordered_paragraphs(document, plan, sections, paragraphs)
    else:
        ordered = [paragraphs.get(p.id, p) for p in document.paragraphs]
    result = Document(tuple(_labeled(sections, plan)), tuple(ordered))
    new = [*plan.new, *(split.new for splits in plan.splits.values() for split in splits)]
    return numbering.number_new(result, new, plan.new_sections) if new else result


def _paragraphs(document: Document, plan: Plan) -> dict[str, Paragraph]:
    """Give every paragraph that is new or has changed, where it stands aside. One that stands again keeps its label."""

    def new_one(id_: str, tokens: Tokens) -> Paragraph:
        stub = document.paragraph_by_id.get(id_)
        return Paragraph(id_, label=stub.label if stub else "", tokens=tidy(tokens))

    found: dict[str, Paragraph] = {id_: new_one(id_, tokens) for id_, tokens in plan.new.items()}
    raw: dict[str, Tokens] = {}
    for id_ in plan.texts:
        tokens = document.paragraph_by_id[id_].tokens
        pieces = parts(tokens, in_order(plan.words.get(id_, ())), plan.splits.get(id_, ()))
        raw[id_] = pieces[0][1]
        found |= {new: new_one(new, piece) for new, piece in pieces[1:]}
    for join in plan.joins:
        raw[join.first] = joined(raw[join.first], join.between, raw[join.second])
    seconds = {join.second for join in plan.joins}
    for id_, tokens in raw.items():
        old = document.paragraph_by_id[id_]
        found[id_] = replace(old, tokens=(), struck=True) if id_ in seconds else replace(old, tokens=tidy(tokens))
    for id_ in _struck(document, plan):
        found[id_] = replace(found.get(id_, document.paragraph_by_id[id_]), struck=True)
    return found


def _struck(document: Document, plan: Plan) -> Iterator[str]:
    yield from plan.struck
    if plan.struck_sections:
        inside = inside_of(document, plan.struck_sections)
        yield from (p.id for p in document.paragraphs if p.section in inside)


def inside_of(document: Document, sections: Iterable[str]) -> set[str]:
    """Give the ids of these sections and all that stand in them, however deep."""
    found = set(sections)
    for section in document.sections:
        if section.parent in found:
            found.add(section.id)
    return found


def _sections(document: Document, plan: Plan) -> list[Section]:
    gone = inside_of(document, plan.struck_sections) if plan.struck_sections else set()
    found: list[Section] = []
    again = {section.id: section.label for section in document.sections if section.id in plan.new_sections}
    for section in document.sections:
        if section.id in again:
            continue
        if section.id in plan.titles:
            title = spliced(section.title, in_order(plan.titles[section.id]))
            section = replace(section, title=tidy(title))  # noqa: PLW2901
        found.append(replace(section, struck=True) if section.id in gone else section)
    return found + [Section(id_, again.get(id_, ""), tidy(title)) for id_, title in plan.new_sections.items()]


def _ordered_sections(document: Document, plan: Plan, sections: Sequence[Section]) -> list[Section]:
    by_id = {section.id: section for section in sections}
    rows = layout.arranged(layout.section_rows(document), plan.section_gaps, {})
    placed = layout.depth_first(rows)
    if len(placed) < len(by_id):
        lost = next(id_ for id_ in by_id if id_ not in dict(placed))
        raise Mismatch("These moves would put sections into one another in a circle.", place=lost)
    return [replace(by_id[id_], parent=parent) for id_, parent in placed]


def _ordered_paragraphs(
    document: Document, plan: Plan, sections: Sequence[Section], changed: dict[str, Paragraph]
) -> list[Paragraph]:
    halves = {id_: [s.new for s in sorted(splits, key=lambda s: s.at)] for id_, splits in plan.splits.items()}
    again = {half for row in halves.values() for half in row}
    known = layout.paragraph_rows(document)
    if not again.isdisjoint(document.paragraph_by_id):  # a cut that was taken back, and is made again
        known = {home: [id_ for id_ in row if id_ not in again] for home, row in known.items()}
    rows = layout.arranged(known, plan.gaps, halves)
    found: list[Paragraph] = []
    for section in (None, *(s.id for s in sections)):
        for id_ in rows.get(section, ()):
            paragraph = changed.get(id_) or document.paragraph_by_id[id_]
            found.append(paragraph if paragraph.section == section else replace(paragraph, section=section))
    return found


def _labeled(sections: list[Section], plan: Plan) -> list[Section]:
    """Give labels to new sections, in the order of the text."""
    for at, section in enumerate(sections):
        if section.id in plan.new_sections and not section.label:
            row = [s.id for s in sections if s.parent == section.parent]
            before = row[row.index(section.id) - 1] if row[0] != section.id else None
            others = Document(tuple(s for s in sections if s.id != section.id))
            sections[at] = replace(section, label=numbering.section_label(others, section.parent, before))
    return sections
