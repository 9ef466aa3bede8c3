"""Where things stand: the order of paragraphs in their sections, and of sections in theirs, under insertions and moves.

Both are the same task: items in containers. A *gap* is a place in the text as it was: right after one of its items, or first in
a container. It stays where it is when the item before it moves away or is struck. What is inserted or moved is put into a gap;
what names another inserted or moved item of the same amendment stands after that one in the same gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from amendments.text.document import Document
from amendments.text.edits import Mismatch


class Gap(NamedTuple):
    """A place in the text as it was: after the item `after`, or first in `container` where None."""

    container: str | None
    after: str | None


class Placed(NamedTuple):
    """An item that an amendment inserts or moves: after the item `after`, or first in `container` where None."""

    item: str
    container: str | None
    after: str | None


Gaps: TypeAlias = dict[Gap, list[str]]
Rows: TypeAlias = Mapping[str | None, Sequence[str]]


def gaps(home: Mapping[str, str | None], placed: Sequence[Placed]) -> Gaps:
    """Put what one amendment inserts and moves into gaps. `home` gives the container of each item as it was.

    Items with one anchor stand in the order given. Raises Mismatch where anchors go in a circle.
    """
    followers: dict[str, list[str]] = {}
    own = {each.item for each in placed}
    roots: list[tuple[Gap, str]] = []
    for each in placed:
        if each.after in own:
            followers.setdefault(each.after or "", []).append(each.item)
        else:
            roots.append((Gap(home[each.after] if each.after else each.container, each.after), each.item))
    found: Gaps = {}
    for gap, item in roots:
        found.setdefault(gap, []).extend(_with_followers(item, followers))
    reached = {item for items in found.values() for item in items}
    for each in placed:
        if each.item not in reached:
            raise Mismatch("These moves go in a circle: each is to stand after another of them.", place=each.item)
    return found


def _with_followers(item: str, followers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    stack = [item]
    while stack:
        item = stack.pop()
        yield item
        stack.extend(reversed(followers.get(item, ())))


def arranged(rows: Rows, placed: Gaps, companions: Mapping[str, Sequence[str]]) -> dict[str | None, list[str]]:
    """Give the new rows. `companions` stand right after their item wherever it goes (the second half of a split paragraph)."""
    away = {item for items in placed.values() for item in items}
    special = away | companions.keys() | {gap.after for gap in placed if gap.after}
    new: dict[str | None, list[str]] = {}
    for container in {**dict.fromkeys(rows), **dict.fromkeys(gap.container for gap in placed)}:
        row = new[container] = []
        _extend(row, placed.get(Gap(container, None), ()), companions)
        for item in rows.get(container, ()):
            if item not in special:
                row.append(item)
                continue
            if item not in away:
                _extend(row, (item,), companions)
            _extend(row, placed.get(Gap(container, item), ()), companions)
    return new


def _extend(row: list[str], items: Iterable[str], companions: Mapping[str, Sequence[str]]) -> None:
    for item in items:
        row.append(item)
        row.extend(companions.get(item, ()))


def paragraph_rows(document: Document) -> dict[str | None, list[str]]:
    """Give the ids of the paragraphs of each section, in order."""
    rows: dict[str | None, list[str]] = {}
    for paragraph in document.paragraphs:
        rows.setdefault(paragraph.section, []).append(paragraph.id)
    return rows


def section_rows(document: Document) -> dict[str | None, list[str]]:
    """Give the ids of the sections in each section (None: at the top), in order."""
    rows: dict[str | None, list[str]] = {}
    for section in document.sections:
        rows.setdefault(section.parent, []).append(section.id)
    return rows


def depth_first(rows: Rows) -> list[tuple[str, str | None]]:
    """Give (item, container) from the top down. What hangs in a circle is not reached, and so is not in the list."""
    found: list[tuple[str, str | None]] = []
    stack: list[tuple[str, str | None]] = [(item, None) for item in reversed(rows.get(None, ()))]
    while stack:
        item, container = stack.pop()
        found.append((item, container))
        stack.extend((inner, item) for inner in reversed(rows.get(item, ())))
    return found
