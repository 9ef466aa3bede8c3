"""Markdown in and out. People write Markdown; what is stored, compared and voted on are tokens.

`parse` reads the dialect that `grammar` describes, once, at entry. `serialize` writes Markdown for people, as they would write
it themselves where that reads back as the same tokens, and with escapes and character references where it would not. The laws,
for every text m and every token sequence t:

    parse(serialize(parse(m))) == parse(m)
    parse(serialize(normalize(t))) == normalize(t)

Signs alone do not say every emphasis: in `a*"b"*` nothing is emphasized, for the asterisk stands between a letter and a sign.
There the letter is written as a character reference, `&#97;*"b"*`, which Markdown takes for a sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token as Node

from amendments.text.canonical import Block, blocks, flat, inline
from amendments.text.grammar import reader
from amendments.text.tokens import BLOCK, BREAK, NOTE, WORD, Token, Tokens

_CONTAINERS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "table": "table",
    "tr": "tr",
}
_LEAVES = {"paragraph": "p", "th": "th", "td": "td"}
_MARKS = {"em_open": "em", "strong_open": "strong"}


@cache
def _reader() -> MarkdownIt:
    return reader()


def parse(markdown: str) -> Tokens:
    """Read Markdown. Any string is a text; what the dialect does not know is taken as words."""
    return flat(blocks(_blocks(_reader().parse(_lines(markdown)))))


def _lines(markdown: str) -> str:
    """Keep as words what the parser would drop or take for the end of a line."""
    return markdown.replace("\x00", "\ufffd")


def _blocks(nodes: Iterable[Node]) -> Iterator[Token]:
    """Give the raw tokens. Each block says that it begins or goes on; what needs no saying is left out in `canonical`."""
    path: list[list[str]] = []  # [name, sign] of each open block; the sign says whether its next leaf begins it
    leaf = "p"
    for node in nodes:
        kind, _, edge = node.type.rpartition("_")
        if node.type == "inline":
            yield Token(BLOCK, "/".join([*(name + sign for name, sign in path), leaf]))
            for part in path:
                part[1] = "+" if part[0] in {"li", "tr"} else ""
            yield from _words(node.children or ())
        elif kind in _LEAVES and edge == "open":
            leaf = _LEAVES[kind]
        elif kind in _CONTAINERS or kind == "footnote_reference":
            if edge == "close":
                path.pop()
            else:
                name = _name(kind, node)
                path.append([name, "" if name in {"li", "tr"} or name.startswith("note") else "!"])


def _name(kind: str, node: Node) -> str:
    if kind == "footnote_reference":
        return f"note={node.meta['label']}"
    start = node.attrGet("start")
    return f"ol={start}" if kind == "ordered_list" and start is not None else _CONTAINERS[kind]


def _words(nodes: Iterable[Node]) -> Iterator[Token]:
    """Give the raw tokens of one block's words; `canonical` cuts them."""
    marks: list[str] = []
    for node in nodes:
        if node.type in _MARKS:
            marks.append(_MARKS[node.type])
        elif node.type == "link_open":
            marks.append(f"link:{node.attrGet('href')}")
        elif node.type.endswith("_close"):
            marks.pop()
        elif node.type == "note":
            yield Token(NOTE, node.content, tuple(marks))
        elif node.type == "hardbreak":
            yield Token(BREAK, "\n")
        else:
            yield Token(WORD, " " if node.type == "softbreak" else node.content, tuple(marks))


def serialize(tokens: Iterable[Token]) -> str:
    """Write a text as Markdown, without a newline at its end. Texts that are not canonical are made so first."""
    return "\n".join(_written(blocks(tokens), 0))


def _written(parts: Sequence[Block], depth: int) -> list[str]:
    """Give the lines of blocks that share the `depth` outermost boxes."""
    lines: list[str] = []
    other = False  # whether the next list takes its other sign, to stand apart from the one before
    last = ""
    for box, group in groupby(parts, key=lambda block: block.place.boxes[depth] if len(block.place.boxes) > depth else None):
        own = list(group)
        name = box.name.partition("=")[0] if box else "p"
        other = name == last and not other
        chunks = [_box(box.name, own, depth, other)] if box else [_leaf(block.words).split("\n") for block in own]
        for chunk in chunks:
            lines += [*([""] if lines and not _close(last, name, box.name if box else "", depth) else []), *chunk]
            last = name
    return lines


def _close(last: str, name: str, full: str, depth: int) -> bool:
    """Whether a list may follow the words of its item without an empty line."""
    return depth > 0 and last == "p" and (name == "ul" or full == "ol")


def _box(name: str, parts: list[Block], depth: int, other: bool) -> list[str]:
    if name == "quote":
        return [f"> {line}".rstrip() for line in _written(parts, depth + 1)]
    if name == "table":
        return list(_rows(parts))
    if name.startswith("note="):
        lines = _written(parts, depth + 1)
        if len(parts[0].place.boxes) > 1:
            lines.insert(0, "")  # beside the label, a list would count its columns otherwise
        return _hung(f"[^{name[5:]}]: ", "    ", lines)
    return _list(name, parts, depth, other)


def _hung(first: str, rest: str, lines: list[str]) -> list[str]:
    return [((rest if number else first) + line).rstrip() for number, line in enumerate(lines)]


