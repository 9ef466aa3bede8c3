"""Redlines: a text as HTML with what was struck and what was inserted, named for those who listen.

    <del><span class="vh">struck: </span>two<span class="vh">, end struck. </span></del><wbr><ins>…three…</ins>

- `del` and `ins` stand inside leaf blocks (`p`, `td`, …), so the HTML is valid whatever blocks both texts have. The blocks are
  those of the new text, and between them those that were struck as a whole. A whole block has `data-block`.
- Where words moved into another block (a paragraph split, joined, made a list item), a `.sign` such as ¶ stands struck or
  inserted before them.
- A change of marks alone has `data-kind="mark"`, a move `data-kind="move"`.
- Without `.vh` and `.sign` the characters are those of the tokens; without `ins` too, those of the old text; without `del`,
  those of the new.
- Sentences that are left alone may stand in `span.quiet-text`, where the page asks for it.
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
from amendments.text.quiet import receding
from amendments.text.signs import ENGLISH, Labels, Sign, is_bare, look, sign_of
from amendments.text.tokens import BLOCK, BREAK, NOTE, Token, Tokens

__all__ = ["ENGLISH", "Labels", "Redline", "Run", "redline", "redline_block", "redline_traced", "render_traced"]

KEPT, STRUCK, INSERTED = "=", "-", "+"
Kind: TypeAlias = Literal["ins", "del", "move", "move-away"]
Traced: TypeAlias = Iterable[tuple[Token, str | None, str | None]]


class Run(NamedTuple):
    """Tokens that stand together and were all kept, struck or inserted, by one decision."""

    sign: str
    by: str
    tokens: Tokens


def redline(
    old: Tokens, changes: Changes, *, note_prefix: str = "", labels: Labels = ENGLISH, by: str = "", quiet: bool = False
) -> str:
    """Give the redline of changes to a text. Raises Mismatch where they do not fit it.

    `quiet`: the sentences that are left alone recede, in `span.quiet-text`.
    """
    runs = (Run(sign, "" if sign == KEPT else by, piece) for sign, piece in ops(old, changes))
    return Redline(labels, note_prefix, quiet=quiet).write(runs)


def redline_block(tokens: Tokens, kind: Kind, *, note_prefix: str = "", labels: Labels = ENGLISH, by: str = "") -> str:
    """Give a whole text as inserted ("ins"), struck ("del"), moved here ("move") or moved from here ("move-away")."""
    sign = INSERTED if kind in {"ins", "move"} else STRUCK
    return Redline(labels, note_prefix, move=kind.startswith("move")).write([Run(sign, by, tokens)])


def redline_traced(rows: Traced, *, note_prefix: str = "", labels: Labels = ENGLISH) -> str:
    """Give the redline of all decisions together, from (token, by, struck_by) as `replay` gives them.

    What one decision inserted and a later one struck stands in neither text, and is left out.
    """
    return Redline(labels, note_prefix).write(_told(rows))


def _told(rows: Traced) -> Iterator[Run]:
    known = (
        (token, (KEPT if by is None else INSERTED, by or "") if struck_by is None else (STRUCK, struck_by))
        for token, by, struck_by in rows
        if struck_by is None or by is None
    )
    for (sign, by), group in groupby(known, key=lambda row: row[1]):
        yield Run(sign, by, tuple(token for token, _ in group))


def render_traced(rows: Traced, *, note_prefix: str = "", href: Callable[[str], str] | None = None, opened: str = "") -> str:
    """Give the text as it stands, its words in `.prov` elements that name in `data-by` the decision that put them there.

    With `href`, which gives the address of a decision, they are links that open and close what they name (`aria-expanded`,
    true for the decision that is `opened`).
    """
    page = Page(note_prefix)
    known = [(token, by or "") for token, by, struck_by in rows if struck_by is None]
    standing = (Run(KEPT, by, tuple(token for token, _ in group)) for by, group in groupby(known, key=lambda row: row[1]))
    for block in _blocks(standing):
        pieces = []
        for run in block.runs:
            for within_link, group in groupby(run.tokens, key=_is_link):
                words, at = page.words(tuple(group)), None if within_link else href
                pieces.append(_provenance(words, run.by, at, opened=opened == run.by) if run.by else words)
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
    """A block as it is shown. Its runs may begin with block tokens: what happened to the block itself."""

    path: str
    runs: list[Run]
    whole: bool = False


def _blocks(runs: Iterable[Run]) -> list[_Block]:
    """Give the blocks that are shown: those of the new text, and those struck as a whole."""
    shown: list[_Block] = []
    waiting: list[Run] = []  # struck beginnings of blocks without words, which belong to what comes next
    parts = _parts(runs)
    for at, (head, words) in enumerate(parts):
        alone = all(run.sign == head.sign for run in words)
        followed = at + 1 < len(parts) and parts[at + 1][0].sign == INSERTED
        if head.sign == STRUCK and not words and (followed or head.tokens[0].text.endswith("p")):
            waiting.append(head)
            continue
        if head.sign == STRUCK and not alone and shown:
            shown[-1].runs += [*waiting, head, *words]
        else:
            whole = head.sign != KEPT and alone and bool(words)
            named = [] if head.sign == KEPT or whole else [head]
            shown.append(_Block(head.tokens[0].text, [*waiting, *named, *words], whole))
        waiting = []
    if waiting:
        shown = shown or [_Block(waiting[0].tokens[0].text, [])]
        shown[-1].runs += waiting
    return shown


def _parts(runs: Iterable[Run]) -> list[tuple[Run, list[Run]]]:
    """Give each block's token and its words; words before the first block are a kept paragraph."""
    parts: list[tuple[Run, list[Run]]] = []
    for run in runs:
        for sign, by, tokens in _cut(run):
            if tokens[0].kind == BLOCK:
                parts.append((Run(sign, by, tokens), []))
                continue
            if not parts:
                parts.append((Run(KEPT, "", (Token(BLOCK, "p"),)), []))
            words = parts[-1][1]
            if words and words[-1][:2] == (sign, by):
                words[-1] = Run(sign, by, words[-1].tokens + tokens)
            else:
                words.append(Run(sign, by, tokens))
    return parts


