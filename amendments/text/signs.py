"""The words and signs of a redline that are no part of the text: names for those who listen, signs for what cannot be seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from amendments.text.tokens import BLOCK, BREAK, SIGN, SPACE, WORD, Token

_CHARACTERS = {
    " ": "space",
    "\t": "tab",
    "\n": "line break",
    "\u00a0": "no-break space",
    "\u2009": "thin space",
    "\u202f": "narrow no-break space",
    "-": "hyphen",
    "\u00ad": "soft hyphen",
    "\u2010": "hyphen",
    "\u2011": "no-break hyphen",
    "\u2012": "figure dash",
    "\u2013": "en dash",
    "\u2014": "em dash",
    "\u2015": "horizontal bar",
    "\u2212": "minus",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
}
_SHOWN = {" ": "␣", "\t": "⇥", "\n": "↵"}
_BLOCKS = {"ul": "•", "ol": "1.", "quote": "❝", "note": "※"}


class Sign(NamedTuple):
    """What is shown for something that cannot be seen, and its name; both empty where there is no need of one."""

    shown: str = ""
    name: str = ""


@dataclass(frozen=True)
class Labels:
    """The words around changes, and the names of blocks and characters. A translation gives its own."""

    struck: str = "struck: "
    end_struck: str = ", end struck. "
    inserted: str = "inserted: "
    end_inserted: str = ", end inserted. "
    moved_away: str = "moved from here: "
    moved_here: str = "moved here: "
    end_moved: str = ", end moved. "
    paragraph: str = "paragraph"
    list_item: str = "list item"
    quotation: str = "quotation"
    cell: str = "table cell"
    footnote: str = "footnote"
    characters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(_CHARACTERS))

    def around(self, struck: bool, *, moved: bool) -> tuple[str, str]:
        """Give the words before and after a change."""
        if moved:
            return (self.moved_away if struck else self.moved_here), self.end_moved
        return (self.struck, self.end_struck) if struck else (self.inserted, self.end_inserted)

    def block(self, path: str) -> Sign:
        """Give the sign of the beginning of a block."""
        *around, leaf = (part.rstrip("!").partition("=")[0] for part in path.split("/"))
        if leaf != "p":
            return Sign("▦", self.cell)
        names = {"ul": self.list_item, "ol": self.list_item, "quote": self.quotation, "note": self.footnote}
        inner = next((name for name in reversed(around) if name in names), "")
        if not inner or "li+" in around[-1:]:
            return Sign("¶", self.paragraph)
        return Sign(_BLOCKS[inner], names[inner])

    def character(self, character: str) -> str:
        """Give the name of a character that cannot be told by looking at it."""
        return self.characters.get(character) or unicodedata.name(character, f"U+{ord(character):04X}").lower()


ENGLISH = Labels()


def sign_of(token: Token, labels: Labels, *, told: bool) -> Sign:
    """Give the sign of a token: of every block and break, and with `told` also of spaces, dashes and what has no width."""
    if token.kind == BLOCK:
        return labels.block(token.text)
    if token.kind == BREAK:
        return Sign(_SHOWN["\n"], labels.character("\n"))
    if not told:
        return Sign()
    if token.kind == SPACE:
        shown = "".join(_SHOWN.get(character, "⍽") for character in token.text)
        return Sign(shown, ", ".join(labels.character(character) for character in token.text))
    names = ", ".join(labels.character(character) for character in token.text if _is_odd(character))
    return Sign(names, names)


def _is_odd(character: str) -> bool:
    """Whether a character is easily taken for another or for none: dashes, direction marks and joiners, combining marks."""
    return unicodedata.category(character) in {"Pd", "Cf", "Mn", "Me"} or character == "\u2212"


def is_bare(tokens: Iterable[Token]) -> bool:
    """Whether there is nothing to see but white space, dashes and what has no width, so that a line through it shows little."""
    return all(
        token.kind in {SPACE, BREAK} or (token.kind in {SIGN, WORD} and all(map(_is_odd, token.text))) for token in tokens
    )


def look(tokens: Iterable[Token]) -> str:
    """Give what the eye takes in: dashes, spaces, compositions and what has no width are all one to it."""
    text = "".join([token.text for token in tokens if token.kind != BLOCK])
    if text.isascii() and text.isprintable():  # as most is: nothing in it looks like anything else
        return text
    text = unicodedata.normalize("NFC", text)
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join("-" if kind == "Pd" or c == "\u2212" else " " if c.isspace() else c for c, kind in kinds if kind != "Cf")
