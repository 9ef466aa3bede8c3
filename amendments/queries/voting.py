"""The voting list as the program proposes it: in which order, why, and what goes en bloc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from amendments.life import Visibility, Words
from amendments.models import Amendment, Composite, Document, StandingOrders
from amendments.models.counting import Bloc
from amendments.queries import clock
from amendments.queries.advice import uncontested
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.document import current_text
from amendments.queries.relations import stored_pairs
from amendments.text.clusters import RIVALRY, Pair
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Mismatch
from amendments.text.nearness import Relation
from amendments.text.order import Links, propose
from amendments.text.secondary import OutOfScope, check

DOES_NOT_FIT = "It does not fit the text as it stands, and by the chair’s ruling it did not fall: it comes last."


class Proposed(NamedTuple):
    """One place of the proposal: the amendment, why it stands there, and whether it goes en bloc, in which text."""

    amendment: Amendment
    why: str
    en_bloc: bool
    words: str


def proposal(document: Document) -> list[Proposed]:
    """Propose the voting list of a document anew: ten queries, and no pair is related that the index knows."""
    rows = {str(row): row for row in open_amendments(document).filter(visibility=Visibility.READERS).defer("edits", "reason")}
    keys = {row.pk: name for name, row in rows.items()}
    text, pairs = current_text(document), list(stored_pairs(document))
    fits = {name: on_current_text(row) for name, row in rows.items() if row.primary_id is None and row.resolved}
    known = [
        Pair(keys[one.low], keys[one.high], Relation(one.relation), keys.get(one.inner or 0))
        for one in pairs
        if one.low in keys and one.high in keys
    ]
    secondary = _secondary(text, rows, keys, fits)
    found = propose(text, fits.values(), Links(covers=_covers(document, keys, known), secondary=secondary), known)
    order = [(rows[place.id], place.reason) for place in found.order]
    order += [(row, DOES_NOT_FIT) for name, row in rows.items() if name not in fits and row.primary_id not in keys]
    order = _with_odd(order, rows, {place.id for place in found.order})
    related = {key for one in pairs for key in (one.low, one.high)} | {row.primary_id for row in rows.values()}
    bloc = _bloc(document, related)
    return [Proposed(row, _said(row, why), row.pk in bloc, bloc.get(row.pk, Words.FILED)) for row, why in order]


def _said(row: Amendment, why: str) -> str:
    """Say of what came from the floor that it did, besides why it stands where it stands."""
    return f"Moved from the floor. {why}" if row.floor_support is not None else why


def _covers(document: Document, keys: dict[int, str], pairs: list[Pair[str]]) -> dict[str, list[str]]:
    """Give what each composite that stands covers: those that it excludes, and those all of which it does. One query."""
    made = Composite.objects.filter(document=document, amendment__in=keys).values_list("amendment_id", flat=True)
    found: dict[str, list[str]] = {keys[key]: [] for key in made}
    for pair in pairs:
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if one in found and pair.relation in RIVALRY and pair.inner != one:
                found[one].append(other)
    return found


def _secondary(text: Text, rows: dict[str, Amendment], keys: dict[int, str], fits: dict[str, Value]) -> dict[str, list[Value]]:
    """Give the amendments to each primary, as far as they fit it as it stands."""
    found: dict[str, list[Value]] = defaultdict(list)
    for row in rows.values():
        primary = fits.get(keys.get(row.primary_id or 0, ""))
        if primary is not None:
            value = on_current_text(row)
            try:
                check(text, primary, value.edits)
            except (Mismatch, OutOfScope):
                continue
            found[primary.id].append(value)
    return found


def _with_odd(order: list[tuple[Amendment, str]], rows: dict[str, Amendment], known: set[str]) -> list[tuple[Amendment, str]]:
    """Put amendments to an amendment that do not fit it as it stands before it all the same: they are decided first."""
    odd: dict[int, list[Amendment]] = defaultdict(list)
    for name, row in rows.items():
        if row.primary_id is not None and name not in known:
            odd[row.primary_id].append(row)
    found: list[tuple[Amendment, str]] = []
    for row, why in order:
        found += [(one, f"An amendment to {row} is decided before {row}.") for one in odd.get(row.pk, ())]
        found.append((row, why))
    return found


def _bloc(document: Document, related: Collection[int | None]) -> dict[int, str]:
    """Give what goes en bloc, with the text it is carried in: what nobody contests, and what has to do with no other."""
    orders = StandingOrders.objects.get(congress=document.congress_id)
    if orders.en_bloc == Bloc.NONE:
        return {}
    rows = uncontested(document, clock.now())
    return {one.amendment.pk: one.words for one in rows if one.amendment.pk not in related and one.amendment.primary_id is None}
