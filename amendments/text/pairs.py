"""The relation of two atoms that are not the same, by what each of them does: the table of the field's rules.

Every rule is symmetric: it is written once, for the two kinds in one order. A pair without a rule is independent only because
its acts are on different things: each kind of act on one thing has its rule here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from amendments.text.atoms import Atom
from amendments.text.document import Document
from amendments.text.edits import (
    Change,
    ChangeWords,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.nearness import Edges, Reach, Relation, edges, nearness, rivals
from amendments.text.tokens import BLOCK, Tokens

CONFLICTING, TOUCHING, INDEPENDENT = Relation.CONFLICTING, Relation.TOUCHING, Relation.INDEPENDENT

Rule: TypeAlias = Callable[["Judge", Any, Any], Relation]


class Judge:
    """Relates atoms of one document; each remembers how far its word change reaches."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._edges: dict[str, Edges] = {}

    def relate(self, one: Atom, two: Atom) -> Relation:
        """Give `independent`, `touching` or `conflicting` for two atoms that are not the same."""
        if one.places.isdisjoint(two.places):
            return INDEPENDENT
        rule = RULES.get((type(one.edit), type(two.edit)))
        if rule:
            return rule(self, one, two)
        rule = RULES.get((type(two.edit), type(one.edit)))
        return rule(self, two, one) if rule else INDEPENDENT

    def reach(self, place: str, atom: Atom) -> Reach:
        """Give the word change of an atom of a paragraph with all that it reaches: an atom has one text, and keeps it."""
        found: Reach | None = vars(atom).get("reach")
        if found is None:
            found = vars(atom)["reach"] = self.reach_of(place, atom.change)  # type: ignore[arg-type]
        return found

    def reach_of(self, place: str, change: Change) -> Reach:
        """Give a word change of a paragraph with all that it reaches."""
        tokens, known = self.document.paragraph_by_id[place].tokens, self._edges.get(place)
        if known is None:
            known = self._edges[place] = edges(tokens)
        return Reach(tokens, change, known)


def _words(judge: Judge, one: Atom, two: Atom) -> Relation:
    """Word changes and cuts of one paragraph."""
    place = one.edit.paragraph  # type: ignore[union-attr]
    if place != two.edit.paragraph:  # type: ignore[union-attr]
        return TOUCHING if _one_number(one, two) else INDEPENDENT
    near = nearness(judge.reach(place, one), judge.reach(place, two))
    return TOUCHING if near == INDEPENDENT and _one_number(one, two) else near


def _titles(judge: Judge, one: Atom, two: Atom) -> Relation:
    title = judge.document.section_by_id[one.edit.section].title  # type: ignore[union-attr, index]
    return nearness(Reach(title, one.change), Reach(title, two.change))  # type: ignore[arg-type]


def _conflict(_judge: Judge, _one: Atom, _two: Atom) -> Relation:
    """Two acts on one thing that exclude each other."""
    return CONFLICTING


def _struck_and_moved(_judge: Judge, strike: Atom, move: Atom) -> Relation:
    """What is struck cannot be moved; what stands after it can be: it stays at the stub."""
    return CONFLICTING if strike.edit.paragraph == move.edit.paragraph else INDEPENDENT  # type: ignore[union-attr]


def _one_gap(_judge: Judge, one: Atom, two: Atom) -> Relation:
    """Two paragraphs or sections at one place stand one after the other, and would have one number: a person must look."""
    return TOUCHING if one.gap == two.gap or _one_number(one, two) else INDEPENDENT


def _two_insertions(judge: Judge, one: Atom, two: Atom) -> Relation:
    """Two new paragraphs at one place can both stand there, unless they are versions of one."""
    texts = [atom.edit.tokens for atom in (one, two) if isinstance(atom.edit, InsertParagraph)]
    if one.gap == two.gap and (rivals(texts[0], texts[1]) or _one_note(texts[0], texts[1])):
        return CONFLICTING
    return _one_gap(judge, one, two)


def _one_note(one: Tokens, two: Tokens) -> bool:
    """Tell whether two texts are footnotes of one name: there is one of a name."""
    names = [tokens[0].text.split("/")[0] if tokens and tokens[0].kind == BLOCK else "" for tokens in (one, two)]
    return names[0] == names[1] and names[0].startswith("note=")


def _one_number(one: Atom, two: Atom) -> bool:
    return bool(one.zone and two.zone and any(one.zone[:2]) and one.zone[:2] == two.zone[:2])


def _moved_and_placed(judge: Judge, move: Atom, placed: Atom) -> Relation:
    """What is put after a paragraph that goes away stays at the place it had; and the number may hang on what moves."""
    near = placed.zone.near if placed.zone else frozenset()
    if (placed.gap and placed.gap.after == _id(move)) or not near.isdisjoint(move.places):
        return TOUCHING
    return _one_gap(judge, move, placed)


