"""The verb `merge`: what two people made of one text, and the text with both.

`{"base", "a", "b", "plain"?}` → `{"relation", "merged", "conflicts": [{"base", "a", "b"}]}`. The texts are Markdown of any
number of paragraphs, or taken to the letter with `"plain": true`. `merged` is null where they conflict; each conflict is a
passage as it was and as each would have it, empty where one struck it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from amendments.text.apply import apply
from amendments.text.document import Document, Paragraph
from amendments.text.door import flag, text
from amendments.text.edits import Amendment
from amendments.text.markdown import parse, serialize
from amendments.text.matching import edits_between
from amendments.text.merge import merge
from amendments.text.passages import GAP, Passage, read_markdown, read_plain, write_markdown
from amendments.text.relation import Relation, relation
from amendments.text.tokens import Tokens, visible


class _Side(NamedTuple):
    """One of the three texts, cut into paragraphs; `tail` is the white space after the last."""

    passages: list[Passage]
    tail: str = ""

    @property
    def texts(self) -> list[Tokens]:
        return [passage.tokens for passage in self.passages]


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer the request. Raises Refusal where a text is missing or none."""
    plain = flag(request, "plain")
    base, a, b = (text(request, name) for name in ("base", "a", "b"))
    if a == b:
        return _answer(Relation.SAME, a)
    if base in (a, b):
        return _answer(Relation.INDEPENDENT, b if a == base else a)
    sides = [_Side(*read_plain(each)) if plain else _Side(read_markdown(each)) for each in (base, a, b)]
    return _Question(sides[0], sides[1], sides[2], plain).answer()


def _answer(found: Relation, merged: str | None, conflicts: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"relation": str(found), "merged": merged, "conflicts": conflicts or []}


class _Question:
    """The three texts as one document and two amendments of it."""

    def __init__(self, base: _Side, a: _Side, b: _Side, plain: bool) -> None:
        self.base, self.sides, self.plain = base, {"a": a, "b": b}, plain
        rows = tuple(Paragraph(f"p{n}", tokens=tokens) for n, tokens in enumerate(base.texts))
        self.document = Document((), rows)
        self.amendments = {
            name: Amendment(name, number, edits_between(self.document, side.texts, name))
            for number, (name, side) in enumerate(self.sides.items())
        }

    def answer(self) -> dict[str, Any]:
        a, b = self.amendments.values()
        if not a.edits or not b.edits:  # one changed nothing that counts
            return _answer(Relation.INDEPENDENT, self._written(apply(self.document, (*a.edits, *b.edits))))
        related = relation(self.document, a, b)
        merged = merge(self.document, [a, b])
        if merged.document is None:
            return _answer(Relation.CONFLICTING, None, self._conflicts(related.places))
        return _answer(related.relation, self._written(merged.document))

    def _written(self, document: Document) -> str:
        live = [paragraph for paragraph in document.paragraphs if not paragraph.struck and paragraph.tokens]
        if not self.plain:
            return write_markdown((paragraph.tokens for paragraph in live), self._sources(live))
        before = self._white_space()
        lead = _third(*("".join(p.before for p in side.passages[:1]) for side in (self.base, *self.sides.values())))
        pieces = [(before.get(each.id) or GAP if n else lead) + visible(each.tokens) for n, each in enumerate(live)]
        return "".join(pieces) + _third(self.base.tail, self.sides["a"].tail, self.sides["b"].tail)

    def _sources(self, live: Iterable[Paragraph]) -> dict[Tokens, str]:
        """Give the Markdown of paragraphs as their authors wrote it; of one that both changed, merged to the letter."""
        sides = [self._by_id("a"), self._by_id("b")]
        base = {f"p{n}": passage for n, passage in enumerate(self.base.passages)}
        found = {passage.tokens: passage.source for rows in (base, *sides) for passage in rows.values()}
        for each in live:
            rows = [side[each.id] for side in (base, *sides) if each.id in side]
            if each.tokens not in found and len(rows) == len(sides) + 1 and all(row.source for row in rows):
                sources = [_Side(*read_plain(row.source)) for row in rows]
                written = _Question(sources[0], sources[1], sources[2], plain=True).answer()["merged"]
                if written and parse(written) == each.tokens:
                    found[each.tokens] = written
        return found

    def _by_id(self, name: str) -> dict[str, Passage]:
        """Give the paragraphs of a side by the ids that they have in the document."""
        after = apply(self.document, self.amendments[name].edits)
        live = [paragraph.id for paragraph in after.paragraphs if not paragraph.struck and paragraph.tokens]
        return dict(zip(live, self.sides[name].passages, strict=False))

    def _white_space(self) -> dict[str, str]:
        """Give what stands before each paragraph: as the one who changed it has it."""
        found = {f"p{n}": passage.before for n, passage in enumerate(self.base.passages)}
        for name in self.sides:
            changed = {id_: p.before for id_, p in self._by_id(name).items() if p.before != found.get(id_)}
            found |= changed
        return found

    def _conflicts(self, places: tuple[str, ...]) -> list[dict[str, str]]:
        after = {name: apply(self.document, each.edits) for name, each in self.amendments.items()}
        found = []
        for place in places:
            old = self.document.paragraph_by_id.get(place)
            now = {name: each.paragraph_by_id.get(place) for name, each in after.items()}
            row = {name: self._shown(p.tokens) if p and not p.struck else "" for name, p in now.items()}
            found.append({"base": self._shown(old.tokens) if old else "", **row})
        return found

    def _shown(self, tokens: Tokens) -> str:
        return visible(tokens) if self.plain else serialize(tokens)


def _third(base: str, a: str, b: str) -> str:
    """Give what the one who changed it has."""
    return b if a == base else a
