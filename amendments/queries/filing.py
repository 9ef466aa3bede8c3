"""The filing page: the pieces of a person's work, and beside them what they change, in redline and in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from amendments.access import ForDocument
from amendments.models import Amendment, Body
from amendments.queries.amendment import filed
from amendments.queries.amendment_reader import filed_at
from amendments.queries.document import published_text
from amendments.queries.places import Place, name_of, places
from amendments.queries.sheet import Choice, Sheet, cuts, in_short, place_of, position_of, where_choices, where_of
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import can_see, relations_to
from amendments.text import compose as c
from amendments.text.apply import plan_of
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Engine
from amendments.text.edits import Edit, Edits, Mismatch, edits_from_json
from amendments.text.html import render
from amendments.text.markdown import serialize
from amendments.text.relation import Related, Relation, Relations
from amendments.text.words import counts, in_words

MINE = "mine"
NOTHING = "Nothing is changed yet. Write in the paragraph, and the change appears here."
MOST_ALIKE = 12
SAYS = {
    Relation.SAME: ("Has the same words.", "Filing the same again adds nothing: the congress decides it once."),
    Relation.CONFLICTING: ("Stands against yours.", "Both change the same words: if one is carried, the other falls."),
    Relation.TOUCHING: ("Touches yours.", "It changes the same sentence or stands beside yours. Read both together."),
}


@dataclass(frozen=True)
class PieceRow:
    """One piece as the page shows it. `was` is the paragraph's present text, as HTML; `where` and `cuts` are choices."""

    at: int
    kind: str
    place: str
    name: str
    text: str
    was: str
    where: list[Choice]
    cuts: list[Choice]
    new: str
    problem: str
    rows: int


@dataclass(frozen=True)
class Alike:
    """A filed amendment at the same places, and how it stands to this work."""

    number: int
    mover: str
    strong: str
    says: str
    words: str
    state: Named


