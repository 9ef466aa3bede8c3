"""How alike two texts are, down to the letters: “member” and “members” are nearly the same word.

Words are compared exactly (`align`). Inside the places that differ diff-match-patch compares letters; it works on graphemes,
each mapped to one character, so that none is ever cut, and its semantic clean-up drops letters that agree by chance only.
"""

from __future__ import annotations

import regex
from diff_match_patch import diff_match_patch

from amendments.text.align import align
from amendments.text.tokens import BLOCK, Tokens

LETTERS = 300  # graphemes up to which a place is looked into; what is longer was rewritten, and its letters say nothing
PRIVATE = 0xF0000  # the first of 65,534 characters without a meaning, which stand for graphemes of several code points

_GRAPHEME = regex.compile(r"\X", regex.VERSION1)


def likeness(a: Tokens, b: Tokens) -> float:
    """Say how alike two texts look, from 0 (nothing in common) to 1 (the same to the letter). Marks count for nothing.

    The part of all their letters that they share; symmetric, and quick enough to compare an amendment with hundreds.
    """
    a, b = sorted((a, b))
    total = len(_text(a)) + len(_text(b))
    apart = 0
    for old, old_end, new, new_end in align(a, b):
        before, after = _text(a[old:old_end]), _text(b[new:new_end])
        apart += sum(len(piece) for sign, piece in letters(before, after) if sign != "=")
    return 1 - apart / total if total else 1.0


def letters(old: str, new: str) -> list[tuple[str, str]]:
    """Give two short texts as kept ("="), struck ("-") and inserted ("+") letters, never cutting a grapheme.

    Where nothing tells letters that stayed from such that happen to be in both, all are struck and inserted.
    """
    before, after = _GRAPHEME.findall(old), _GRAPHEME.findall(new)
    if max(len(before), len(after)) > LETTERS:
        return [("-", old), ("+", new)]
    names = {grapheme: grapheme for grapheme in {*before, *after} if len(grapheme) == 1 and _plain(grapheme)}
    for grapheme in before + after:
        names.setdefault(grapheme, chr(PRIVATE + len(names)))
    meant = {name: grapheme for grapheme, name in names.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main("".join(names[one] for one in before), "".join(names[one] for one in after), checklines=False)
    engine.diff_cleanupSemantic(found)
    return [("-=+"[sign + 1], "".join(meant[name] for name in piece)) for sign, piece in found]


def _plain(character: str) -> bool:
    """Tell whether a character may stand for itself: not half of a surrogate pair, nor one of those that stand for others."""
    return not 0xD800 <= ord(character) <= 0xDFFF and not ord(character) >= PRIVATE


def _text(tokens: Tokens) -> str:
    return "".join("\n" if token.kind == BLOCK else token.text for token in tokens)
