"""Redlines: a text as HTML with what was struck and what was inserted, named for those who listen.

    <del><span class="vh">struck: </span>two<span class="vh">, end struck. </span></del><wbr><ins>…three…</ins>

- `del` and `ins` stand inside leaf blocks (`p`, `td`, …), so the HTML is valid whatever blocks both texts have. The blocks are
  those of the new text, and between them those that were struck as a whole. A whole block has `data-block`.
- Where words moved into another block (a paragraph split, joined, made a list item), a `.sign` such as ¶ stands struck or
  inserted before them.
- A change of marks alone has `data-kind="mark"`, a move `data-kind="move"`.
- Without `.vh` and `.sign` the characters are those of the tokens; without `ins` too, those of the old text; without `del`,
  those of the new.
- Where decisions are known, `data-by` names the one that struck or inserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from amendments.text.diff import ops
from amendments.text.edits import Changes
from amendments.text.html import Page, text
from amendments.text.signs import ENGLISH, Labels, Sign, is_bare, look, sign_of
from amendments.text.tokens import BLOCK, NOTE, Token, Tokens

__all__ = ["ENGLISH", "Labels", "Redline", "Row", "redline", "redline_block", "redline_traced", "render_traced"]

KEPT, STRUCK, INSERTED = "=", "-", "+"
Kind: TypeAlias = Literal["ins", "del", "move", "move-away"]
Traced: TypeAlias = Iterable[tuple[Token, str | None, str | None]]


class Row(NamedTuple):
    """A token, whether it was kept, struck or inserted, and by which decision."""

    token: Token
    sign: str
    by: str = ""


def redline(old: Tokens, changes: Changes, *, note_prefix: str = "", labels: Labels = ENGLISH, by: str = "") -> str:
    """Give the redline of changes to a text. Raises Mismatch where they do not fit it."""
    rows = [Row(token, sign, "" if sign == KEPT else by) for sign, piece in ops(old, changes) for token in piece]
    return Redline(labels, note_prefix).write(rows)


def redline_block(tokens: Tokens, kind: Kind, *, note_prefix: str = "", labels: Labels = ENGLISH, by: str = "") -> str:
    """Give a whole text as inserted ("ins"), struck ("del"), moved here ("move") or moved from here ("move-away")."""
    sign = INSERTED if kind in {"ins", "move"} else STRUCK
    return Redline(labels, note_prefix, move=kind.startswith("move")).write(Row(token, sign, by) for token in tokens)


def redline_traced(rows: Traced, *, note_prefix: str = "", labels: Labels = ENGLISH) -> str:
    """Give the redline of all decisions together, from (token, by, struck_by) as `replay` gives them.

    What one decision inserted and a later one struck stands in neither text, and is left out.
    """
    return Redline(labels, note_prefix).write(_told(rows))


def _told(rows: Traced) -> Iterator[Row]:
    for token, by, struck_by in rows:
        if struck_by is None:
            yield Row(token, INSERTED if by else KEPT, by or "")
        elif by is None:
            yield Row(token, STRUCK, struck_by)


def render_traced(rows: Traced, *, note_prefix: str = "", href: Callable[[str], str] | None = None, opened: str = "") -> str:
    """Give the text as it stands, its words in `.prov` elements that name in `data-by` the decision that put them there.

    With `href`, which gives the address of a decision, they are links that open and close what they name (`aria-expanded`,
    true for the decision that is `opened`).
    """
    page = Page(note_prefix)
    standing = [Row(token, KEPT, by or "") for token, by, struck_by in rows if struck_by is None]
    for block in _blocks(standing):
        pieces = []
        for (by, within_link), run in groupby(block.rows, key=lambda row: (row.by, _is_link(row.token))):
            words = page.words([row.token for row in run])
            pieces.append(_provenance(words, by, None if within_link else href, opened=opened == by) if by else words)
        page.block(block.path, "".join(pieces))
    return page.close()


def _is_link(token: Token) -> bool:
    return token.kind == NOTE or any(mark.startswith("link:") for mark in token.marks)


def _provenance(words: str, by: str, href: Callable[[str], str] | None, *, opened: bool) -> str:
    if href is None:
        return f'<span class="prov" data-by="{text(by)}">{words}</span>'
    return f'<a class="prov" href="{text(href(by))}" data-by="{text(by)}" aria-expanded="{str(opened).lower()}">{words}</a>'


@dataclass
class _Block:
    """A block as it is shown. Its rows may begin with block tokens: what happened to the block itself."""

    path: str
    rows: list[Row]
    whole: bool = False


def _blocks(rows: Iterable[Row]) -> list[_Block]:
    """Give the blocks that are shown: those of the new text, and those struck as a whole."""
    shown: list[_Block] = []
    waiting: list[Row] = []  # struck beginnings of blocks without words, which belong to what comes next
    parts = _parts(rows)
    for at, (head, words) in enumerate(parts):
        alone = all(row.sign == head.sign for row in words)
        followed = at + 1 < len(parts) and parts[at + 1][0].sign == INSERTED
        if head.sign == STRUCK and not words and (followed or head.token.text.endswith("p")):
            waiting.append(head)
            continue
        if head.sign == STRUCK and not alone and shown:
            shown[-1].rows += [*waiting, head, *words]
        else:
            whole = head.sign != KEPT and alone and bool(words)
            named = [] if head.sign == KEPT or whole else [head]
            shown.append(_Block(head.token.text, [*waiting, *named, *words], whole))
        waiting = []
    if waiting:
        shown = shown or [_Block(waiting[0].token.text, [])]
        shown[-1].rows += waiting
    return shown


def _parts(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """Give each block's token and its words; words before the first block are a kept paragraph."""
    parts: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.token.kind == BLOCK:
            parts.append((row, []))
        else:
            if not parts:
                parts.append((Row(Token(BLOCK, "p"), KEPT), []))
            parts[-1][1].append(row)
    return parts


