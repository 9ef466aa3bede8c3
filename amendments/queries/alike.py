"""What others have filed that has to do with a person's work: the same words, words at the same places, and how they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from amendments.access import ForDocument
from amendments.life import STANDING, Outcome, State
from amendments.models import Amendment, AmendmentWords
from amendments.queries.amendment import filed, is_open, on_current_text, open_amendments
from amendments.queries.amendment_reader import filed_at
from amendments.queries.decision import FALLS
from amendments.queries.search import holding, words_of
from amendments.queries.states import Named, mover_of, state_of
from amendments.queries.throughout import throughout_of
from amendments.rules import Acting, can, can_see, relations_to
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Engine
from amendments.text.edits import (
    ChangeWords,
    Edits,
    InsertParagraph,
    InsertSection,
    RetitleSection,
    edits_to_json,
)
from amendments.text.likeness import likeness
from amendments.text.relation import Related, Relation, Relations
from amendments.text.stored import canonical, sha256
from amendments.text.throughout import PlaceByPlace, in_part
from amendments.text.tokens import Token, Tokens, visible
from amendments.text.words import in_words

MINE = "mine"
MOST = 12
LOOKED_AT = 100  # of those on the same places, how many are compared word by word
ALIKE = 0.8  # the part of their letters that nearly the same words share
MOST_WORDS = 2_000  # tokens of each that are compared
MOVERS = ("mover_body", "mover_person", "throughout")
SAYS = {
    Relation.SAME: ("Has the same words.", "Filing the same again adds nothing: the congress decides it once."),
    Relation.CONFLICTING: ("Stands against yours.", "Both change the same words: if one is carried, the other falls."),
    Relation.TOUCHING: ("Touches yours.", "It changes the same sentence or stands beside yours. Read both together."),
}
NEAR = {Relation.CONFLICTING, Relation.TOUCHING}
NEARLY = ("Asks for nearly the same words.", "Read it: if its words do, support it instead of filing yours beside it.")
ELSEWHERE = (
    "Asks for nearly the same new words at another place.",
    "If both are carried, the text says it twice. Read it: support it instead, or say in your reason why yours belongs here.",
)
FEWEST, MOST_NEW = 8, 3  # words of a new paragraph that is looked for at other places; such paragraphs of one work
ONE_PLACE = (
    "Stands against yours at one place.",
    "If it is carried, yours loses the places where they meet.",
)
AT_ITS_PLACE = (
    "Replaces words everywhere, and stands against yours at one place.",
    "If yours is carried, it loses the places where they meet. If it is carried, yours falls.",
)
WITHDRAWN = {
    Relation.SAME: "It asked for the same words. You can take it over instead of filing them again.",
    Relation.CONTAINED: "It asked for some of the same. You can take it over.",
}


@dataclass(frozen=True)
class Other:
    """A filed amendment at the same places, and how it stands to this work."""

    number: int
    mover: str
    strong: str
    says: str
    words: str
    state: Named
    support: bool = False


@dataclass(frozen=True)
class Alike:
    """What is open, and apart from it what its mover has withdrawn."""

    open: list[Other] = field(default_factory=list)
    withdrawn: list[Other] = field(default_factory=list)


NOTHING_ALIKE = Alike()


def alike_of(found: ForDocument, text: Text, edits: Edits, *, everywhere: bool = False, current: bool = False) -> Alike:
    """Give what others have filed alike or on the places of this work, the most alike first, as far as the person may see it.

    `everywhere`: the work is a global change, of which one place falls and the others stand. `current`: it is on the text as it
    stands, and so is looked at what stands on that; otherwise what was filed on the published text.

    Two queries, one more where very many stand on these places: then only the first are compared, and those that have
    exactly the same edits; and one more for new paragraphs, which others may put elsewhere.
    """
    mine, relations = Engine(MINE, 0, edits), Relations(text)
    rows = {str(row): row for row in _at(found, relations.places(mine), edits, current=current)}
    values = [on_current_text(row) if current else filed(row) for row in rows.values()]
    wanted, near = _words_of(edits), []
    for row, value, related, said in _meeting(relations, mine, rows, values, everywhere=everywhere):
        nearly = related.relation in NEAR and _nearly(wanted, _words_of(value.edits))
        near.append((_rank(related.relation, nearly), row, value, related, NEARLY if nearly else said, nearly))
    other = Alike()
    for _, row, value, related, said, nearly in sorted(near, key=lambda each: (each[0], each[1].number)):
        if row.state == State.WITHDRAWN and related.relation in WITHDRAWN:
            other.withdrawn.append(_other(row, value, text, "Withdrawn by its mover.", WITHDRAWN[related.relation]))
        elif row.state != State.WITHDRAWN and len(other.open) < MOST:
            good = (
                nearly
                or related.relation == Relation.SAME
                or (related.relation == Relation.CONTAINED and related.inner == MINE)
            )
            other.open.append(_other(row, value, text, *said, support=good and _may_support(found, row)))
    other.open.extend(_elsewhere(found, text, edits, set(rows), MOST - len(other.open)))
    return other


def _elsewhere(found: ForDocument, text: Text, edits: Edits, known: Collection[str], most: int) -> Iterator[Other]:
    """Give those that put nearly the same new paragraph at another place: one query, none for a work without a long one."""
    mine = _new_paragraphs(edits)[:MOST_NEW]
    halves = [half for new in mine for half in _halves(visible(new))]
    if not halves:
        return
    held = reduce(or_, (Q(holding("words", half)) for half in halves))
    rows = Amendment.objects.filter(document=found.document, decision=Outcome.PENDING, state__in=STANDING)
    rows = rows.filter(found_by__in=AmendmentWords.objects.filter(held)).select_related(*MOVERS).order_by("number")
    for row in rows[:LOOKED_AT]:
        theirs = _new_paragraphs(filed(row).edits)
        near = any(_nearly(one, other) for one in mine for other in theirs)
        if near and str(row) not in known and most and can_see(found.acting, row.visibility, relations_to(found.acting, row)):
            most -= 1
            yield _other(row, filed(row), text, *ELSEWHERE, support=_may_support(found, row))


def _new_paragraphs(edits: Edits) -> list[Tokens]:
    return [edit.tokens[:MOST_WORDS] for edit in edits if isinstance(edit, InsertParagraph)]


def _halves(words: str) -> Iterator[list[str]]:
    """Give the longest words of either half of a paragraph: what is nearly the same has one half as it is, about."""
    found = words_of(words, most=MOST_WORDS)
    if len(found) >= FEWEST:
        for half in (found[: len(found) // 2], found[len(found) // 2 :]):
            yield sorted(set(half), key=lambda word: (-len(word), word))[:3]


class _Meeting(NamedTuple):
    row: Amendment
    value: Engine
    related: Related
    said: tuple[str, str]


def _meeting(
    relations: Relations, mine: Engine, rows: Mapping[str, Amendment], values: Sequence[Engine], *, everywhere: bool
) -> Iterator[_Meeting]:
    """Relate work to what is filed, a global change place by place, and say how they stand to each other."""
    spreads = {one.id: PlaceByPlace(relations, one) for one in values if throughout_of(rows[one.id])}
    spreads |= {MINE: PlaceByPlace(relations, mine)} if everywhere else {}
    for one, whole in relations.against(mine, values):
        related, losses = in_part(whole, mine, one, spreads)
        said = _says(related)
        if losses.partly:
            said = AT_ITS_PLACE if losses.a is None else ONE_PLACE
        yield _Meeting(rows[one.id], one, related, said)


def _rank(relation: Relation, nearly: bool) -> int:
    order = (Relation.SAME, Relation.CONTAINED, Relation.CONFLICTING, Relation.TOUCHING)
    return 1 if nearly else 2 * order.index(relation)


def _may_support(found: ForDocument, row: Amendment) -> bool:
    """Tell whether this person could sign it instead; what they move themselves nobody signs."""
    return (
        is_open(row)
        and not relations_to(found.acting, row)
        and can(found.acting, "support_amendment", stage=found.document.stage)
    )


def _words_of(edits: Edits) -> Tokens:
    """Give all words that edits strike and insert, in their order."""
    found: list[Token] = []
    for edit in edits:
        if isinstance(edit, ChangeWords | RetitleSection):
            found += [token for change in edit.changes for token in (*change.struck, *change.inserted)]
        elif isinstance(edit, InsertParagraph | InsertSection):
            found += edit.tokens if isinstance(edit, InsertParagraph) else edit.title
    return tuple(found[:MOST_WORDS])


def _nearly(mine: Tokens, theirs: Tokens) -> bool:
    shorter, longer = sorted((len(mine), len(theirs)))
    return shorter > longer * ALIKE / 2 and likeness(mine, theirs) >= ALIKE


def beside_in(acting: Acting, primary: Amendment, text: Text, edits: Edits) -> Alike:
    """Give what others ask of the same primary, whose text this is: one query."""
    rows = {str(row): row for row in open_amendments(primary.document).filter(primary=primary).select_related(*MOVERS)}
    seen = {name: row for name, row in rows.items() if can_see(acting, row.visibility, relations_to(acting, row))}
    mine, found = Engine(MINE, 0, edits), Alike()
    for one, related in Relations(text).against(mine, map(on_current_text, seen.values())):
        row = seen[one.id]
        words = in_words(text, one.edits)
        found.open.append(Other(row.number, mover_of(row), *_says(related), words, state_of(row)))
    return found


def _at(found: ForDocument, uids: frozenset[str], edits: Edits, *, current: bool) -> list[Amendment]:
    if current:
        rows = [row for row in filed_at(found.document, uids)[:LOOKED_AT] if row.rebase_state not in FALLS]
        return [row for row in rows if can_see(found.acting, row.visibility, relations_to(found.acting, row))]
    base = found.document.published_revision_id
    rows = list(filed_at(found.document, uids).filter(base_revision=base)[:LOOKED_AT])
    if len(rows) == LOOKED_AT:
        same = Amendment.objects.filter(document=found.document, decision=Outcome.PENDING, base_revision=base)
        digest = sha256(canonical(edits_to_json(edits)))
        rows += same.filter(edits_digest=digest).exclude(pk__in=[row.pk for row in rows]).select_related(*MOVERS)
    return [row for row in rows if can_see(found.acting, row.visibility, relations_to(found.acting, row))]


def _says(related: Related) -> tuple[str, str]:
    if related.relation == Relation.CONTAINED:
        inside = related.inner == MINE
        strong = "Contains yours." if inside else "Is contained in yours."
        return strong, "It asks for all of this and more." if inside else "You ask for all of it and more."
    return SAYS.get(related.relation, ("", ""))


def _other(row: Amendment, value: Engine, text: Text, strong: str, says: str, *, support: bool = False) -> Other:
    words = in_words(text, value.edits)
    return Other(row.number, mover_of(row), strong, says, words, state_of(row), support)
