"""Cut a whole text into paragraphs, and put paragraphs together again.

A Markdown text is cut at its outermost blocks: a list, a quotation or a table is one paragraph. A text taken to the letter is
cut at its blank lines, and each paragraph remembers what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from amendments.text.markdown import parse, serialize
from amendments.text.paths import Walker
from amendments.text.tokens import BLOCK, Token, Tokens, normalize, split

_BLANK = re.compile(r"\A\s*\n|\n[^\S\n]*\n\s*|\s*\n\s*\Z")
_GUARDED_HEADING = re.compile(r"^\\(?=#)", re.MULTILINE)
# An empty line, and after it a sign that goes on with nothing before: each side reads by itself, unless a fence, a link's or a
# note's definition reaches further. A letter in a list or note would be indented, and begins no line.
_APART = re.compile(r"\n[ \t]*\n[ \t\n]*(?<=\n)(?=[^\W\d_]|[#(“„\"§])")
_REACHES = re.compile(r"[\[\r`~]")
GAP = "\n\n"
LONGEST = 60  # lines of one paragraph or list that are looked for


class Passage(NamedTuple):
    """A paragraph with the white space before it (empty for Markdown, where an empty line is understood).

    `source` is the Markdown as its author wrote it, empty where it could not be told from the rest.
    """

    tokens: Tokens
    before: str = ""
    source: str = ""


def read_markdown(text: str) -> list[Passage]:
    """Cut a Markdown text at its outermost blocks, each with the Markdown that it was written in."""
    found = cut_markdown(text)
    return [Passage(tokens, source=source) for tokens, source in zip(found, _sources(text, found), strict=True)]


def cut_markdown(text: str) -> list[Tokens]:
    """Cut a Markdown text at its outermost blocks."""
    rows: list[list[Token]] = []
    outer, walker = None, Walker()
    for token in parse(text):
        if token.kind == BLOCK:
            box = next(iter(walker.step(token.text).boxes), None)
            if box is None or box != outer:
                rows.append([])
            outer = box
        rows[-1].append(token)
    return [normalize(row) for row in rows]


class Versions:
    """Cuts many versions of one Markdown text, as `cut_markdown` does: what they have in common is read once."""

    def __init__(self, base: str, whole: list[Tokens]) -> None:
        self.known = {piece: cut_markdown(piece) for piece in _APART.split(base)} if not _REACHES.search(base) else {}
        self.apart = [row for piece in _APART.split(base) for row in self.known.get(piece, ())] == whole

    def cut(self, text: str) -> list[Tokens]:
        """Cut a version at its outermost blocks."""
        if not self.apart or _REACHES.search(text):
            return cut_markdown(text)
        found: list[Tokens] = []
        for piece in _APART.split(text):
            if piece not in self.known:
                self.known[piece] = cut_markdown(piece)
            found += self.known[piece]
        return found


def _sources(text: str, passages: list[Tokens]) -> list[str]:
    """Find the lines that each paragraph was written in: the fewest that read as its words."""
    lines = text.splitlines()
    found: list[str] = []
    at = 0
    for tokens in passages:
        while at < len(lines) and not lines[at].strip():
            at += 1
        ends = range(at + 1, min(at + LONGEST, len(lines)) + 1)
        end = next((end for end in ends if parse("\n".join(lines[at:end])) == tokens), None)
        if end is None:
            return [*found, *[""] * (len(passages) - len(found))]
        found.append("\n".join(lines[at:end]).strip("\n"))
        at = end
    return found


def write_markdown(passages: Iterable[Tokens], sources: Mapping[Tokens, str]) -> str:
    """Put the paragraphs of a Markdown text together, each in its author's writing where it is in `sources`."""
    rows = [tokens for tokens in passages if tokens]
    whole = _together(rows)
    written = GAP.join(sources.get(tokens) or _unguarded(tokens) for tokens in rows)
    return written if parse(written) == whole else serialize(whole)


def _unguarded(tokens: Tokens) -> str:
    """Write a paragraph; the signs of a heading are visible characters here, and need no guard."""
    written = serialize(tokens)
    plain = _GUARDED_HEADING.sub("", written)
    return plain if parse(plain) == tokens else written


def _together(passages: Iterable[Tokens]) -> Tokens:
    """Give the tokens of the whole; lists that come to stand side by side stay two."""
    whole: list[Token] = []
    last = ""
    for tokens in passages:
        first = tokens[0].text.split("/")[0] if tokens[0].kind == BLOCK else ""
        name = first.rstrip("!")
        if name == last and "/" in tokens[0].text and not name.startswith("note="):
            whole += [Token(BLOCK, f"{name}!{tokens[0].text[len(first) :]}"), *tokens[1:]]
        else:
            whole += tokens
        last = next((t.text.split("/")[0].rstrip("!") for t in reversed(tokens) if t.kind == BLOCK), "")
    return normalize(whole)


def read_plain(text: str, read: Callable[[str], Iterable[Token]] = split) -> tuple[list[Passage], str]:
    """Cut a text at its blank lines, to the letter; gives the white space after the last paragraph, too.

    `read` gives the tokens of one paragraph: it may remember those that it has read.
    """
    found: list[Passage] = []
    at, before = 0, ""
    for match in _BLANK.finditer(text):
        if match.start() > at:
            found.append(Passage(tuple(read(text[at : match.start()])), before))
            before = ""
        before += match.group()
        at = match.end()
    rest = text[at:]
    if not rest.strip():  # spaces alone are no paragraph
        return found, before + rest
    return [*found, Passage(tuple(read(rest)), before)], ""
