"""Tokens: the truth of every text. A text is a flat tuple of them; Markdown and HTML are only ways to show it.

Kinds of token, and what `text` holds:

- `WORD`: a word by Unicode word boundaries (UAX 29), never cut inside a grapheme.
- `SPACE`: one run of white space. Ordinary white space is folded to one space when Markdown is read; a no-break space is kept.
- `SIGN`: one grapheme of anything else: punctuation, a dash, an emoji with its joiners.
- `BREAK`: a hard line break inside a block; its text is a newline.
- `NOTE`: a reference to a footnote; its text is the note's label.
- `BLOCK`: the beginning of a block; its text is the block's whole path (see `markdown`). A text that was read from Markdown
  begins with one; a text that was taken to the letter (`plain`) has none.

`marks` are the token's emphasis, sorted: "em", "strong", "link:ADDRESS". A change of marks is a change of the token.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias

import regex

FORMAT = 1  # of the JSON form; a later parser must never change an old text, so a new form gets a new number

WORD, SPACE, SIGN, BREAK, NOTE, BLOCK = "w", "s", "p", "r", "n", "b"

_PIECES = regex.compile(r"(?w)(?P<s>\s+)|(?P<w>[\p{L}\p{N}\p{M}_].*?\b)|(?P<p>\X)", regex.VERSION1 | regex.DOTALL)


class Token(NamedTuple):
    """One token. `kind` is one of the constants above; `marks` is sorted and without doubles."""

    kind: str
    text: str
    marks: tuple[str, ...] = ()


Tokens: TypeAlias = tuple[Token, ...]


class FormatError(ValueError):
    """A stored text is not of a form that this program knows."""


def split(text: str, marks: tuple[str, ...] = ()) -> list[Token]:
    """Cut visible characters into words, spaces and signs. Joined again they give `text`, to the letter."""
    return [Token(m.lastgroup or SIGN, m.group(), marks) for m in _PIECES.finditer(text)]


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
        return tuple(Token(kind, text, tuple(marks[0]) if marks else ()) for kind, text, *marks in rows)
    except (TypeError, ValueError, IndexError) as error:
        raise FormatError("This is no stored text.") from error


def digest(tokens: Iterable[Token]) -> str:
    """Give the SHA-256 of the tokens' canonical JSON with the number of its format, as 64 hexadecimal digits."""
    text = json.dumps([FORMAT, to_json(tokens)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
