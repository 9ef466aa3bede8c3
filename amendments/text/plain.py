"""Words that stand beside the text and hold no Markdown: reasons, names, titles. And the signs that no words may hold at all.

Signs that nobody sees are refused, and not taken out in silence: what a person typed is on record by its digest, so the words
that they see must be the words that they sent. Marks that writing needs stay: right-to-left marks, joiners, variation selectors
and the tags of flags.
"""

from __future__ import annotations

import regex

# Control characters; what embeds, overrides or isolates the direction of words, and could turn the page around them; halves of
# characters; and code points that are no characters and never will be.
UNFIT = regex.compile(r"[\p{Cc}--[\t\n\r]]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}|\p{Noncharacter_Code_Point}", regex.VERSION1)
_SEEN = regex.compile(r"[^\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]")
AROUND = 30  # characters shown before the place


def line(typed: str) -> str:
    """Give words of one line: white space folded, "" where there is nothing to see."""
    return " ".join(typed.split()) if _SEEN.search(typed) else ""


def prose(typed: str) -> str:
    """Give words of several lines: the ends of lines as one sign, "" where there is nothing to see."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip() if _SEEN.search(typed) else ""


def unfit(typed: str) -> str:
    """Say which sign words hold that they may not, and where: "an invisible … (U+0007) after “…”"; "" for none."""
    return _found(UNFIT, typed, "control character")


def unseen(typed: str) -> str:
    """Say the same of any sign that nobody sees: what people type as a key, such as a member number, holds none at all."""
    return _found(_UNSEEN, typed, "sign")


def _found(signs: regex.Pattern[str], typed: str, what: str) -> str:
    found = signs.search(typed)
    if found is None:
        return ""
    sign = found.group()
    before = signs.sub("", typed[max(0, found.start() - AROUND) : found.start()])
    around = " ".join(before.split())
    where = f"after “{around}”" if around else "at the beginning"
    what = "sign that turns the direction of the words around it" if sign in _TURNS else what
    return f"an invisible {what} (U+{ord(sign):04X}) {where}"
