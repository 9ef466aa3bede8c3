"""Amendments as people write them down: words quoted from a paragraph, and what is to stand there instead.

Each row is a mapping with one key that says what is done: `in`, `insert_after`, `strike_paragraph`, `move`, `split`, `join`,
`new_section`, `retitle`, `everywhere` (fixtures/sample/amendments.toml shows them all). Quoted words are Markdown, to the
letter, and must stand exactly once in their paragraph: nothing is guessed. What comes of it are the pieces that a page would
send.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeAlias

from amendments.text import compose as c
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import serialize

Row: TypeAlias = Mapping[str, Any]


class Unquotable(ValueError):
    """A row that does not say what to change, or quotes words that do not stand there once. The message says which."""


def pieces_of(document: Document, rows: Iterable[Row], new_id: Callable[[], str]) -> tuple[c.Piece, ...]:
    """Give the pieces of work that these rows ask for on a text. `new_id` gives ids for what is inserted. Raises Unquotable."""
    reader = _Reader(document, new_id)
    for row in rows:
        reader.read(row)
    return reader.pieces()


class _Reader:
    """Reads rows; several changes of one paragraph become one piece of work."""

    def __init__(self, document: Document, new_id: Callable[[], str]) -> None:
        self.document, self.new_id = document, new_id
        self.texts: dict[str, str] = {}
        self.others: list[c.Piece] = []

    def read(self, row: Row) -> None:
        kinds = [kind for kind in self.KINDS if kind in row]
        if len(kinds) != 1:
            raise Unquotable(
                f"A change does one of these: {', '.join(self.KINDS)}. This one says {', '.join(row) or 'nothing'}."
            )
        keys, read = self.KINDS[kinds[0]]
        unknown = set(row) - keys - {kinds[0]}
        if unknown:
            raise Unquotable(f"“{kinds[0]}” does not go with “{min(unknown)}”.")
        read(self, row)

    def pieces(self) -> tuple[c.Piece, ...]:
        """Give all of them: new words first, in the order of the text."""
        changed = (p.id for p in self.document.paragraphs if p.id in self.texts)
        return (*(c.Rewrite(one, self.texts[one]) for one in changed), *self.others)

    def _paragraph(self, label: str) -> Paragraph:
        found = [p for p in self.document.paragraphs if p.label == label and not p.struck]
        if len(found) != 1:
            raise Unquotable(f"{label} stands {len(found)} times." if found else f"There is no paragraph {label}.")
        return found[0]

    def _section(self, label: str) -> Section:
        found = [s for s in self.document.sections if s.label == label and not s.struck]
        if len(found) != 1:
            raise Unquotable(f"{label} stands {len(found)} times." if found else f"There is no section {label}.")
        return found[0]

    def _in(self, row: Row) -> None:
        paragraph = self._paragraph(row["in"])
        before = self.texts.get(paragraph.id, serialize(paragraph.tokens))
        after = _changed(before, row, row["in"])
        if after == before:
            raise Unquotable(f"Nothing would change in {row['in']}.")
        self.texts[paragraph.id] = after

    def _insert_after(self, row: Row) -> None:
        anchor = self._paragraph(row["insert_after"])
        self.others.append(c.Insert(self.new_id(), anchor.section, anchor.id, _word(row, "text").strip()))

    def _strike_paragraph(self, row: Row) -> None:
        self.others.append(c.Strike(self._paragraph(row["strike_paragraph"]).id))

    def _move(self, row: Row) -> None:
        anchor = self._paragraph(_word(row, "to_after"))
        self.others.append(c.Move(self._paragraph(row["move"]).id, anchor.section, anchor.id))

    def _split(self, row: Row) -> None:
        paragraph = self._paragraph(row["split"])
        text, before = serialize(paragraph.tokens), _word(row, "before")
        _once(text, before, row["split"])
        first, _, rest = text.partition(before)
        self.others.append(c.Split(paragraph.id, self.new_id(), first.rstrip(), before + rest))

    def _join(self, row: Row) -> None:
        self.others.append(c.Join(self._paragraph(_word(row, "to")).id, self._paragraph(row["join"]).id))

    def _new_section(self, row: Row) -> None:
        before = self._section(_word(row, "after_section"))
        section, after = self.new_id(), None
        self.others.append(c.NewSection(section, before.parent, before.id, row["new_section"]))
        for text in row.get("texts", []):
            paragraph = self.new_id()
            self.others.append(c.Insert(paragraph, section, after, text.strip()))
            after = paragraph

    def _retitle(self, row: Row) -> None:
        section = self._section(row["retitle"])
        title = _changed(serialize(section.title), row, f"the title of {row['retitle']}")
        self.others.append(c.Retitle(section.id, title))

    def _everywhere(self, row: Row) -> None:
        self.others.append(c.Replace(row["everywhere"], _word(row, "insert")))

    KINDS: ClassVar[dict[str, tuple[set[str], Callable[[_Reader, Row], None]]]] = {
        "in": ({"strike", "insert", "after", "text"}, _in),
        "insert_after": ({"text"}, _insert_after),
        "strike_paragraph": (set(), _strike_paragraph),
        "move": ({"to_after"}, _move),
        "split": ({"before"}, _split),
        "join": ({"to"}, _join),
        "new_section": ({"after_section", "texts"}, _new_section),
        "everywhere": ({"insert"}, _everywhere),
        "retitle": ({"strike", "insert", "after"}, _retitle),
    }


def _word(row: Row, key: str) -> str:
    if not isinstance(row.get(key), str) or not row[key]:
        raise Unquotable(f"“{key}” is missing.")
    return str(row[key])


def _once(text: str, quoted: str, name: str) -> None:
    times = text.count(quoted)
    if times != 1:
        raise Unquotable(f"In {name}: “{quoted}” stands there {f'{times} times' if times else 'not at all'}.")


def _changed(text: str, row: Row, name: str) -> str:
    """Give the Markdown with the change that a row asks for."""
    if "text" in row:
        return str(row["text"]).strip()
    after, struck, inserted = row.get("after", ""), row.get("strike", ""), row.get("insert", "")
    if not struck and not (after and inserted):
        raise Unquotable(f"In {name}: say what to strike, or after which words to insert what.")
    _once(text, after + struck, name)
    return text.replace(after + struck, after + inserted)
