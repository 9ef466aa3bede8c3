"""Where a global change and another amendment exclude each other in part, and what each decision would mean, in words."""

from __future__ import annotations

from amendments.models import Amendment
from amendments.queries.amendment import on_current_text
from amendments.queries.places import name_of
from amendments.queries.throughout import throughout_of
from amendments.text.document import Document as Text
from amendments.text.relation import Relations
from amendments.text.throughout import Place, PlaceByPlace

NAMED = 6  # places named one by one
STRONG = "Conflicts in part."


def in_part(text: Text, one: Amendment, other: Amendment) -> str:
    """Say where two amendments exclude each other, of which a global change loses these places alone, and what follows.

    Both stand on `text`, the current one, and the index says that they exclude each other in part.
    """
    relations = Relations(text)
    rows = ((one, other), (other, one))
    values = {row.pk: on_current_text(row) for row in (one, other)}
    spreads = {row.pk: PlaceByPlace(relations, values[row.pk]) for row in (one, other) if throughout_of(row)}
    lost = {row.pk: spreads[row.pk].lost_to(values[its.pk]) for row, its in rows if row.pk in spreads}
    where = next(iter(lost.values()), frozenset[Place]())
    said = [_becomes(row, its, spreads.get(row.pk), lost.get(row.pk, frozenset())) for row, its in rows]
    return f"Both change the same words in {_named(text, where)}. If {'; if '.join(said)}."


def _becomes(row: Amendment, other: Amendment, spread: PlaceByPlace | None, lost: frozenset[Place]) -> str:
    """Say what becomes of an amendment when the other is carried."""
    if spread is None or len(lost) == len(spread.places):
        return f"{other} is carried, {row} falls"
    what = "that place" if len(lost) == 1 else f"these {len(lost)} places"
    return f"{other} is carried, {row} loses {what} and keeps the others"


def _named(text: Text, where: frozenset[Place]) -> str:
    held = {place.id for place in where}
    names = [name_of(text, one.id) for one in text.sections if one.id in held]
    names += [name_of(text, one.id) for one in text.paragraphs if one.id in held]
    more = len(names) - NAMED
    shown = names[:NAMED] + ([f"{more} more"] if more > 0 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
