"""A strict reader of the engine's HTML: tags nest as HTML's content models ask, and the characters of the page."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from amendments.text.canonical import readable
from amendments.text.tokens import BLOCK, Token, visible

PHRASING = {"em", "strong", "a", "sup", "span", "del", "ins"}
FLOW = {"p", "ul", "ol", "blockquote", "table", "div"}
INSIDE = {
    "": FLOW,
    "ul": {"li"},
    "ol": {"li"},
    "li": FLOW,
    "blockquote": FLOW,
    "div": FLOW,
    "table": {"tr"},
    "tr": {"td", "th"},
    **dict.fromkeys({"p", "td", "th", *PHRASING}, PHRASING),
}
VOID = {"br", "wbr"}


class Reader(HTMLParser):
    """Raises AssertionError where the HTML is not valid; collects characters with what they stand in."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.pieces: list[tuple[str, list[tuple[str, str]]]] = []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert len(values) == len(attrs)
        parent = self.open[-1][0] if self.open else ""
        if tag in VOID:
            assert parent in {"p", "td", "th"} | PHRASING
            self.pieces += [("\n", list(self.open))] if tag == "br" else []
            return
        assert tag in INSIDE[parent], f"{tag} within {parent}"
        assert tag not in {"a", "del", "ins"} or tag not in [name for name, _ in self.open], f"{tag} within itself"
        name = values.get("id")
        assert name is None or name not in self.ids, f"{name} twice"
        self.ids |= {name} if name else set()
        self.hrefs += [values["href"] or ""] if "href" in values else []
        self.open.append((tag, values.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} closed, but not open"
        assert self.open[-1][0] == tag, f"{tag} closed in {self.open}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        assert self.open, f"words outside of blocks: {data}"
        assert self.open[-1][0] not in {"ul", "ol", "li", "table", "tr", "blockquote", "div"}, f"words in {self.open[-1]}"
        self.pieces.append((data, list(self.open)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]

    def characters(self, *, without: Iterable[str] = ()) -> str:
        """Give the characters of the page, but those in the elements or classes named, and signs and hidden words."""
        left_out = {"vh", "sign", *without}
        return "".join(piece for piece, around in self.pieces if not left_out & {name for pair in around for name in pair})


def characters(tokens: Iterable[Token]) -> str:
    """Give the characters that a page of these tokens must have."""
    return readable(visible(token for token in tokens if token.kind != BLOCK))
