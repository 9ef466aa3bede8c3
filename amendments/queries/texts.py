"""The texts of revisions, remembered in this process.

A revision never changes, and its digest names its whole content: so a text that was read once is right for good, whoever asks,
and a later one of the same document is read as the few history rows that came since. What is remembered is never saved.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple, TypeAlias

from django.db.models import Max

from amendments.models import Document, Paragraph, Revision, Section
from amendments.text import document as engine
from amendments.text.tokens import FormatError, from_json

MOST = 24  # texts; those of one document share the paragraphs that are alike
LOOK_BACK = 60  # revisions

SECTION_COLUMNS = ("id", "uid", "label", "tokens", "struck", "position", "parent_id")
PARAGRAPH_COLUMNS = ("id", "uid", "label", "tokens", "struck", "position", "section_id")


Key: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True)
class Known:
    """A text, with what its rows say besides: positions by id, and the ids of sections by primary key."""

    text: engine.Document = field(default_factory=engine.Document)
    positions: dict[str, int] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)

    def with_rows(self, sections: Iterable[Any], paragraphs: Iterable[Any]) -> Known:
        """Give the text with these rows in place of the ones before them; rows are tuples of the columns above."""
        rows, uids, at = list(sections), dict(self.sections), dict(self.positions)
        uids |= {row[0]: row[1] for row in rows}
        parts, own = dict(self.text.section_by_id), dict(self.text.paragraph_by_id)
        for _, uid, label, tokens, struck, position, parent in rows:
            parts[uid] = engine.Section(uid, label, from_json(tokens), uids.get(parent), struck)
            at[uid] = position
        for _, uid, label, tokens, struck, position, home in paragraphs:
            own[uid] = engine.Paragraph(uid, uids.get(home), label, from_json(tokens), struck)
            at[uid] = position
        ordered = engine.Document(
            tuple(sorted(parts.values(), key=lambda part: at[part.id])),
            tuple(sorted(own.values(), key=lambda part: at[part.id])),
        )
        return Known(ordered, at, uids)


class _Memory:
    """The last texts that were read, by document, number and digest of the revision."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Known] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Known | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Key, known: Known) -> Known:
        with self._lock:
            self._kept[key] = known
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return known

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


memory = _Memory()


def recall(revision: Revision) -> engine.Document:
    """Give the text of a revision: no query where it is remembered, three where an earlier one is, or none."""
    key = (revision.document_id, revision.number, revision.digest)
    found = memory.get(key)
    if found is None:
        number, earlier = _nearest(revision)
        found = memory.keep(key, earlier.with_rows(*_rows(revision, since=number)))
    return found.text


class Written(NamedTuple):
    """A revision with the history rows that it wrote, and the text that all rows up to them give: None where they give none."""

    revision: Revision
    text: engine.Document | None
    rows: tuple[Any, ...]


def each_from_history(document: Document) -> Iterator[Written]:
    """Read the text of every revision in turn from the history rows, remembering nothing: three queries in all."""
    known, sections, paragraphs = Known(), _written(document, Section), _written(document, Paragraph)
    for revision in document.revisions.order_by("number"):
        parts, own = sections[revision.pk], paragraphs[revision.pk]
        text = None
        with suppress(FormatError, ValueError):
            known = known.with_rows(_values(parts, SECTION_COLUMNS), _values(own, PARAGRAPH_COLUMNS))
            text = known.text
        yield Written(revision, text, (*own, *parts))


def _written(document: Document, table: Any) -> dict[int | None, list[Any]]:
    """Give the history rows of a table by the revision that wrote them, in the order of writing."""
    found = defaultdict(list)
    for row in table.history.model.objects.filter(document_id=document.pk).order_by("history_id"):
        found[row.revision_id].append(row)
    return found


def _values(rows: Iterable[Any], columns: tuple[str, ...]) -> Iterable[Any]:
    return (tuple(getattr(row, column) for column in columns) for row in rows)


def _nearest(revision: Revision) -> tuple[int, Known]:
    """Find the last earlier revision that is remembered; 0 and an empty text where none is."""
    earlier = Revision.objects.filter(document=revision.document_id, number__lt=revision.number).order_by("-number")
    for number, digest in earlier.values_list("number", "digest")[:LOOK_BACK]:
        found = memory.get((revision.document_id, number, digest))
        if found is not None:
            return number, found
    return 0, Known()


def _rows(revision: Revision, *, since: int) -> tuple[Iterable[Any], Iterable[Any]]:
    """Give of each part the last history row after the revision `since`, up to this one."""

    def last(table: Any, columns: tuple[str, ...]) -> Iterable[Any]:
        history = table.history.model.objects
        numbers = {"revision__number__lte": revision.number, "revision__number__gt": since}
        changed = history.filter(document_id=revision.document_id, **numbers).order_by()
        ids = changed.values("id").annotate(last=Max("history_id")).values("last")
        return list(history.filter(history_id__in=ids).order_by("position").values_list(*columns))

    return last(Section, SECTION_COLUMNS), last(Paragraph, PARAGRAPH_COLUMNS)