class _Run(NamedTuple):
    """Rows that stand together with one sign and one decision."""

    sign: str
    by: str
    tokens: tuple[Token, ...]


class Redline:
    """Writes rows as a redline."""

    def __init__(self, labels: Labels, note_prefix: str, *, move: bool = False) -> None:
        self._labels = labels
        self._page = Page(note_prefix)
        self._move = move

    def write(self, rows: Iterable[Row]) -> str:
        """Give the HTML."""
        for block in _blocks(rows):
            self._page.block(block.path, self._content(block))
        return self._page.close()

    def _content(self, block: _Block) -> str:
        runs = [
            _Run(sign, by, tuple(row.token for row in group))
            for (sign, by), group in groupby(block.rows, key=lambda row: (row.sign, row.by))
        ]
        out: list[str] = []
        for at, run in enumerate(runs):
            if run.sign == KEPT:
                out.append(self._page.words(run.tokens))
                continue
            other = _other(runs, at)
            if out and run.sign == INSERTED and runs[at - 1].sign == STRUCK:
                out.append("<wbr>")
            out.append(self._changed(run, other, whole=block.whole and len(runs) == 1))
        return "".join(out)

    def _changed(self, run: _Run, other: _Run | None, *, whole: bool) -> str:
        tag = "del" if run.sign == STRUCK else "ins"
        kind = "move" if self._move else "mark" if other and _same_words(run, other) else ""
        attributes = [" data-block"] if whole else []
        attributes += [f' data-kind="{kind}"'] if kind else []
        attributes += [f' data-by="{text(run.by)}"'] if run.by else []
        before, after = self._labels.around(run.sign == STRUCK, moved=self._move)
        told = kind != "mark" and (is_bare(run.tokens) or bool(other and look(other.tokens) == look(run.tokens)))
        words = self._words(run.tokens, told)
        return f"<{tag}{''.join(attributes)}>{_hidden(before)}{words}{_hidden(after)}</{tag}>"

    def _words(self, tokens: Sequence[Token], told: bool) -> str:
        """Give the words of a change; what cannot be seen, with a sign (`told`: everything that looks like nothing)."""
        out: list[str] = []
        plain: list[Token] = []
        for token in tokens:
            sign = sign_of(token, self._labels, told=told)
            if token.kind == BLOCK:
                out += [self._page.words(plain), _sign(sign)]
                plain = []
            elif sign.name:
                out += [self._page.words(plain), _sign(sign), self._page.words([token])]
                plain = []
            else:
                plain.append(token)
        return "".join([*out, self._page.words(plain)])


def _other(runs: Sequence[_Run], at: int) -> _Run | None:
    """Give the other half of a substitution."""
    beside = at + 1 if runs[at].sign == STRUCK else at - 1
    found = runs[beside] if 0 <= beside < len(runs) else None
    return found if found and {found.sign, runs[at].sign} == {STRUCK, INSERTED} else None


def _same_words(run: _Run, other: _Run) -> bool:
    """Whether two runs differ in nothing but marks."""
    return all(token.kind != BLOCK for token in run.tokens) and [t[:2] for t in run.tokens] == [t[:2] for t in other.tokens]


@lru_cache(maxsize=256)
def _hidden(words: str) -> str:
    return f'<span class="vh">{text(words)}</span>'


def _sign(sign: Sign) -> str:
    """Give a sign for the eye, and its name for the ear; a sign that is a word needs no name."""
    if sign.shown == sign.name:
        return f'<span class="sign">{text(sign.shown)} </span>'
    return f'{_hidden(sign.name)}<span class="sign" aria-hidden="true">{text(sign.shown)}</span>'
