"""Tokens: the truth of every text. A text is a flat tuple of them; Markdown and HTML are only ways to show it.

Kinds of token, and what `text` holds:

- `WORD`: a word by Unicode word boundaries (UAX 29), never cut inside a grapheme; a hyphen is a sign between two words.
- `SPACE`: one run of white space. Ordinary white space is folded to one space when Markdown is read; a no-break space is kept.
- `SIGN`: one grapheme of anything else: punctuation, a dash, an emoji with its joiners.
- `BREAK`: a hard line break inside a block; its text is a newline.
- `NOTE`: a reference to a footnote; its text is the note's label.
- `BLOCK`: the beginning of a block; its text is the block's whole path (see `paths`). A text that was read from Markdown
  begins with one; a text that was taken to the letter (`split`) has none.

`marks` are the token's emphasis, sorted: "em", "strong", "link:ADDRESS". A change of marks is a change of the token.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import regex

FORMAT = 1  # of the JSON form; a later parser must never change an old text, so a new form gets a new number

WORD, SPACE, SIGN, BREAK, NOTE, BLOCK = "w", "s", "p", "r", "n", "b"
_KINDS = frozenset({WORD, SPACE, SIGN, BREAK, NOTE, BLOCK})


class Token(NamedTuple):
    """One token. `kind` is one of the constants above; `marks` is sorted and without doubles."""

    kind: str
    text: str
    marks: tuple[str, ...] = ()


Tokens: TypeAlias = tuple[Token, ...]


class FormatError(ValueError):
    """A stored text is not of a form that this program knows."""


# Most texts hold only these characters, for which the boundaries of UAX 29 are few; they are cut five times faster so.
_LETTERS = "A-Za-zªµºÀ-ÖØ-öø-ȯΑ-ΡΣ-ϵϷ-Ͽа-яА-ЯЀ-џ"
_PLAIN = re.compile(rf"[{_LETTERS}0-9_\t\n !-~\u00a0-§©«¬®°-³µ-·¹»-¿×÷\u2009\u2010-\u2015‘’‚“”„†‡•…\u202f‰′″‹›€→−]*")
_PLAIN_PIECES = re.compile(
    rf"\r\n|\s+|[{_LETTERS}0-9_]+(?:(?:(?<=[{_LETTERS}])['’‘.:·](?=[{_LETTERS}])|(?<=[0-9])['’‘.,;](?=[0-9]))[{_LETTERS}0-9_]+)*|.",
    re.DOTALL,
)
_PIECES = regex.compile(
    r"(?w)(?P<s>\s+(?![\p{GCB=Extend}\p{GCB=SpacingMark}\u200d]))|(?P<w>[\p{L}\p{N}\p{M}_]\S*?(?:\b|(?=\s)))|(?P<p>\X)",
    regex.VERSION1 | regex.DOTALL,
)
_GRAPHEME = regex.compile(r"\X", regex.VERSION1)


def split(text: str, marks: tuple[str, ...] = ()) -> list[Token]:
    """Cut visible characters into words, spaces and signs. Joined again they give `text`, to the letter."""
    if not _PLAIN.fullmatch(text):
        return [Token(kind, piece, marks) for kind, piece in _split_any(text)]
    known: dict[str, Token] = {}
    tokens = []
    for piece in _PLAIN_PIECES.findall(text):
        token = known.get(piece)
        if token is None:
            token = known[piece] = Token(_plain_kind(piece[0]), piece, marks)
        tokens.append(token)
    return tokens


def _plain_kind(first: str) -> str:
    if first.isspace():
        return SPACE
    return WORD if first.isalnum() or first == "_" else SIGN


def _split_any(text: str) -> list[tuple[str, str]]:
    """Cut at word boundaries, and join again what stands inside one grapheme (a sign that belongs to the letter after it)."""
    ends = {match.end() for match in _GRAPHEME.finditer(text)}
    pieces: list[tuple[str, str]] = []
    kind, start = "", 0
    for match in _PIECES.finditer(text):
        found = match.lastgroup or SIGN
        kind = found if not kind or found == WORD else SIGN if kind == SPACE else kind
        if match.end() in ends:
            pieces.append((kind, text[start : match.end()]))
            kind, start = "", match.end()
    return pieces


def visible(tokens: Iterable[Token]) -> str:
    """Give the characters that a reader sees: blocks stand apart by an empty line, a footnote's reference as `[1]`."""
    pieces: list[str] = []
    for token in tokens:
        if token.kind == BLOCK:
            pieces.append("\n\n" if pieces else "")
        else:
            pieces.append(f"[{token.text}]" if token.kind == NOTE else token.text)
    return "".join(pieces)


def to_json(tokens: Iterable[Token]) -> list[list[Any]]:
    """Give the stored form: `[kind, text]`, or `[kind, text, [mark, …]]` where there are marks."""
    return [[t.kind, t.text, list(t.marks)] if t.marks else [t.kind, t.text] for t in tokens]


def from_json(rows: Any) -> Tokens:
    """Read the stored form. Raises FormatError when a row is none."""
    try:
        return tuple(_plain(*row) if len(row) == 2 else _row(*row) for row in rows)
    except (TypeError, ValueError) as error:
        raise FormatError("This is no stored text.") from error


@lru_cache(maxsize=1 << 14)
def _plain(kind: str, text: str) -> Token:
    """Give a token without marks: a text has few that differ, and its amendments repeat them thousands of times."""
    return _row(kind, text)


def _row(kind: str, text: str, marks: Iterable[str] = ()) -> Token:
    if kind not in _KINDS or not isinstance(text, str):
        raise ValueError(kind)
    if marks == ():
        return Token(kind, text)
    if isinstance(marks, str) or not all(isinstance(mark, str) for mark in marks):
        raise ValueError(marks)
    return Token(kind, text, tuple(marks))


def digest(tokens: Iterable[Token]) -> str:
    """Give the SHA-256 of the tokens' canonical JSON with the number of its format, as 64 hexadecimal digits."""
    text = json.dumps([FORMAT, to_json(tokens)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def normalize(tokens: Iterable[Token]) -> Tokens:
    """Give the canonical tokens of the same text: what reading its Markdown would give.

    After a merge, words may have come to stand together, spaces doubled, blocks emptied. Words are cut again, ordinary white
    space is folded, spaces at the ends of a block and blocks without words go, paths and marks are written in their one way.
    """
    from amendments.text.canonical import canonical  # noqa: PLC0415 - it is built on the names above

    return canonical(tokens)
