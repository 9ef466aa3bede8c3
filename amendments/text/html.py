"""A text as HTML: safe and valid whatever the tokens hold.

Every character is escaped, no address leaves that `links` does not allow, and what HTML cannot hold (NUL, lone surrogates) is
shown as a replacement character. Tags come from block paths, of which every sequence has a meaning, so they always nest. There
is no white space but the text's own between tags: the characters of the page are those of `tokens.visible`.

    p, ul, ol[start], li, blockquote, table/tr/th/td, em, strong, a[href], br, sup.noteref, div.footnote

A footnote is a `div.footnote` with the id PREFIXnote-LABEL, begins with its label as `a.sign` (a link back to its first
reference, whose id is PREFIXref-LABEL), and stands after the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby

from amendments.text import links
from amendments.text.canonical import readable
from amendments.text.paths import Box, Place, Walker
from amendments.text.tokens import BLOCK, BREAK, NOTE, WORD, Token, Tokens

_TAGS = {"ul": "ul", "ol": "ol", "li": "li", "quote": "blockquote", "table": "table", "tr": "tr", "note": "div"}
_ODD = frozenset([BREAK, NOTE])
_LEAVES = {"p": ("<p>", "</p>"), "td": ("<td>", "</td>"), "th": ('<th scope="col">', "</th>")}


def render(tokens: Tokens, *, note_prefix: str = "") -> str:
    """Give the HTML of a text. `note_prefix` begins the ids of its footnotes, which are so unique on a page of many texts."""
    page = Page(note_prefix)
    for path, words in paragraphs(tokens):
        page.block(path, page.words(words))
    return page.close()


def paragraphs(tokens: Iterable[Token]) -> list[tuple[str, list[Token]]]:
    """Give (path, words) of each block; words before the first block are a paragraph."""
    found: list[tuple[str, list[Token]]] = []
    for token in tokens:
        if token.kind == BLOCK:
            found.append((token.text, []))
        else:
            if not found:
                found.append(("p", []))
            found[-1][1].append(token)
    return found


def text(characters: str) -> str:
    """Escape characters for HTML, in elements and in quoted attributes."""
    return characters if characters.isalnum() else escape(readable(characters))  # letters and digits need neither


class Page:
    """Writes the blocks of one text in order, and opens and closes what they stand in."""

    def __init__(self, note_prefix: str = "") -> None:
        self._prefix = note_prefix
        self._ids: set[str] = set()
        self._out: list[str] = []
        self._walker = Walker()
        self._boxes: tuple[Box, ...] = ()

    def block(self, path: str, content: str) -> None:
        """Write one leaf block; `content` is HTML."""
        place = self._walker.step(path)
        same = self._shut_for(place)
        label = ""
        for box in place.boxes[same:]:
            self._out.append(self._opening(box))
            label += self._label(box)
        self._boxes = place.boxes
        before, after = _LEAVES[place.leaf]
        self._out.append(f"{before}{label}{content}{after}")

    def close(self) -> str:
        """Close what is open and give the whole."""
        self._shut_for(Place((), "p"))
        return "".join(self._out)

    def words(self, tokens: Sequence[Token]) -> str:
        """Give the HTML of words with their marks."""
        if len(tokens) == 1 and tokens[0].kind == WORD and not tokens[0].marks:
            return text(tokens[0].text)  # as most changes of a redline are
        if not any(token[2] for token in tokens):  # as most of a text is
            return "".join(self._run(tokens))
        out: list[str] = []
        opened: list[str] = []
        for marks, run in groupby(tokens, key=lambda token: token.marks):
            wanted = _shown(marks)
            kept = next((at for at, mark in enumerate(opened) if at >= len(wanted) or wanted[at] != mark), len(opened))
            out += [f"</{_tag(mark)[0]}>" for mark in reversed(opened[kept:])]
            out += [f"<{''.join(_tag(mark))}>" for mark in wanted[kept:]]
            opened = wanted
            out += self._run(run)
        return "".join(out + [f"</{_tag(mark)[0]}>" for mark in reversed(opened)])

    def _run(self, tokens: Iterable[Token]) -> Iterator[str]:
        """Give words with one emphasis, escaped together: this is most of the work of a page."""
        for odd, group in groupby(tokens, key=lambda token: token[0] in _ODD):
            if odd:
                yield from map(self._odd, group)
            else:
                yield text("".join([token[1] for token in group]))

    def _odd(self, token: Token) -> str:
        """Give a break, or a reference to a footnote."""
        if token.kind == BREAK:
            return "<br>"
        label = text(token.text)
        found = f"[{label}]"
        if not any(mark.startswith("link:") for mark in token.marks):  # a link within a link is none
            found = f'<a href="#{text(self._prefix)}note-{label}"{self._id("ref-" + token.text)}>{found}</a>'
        return f'<sup class="noteref">{found}</sup>'

    def _id(self, name: str) -> str:
        """Give an id attribute, or nothing where the text has that id already."""
        if name in self._ids:
            return ""
        self._ids.add(name)
        return f' id="{text(self._prefix + name)}"'

    def _opening(self, box: Box) -> str:
        name, _, value = box.name.partition("=")
        if name == "note":
            return f'<div class="footnote"{self._id("note-" + value)}>'
        return f'<ol start="{value}">' if name == "ol" and value else f"<{_TAGS[name]}>"

    def _label(self, box: Box) -> str:
        name, _, label = box.name.partition("=")
        if name != "note":
            return ""
        if "ref-" + label in self._ids:
            return f'<a class="sign" href="#{text(self._prefix)}ref-{text(label)}">{text(label)}&nbsp;</a>'
        return f'<span class="sign">{text(label)}&nbsp;</span>'

    def _shut_for(self, place: Place) -> int:
        """Close the boxes that the next leaf does not stand in; give how many stay open."""
        same = 0
        while same < min(len(self._boxes), len(place.boxes)) and self._boxes[same] == place.boxes[same]:
            same += 1
        self._out += [f"</{_TAGS[box.name.partition('=')[0]]}>" for box in reversed(self._boxes[same:])]
        self._boxes = self._boxes[:same]
        return same


@lru_cache(maxsize=1024)
def _shown(marks: tuple[str, ...]) -> list[str]:
    """Give the marks that have a tag, outermost first: one link, so that it stays whole where its words differ in emphasis."""
    addresses = [mark for mark in marks if mark.startswith("link:") and _tag(mark)]
    return addresses[:1] + [mark for mark in ("strong", "em") if mark in marks]


@lru_cache(maxsize=1024)
def _tag(mark: str) -> tuple[str, ...]:
    """Give the tag of a mark and its attributes; nothing where it has none, or an address that is not allowed."""
    if mark in {"em", "strong"}:
        return (mark,)
    address = links.canonical(mark[5:]) if mark.startswith("link:") else None
    if address is None:
        return ()
    outward = ' rel="noopener noreferrer nofollow"' if address[:4].lower() == "http" else ""
    return ("a", f' href="{text(address)}"{outward}')