class Filing:
    """Reads the filing page for one person's work: four queries, and two more for what is filed already."""

    def __init__(self, found: ForDocument, sheet: Sheet, *, text: Text | None = None) -> None:
        self.found = found
        self.document, self.acting = found
        self.sheet = sheet
        self.text = text or published_text(self.document)  # what amendments are filed on

    @property
    def base(self) -> int:
        """The number of the revision that amendments are filed on."""
        published = self.document.published_revision
        return published.number if published else 0

    @cached_property
    def problems(self) -> dict[int, str]:
        """What is wrong, by piece: it cannot be read, does not fit the text, or does not go together with those before it."""
        found: dict[int, str] = {}
        made: dict[int, Edits] = {}
        for at, piece in enumerate(self.sheet.pieces):
            try:
                made[at] = () if at in self.blank else c.compose(self.text, [piece])
            except c.Unclear as unclear:
                found[at] = str(unclear)
        if not self._fault(chain.from_iterable(made.values())):
            return found
        fit: Edits = ()
        for at, edits in made.items():
            if fault := self._fault((*fit, *edits)):
                found[at] = fault
            else:
                fit += edits
        return found

    def _fault(self, edits: Iterable[Edit]) -> str:
        """Say why edits do not fit the text; "" where they do."""
        try:
            plan_of(self.text, edits)
        except Mismatch as mismatch:
            return str(mismatch)
        return ""

    @cached_property
    def blank(self) -> set[int]:
        """The new paragraphs that nothing was written into yet: no fault while one types, refused when one files."""
        new = (c.Insert, c.NewSection)
        return {
            at for at, one in enumerate(self.sheet.pieces) if isinstance(one, new) and not getattr(one, "text", "x").strip()
        }

    @cached_property
    def edits(self) -> Edits:
        """The edits of all pieces that can be read."""
        return c.compose(
            self.text, [piece for at, piece in enumerate(self.sheet.pieces) if at not in self.problems.keys() | self.blank]
        )

    @property
    def places(self) -> list[Place]:
        """The redline, place by place."""
        return places(self.text, self.edits, "live-")

    @property
    def words(self) -> str:
        """The amendment in words; empty while nothing is changed."""
        return in_words(self.text, self.edits) if self.edits else ""

    @property
    def counts(self) -> tuple[int, int]:
        """How many words are struck and inserted."""
        return counts(self.edits)

    @property
    def title(self) -> str:
        """Name what is amended: "Amend 2.4.4"."""
        names = [name_of(self.text, place_of(one)) for one in self.sheet.pieces if not isinstance(one, c.Insert | c.NewSection)]
        return f"Amend {', '.join(names[:3])}{' and more' if len(names) > 3 else ''}" if names else "Your amendment"

    @property
    def rows(self) -> list[PieceRow]:
        """The pieces as the page shows them."""
        return [self._row(at, piece) for at, piece in enumerate(self.sheet.pieces)]

    def _row(self, at: int, piece: c.Piece) -> PieceRow:
        paragraph = self.text.paragraph_by_id.get(place_of(piece))
        text = getattr(piece, "text", "") or getattr(piece, "title", "")
        where: list[Choice] = []
        if isinstance(piece, c.Insert | c.Move):
            where = where_choices(self.text, where_of(piece.section, piece.after), place_of(piece))
        chosen = position_of(piece, paragraph) if isinstance(piece, c.Split) and paragraph else 0
        offered = cuts(paragraph) if isinstance(piece, c.Split) and paragraph else []
        return PieceRow(
            at=at,
            kind=KINDS[type(piece)],
            place=place_of(piece),
            name=name_of(self.text, place_of(piece)) if paragraph else "new paragraph",
            text=text,
            was=render(paragraph.tokens, note_prefix=f"was{at}-") if paragraph else "",
            where=where,
            cuts=[Choice(str(start), f"“{words} …”", start == chosen) for start, words in offered],
            new=piece.id if isinstance(piece, c.Split) else "",
            problem=self.problems.get(at, ""),
            rows=min(18, 3 + len(text) // 62 + text.count("\n")),
        )

    @property
    def choices(self) -> list[Choice]:
        """The paragraphs that can be changed besides, or that a new one can follow: after one's own, too."""
        return [Choice(one.id, in_short(one)) for one in self.text.paragraphs if not one.struck]

    def movers(self) -> list[Choice]:
        """Who can move it: the person, or a body that they speak for; one query."""
        bodies = Body.objects.filter(pk__in=self.acting.speaks_for).order_by("name")
        found = [
            Choice("me", "I do, in my own name"),
            *(Choice(str(one.pk), f"{one.name}, for which I speak") for one in bodies),
        ]
        chosen = self.sheet.mover if any(one.value == self.sheet.mover for one in found) else "me"
        return [Choice(one.value, one.words, one.value == chosen) for one in found]

    def alike(self) -> list[Alike]:
        """Give what others have filed on these places; two queries, none while nothing is changed."""
        if not self.edits:
            return []
        mine = Engine(MINE, 0, self.edits)
        relations = Relations(self.text)
        others = {str(row): row for row in self._others(relations.places(mine))}
        found = relations.against(mine, (filed(row) for row in others.values()))
        return [self._alike(related, others[other.id]) for other, related in islice(found, MOST_ALIKE)]

    def _others(self, uids: frozenset[str]) -> list[Amendment]:
        rows = filed_at(self.document, uids).filter(base_revision=self.document.published_revision_id)
        return [row for row in rows if can_see(self.acting, row.visibility, relations_to(self.acting, row))]

    def _alike(self, related: Related, other: Amendment) -> Alike:
        strong, says = SAYS.get(related.relation, ("", ""))
        if related.relation == Relation.CONTAINED:
            inside = related.inner == MINE
            strong = "Contains yours." if inside else "Is contained in yours."
            says = "It asks for all of this and more." if inside else "You ask for all of it and more."
        words = in_words(self.text, edits_from_json(other.edits))
        return Alike(other.number, mover_of(other), strong, says, words, state_of(other))


KINDS = {kind: name for name, kind in c.KINDS.items()}


def opened(text: Text, sheet: Sheet, uid: str) -> Sheet:
    """Give the work with a paragraph to write in, where the page was opened for one."""
    paragraph = text.paragraph_by_id.get(uid)
    if paragraph is None or paragraph.struck:
        return sheet
    return sheet.with_piece(c.Rewrite(uid, serialize(paragraph.tokens)))
