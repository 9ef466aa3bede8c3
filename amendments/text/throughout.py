"""Global changes: "replace X with Y everywhere" is one amendment with many places.

The places are fixed when it is filed. From then on each place lives for itself: one that comes into conflict is dropped, and
the others stand. Places that appeared since are offered, and taking them in is a decision of people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from amendments.text.by_place import ByPlace
from amendments.text.document import Document
from amendments.text.edits import Amendment, Change, ChangeWords, Edit, Edits, RetitleSection
from amendments.text.rebase import RANK, Rebased, State, rebase_all
from amendments.text.relation import Related, Relation, Relations
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens, digest, split
from amendments.text.worded import lost as lost_words


class Place(NamedTuple):
    """A place where the words stand: in a paragraph, or, where `title` is true, in a section's title. `id` is theirs."""

    id: str
    change: Change
    title: bool = False


@dataclass(frozen=True)
class Throughout:
    """A global change on the text as it is now.

    `kept` and `dropped` are rows of (place as filed, what became of it); `edits` are those of the kept ones; `offered` are
    places that it does not have.
    """

    edits: Edits
    kept: tuple[tuple[Place, Rebased], ...]
    dropped: tuple[tuple[Place, Rebased], ...]
    offered: tuple[Place, ...]


def places(document: Document, old: str, new: str, *, match_case: bool = True) -> tuple[Place, ...]:
    """Find all places of `old` as whole words, in the order of the text, with the change to `new`.

    Without `match_case` letters of any case are found, and where the text has a capital or all capitals, `new` gets them, too.
    What replaces has the emphasis of what it replaces. Stubs are passed over.
    """
    wanted, words = _words(old), _words(new)
    if not wanted or old == new:
        return ()
    seek = _Seek(wanted, words, match_case)
    found = [Place(s.id, change, True) for s in document.sections if not s.struck for change in seek.changes(s.title)]
    found += [Place(p.id, change) for p in document.paragraphs if not p.struck for change in seek.changes(p.tokens)]
    order = {each.id: n for n, each in enumerate(document.paragraphs)}
    begins = {p.section: order[p.id] for p in reversed(document.paragraphs)}
    return tuple(
        sorted(found, key=lambda place: (begins.get(place.id, -1) if place.title else order[place.id], not place.title))
    )


def edits_of(document: Document, chosen: Iterable[Place]) -> Edits:
    """Give places as edits of the document: one for each paragraph or title."""
    rows: dict[tuple[bool, str], list[Change]] = {}
    for place in chosen:
        rows.setdefault((place.title, place.id), []).append(place.change)
    found: list[Edit] = []
    for (title, id_), changes in rows.items():
        ordered = tuple(sorted(changes, key=lambda change: change.at))
        if title:
            found.append(RetitleSection(id_, digest(document.section_by_id[id_].title), ordered))
        else:
            found.append(ChangeWords(id_, document.paragraph_by_id[id_].digest, ordered))
    return tuple(found)


def places_of(edits: Edits) -> tuple[Place, ...]:
    """Give the places of a global change from its stored edits."""
    return tuple(_places_of(edits))


def _places_of(edits: Edits) -> Iterator[Place]:
    for edit in edits:
        if isinstance(edit, ChangeWords | RetitleSection):
            title = isinstance(edit, RetitleSection)
            id_ = edit.section if isinstance(edit, RetitleSection) else edit.paragraph
            yield from (Place(id_, change, title) for change in edit.changes)


class PlaceByPlace:
    """Relates the places of a global change with other amendments of one document."""

    def __init__(self, relations: Relations, change: Amendment) -> None:
        self.relations, self.change = relations, change
        self.places = places_of(change.edits)

    @cached_property
    def _whole(self) -> ByPlace:
        return self.relations.by_place(self.change)  # an atom for each place, in their order

    @cached_property
    def _place_of(self) -> dict[int, Place]:
        return {id(atom): place for atom, place in zip(self.relations.atoms(self.change), self.places, strict=True)}

    def _only(self, chosen: Iterable[int]) -> ByPlace:
        return self.relations.part(self.change.id, [self._whole.atoms[at] for at in chosen])

    def meeting(self, other: Amendment) -> Iterator[tuple[Place, Related]]:
        """Give the places that are not independent of another amendment, each with its own relation."""
        return ((self.places[at], related) for at, related in self._meeting(self.relations.by_place(other)))

    def _meeting(self, other: ByPlace) -> Iterator[tuple[int, Related]]:
        for at in self._whole.near(other):
            related = self.relations.between_parts(self._only([at]), other)
            if related.relation != Relation.INDEPENDENT:
                yield at, related

    def lost_to(self, other: Amendment) -> frozenset[Place]:
        """Give the places that exclude another amendment. The change without these and the other can both be carried."""
        one, two = self.relations.worded(self.change), self.relations.worded(other)
        if one is not None and two is not None:  # whatever two changes exclude each other, they do it in one paragraph
            return frozenset(self._place_of[id(atom)] for atom in lost_words(self.relations.judge, one, two))
        theirs = self.relations.by_place(other)
        lost = {at for at, related in self._meeting(theirs) if related.relation == Relation.CONFLICTING}
        near = self._whole.near(theirs)
        while left := [at for at in near if at not in lost]:
            related = self.relations.between_parts(self._only(left), theirs)  # together they can exclude it, and not alone
            if related.relation != Relation.CONFLICTING:
                break
            lost |= {at for at in left if self.places[at].id in related.places} or set(left)
        return frozenset(self.places[at] for at in lost)


