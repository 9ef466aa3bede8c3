"""Merge amendments of one document: the text if all were carried, where none conflicts with another.

The result does not depend on the order in which they are given: at one point, the amendment with the lower number comes first,
and what several do alike is done once. The set is checked as a whole, too: three moves can make a circle that no pair shows.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from amendments.text.apply import Mismatch
from amendments.text.atoms import Atom, Cutter, Key
from amendments.text.clusters import meetings
from amendments.text.document import Document
from amendments.text.edits import Amendment, InsertParagraph, InsertSection
from amendments.text.layout import Gap
from amendments.text.nearness import blocks_first
from amendments.text.plan import Plan, build
from amendments.text.reasons import SENTENCES, reason
from amendments.text.relation import Relation, Relations, circle, emptied
from amendments.text.tokens import Tokens


class Conflict(NamedTuple):
    """Two amendments, by id, that meet at a paragraph or section, and a sentence that says why."""

    a: str
    b: str
    place: str
    why: str


class Merged(NamedTuple):
    """The merged document, or None and the conflicts. `touching` lists the meetings that a person must look at."""

    document: Document | None
    conflicts: tuple[Conflict, ...] = ()
    touching: tuple[Conflict, ...] = ()


def merge(document: Document, amendments: Iterable[Amendment]) -> Merged:
    """Give the text with all the amendments. Raises Mismatch where one alone does not fit the document."""
    ordered = sorted(amendments, key=lambda each: (each.number, each.id))
    relations = Relations(document)
    met = list(_meetings(relations, ordered))
    conflicts = tuple(conflict for related, conflict in met if related == Relation.CONFLICTING)
    touching = tuple(conflict for related, conflict in met if related == Relation.TOUCHING)
    if not conflicts:
        conflicts = _circles(relations, ordered)
    if conflicts:
        return Merged(None, conflicts, touching)
    try:
        return Merged(build(document, combined([relations.cutter(each) for each in ordered])), (), touching)
    except Mismatch as mismatch:
        first, second = ordered[0].id, ordered[-1].id
        return Merged(None, (Conflict(first, second, mismatch.place or "", str(mismatch)),), touching)


def _meetings(relations: Relations, ordered: Sequence[Amendment]) -> Iterable[tuple[Relation, Conflict]]:
    for a, b, related in meetings(relations, ordered):
        if related.relation in {Relation.CONFLICTING, Relation.TOUCHING}:
            why = reason(relations, a, b)
            yield related.relation, Conflict(a.id, b.id, related.places[0] if related.places else "", why)


def _circles(relations: Relations, ordered: Sequence[Amendment]) -> tuple[Conflict, ...]:
    atoms = [(atom, each.id) for each in ordered for atom in relations.atoms(each)]
    whole = [atom for atom, _ in atoms]
    round_about = circle(relations.document, whole)
    found = round_about or emptied(relations.document, whole)
    if not found:
        return ()
    movers = list(dict.fromkeys(id_ for atom, id_ in atoms if not atom.places.isdisjoint(found)))
    why = SENTENCES["circle" if round_about else "emptied"].format(a=", ".join(movers[:-1]), b=movers[-1])
    return (Conflict(movers[0], movers[-1], found[0], why),)


def combined(cutters: Sequence[Cutter], keep: Cutter | None = None) -> Plan:
    """Give the plan of all amendments in the order given, what several do alike once: as `keep` does it, or else the first."""
    plan = Plan()
    names: dict[Key, str] = {}
    for cutter in ([keep] if keep else []) + list(cutters):
        for atom in cutter.atoms():
            if isinstance(atom.edit, InsertParagraph | InsertSection):
                names.setdefault(atom.key, _new_id(atom))
    seen: set[Key] = set()
    for cutter in cutters:
        alias = {_new_id(a): names[a.key] for a in cutter.atoms() if isinstance(a.edit, InsertParagraph | InsertSection)}
        fresh = [atom for atom in cutter.atoms() if atom.key not in seen]
        seen |= {atom.key for atom in fresh}
        _add(plan, cutter, fresh, lambda id_, alias=alias: alias.get(id_, id_))  # type: ignore[misc]
    return plan


def _new_id(atom: Atom) -> str:
    edit = atom.edit
    return edit.section if isinstance(edit, InsertSection) else edit.paragraph  # type: ignore[union-attr]


def _add(plan: Plan, cutter: Cutter, fresh: Sequence[Atom], name: Callable[[str | None], str | None]) -> None:
    document, own = cutter.document, cutter.plan
    for atom in fresh:
        kind = atom.key[0]
        if kind == "words" and atom.change:
            tokens = document.paragraph_by_id[atom.key[1]].tokens
            plan.words.setdefault(atom.key[1], []).append(blocks_first(tokens, atom.change))
        elif kind == "retitle" and atom.change:
            plan.titles.setdefault(atom.key[1], []).append(atom.change)
        elif kind == "strike":
            plan.struck[atom.key[1]] = None
        elif kind == "strike section":
            plan.struck_sections[atom.key[1]] = None
        elif kind == "split":
            plan.splits.setdefault(atom.key[1], []).append(atom.edit)  # type: ignore[arg-type]
        elif kind == "join":
            plan.joins.append(atom.edit)  # type: ignore[arg-type]
    _add_places(plan, own, name)


def _add_places(plan: Plan, own: Plan, name: Callable[[str | None], str | None]) -> None:
    """Put what an amendment inserts and moves behind what is in the same gaps already."""
    new: tuple[tuple[dict[str, Tokens], dict[str, Tokens]], ...] = ((own.new, plan.new), (own.new_sections, plan.new_sections))
    for theirs, ours in new:
        for id_, tokens in theirs.items():
            ours.setdefault(name(id_) or id_, tokens)
    for gaps, known in ((own.gaps, plan.gaps), (own.section_gaps, plan.section_gaps)):
        if not gaps:
            continue  # most change words alone: what stands in the gaps is not gathered for them
        placed = {item for items in known.values() for item in items}
        for gap, items in gaps.items():
            row = known.setdefault(Gap(name(gap.container), gap.after), [])
            _put(row, [name(item) or item for item in items], placed)


def _put(row: list[str], items: Sequence[str], placed: Container[str]) -> None:
    """Put items into a row that may have some of them already: before the next of those, or else last."""
    for n, item in enumerate(items):
        if item not in placed:
            later = next((each for each in items[n + 1 :] if each in row), None)
            row.insert(len(row) if later is None else row.index(later), item)
