"""The filing page: the pieces of a person's work, and beside them what they change, in redline and in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from amendments.access import ForDocument
from amendments.models import Body
from amendments.queries.alike import NOTHING_ALIKE, Alike, alike_of
from amendments.queries.document import published_text
from amendments.queries.pieces import NEW, Group, Pieces
from amendments.queries.places import Place, name_of, places
from amendments.queries.sheet import Sheet, place_of
from amendments.queries.spots import Spots
from amendments.queries.where import Choice
from amendments.text import compose as c
from amendments.text.apply import apply, plan_of
from amendments.text.document import Document as Text
from amendments.text.edits import Edit, Edits, Mismatch, MoveSection
from amendments.text.markdown import serialize
from amendments.text.words import counts, in_words

NOTHING = "Nothing is changed yet. Write in the paragraph, and the change appears here."


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
            if self.everywhere not in (None, piece):
                found[at], made[at] = c.ALONE, ()
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
        edits = tuple(edits)
        try:
            plan_of(self.text, edits)
            if any(isinstance(one, MoveSection) for one in edits):
                apply(self.text, edits)  # only the whole shows that sections would stand in one another
        except Mismatch as mismatch:
            return str(mismatch)
        return ""

    @cached_property
    def blank(self) -> set[int]:
        """What is new and has no words yet, with what stands by it: no fault while one types, refused when one files."""
        found: dict[str, int] = {}
        if (piece := self.everywhere) and not (piece.old.strip() and piece.new.strip()):
            return {self.sheet.pieces.index(piece)}
        new = [(at, one) for at, one in enumerate(self.sheet.pieces) if isinstance(one, NEW)]
        for _ in new:
            found |= {one.id: at for at, one in new if not _typed(one).strip() or not found.keys().isdisjoint(_stands_by(one))}
        return set(found.values())

    @cached_property
    def spots(self) -> Spots | None:
        """The places of a global change, with what it finds besides; None for other work, and as long as no words are typed."""
        piece = self.everywhere
        if piece is None or not (piece.old.strip() and piece.new.strip()):
            return None
        try:
            return Spots(self.text, piece)
        except c.Unclear:
            return None

    @property
    def everywhere(self) -> c.Replace | None:
        """The global change that this work is, or None."""
        return next((piece for piece in self.sheet.pieces if isinstance(piece, c.Replace)), None)

    @cached_property
    def edits(self) -> Edits:
        """The edits of all pieces that can be read."""
        return c.compose(
            self.text, [piece for at, piece in enumerate(self.sheet.pieces) if at not in self.problems.keys() | self.blank]
        )

    @property
    def places(self) -> list[Place]:
        """The redline, place by place; a global change shows its places otherwise."""
        return [] if self.spots else places(self.text, self.edits, "live-")

    @property
    def words(self) -> str:
        """The amendment in words; empty while nothing is changed."""
        return in_words(self.text, self.edits) if self.edits else ""

    @property
    def counts(self) -> tuple[int, int]:
        """How many words are struck and inserted."""
        return counts(self.edits)

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces as the page shows them."""
        return Pieces(self.text, self.sheet.pieces, self.problems)

    def groups(self) -> list[Group]:
        """Give what can be chosen to be changed."""
        return self.pieces.groups()

    @property
    def title(self) -> str:
        """Name what is amended: "Amend 2.4.4"."""
        if self.everywhere:
            return "Replace words everywhere"
        old = (place_of(one) for one in self.sheet.pieces if not isinstance(one, NEW))
        names = list(dict.fromkeys(name_of(self.text, uid) for uid in old))
        return f"Amend {', '.join(names[:3])}{' and more' if len(names) > 3 else ''}" if names else "Your amendment"

    def movers(self) -> list[Choice]:
        """Who can move it: the person, or a body that they speak for; one query."""
        bodies = Body.objects.filter(pk__in=self.acting.speaks_for).order_by("name")
        found = [
            Choice("me", "I do, in my own name"),
            *(Choice(str(one.pk), f"{one.name}, for which I speak") for one in bodies),
        ]
        chosen = self.sheet.mover if any(one.value == self.sheet.mover for one in found) else "me"
        return [Choice(one.value, one.words, one.value == chosen) for one in found]

    def alike(self) -> Alike:
        """Give what others have filed alike, or on these places; nothing while nothing is changed."""
        if not self.edits:
            return NOTHING_ALIKE
        return alike_of(self.found, self.text, self.edits, everywhere=self.everywhere is not None)


def _typed(one: c.Insert | c.NewSection) -> str:
    return one.text if isinstance(one, c.Insert) else one.title


def _stands_by(one: c.Insert | c.NewSection) -> set[str | None]:
    return {one.after, one.section if isinstance(one, c.Insert) else one.parent}


def opened(text: Text, sheet: Sheet, uid: str) -> Sheet:
    """Give the work with a paragraph or a title to write in, where the page was opened for one."""
    paragraph, section = text.paragraph_by_id.get(uid), text.section_by_id.get(uid)
    if paragraph and not paragraph.struck:
        return sheet.with_piece(c.Rewrite(uid, serialize(paragraph.tokens)))
    if section and not section.struck:
        return sheet.with_piece(c.Retitle(uid, serialize(section.title)))
    return sheet
