"""From what a person typed to edits: each piece of work names a place in a base text and holds Markdown.

Pages collect pieces, drafts keep them as JSON, and filing, editing and the live redline all compose them here, so that what is
shown while typing is what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from amendments.text import edits as e
from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import parse
from amendments.text.plain import unfit
from amendments.text.tokens import BLOCK, SPACE, WORD, Token, Tokens, digest, visible

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


Piece: TypeAlias = Rewrite | Insert | Strike | Move | Split | Join | NewSection | StrikeSection | Retitle | MoveSection

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


def compose(base: Document, pieces: Iterable[Piece]) -> e.Edits:
    """Make edits of the base text out of pieces. What changes nothing makes no edit.

    Raises Unclear where a piece cannot be read: its place is not in the text, or its words are none.
    """
    made = (_MAKERS[type(piece)](base, piece) for piece in pieces)
    return tuple(edit for edit in made if edit is not None)


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


def _words(markdown: str, place: str) -> Tokens:
    tokens = read(markdown, place)
    if not visible(tokens).strip():
        raise Unclear("There are no words here. To strike a paragraph as a whole, choose “strike”.", place)
    return tokens


def _paragraph(base: Document, place: str) -> Paragraph:
    found = base.paragraph_by_id.get(place)
    if found is None or found.struck:
        raise Unclear("A paragraph that this changes is not in the text, or has been struck.", place)
    return found


def _section(base: Document, place: str) -> Section:
    found = base.section_by_id.get(place)
    if found is None or found.struck:
        raise Unclear("A section that this changes is not in the text, or has been struck.", place)
    return found


def _rewrite(base: Document, piece: Rewrite) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    new = _words(piece.text, old.id)
    return None if new == old.tokens else e.ChangeWords(old.id, old.digest, diff(old.tokens, new))


def _insert(base: Document, piece: Insert) -> e.Edit | None:
    del base
    return e.InsertParagraph(piece.id, piece.section, piece.after, _words(piece.text, piece.id))


def _strike(base: Document, piece: Strike) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    return e.StrikeParagraph(old.id, old.digest)


def _move(base: Document, piece: Move) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    row = [one.id for one in base.within(old.section)]
    at = row.index(old.id)
    stays = old.section == piece.section and piece.after in {old.id, row[at - 1] if at else None}
    return None if stays else e.MoveParagraph(old.id, piece.section, piece.after)


def _split(base: Document, piece: Split) -> e.Edit | None:
    old = _paragraph(base, piece.paragraph)
    first, second = _words(piece.first, old.id), _words(piece.second, old.id)
    at = len(first)
    for rest in (second, second[1:] if second[0].kind == BLOCK else second):
        end = len(old.tokens) - len(rest)
        between = old.tokens[at:end]
        if at <= end and old.tokens[:at] == first and old.tokens[end:] == rest and not visible(between).strip():
            return e.SplitParagraph(old.id, old.digest, at, between, piece.id)
    raise Unclear("To split a paragraph, leave its words as they are; change them in another step.", old.id)


def _join(base: Document, piece: Join) -> e.Edit | None:
    first, second = _paragraph(base, piece.first), _paragraph(base, piece.second)
    return e.JoinParagraphs(first.id, first.digest, second.id, second.digest, (Token(SPACE, " "),))


def _new_section(base: Document, piece: NewSection) -> e.Edit | None:
    del base
    return e.InsertSection(piece.id, piece.parent, piece.after, _words(piece.title, piece.id))


def _strike_section(base: Document, piece: StrikeSection) -> e.Edit | None:
    return e.StrikeSection(_section(base, piece.section).id)


def _retitle(base: Document, piece: Retitle) -> e.Edit | None:
    old = _section(base, piece.section)
    new = _words(piece.title, old.id)
    return None if new == old.title else e.RetitleSection(old.id, digest(old.title), diff(old.title, new))


def _move_section(base: Document, piece: MoveSection) -> e.Edit | None:
    old = _section(base, piece.section)
    row = [one.id for one in base.sections if one.parent == old.parent]
    at = row.index(old.id)
    stays = old.parent == piece.parent and piece.after in {old.id, row[at - 1] if at else None}
    return None if stays else e.MoveSection(old.id, piece.parent, piece.after)


_MAKERS: dict[type, Callable[[Document, Any], e.Edit | None]] = {
    Rewrite: _rewrite,
    Insert: _insert,
    Strike: _strike,
    Move: _move,
    Split: _split,
    Join: _join,
    NewSection: _new_section,
    StrikeSection: _strike_section,
    Retitle: _retitle,
    MoveSection: _move_section,
}
