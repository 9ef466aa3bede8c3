"""Other forms of words that a global change looks for: what it finds and cannot change, to be named beside what it changes.

No grammar of any language is known here. A form is a word that begins as the wanted one does and ends otherwise within a few
letters (“council”, “councils”, “Council’s”), the wanted one in other letters, or words that a new block parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amendments.text.document import Document
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens, visible

ENDING = 3  # letters by which a form may end otherwise
STEM = 3  # letters that it must have alike


class Form(NamedTuple):
    """Words as they stand in the text, and the ids of the paragraphs and sections where they do, once for each time."""

    words: str
    ids: tuple[str, ...]


def other_forms(document: Document, wanted: Tokens, changed: frozenset[tuple[str, int]]) -> tuple[Form, ...]:
    """Find other forms of `wanted` in the text, most frequent first. `changed` are (id, position) of what is found itself."""
    found: dict[str, list[str]] = {}
    for id_, tokens in _texts(document):
        for at, words in _windows(tokens, wanted):
            if (id_, at) not in changed:
                found.setdefault(words, []).append(id_)
    forms = (Form(words, tuple(ids)) for words, ids in found.items())
    return tuple(sorted(forms, key=lambda form: (-len(form.ids), form.words)))


def _texts(document: Document) -> Iterator[tuple[str, Tokens]]:
    yield from ((one.id, one.title) for one in document.sections if not one.struck)
    yield from ((one.id, one.tokens) for one in document.paragraphs if not one.struck)


def _windows(tokens: Tokens, wanted: Tokens) -> Iterator[tuple[int, str]]:
    size = len(wanted)
    head = [_plain(token) for token in wanted[:-1]]
    last = _plain(wanted[-1])
    for at in range(len(tokens) - size + 1):
        end = tokens[at + size - 1]
        if end.kind == wanted[-1].kind and _near(_plain(end), last) and [_plain(t) for t in tokens[at : at + size - 1]] == head:
            yield at, " ".join(visible(tokens[at : at + size]).split())


def _plain(token: Token) -> str:
    return " " if token.kind in {SPACE, BLOCK} else token.text.casefold()


def _near(form: str, word: str) -> bool:
    if form == word:
        return True
    alike = next((n for n, (a, b) in enumerate(zip(form, word, strict=False)) if a != b), min(len(form), len(word)))
    return alike >= max(STEM, len(word) - 1) and len(form) - alike <= ENDING