def _list(name: str, parts: list[Block], depth: int, other: bool) -> list[str]:
    number = int(name[3:] or 1) if name.startswith("ol=") else 1
    items: list[list[str]] = []
    for _, item in groupby(parts, key=lambda block: block.place.boxes[depth + 1]):
        sign = ("*" if other else "-") if name == "ul" else f"{min(number, 999_999_999)}{')' if other else '.'}"
        items.append(_hung(f"{sign} ", " " * (len(sign) + 1), _written(list(item), depth + 2)))
        number += 1
    loose = any("" in lines for lines in items)
    return [line for at, lines in enumerate(items) for line in ([""] if loose and at else []) + lines]


def _rows(parts: list[Block]) -> Iterator[str]:
    for number, (_, row) in enumerate(groupby(parts, key=lambda block: block.place.boxes[-1])):
        cells = [_leaf(block.words, cell=True) for block in row]
        yield "| " + " | ".join(cells) + " |"
        if not number:
            yield "|" + " --- |" * len(cells)


def _leaf(words: Tokens, *, cell: bool = False) -> str:
    """Write one block's words: the first way of writing that reads back the same."""
    if not any(token.marks for token in words):
        return _guarded(Writer("*", cell=cell).write(words))
    for writer in (Writer("*", cell=cell), Writer("_", cell=cell)):
        written = _guarded(writer.write(words))
        if _reread(written, cell) == words:
            return written
    return _guarded(Writer("_", cell=cell, refer=True).write(words))


def _reread(written: str, cell: bool) -> Tokens:
    nodes = _reader().parseInline(written.replace("\\|", "|") if cell else written)[0].children
    return inline(_words(nodes or ()), cell=cell)


# What would begin a block if it stood at the beginning of a line, for this parser and for others that people use.
_GUARDS = (
    (re.compile(r"(?=#{1,6}(?: |$)|>|~~~|[-+](?: |$)|[-=|: ]+$)"), r"\\"),
    (re.compile(r"([0-9]{1,9})(?=[.)](?: |$))"), r"\1\\"),
    (re.compile(r"(\[\^[^\]]+\])(?=:)"), r"\1\\"),
)


def _guarded(text: str) -> str:
    lines = text.split("\n")
    for pattern, put in _GUARDS:
        lines = [pattern.sub(put, line, count=1) if pattern.match(line) else line for line in lines]
    return "\n".join(lines)


_SPECIAL = re.compile(r"[\\*\[\]`]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")


_REFERENCE = re.compile(r"&(?=#?\w+;)")
_PARENTHESIS = re.compile(r"[()]|&(?=#?\w+;)")
_PAIRED = re.compile(r"[^()]*+(?:\([^()]*+\)[^()]*+)*+")


class Writer:
    """Writes words with their marks. `em` is the sign of emphasis; `refer` writes letters beside a sign as references."""

    def __init__(self, em: str, *, cell: bool, refer: bool = False) -> None:
        self.signs = {"em": em, "strong": "**"}
        self.cell = cell
        self.refer = refer

    def write(self, words: Tokens) -> str:
        """Give the Markdown of one block's words, a line for each hard break."""
        runs = [(marks, list(group)) for marks, group in groupby(words, key=lambda token: token.marks)]
        out: list[str] = []
        opened: list[str] = []
        for at, (marks, run) in enumerate(runs):
            kept = next((i for i, mark in enumerate(opened) if mark not in marks), len(opened))
            self._shut(out, opened, kept)
            fresh = [mark for mark in marks if mark not in opened]
            fresh.sort(key=lambda mark: -_reach(mark, runs, at))
            for mark in fresh:
                self._open(out, mark)
            opened += fresh
            out.append(self._text(run, bool(fresh)))
        self._shut(out, opened, 0)
        return "".join(out)

    def _open(self, out: list[str], mark: str) -> None:
        if mark not in self.signs and out and out[-1].endswith("!"):
            out[-1] = out[-1][:-1] + "\\!"  # other readers would see a picture
        out.append(self.signs.get(mark, "["))

    def _shut(self, out: list[str], opened: list[str], kept: int) -> None:
        while len(opened) > kept:
            mark = opened.pop()
            out.append(self.signs.get(mark) or f"]({_address(mark[5:])})")

    def _text(self, run: list[Token], opened: bool) -> str:
        pieces: list[str] = []
        for kind, group in groupby(run, key=lambda token: token.kind if token.kind in {NOTE, BREAK} else WORD):
            if kind == WORD:
                pieces.append(self._escaped("".join(token.text for token in group), opened and not pieces))
            else:
                pieces.extend("\\\n" if kind == BREAK else f"[^{token.text}]" for token in group)
        return "".join(pieces)

    def _escaped(self, text: str, opened: bool) -> str:
        first = self.refer and (_is_letter(text[0]) or (opened and text[0].isspace()))
        last = self.refer and _is_letter(text[-1]) and len(text) > first
        written = _SPECIAL.sub(_backslash, text[first : len(text) - last])
        if self.cell:
            written = written.replace("|", "\\|")
        return (f"&#{ord(text[0])};" if first else "") + written + (f"&#{ord(text[-1])};" if last else "")


def _address(address: str) -> str:
    pattern = _REFERENCE if _PAIRED.fullmatch(address) else _PARENTHESIS
    return pattern.sub(_backslash, address)


def _backslash(match: re.Match[str]) -> str:
    return "\\" + match.group()


def _is_letter(character: str) -> bool:
    """Whether Markdown takes a character neither for white space nor for a sign."""
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _reach(mark: str, runs: Sequence[tuple[tuple[str, ...], list[Token]]], at: int) -> int:
    """Give how many runs on from `at` have the mark."""
    reach = 0
    while at + reach < len(runs) and mark in runs[at + reach][0]:
        reach += 1
    return reach