def _two_moves(judge: Judge, one: Atom, two: Atom) -> Relation:
    if _id(one) == _id(two):
        return CONFLICTING
    return max(_moved_and_placed(judge, one, two), _moved_and_placed(judge, two, one), key=ORDER.index)


def _id(atom: Atom) -> str:
    return atom.edit.section if isinstance(atom.edit, MoveSection) else atom.edit.paragraph  # type: ignore[union-attr]


def _split_and_placed(_judge: Judge, split: Atom, placed: Atom) -> Relation:
    """The new half stands right after the old: what moves takes it along, what is put there stands after it."""
    near = split.zone.near if split.zone else frozenset()
    same = split.edit.paragraph in {placed.gap and placed.gap.after, getattr(placed.edit, "paragraph", None)}  # type: ignore[union-attr]
    moves = isinstance(placed.edit, MoveParagraph) and not near.isdisjoint(placed.places)
    return TOUCHING if same or moves or _one_number(split, placed) else INDEPENDENT


def _join_and_words(judge: Judge, join: Atom, words: Atom) -> Relation:
    """A join puts words at the end of the first paragraph and before the start of the second."""
    edit: Any = join.edit
    place = words.edit.paragraph  # type: ignore[union-attr]
    tokens = judge.document.paragraph_by_id[place].tokens
    at = len(tokens) if place == edit.first else 0
    near = nearness(judge.reach_of(place, Change(at, (), edit.between)), judge.reach(place, words))
    return near if near == INDEPENDENT else TOUCHING


def _join_and_placed(_judge: Judge, join: Atom, placed: Atom) -> Relation:
    """What goes between the two contradicts the join; so does moving the second away."""
    edit: Any = join.edit
    moved = placed.edit.paragraph if isinstance(placed.edit, MoveParagraph) else None
    if moved == edit.second or (placed.gap and placed.gap.after == edit.first):
        return CONFLICTING
    return TOUCHING


def _struck_sections(_judge: Judge, strike: Atom, other: Atom) -> Relation:
    """Whatever is done inside a struck section, or brought into it, or takes from it, is in its way. After it, is not."""
    if isinstance(other.edit, StrikeSection):  # one may stand in the other, whichever is asked for first
        return INDEPENDENT if strike.inside.isdisjoint(other.inside) else CONFLICTING
    ids = {value for name in ("paragraph", "section", "first", "second") if (value := getattr(other.edit, name, None))}
    old = ids - {other.edit.section} if isinstance(other.edit, InsertParagraph | MoveParagraph) else ids
    if not strike.places.isdisjoint(old) or (other.gap and other.gap.container in strike.inside):
        return CONFLICTING
    return INDEPENDENT


RULES: dict[tuple[type, type], Rule] = {
    (ChangeWords, ChangeWords): _words,
    (ChangeWords, SplitParagraph): _words,
    (SplitParagraph, SplitParagraph): _words,
    (RetitleSection, RetitleSection): _titles,
    (StrikeParagraph, ChangeWords): _conflict,
    (StrikeParagraph, SplitParagraph): _conflict,
    (StrikeParagraph, JoinParagraphs): _conflict,
    (StrikeParagraph, MoveParagraph): _struck_and_moved,
    (InsertParagraph, InsertParagraph): _two_insertions,
    (InsertSection, InsertSection): _one_gap,
    (MoveParagraph, InsertParagraph): _moved_and_placed,
    (MoveParagraph, MoveParagraph): _two_moves,
    (MoveSection, InsertSection): _moved_and_placed,
    (MoveSection, MoveSection): _two_moves,
    (SplitParagraph, InsertParagraph): _split_and_placed,
    (SplitParagraph, MoveParagraph): _split_and_placed,
    (SplitParagraph, JoinParagraphs): _conflict,
    (JoinParagraphs, JoinParagraphs): _conflict,
    (JoinParagraphs, ChangeWords): _join_and_words,
    (JoinParagraphs, InsertParagraph): _join_and_placed,
    (JoinParagraphs, MoveParagraph): _join_and_placed,
    **{(StrikeSection, kind): _struck_sections for kind in (ChangeWords, InsertParagraph, StrikeParagraph, MoveParagraph)},
    **{(StrikeSection, kind): _struck_sections for kind in (SplitParagraph, JoinParagraphs, InsertSection, StrikeSection)},
    **{(StrikeSection, kind): _struck_sections for kind in (RetitleSection, MoveSection)},
}
ORDER = [Relation.SAME, Relation.CONTAINED, INDEPENDENT, TOUCHING, CONFLICTING]