def _cut(run: Run) -> Iterator[Run]:
    """Cut a run before and after each block's token."""
    low = 0
    for at in [at for at, token in enumerate(run.tokens) if token[0] == BLOCK]:
        if at > low:
            yield run._replace(tokens=run.tokens[low:at])
        yield run._replace(tokens=run.tokens[at : at + 1])
        low = at + 1
    if low < len(run.tokens):
        yield run._replace(tokens=run.tokens[low:])


class Redline:
    """Writes runs of tokens as a redline."""

    def __init__(self, labels: Labels, note_prefix: str, *, move: bool = False, quiet: bool = False) -> None:
        self._labels = labels
        self._page = Page(note_prefix)
        self._move = move
        self._quiet = quiet

    def write(self, runs: Iterable[Run]) -> str:
        """Give the HTML."""
        for block in _blocks(runs):
            self._page.block(block.path, self._content(block))
        return self._page.close()

    def _content(self, block: _Block) -> str:
        runs = list(_grouped(block.runs))
        kept = receding([(run.sign, run.tokens) for run in runs]) if self._quiet else []
        out: list[str] = []
        for at, run in enumerate(runs):
            if run.sign == KEPT:
                out += map(self._kept, kept[at] if kept else [(False, run.tokens)])
                continue
            other = _other(runs, at)
            if out and run.sign == INSERTED and runs[at - 1].sign == STRUCK:
                out.append("<wbr>")
            out.append(self._changed(run, other, whole=block.whole and len(runs) == 1))
        return "".join(out)

    def _kept(self, piece: tuple[bool, Tokens]) -> str:
        recedes, tokens = piece
        words = self._page.words(tokens)
        return f'<span class="quiet-text">{words}</span>' if recedes else words

    def _changed(self, run: Run, other: Run | None, *, whole: bool) -> str:
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
        if not told and not any(token[0] in (BLOCK, BREAK) for token in tokens):  # as in most changes
            return self._page.words(tokens)
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


def _grouped(runs: Iterable[Run]) -> Iterator[Run]:
    """Put neighbors of one sign and one decision together."""
    for (sign, by), group in groupby(runs, key=lambda run: run[:2]):
        pieces = [run.tokens for run in group]
        yield Run(sign, by, pieces[0] if len(pieces) == 1 else tuple(token for piece in pieces for token in piece))


def _other(runs: Sequence[Run], at: int) -> Run | None:
    """Give the other half of a substitution."""
    beside = at + 1 if runs[at].sign == STRUCK else at - 1
    found = runs[beside] if 0 <= beside < len(runs) else None
    return found if found and {found.sign, runs[at].sign} == {STRUCK, INSERTED} else None


def _same_words(run: Run, other: Run) -> bool:
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
