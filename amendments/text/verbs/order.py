"""The verb `order`: in which order amendments of one text should be put to the vote, and what falls with each.

`{"base", "amendments": [{"id", "text"}], "plain"?}` → `{"order": [{"id", "reason"}], "falls": {id: [ids]}, "clusters":
[[ids]]}`. Each amendment's text is the whole base as the amendment would have it, any number of paragraphs; Markdown, or taken
to the letter with `"plain": true`. An id is a text or a whole number; where the rules leave two equal, A2 comes before A10.

`falls` has every amendment, with what could no longer be put if it were carried: what conflicts with it, and what would be
decided with it, since it asks for the same or for a part of that. `clusters` are the rivals, two or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from amendments.text.clusters import Pair, pairs_of
from amendments.text.document import Document, Paragraph
from amendments.text.door import Refusal, flag, kind, text
from amendments.text.edits import Amendment
from amendments.text.matching import edits_between
from amendments.text.nearness import Relation
from amendments.text.order import Links, propose
from amendments.text.outline import outline
from amendments.text.outlining.label_words import OPENINGS
from amendments.text.passages import Passage, Versions, cut_markdown, read_markdown, read_plain
from amendments.text.relation import Relations
from amendments.text.standing import Part
from amendments.text.tokens import Tokens, split, visible

MANY = 4  # versions of a text from which it is worth remembering what they have in common
_FIGURES = re.compile(r"([0-9]+)")


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer the request. Raises Refusal where the base or an amendment is missing or none."""
    plain = flag(request, "plain")
    base = text(request, "base")
    rows = _amendments(request)
    words = cache(lambda paragraph: tuple(split(paragraph)))
    passages = read_plain(base, words)[0] if plain else read_markdown(base)
    document = Document((), tuple(Paragraph(f"p{n}", tokens=passage.tokens) for n, passage in enumerate(passages)))
    texts: dict[str, list[Tokens]] = {base: [passage.tokens for passage in passages]}
    cut = cut_markdown if plain or len(rows) < MANY else Versions(base, texts[base]).cut
    amendments = []
    for number, id_ in enumerate(sorted(rows, key=_natural)):
        side = rows[id_][1]
        if side not in texts:
            texts[side] = [passage.tokens for passage in read_plain(side, words)[0]] if plain else cut(side)
        amendments.append(Amendment(id_, number, edits_between(document, texts[side], f"a{number}.")))
    pairs = [*pairs_of(Relations(document), amendments), *_alike(amendments, rows, base)]
    found = propose(document, amendments, _links(base, passages), pairs)
    given = {id_: row[0] for id_, row in rows.items()}
    return {
        "order": [{"id": given[place.id], "reason": place.reason} for place in found.order],
        "falls": {id_: [given[each] for each in ids] for id_, ids in found.falls.items()},
        "clusters": [[given[each] for each in ids] for ids in found.clusters],
    }


def _alike(amendments: Sequence[Amendment], rows: Mapping[str, tuple[str | int, str]], base: str) -> Iterator[Pair[str]]:
    """Give those of one text that changes the base, and nothing that a reader sees of it: they ask for the same too."""
    unseen = [each.id for each in amendments if not each.edits and rows[each.id][1] != base]
    for one, other in combinations(unseen, 2):
        if rows[one][1] == rows[other][1]:
            yield Pair(one, other, Relation.SAME)


def _amendments(request: dict[str, Any]) -> dict[str, tuple[str | int, str]]:
    """Give each amendment's id as it was given, and its text, by the id as a text."""
    if "amendments" not in request:
        raise Refusal("“amendments” is missing.")
    rows = request["amendments"]
    if not isinstance(rows, list):
        raise Refusal(f"“amendments” must be a list, not {kind(rows)}.")
    found: dict[str, tuple[str | int, str]] = {}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise Refusal(f"Amendment {number} must be an object, not {kind(row)}.")
        try:
            id_, words = _id(row), text(row, "text")
        except Refusal as refusal:
            raise Refusal(f"Amendment {number}: {refusal}") from refusal
        if str(id_) in found:
            raise Refusal(f"Two amendments have the id “{id_}”.")
        found[str(id_)] = (id_, words)
    return found


def _id(row: dict[str, Any]) -> str | int:
    value = row.get("id")
    if isinstance(value, float):
        raise Refusal("“id” must be a text or a whole number, not a number with a fraction.")
    return value if isinstance(value, int) and not isinstance(value, bool) else text(row, "id")


def _natural(id_: str) -> list[tuple[int, str, str]]:
    """Give what to sort ids by, so that A2 comes before A10, and A8 before A09."""
    pieces = _FIGURES.split(id_)
    figures = (each.lstrip("0") for each in pieces)
    return [
        (len(bare), bare, each) if n % 2 else (0, each, "") for n, (each, bare) in enumerate(zip(pieces, figures, strict=True))
    ]


def _links(base: str, passages: Sequence[Passage]) -> Links:
    """Find the headings and the preamble of a text, and the numbers of its paragraphs."""
    read = outline(base.replace("\r\n", "\n"))
    at = _lines(base.replace("\r\n", "\n"), passages)
    numbers = {paragraph.line: paragraph.number for paragraph in read.paragraphs if paragraph.number}
    numbered = {paragraph.section for paragraph in read.paragraphs if paragraph.number}
    headings: dict[int, str] = {}
    for n, section in enumerate(read.sections):
        marked = at.get(section.line) is not None and visible(passages[at[section.line]].tokens).startswith("#")
        if marked or (section.number and n in numbered and not section.derived):
            headings[section.line] = section.title
    parts, names = {}, {}
    part, count = Part.PREAMBLE if headings and read.preface else Part.TEXT, 0
    lines = {n: line for line, n in at.items()}
    for n in range(len(passages)):
        line = lines.get(n, 0)
        if line in headings:
            part = Part.PREAMBLE if headings[line].strip(":. ").casefold() in OPENINGS else Part.TEXT
            names[f"p{n}"] = f"the heading “{headings[line]}”"
        else:
            count += 1
            part = Part.TEXT if line in numbers else part
            names[f"p{n}"] = numbers.get(line) or f"paragraph {count}"
        parts[f"p{n}"] = Part.HEADING if line in headings and part == Part.TEXT else part
    return Links(parts=parts, names=names)


def _lines(base: str, passages: Sequence[Passage]) -> Mapping[int, int]:
    """Give the place of each paragraph by its first line (from 1), as far as it is found in the source."""
    found: dict[int, int] = {}
    start, line = 0, 1
    for n, passage in enumerate(passages):
        at = base.find(passage.source or visible(passage.tokens), start)
        if at >= 0:
            line += base.count("\n", start, at)
            start = at
            found.setdefault(line, n)
    return found
