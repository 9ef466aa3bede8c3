"""The verb `diff`: what changed between two texts.

`{"old", "new", "plain"?}` → `{"ops": [["=" | "-" | "+", visible text], …], "html": redline}`. The texts are Markdown; with
`"plain": true` they are taken to the letter. "=" and "-" joined give what a reader sees of `old` (with "plain" `old` itself),
"=" and "+" of `new`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from amendments.text.diff import Sign, diff, ops
from amendments.text.door import flag, text
from amendments.text.markdown import parse
from amendments.text.redline import redline
from amendments.text.tokens import BLOCK, Tokens, split, visible


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Answer the request. Raises Refusal where a text is missing or none."""
    read = split if flag(request, "plain") else parse
    old, new = tuple(read(text(request, "old"))), tuple(read(text(request, "new")))
    changes = diff(old, new)
    return {"ops": seen(ops(old, changes)), "html": redline(old, changes)}


def seen(pieces: Iterable[tuple[Sign, Tokens]]) -> list[list[str]]:
    """Give the pieces as `[sign, visible text]`: none empty, no two neighbors of one sign, struck before inserted."""
    shown: list[list[str]] = []
    struck, inserted = "", ""
    for sign, words in [*_strings(pieces), ("=", "")]:
        if sign == "-":
            struck += words
        elif sign == "+":
            inserted += words
        else:
            shown += [[mark, run] for mark, run in (("-", struck), ("+", inserted)) if run]
            struck, inserted = "", ""
            if words and shown and shown[-1][0] == "=":
                shown[-1][1] += words
            elif words:
                shown.append(["=", words])
    return shown


def _strings(pieces: Iterable[tuple[Sign, Tokens]]) -> Iterator[tuple[Sign, str]]:
    """Give the pieces as characters. Blocks stand apart by an empty line, which the first block of each text does not have."""
    begun: set[Sign] = set()
    for sign, tokens in pieces:
        sides: tuple[Sign, ...] = ("-", "+") if sign == "=" else (sign,)
        for is_block, run in groupby(tokens, lambda token: token.kind == BLOCK):
            if is_block:
                for _ in run:
                    both = begun.issuperset(sides)
                    yield from [(sign, "\n\n")] if both else [(side, "\n\n") for side in sides if side in begun]
                    begun.update(sides)
            else:
                yield sign, visible(run)
                begun.update(sides)
