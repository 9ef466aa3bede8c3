"""Generated texts: always the same, with words as frequent as in a language, cut into sentences and paragraphs."""

from __future__ import annotations

from random import Random

SYLLABLES = ["ba", "de", "gi", "lo", "mu", "ne", "ra", "si", "to", "vu", "ken", "mar", "dis", "tel", "por"]
VOCABULARY = 4000


def words(count: int, seed: int) -> list[str]:
    """Give words of a language that nobody speaks, frequent ones often (Zipf)."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    known = ["".join(random.choices(SYLLABLES, k=random.randrange(1, 5))) for _ in range(VOCABULARY)]
    return random.choices(known, weights=[1 / (rank + 5) for rank in range(VOCABULARY)], k=count)


def text(of: list[str], paragraph: int = 0) -> str:
    """Write words as sentences of twelve, in paragraphs of so many words (0: in one)."""
    pieces: list[str] = []
    for at, word in enumerate(of):
        begins, ends = at % 12 == 0, at % 12 == 11 or at + 1 == len(of)
        gap = "" if not at else "\n\n" if paragraph and at % paragraph == 0 else " "
        pieces += [gap, word.capitalize() if begins else word, "." if ends else ""]
    return "".join(pieces)


def revised(of: list[str], every: int, seed: int) -> list[str]:
    """Change every so many-th word: to another one, or to none, or to two."""
    others = words(2 * len(of), seed)
    found: list[str] = []
    for at, word in enumerate(of):
        if at % every != every - 1:
            found.append(word)
        else:
            found += others[2 * at : 2 * at + (1, 1, 2, 0)[at // every % 4]]
    return found
