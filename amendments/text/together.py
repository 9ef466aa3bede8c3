"""Amendments of which no two conflict, made into one text: for a reader who wants to see some of it, out of thousands.

`merge` relates every pair and builds the whole. Here the pairs are known already, what no pair shows is looked for, and only
those paragraphs are written out anew that somebody will look at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from amendments.text.document import Document
from amendments.text.edits import Amendment, Change, Mismatch
from amendments.text.merge import Conflict, combined
from amendments.text.plan import Plan, build
from amendments.text.reasons import SENTENCES
from amendments.text.relation import Relations, circle, emptied


class Circle(NamedTuple):
    """What no pair shows: amendments whose edits cannot be done together, by id; `conflict` names two of them and says why."""

    conflict: Conflict
    members: tuple[str, ...]


class Together:
    """The text with amendments that do not conflict two by two.

    `left` are those that can be done together, `circles` what keeps the rest apart. Raises Mismatch where one amendment alone
    does not fit the document.
    """

    def __init__(self, document: Document, amendments: Iterable[Amendment]) -> None:
        self.document, self.relations = document, Relations(document)
        self.left: Sequence[Amendment] = sorted(amendments, key=lambda each: (each.number, each.id))
        self.circles: list[Circle] = []
        while True:
            for name in ("rewritten", "skeleton"):
                self.__dict__.pop(name, None)
            self.plan: Plan = combined([self.relations.cutter(each) for each in self.left])
            found = self._circle()
            if found is None:
                break
            self.circles.append(found)
            self.left = [each for each in self.left if each.id not in found.members]

    @cached_property
    def rewritten(self) -> dict[str, list[Change]]:
        """The paragraphs of which nothing but words change, each with its changes."""
        joined = {id_ for join in self.plan.joins for id_ in (join.first, join.second)}
        apart = joined | self.plan.splits.keys() | self.plan.struck.keys()
        return {id_: changes for id_, changes in self.plan.words.items() if id_ not in apart}

    @cached_property
    def skeleton(self) -> Document:
        """The text with all but words: what is new, struck and moved. Raises Mismatch where that cannot be done together."""
        return self.text(())

    def text(self, wanted: Collection[str] | None = None) -> Document:
        """Give the text. Where paragraphs are `wanted`, the others of which only words change still have their old ones."""
        if wanted is None:
            return build(self.document, self.plan)
        leave = self.rewritten.keys() - set(wanted)
        return build(self.document, replace(self.plan, words={k: v for k, v in self.plan.words.items() if k not in leave}))

    def _circle(self) -> Circle | None:
        atoms = [(atom, each.id) for each in self.left for atom in self.relations.atoms(each)]
        whole = [atom for atom, _ in atoms]
        round_about = circle(self.document, whole)
        places = set(round_about or emptied(self.document, whole))
        why = SENTENCES["circle" if round_about else "emptied"]
        if not places:
            try:
                _ = self.skeleton
            except Mismatch as mismatch:
                places, why = {mismatch.place or ""}, str(mismatch)
        if not places:
            return None
        members = list(dict.fromkeys(id_ for atom, id_ in atoms if not places.isdisjoint(atom.places)))
        members = members or [each.id for each in self.left]
        said = why.format(a=", ".join(members[:-1]), b=members[-1]) if "{a}" in why else why
        return Circle(Conflict(members[0], members[-1], min(places), said), tuple(members))
