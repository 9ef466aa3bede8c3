"""Block paths: the one string in which a `BLOCK` token holds every block that its words stand in.

A path names the blocks from the outermost in, parted by slashes; there is no token that closes a block. What a path does not
say again is closed, what it repeats goes on:

    path       = [ "note=" LABEL "/" ] { list | quote } leaf
    list       = ( "ul" | "ol" [ "=" NUMBER ] ) [ "!" ] "/" "li" [ "+" ] "/"      "ol=3": the numbers begin at 3
    quote      = "quote" [ "!" ] "/"
    leaf       = "p" | "table" [ "!" ] "/" "tr" [ "+" ] "/" ( "th" | "td" )

- A list, quote, table or note goes on where the block before stands in one of the same name ("ul", "ol=3"); "!" begins a new
  one there. So two lists that follow each other stay two: the first block of the second has "ul!".
- An item or a row begins anew; "+" goes on in the one of the block before: "ul/li+/p" is the second paragraph of an item,
  "ul/li+/ul/li/p" an item of a list within an item, "table/tr+/td" the next cell of a row.
- So each list item is one token and its words, and to insert or strike one leaves the tokens around it alone.
- Every sequence of paths has a meaning: "+" with nothing to go on in begins anew, "!" with nothing to part is without effect.

`resolve` gives the blocks that paths stand for, `write` the shortest paths for blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

LABEL = r"[\w.\-]{1,64}"
DEPTH = 16  # most blocks around a leaf; Markdown that nests deeper stays visible text

_PATH = re.compile(
    rf"(?:note={LABEL}/)?(?:(?:ul|ol(?:=[0-9]{{1,9}})?)!?/li\+?/|quote!?/)*(?:p|table!?/tr\+?/t[hd])",
)
LEAVES = ("p", "th", "td")
STEPS = ("li", "tr")  # blocks that begin anew unless "+" says that they go on


class Box(NamedTuple):
    """One block around a leaf: its name ("ul", "ol=3", "li", "note=1", …) and a number that no other block of the text has."""

    name: str
    number: int


class Place(NamedTuple):
    """Where a leaf stands: the blocks around it, outermost first, and its own name ("p", "th" or "td")."""

    boxes: tuple[Box, ...]
    leaf: str


@lru_cache(maxsize=1024)
def well_formed(path: str) -> bool:
    """Whether a string is a block path by the grammar above."""
    return _PATH.fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _segments(path: str) -> tuple[tuple[str, str], ...]:
    """Give (name, flag) of each segment; a string that is no path counts as "p"."""
    if not well_formed(path):
        return (("p", ""),)
    segments = [(part.rstrip("!+"), part[-1] if part[-1] in "!+" else "") for part in path.split("/")]
    return tuple((_name(name), flag) for name, flag in _shallow(segments))


def _name(name: str) -> str:
    """Write a list's first number in one way."""
    if not name.startswith("ol="):
        return name
    number = int(name[3:])
    return "ol" if number == 1 else f"ol={number}"


def _shallow(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the innermost lists and quotes of a path that is deeper than DEPTH."""
    tail = 3 if segments[-1][0] in {"td", "th"} else 1
    boxes, leaf = segments[:-tail], segments[-tail:]
    if len(boxes) > DEPTH:
        cut = DEPTH - 1 if boxes[DEPTH][0] == "li" else DEPTH
        boxes = boxes[:cut]
    return boxes + leaf


class Walker:
    """Reads paths one after the other and gives the place of each."""

    def __init__(self) -> None:
        self._open: tuple[Box, ...] = ()
        self._count = 0

    def step(self, path: str) -> Place:
        """Give the place of the next leaf."""
        *parts, (leaf, _) = _segments(path)
        boxes: list[Box] = []
        joined = True
        for name, flag in parts:
            here = self._open[len(boxes)] if joined and len(boxes) < len(self._open) else None
            goes_on = flag == "+" if name in STEPS else flag != "!"
            joined = here is not None and here.name == name and goes_on
            if joined and here:
                boxes.append(here)
            else:
                self._count += 1
                boxes.append(Box(name, self._count))
        self._open = tuple(boxes)
        return Place(self._open, leaf)


def resolve(paths: Iterable[str]) -> Iterator[Place]:
    """Give the place of each path's leaf."""
    walker = Walker()
    return (walker.step(path) for path in paths)


def write(places: Iterable[Place]) -> Iterator[str]:
    """Give the shortest path of each place, such that `resolve` finds the same blocks again."""
    before: tuple[Box, ...] = ()
    for boxes, leaf in places:
        same = 0
        while same < min(len(before), len(boxes)) and before[same] == boxes[same]:
            same += 1
        parts = []
        for index, box in enumerate(boxes):
            sign = ""
            if box.name in STEPS:
                sign = "+" if index < same else ""
            elif index == same < len(before) and before[index].name == box.name:
                sign = "!"
            parts.append(box.name + sign)
        before = boxes
        yield "/".join([*parts, leaf])
