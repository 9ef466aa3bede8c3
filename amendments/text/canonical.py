"""The one way to write a text in tokens: `normalize` of `tokens` is here, and `markdown` reads into this form.

The laws: what is canonical stays as it is; every canonical text has a Markdown that reads back as the same tokens. So only what
Markdown can say remains: one emphasis of a kind at a time, spaces marked as the words on both sides of them are, tables whose
first row is the head and as long as any other, footnotes after the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from amendments.text import links
from amendments.text.paths import LABEL, Box, Place, resolve, write
from amendments.text.tokens import BLOCK, BREAK, NOTE, WORD, Token, Tokens, split

# Characters that neither HTML, XML nor a database takes are shown as what they are: something that cannot be read.
_LAST = "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_UNREADABLE = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST}]")
_FOLDED = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
_LABEL = re.compile(LABEL)


class Block(NamedTuple):
    """One leaf block: where it stands, and its words."""

    place: Place
    words: Tokens


def canonical(tokens: Iterable[Token]) -> Tokens:
    """Give the canonical tokens of a text."""
    return flat(blocks(tokens))


def flat(parts: list[Block]) -> Tokens:
    """Give the tokens of canonical blocks."""
    found: list[Token] = []
    for block, path in zip(parts, write(block.place for block in parts), strict=True):
        found.append(Token(BLOCK, path))
        found.extend(block.words)
    return tuple(found)


def blocks(tokens: Iterable[Token]) -> list[Block]:
    """Give the canonical blocks of a text, in their order."""
    paths: list[str] = []
    words: list[list[Token]] = []
    for token in tokens:
        if token.kind == BLOCK:
            paths.append(token.text)
            words.append([])
        else:
            if not paths:
                paths.append("p")
                words.append([])
            words[-1].append(token)
    found = [Block(place, inline(own, cell=place.leaf != "p")) for place, own in zip(resolve(paths), words, strict=True)]
    found = [block for block in found if block.words or block.place.leaf != "p"]
    return list(_tables(_notes_last(found)))


def _notes_last(parts: list[Block]) -> list[Block]:
    """Put the footnotes after the text, each label once, in the order in which they begin."""
    notes: dict[str, list[Block]] = {}
    body = []
    for block in parts:
        box = next(iter(block.place.boxes), None)
        if box and box.name.startswith("note="):
            own = notes.setdefault(box.name, [])
            first = own[0].place.boxes[0] if own else box
            own.append(block._replace(place=Place((first, *block.place.boxes[1:]), block.place.leaf)))
        else:
            body.append(block)
    return body + [block for own in notes.values() for block in own]


def _table_of(block: Block) -> Box | None:
    return block.place.boxes[-2] if block.place.leaf != "p" else None


def _tables(parts: list[Block]) -> Iterator[Block]:
    """Make the first row of each table the head, and as long as the longest row; drop tables without words."""
    for table, own in groupby(parts, key=_table_of):
        cells = list(own)
        if table is None:
            yield from cells
        elif any(cell.words for cell in cells):
            rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.place.boxes)]
            head = Place(rows[0][0].place.boxes, "th")
            yield from (cell._replace(place=head) for cell in rows[0])
            yield from (Block(head, ()) for _ in range(max(map(len, rows)) - len(rows[0])))
            yield from (cell._replace(place=cell.place._replace(leaf="td")) for row in rows[1:] for cell in row)


class _Run(NamedTuple):
    """Characters with one emphasis; `token` is a note or break that stands between characters."""

    text: str
    marks: tuple[str, ...]
    token: Token | None = None


def inline(tokens: Iterable[Token], *, cell: bool = False) -> Tokens:
    """Give the canonical tokens of one block's words. In a cell of a table a break is a space."""
    found: list[Token] = []
    for (marks, token), runs in groupby(_marked(list(_runs(tokens, cell))), key=lambda run: (run.marks, run.token)):
        if token:
            found.extend(token for _ in runs)
        else:
            found.extend(split(_FOLDED.sub(" ", "".join(run.text for run in runs)), marks))
    return tuple(found)


def _runs(tokens: Iterable[Token], cell: bool) -> Iterator[_Run]:
    """Give characters and white space apart, white space that stands together as one run."""
    space = ""
    for piece in _pieces(tokens, cell):
        if piece.token:
            yield from (_Run(space, ()) for _ in range(bool(space)))
            space = ""
            yield piece
            continue
        text = piece.text.lstrip()
        space += piece.text[: len(piece.text) - len(text)]
        if text:
            yield from (_Run(space, ()) for _ in range(bool(space)))
            yield _Run(text.rstrip(), piece.marks)
            space = text[len(text.rstrip()) :]
    if space:
        yield _Run(space, ())


def _pieces(tokens: Iterable[Token], cell: bool) -> Iterator[_Run]:
    for (marks, kind), group in groupby(
        tokens, key=lambda token: (token.marks, token.kind if token.kind in {NOTE, BREAK} else WORD)
    ):
        for token in group if kind != WORD else ():
            if kind == BREAK and not cell:
                yield _Run("", (), Token(BREAK, "\n"))
            elif kind == NOTE and _LABEL.fullmatch(token.text):
                own = tuple(mark for mark in _clean(marks) if not mark.startswith("link:"))
                yield _Run("", own, Token(NOTE, token.text, own))
            else:
                yield _Run(" " if kind == BREAK else readable(f"[^{token.text}]"), _clean(marks))
        if kind == WORD:
            text = readable("".join(token.text for token in group))
            if text:
                yield _Run(text, _clean(marks))


def readable(text: str) -> str:
    """Give the text with a replacement character for what neither HTML, XML nor a database takes."""
    return _UNREADABLE.sub("\ufffd", text)


def _marked(runs: list[_Run]) -> Iterator[_Run]:
    """Give white space and breaks the marks that both their sides have; drop them at the ends, and spaces beside a break."""
    before: _Run | None = None
    between: list[_Run] = []
    for run in runs:
        if run.text.isspace() or (run.token and run.token.kind == BREAK):
            between.append(run)
            continue
        if before:
            marks = tuple(mark for mark in before.marks if mark in run.marks)
            breaks = [gap for gap in between if gap.token]
            for gap in breaks or between:
                yield gap._replace(marks=marks, token=gap.token and gap.token._replace(marks=marks))
        yield run
        before, between = run, []


@lru_cache(maxsize=1024)
def _clean(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Give the marks that a text may have, links with their one address."""
    found = {mark for mark in marks if mark in {"em", "strong"}}
    for mark in marks:
        address = links.canonical(mark[5:]) if mark.startswith("link:") else None
        if address:
            found.add(f"link:{address}")
            break
    return tuple(sorted(found))
