"""The small Markdown of Plank, as rules for markdown-it: what is not in it stays visible text.

In it: paragraphs, bullets, ordered and nested lists, quotes, emphasis, strong, links, footnotes, hard breaks, tables, backslash
escapes and character references. Not in it, so plain words: headings, rules, code, raw HTML, images, link definitions.

Three things differ from the rules that markdown-it brings. What nests deeper than `paths.DEPTH` is text, where markdown-it
would drop it; a row of a table keeps the cells that its head has no room for. And a link is looked for only where brackets
pair around words and an address follows, which makes bare brackets by the thousand five times cheaper to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline, link
from mdit_py_plugins.footnote.index import footnote_def

from amendments.text import links
from amendments.text.paths import DEPTH, LABEL

_NOTE = re.compile(rf"\[\^({LABEL})\]")
_DEFINITION = re.compile(rf"\[\^{LABEL}\]:")
_ADDRESS = re.compile(r"\((?![ \t\n]*\))")  # and an empty one points nowhere
_RULE = re.compile(r"(?!- )\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")  # "- " would begin a list
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def reader() -> MarkdownIt:
    """Give a parser for the dialect."""
    md = MarkdownIt("zero", {"maxNesting": 4 * DEPTH})
    md.enable(["newline", "escape", "emphasis", "link", "entity", "table", "blockquote", "list"])
    block, inline = md.block.ruler, md.inline.ruler
    also = ["paragraph", "reference", "blockquote", "list"]
    block.at("blockquote", _not_deeper(blockquote, 1), {"alt": also})
    block.at("list", _not_deeper(list_block, 2), {"alt": also[:3]})
    block.at("table", _table, {"alt": also[:2]})
    block.before("paragraph", "note", _note_definition, {"alt": also[:2]})
    inline.before("link", "note", _note)
    inline.at("link", _link)
    md.normalizeLink = lambda url: links.canonical(url) or ""  # type: ignore[method-assign]
    md.validateLink = bool  # type: ignore[method-assign,assignment]
    return md


def _not_deeper(rule: BlockRule, levels: int) -> BlockRule:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level + levels <= DEPTH and rule(state, start, end, silent)

    return limited


def _note_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `[^label]: words`, and what is indented under it."""
    at = state.bMarks[start] + state.tShift[start]
    if state.level >= DEPTH or not _DEFINITION.match(state.src, at, state.eMarks[start]):
        return False
    return footnote_def(state, start, end, silent)


def _cells(line: str) -> list[str]:
    """Give the cells of a row, also where nothing stands before the first bar and after the last."""
    cells = [cell.strip() for cell in escapedSplit(line.strip())]
    cells = cells[not cells[0] :]
    return cells[: len(cells) - 1] if cells and not cells[-1] else cells


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table: a row with bars, a line of dashes with as many columns, and rows of any length until an empty line."""
    if start + 2 > end or state.sCount[start + 1] < state.blkIndent or "|" not in getLine(state, start):
        return False
    rule = getLine(state, start + 1).strip()
    if not _RULE.fullmatch(rule) or len(_cells(getLine(state, start))) != len(_cells(rule)):
        return False
    if silent:
        return True
    state.push("table_open", "table", 1)
    _row(state, start, "th")
    line = start + 2
    while line < end and _goes_on(state, line, end):
        _row(state, line, "td")
        line += 1
    state.push("table_close", "table", -1)
    state.line = line
    return True


def _goes_on(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line is one more row, and neither empty nor the beginning of another block."""
    if state.sCount[line] < state.blkIndent or state.isEmpty(line):
        return False
    return not any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))


def _row(state: StateBlock, line: int, kind: str) -> None:
    state.push("tr_open", "tr", 1)
    for cell in _cells(getLine(state, line)) or [""]:
        state.push(f"{kind}_open", kind, 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = cell, []
        state.push(f"{kind}_close", kind, -1)
    state.push("tr_close", "tr", -1)


def _note(state: StateInline, silent: bool) -> bool:
    """Read `[^label]`; it is a reference whether or not the note stands in the same text."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("note", "", 0).content = match.group(1)
    state.pos = match.end()
    return True


@lru_cache(maxsize=8)
def _pairs(text: str) -> dict[int, int]:
    """Give, for each bracket that opens, the place of the one that closes it."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() == "[":
            opened.append(match.start())
        elif match.group() == "]" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _link(state: StateInline, silent: bool) -> bool:
    """Read `[words](address)`, never a link without words or within a link."""
    if state.src[state.pos] != "[" or state.linkLevel:
        return False
    end = _pairs(state.src).get(state.pos, -1)
    if end < 0 or not _ADDRESS.match(state.src, end + 1) or not state.src[state.pos + 1 : end].strip():
        return False
    return link(state, silent)
