"""How long a redline takes, from two strings to HTML, beside difflib and plain diff-match-patch on the same words."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from time import process_time

from diff_match_patch import diff_match_patch

from amendments.text.diff import diff
from amendments.text.markdown import parse
from amendments.text.redline import redline
from bench import samples
from bench.table import milliseconds, table

HEAD = ("strings to HTML", "target", "Plank", "its diff alone", "difflib", "diff-match-patch")
PEERS_UP_TO = 4_000  # words; both grow with the square, and 40,000 would take minutes


def speed() -> str:
    """Give the table of times."""
    rows = [
        _row("1,000 words, every tenth changed", "20 ms", *_changed(1_000)),
        _row("4,000 words, every tenth changed", "100 ms", *_changed(4_000)),
        _row("10,000 words, every tenth changed", "", *_changed(10_000)),
        _row("40,000 words, every tenth changed", "", *_changed(40_000)),
        _row("40,000 words in 400 paragraphs", "", *_changed(40_000, 100)),
        _row("3,000 words, unrelated", "1 s", *(samples.text(samples.words(3_000, seed)) for seed in (1, 2))),
        _row("3,000 words, no word shared", "1 s", *_foreign(3_000)),
    ]
    return table("Speed (processor time, the best of several runs)", HEAD, rows)


def best(act: Callable[[], object], runs: int = 5) -> float:
    """Give the shortest processor time of several runs, in seconds: a busy machine does not change it much.

    Short acts run for a third of a second together: a processor that rested takes a while to wake, and Python to adapt.
    """
    times: list[float] = []
    while sum(times) < 1 / 3 or (len(times) < runs and sum(times) < 3):
        begun = process_time()
        act()
        times.append(process_time() - begun)
    return min(times)


def by_difflib(old: str, new: str) -> str:
    """Redline words with difflib, the way everybody begins."""
    a, b = old.split(), new.split()
    ops = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return _html((tag == "equal", " ".join(a[i:i_end]), " ".join(b[j:j_end])) for tag, i, i_end, j, j_end in ops)


def by_diff_match_patch(old: str, new: str) -> str:
    """Redline words with diff-match-patch: each word a character, as its line mode does, and no time limit."""
    ids: dict[str, str] = {}
    texts = ["".join(ids.setdefault(word, _character(len(ids))) for word in text.split()) for text in (old, new)]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    found = engine.diff_main(*texts, checklines=False)
    engine.diff_cleanupSemantic(found)
    words = {character: word for word, character in ids.items()}
    pieces = ((sign, " ".join(words[character] for character in run)) for sign, run in found)
    return _html((sign == 0, words if sign <= 0 else "", words if sign > 0 else "") for sign, words in pieces)


def _character(number: int) -> str:
    return chr(number + 0x100 if number + 0x100 < 0xD800 else number + 0x900)  # no halves of surrogate pairs


def _html(pieces: Iterable[tuple[bool, str, str]]) -> str:
    shown = (
        html.escape(old) if same else f"<del>{html.escape(old)}</del><ins>{html.escape(new)}</ins>" for same, old, new in pieces
    )
    return f"<p>{' '.join(shown)}</p>"


def _whole(old: str, new: str) -> str:
    tokens = parse(old)
    return redline(tokens, diff(tokens, parse(new)))


def _row(name: str, target: str, old: str, new: str) -> list[str]:
    a, b = parse(old), parse(new)
    small = len(old.split()) <= PEERS_UP_TO
    peers = (best(lambda: by_difflib(old, new)), best(lambda: by_diff_match_patch(old, new))) if small else (None, None)
    times = [best(lambda: _whole(old, new)), best(lambda: diff(a, b)), *peers]
    return [name, target, *map(milliseconds, times)]


def _changed(count: int, paragraph: int = 0) -> tuple[str, str]:
    old = samples.words(count, 1)
    return samples.text(old, paragraph), samples.text(samples.revised(old, 10, 2), paragraph)


def _foreign(count: int) -> tuple[str, str]:
    return samples.text(samples.words(count, 1)), samples.text([word + "x" for word in samples.words(count, 2)])
