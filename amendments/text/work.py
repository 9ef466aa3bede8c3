"""A person's work on a text: pieces, each of which names a place in a base text and holds Markdown, and how it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from amendments.text.markdown import parse
from amendments.text.plain import unfit
from amendments.text.tokens import WORD, Tokens

MOST_WORDS = 20_000  # of one paragraph


class Unclear(ValueError):
    """A piece of work cannot be made into an edit; the message says why and what to do. `place` is the id it is about."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True)
class Rewrite:
    """The words of a paragraph, as they shall read."""

    paragraph: str
    text: str


@dataclass(frozen=True)
class Insert:
    """A new paragraph after `after`, or first in `section`. `id` is new and permanent."""

    id: str
    section: str | None
    after: str | None
    text: str


@dataclass(frozen=True)
class Strike:
    """A paragraph goes as a whole."""

    paragraph: str


@dataclass(frozen=True)
class Move:
    """A paragraph goes after `after`, or first in `section`."""

    paragraph: str
    section: str | None
    after: str | None


@dataclass(frozen=True)
class Split:
    """A paragraph becomes two: `first` and `second` are its text, cut. `id` is that of the second."""

    paragraph: str
    id: str
    first: str
    second: str


@dataclass(frozen=True)
class Join:
    """The paragraph `second` is put behind `first`, with a space between."""

    first: str
    second: str


@dataclass(frozen=True)
class NewSection:
    """A new section after its sibling `after`, or first in `parent`. `id` is new and permanent."""

    id: str
    parent: str | None
    after: str | None
    title: str


@dataclass(frozen=True)
class StrikeSection:
    """A section goes, with all that stands in it."""

    section: str


@dataclass(frozen=True)
class Retitle:
    """The title of a section, as it shall read."""

    section: str
    title: str


@dataclass(frozen=True)
class MoveSection:
    """A section goes after its sibling `after`, or first in `parent`."""

    section: str
    parent: str | None
    after: str | None


@dataclass(frozen=True)
class Replace:
    """The words `old` become `new` everywhere: one amendment of many places, and the only piece of its work.

    `exactly` is empty where letters of any case are found. `without` names the places that are left out, `id:position` each.
    """

    old: str
    new: str
    exactly: str = ""
    without: str = ""


Piece: TypeAlias = (
    Replace | Rewrite | Insert | Strike | Move | Split | Join | NewSection | StrikeSection | Retitle | MoveSection
)

KINDS: dict[str, type[Any]] = {
    "rewrite": Rewrite,
    "insert": Insert,
    "strike": Strike,
    "move": Move,
    "split": Split,
    "join": Join,
    "new section": NewSection,
    "strike section": StrikeSection,
    "retitle": Retitle,
    "move section": MoveSection,
    "replace": Replace,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def pieces_to_json(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Give the stored form: `[{"kind": "rewrite", "paragraph": id, "text": Markdown}, …]`."""
    return [{"kind": _NAMES[type(piece)], **asdict(piece)} for piece in pieces]


def pieces_from_json(rows: Any) -> tuple[Piece, ...]:
    """Read the stored form. Raises Unclear when it is none."""
    try:
        return tuple(_piece(**row) for row in rows)
    except (TypeError, KeyError, AttributeError) as error:
        raise Unclear("This is no list of changes.") from error


def _piece(kind: str, **values: str | None) -> Piece:
    if not all(value is None or isinstance(value, str) for value in values.values()):
        raise TypeError(kind)
    return KINDS[kind](**values)  # type: ignore[no-any-return]


def read(markdown: str, place: str = "") -> Tokens:
    """Read a paragraph that a person typed. Raises Unclear for signs that no text should hold, and for one that is too long."""
    wrong = unfit(markdown)
    if wrong:
        raise Unclear(f"The text holds {wrong}. Please delete it there.", place)
    tokens = parse(markdown)
    words = sum(token.kind == WORD for token in tokens)
    if words > MOST_WORDS:
        raise Unclear(f"This paragraph has {words:,} words, and one can have {MOST_WORDS:,}. Please make it several.", place)
    return tokens