Spreads: TypeAlias = Mapping[str, PlaceByPlace]  # the global changes among amendments, by their ids


class Losses(NamedTuple):
    """How many of its places each of two amendments loses to the other, where they exclude each other in part.

    None: it is no global change or loses all of them, and falls with the other carried; or the two do not exclude each other.
    """

    a: int | None = None
    b: int | None = None

    @property
    def partly(self) -> bool:
        """Whether one of the two, or both, can make way in part."""
        return self != (None, None)


def between(relations: Relations, a: Amendment, b: Amendment, spreads: Spreads) -> tuple[Related, Losses]:
    """Relate two amendments of which one or both may be global changes, and tell what each loses if they exclude each other.

    A global change that would lose some of its places to the other, and not all, touches it: its other places stand.
    """
    return in_part(relations.between(a, b), a, b, spreads)


def in_part(related: Related, a: Amendment, b: Amendment, spreads: Spreads) -> tuple[Related, Losses]:
    """Do the same where the relation of the two, each as a whole, is known."""
    if related.relation != Relation.CONFLICTING:
        return related, Losses()
    found = Losses(_loses(spreads.get(a.id), b), _loses(spreads.get(b.id), a))
    return (related._replace(relation=Relation.TOUCHING), found) if found.partly else (related, found)


def _loses(spread: PlaceByPlace | None, other: Amendment) -> int | None:
    lost = len(spread.lost_to(other)) if spread else 0
    return lost if spread and lost < len(spread.places) else None


def relations(document: Document, change: Amendment, other: Amendment) -> tuple[tuple[Place, Related], ...]:
    """Relate each place of a global change with another amendment; independent places are left out."""
    return tuple(PlaceByPlace(Relations(document), change).meeting(other))


def without(document: Document, change: Amendment, lost: Collection[Place]) -> Amendment:
    """Give a global change without some of its places."""
    kept = [place for place in places_of(change.edits) if place not in lost]
    return Amendment(change.id, change.number, edits_of(document, kept))


def rebase_places(
    document: Document,
    change: Amendment,
    decided: Sequence[Edits | Amendment],
    current: Document,
    offered: Iterable[Place] = (),
) -> Throughout:
    """Take a global change, filed on `document`, through decisions to the text `current`, place by place.

    `offered` is what `places` finds in `current`: those that the change does not have are given back.
    """
    filed = places_of(change.edits)
    alone = [Amendment(change.id, change.number, edits_of(document, [place])) for place in filed]
    rows = list(zip(filed, rebase_all(document, alone, decided), strict=True))
    kept = tuple(row for row in rows if row[1].edits)
    dropped = tuple(row for row in rows if not row[1].edits)
    now = [place for _, result in kept for place in places_of(result.edits)]
    spots = {(place.title, place.id, place.change.at) for place in now}
    fresh = tuple(place for place in offered if (place.title, place.id, place.change.at) not in spots)
    return Throughout(edits_of(current, now), kept, dropped, fresh)


def state(result: Throughout) -> State:
    """Give the state of the whole: that of its worst kept place; where none is kept, that of the worst dropped one."""
    rows = result.kept or result.dropped
    return max((row[1].state for row in rows), key=RANK.index, default=State.GONE)


def _words(text: str) -> Tokens:
    tokens = split(text)
    while tokens and tokens[-1].kind == SPACE:
        tokens.pop()
    while tokens and tokens[0].kind == SPACE:
        del tokens[0]
    return tuple(tokens)


class _Seek:
    """Looks for words in tokens."""

    def __init__(self, wanted: Tokens, new: Tokens, match_case: bool) -> None:
        self.new, self.match_case = new, match_case
        self.wanted = [self._form(token) for token in wanted]

    def _form(self, token: Token) -> str:
        if token.kind == SPACE:
            return " "
        return token.text if self.match_case else token.text.casefold()

    def changes(self, tokens: Tokens) -> Iterator[Change]:
        forms = [self._form(token) for token in tokens]
        size, at = len(self.wanted), 0
        while at + size <= len(forms):
            struck = tokens[at : at + size]
            if (
                forms[at] == self.wanted[0]
                and forms[at : at + size] == self.wanted
                and not any(t.kind == BLOCK for t in struck)
            ):
                yield from self._change(at, struck)
                at += size
            else:
                at += 1

    def _change(self, at: int, struck: Tokens) -> Iterator[Change]:
        marks = struck[0].marks
        inserted = tuple(token._replace(marks=marks) for token in self._cased(struck))
        if inserted != struck:
            yield Change(at, struck, inserted)

    def _cased(self, struck: Tokens) -> Tokens:
        first = struck[0].text
        text = "".join(token.text for token in struck)
        if self.match_case or not self.new or not first[:1].isupper():
            return self.new
        if len(text) > 1 and text.isupper():
            return tuple(token._replace(text=token.text.upper()) for token in self.new)
        head = self.new[0]
        return (head._replace(text=head.text[:1].upper() + head.text[1:]), *self.new[1:])
