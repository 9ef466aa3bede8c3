"""What others have filed that has to do with a person's work: the same words, words at the same places, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from amendments.access import ForDocument
from amendments.life import State
from amendments.models import Amendment
from amendments.queries.amendment import filed, on_current_text, open_amendments
from amendments.queries.amendment_reader import filed_at
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import Acting, can_see, relations_to
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Engine
from amendments.text.edits import Edits, edits_from_json
from amendments.text.relation import Related, Relation, Relations
from amendments.text.words import in_words

MINE = "mine"
MOST = 12
MOVERS = ("mover_body", "mover_person")
SAYS = {
    Relation.SAME: ("Has the same words.", "Filing the same again adds nothing: the congress decides it once."),
    Relation.CONFLICTING: ("Stands against yours.", "Both change the same words: if one is carried, the other falls."),
    Relation.TOUCHING: ("Touches yours.", "It changes the same sentence or stands beside yours. Read both together."),
}
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


@dataclass(frozen=True)
class Alike:
    """What is open, and apart from it what its mover has withdrawn."""

    open: list[Other] = field(default_factory=list)
    withdrawn: list[Other] = field(default_factory=list)


NOTHING_ALIKE = Alike()


def alike_of(found: ForDocument, text: Text, edits: Edits) -> Alike:
    """Give what others have filed on the places of this work, as far as the person may see it: two queries."""
    mine, relations = Engine(MINE, 0, edits), Relations(text)
    rows = {str(row): row for row in _at(found, relations.places(mine))}
    other = Alike()
    for one, related in islice(relations.against(mine, (filed(row) for row in rows.values())), MOST):
        row = rows[one.id]
        if row.state != State.WITHDRAWN:
            other.open.append(_other(row, text, *_says(related)))
        elif related.relation in WITHDRAWN:
            other.withdrawn.append(_other(row, text, "Withdrawn by its mover.", WITHDRAWN[related.relation]))
    return other


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


def _at(found: ForDocument, uids: frozenset[str]) -> list[Amendment]:
    rows = filed_at(found.document, uids).filter(base_revision=found.document.published_revision_id)
    return [row for row in rows if can_see(found.acting, row.visibility, relations_to(found.acting, row))]


def _says(related: Related) -> tuple[str, str]:
    if related.relation == Relation.CONTAINED:
        inside = related.inner == MINE
        strong = "Contains yours." if inside else "Is contained in yours."
        return strong, "It asks for all of this and more." if inside else "You ask for all of it and more."
    return SAYS.get(related.relation, ("", ""))


def _other(row: Amendment, text: Text, strong: str, says: str) -> Other:
    return Other(row.number, mover_of(row), strong, says, in_words(text, edits_from_json(row.edits)), state_of(row))
