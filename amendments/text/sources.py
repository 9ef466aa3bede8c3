"""Whose words are these? Each change of a composite traced to the amendments that it was made of.

A struck word is traced to the amendments that strike it; an inserted phrase to the amendment that inserts the same tokens, the
longest such phrase first, at the same paragraph before others. What no source inserts is the composer's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from amendments.text.diff import ops
from amendments.text.edits import (
    Amendment,
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    RetitleSection,
    StrikeParagraph,
)
from amendments.text.redline import INSERTED, KEPT, STRUCK, Run
from amendments.text.tokens import BLOCK, WORD, Token, Tokens

OWN = "own"


class Inserted(NamedTuple):
    """Tokens that an amendment inserts, and where: the id of the paragraph or section, "" for a new one."""

    source: str
    place: str
    tokens: Tokens


class Sources:
    """What the sources of a composite strike and insert."""

    def __init__(self, amendments: Sequence[Amendment]) -> None:
        self.struck: dict[str, dict[int, list[str]]] = {}
        self.inserted: list[Inserted] = []
        for one in amendments:
            for edit in one.edits:
                self._read(one.id, edit)

    def _read(self, source: str, edit: Edit) -> None:
        if isinstance(edit, ChangeWords | RetitleSection):
            place = edit.paragraph if isinstance(edit, ChangeWords) else edit.section
            for change in edit.changes:
                for at in range(change.at, change.end):
                    self.struck.setdefault(place, {}).setdefault(at, []).append(source)
                self.inserted += [Inserted(source, place, change.inserted)] if change.inserted else []
        elif isinstance(edit, InsertParagraph):
            self.inserted.append(Inserted(source, "", edit.tokens))
        elif isinstance(edit, InsertSection):
            self.inserted.append(Inserted(source, "", edit.title))
        elif isinstance(edit, StrikeParagraph):
            self.struck.setdefault(edit.paragraph, {})[-1] = [*self.struck.get(edit.paragraph, {}).get(-1, []), source]

    def whole(self, paragraph: str) -> str:
        """Name who strikes a paragraph as a whole."""
        return _named(self.struck.get(paragraph, {}).get(-1, ()))

    def runs(self, place: str, old: Tokens, changes: Iterable[Change]) -> Iterator[Run]:
        """Give the redline of changes at a place, each run by the names of its sources, "A12" or "A12, A15", or `OWN`."""
        at = 0
        for sign, piece in ops(old, changes):
            if sign == KEPT:
                yield Run(KEPT, "", piece)
            elif sign == STRUCK:
                yield from self._struck(place, at, piece)
            else:
                yield from self.traced(place, piece)
            at += len(piece) if sign != INSERTED else 0

    def _struck(self, place: str, at: int, tokens: Tokens) -> Iterator[Run]:
        """Cut struck words where who strikes them changes; spaces go with the words before them."""
        by = self.struck.get(place, {})
        start, name = 0, ""
        for n, token in enumerate(tokens):
            mine = _named(by.get(at + n, ()) or by.get(-1, ()))
            if token.kind == WORD and mine != name:
                if name and n > start:
                    yield Run(STRUCK, name, tokens[start:n])
                    start = n
                name = mine
        yield Run(STRUCK, name or _named(by.get(at, ())), tokens[start:])

    def traced(self, place: str, tokens: Tokens) -> Iterator[Run]:
        """Cut inserted tokens into phrases, each with the source that inserts it."""
        names = self._names(place, tokens)
        start = 0
        for n in range(1, len(tokens) + 1):
            if n == len(tokens) or names[n] != names[start]:
                yield Run(INSERTED, names[start], tokens[start:n])
                start = n

    def _names(self, place: str, tokens: Tokens) -> list[str]:
        found = [""] * len(tokens)
        self._match(place, tokens, 0, len(tokens), found)
        last = OWN
        for n, token in enumerate(tokens):  # what is between words goes with the word before it
            if token.kind in {WORD, BLOCK} or found[n]:
                last = found[n] or OWN
            found[n] = last
        for n in range(len(tokens) - 1, -1, -1):
            if tokens[n].kind in {WORD, BLOCK}:
                last = found[n]
            elif not any(token.kind == WORD for token in tokens[:n]):
                found[n] = last
        return found

    def _match(self, place: str, tokens: Tokens, low: int, high: int, found: list[str]) -> None:
        """Give the longest phrase between two positions that a source inserts its name, and go on at both sides of it."""
        best: tuple[tuple[int, int], int, int, list[str]] | None = None
        for one in self.inserted:
            matcher = SequenceMatcher(None, [*map(_look, one.tokens)], [*map(_look, tokens[low:high])], autojunk=False)
            _, at, size = matcher.find_longest_match()
            words = sum(token.kind == WORD for token in tokens[low + at : low + at + size])
            rank = (words, int(one.place == place))
            if not words:
                continue
            if best is None or rank > best[0]:
                best = (rank, low + at, size, [one.source])
            elif rank == best[0] and (low + at, size) == best[1:3] and one.source not in best[3]:
                best[3].append(one.source)
        if best is None:
            return
        _, at, size, sources = best
        found[at : at + size] = [_named(sources)] * size
        self._match(place, tokens, low, at, found)
        self._match(place, tokens, at + size, high, found)


def _look(token: Token) -> tuple[str, str]:
    return token.kind, token.text


def _named(sources: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(sources)) or OWN


def slots(names: Iterable[str]) -> Mapping[str, str]:
    """Give each name a color to be shown in, "1" to "6" and round again; `OWN` and several together have "0"."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name, str(len(found) % 6 + 1))
    return found
