"""A global change on its pages: what has become of each of its places, and which places of its words have appeared since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForAmendment
from amendments.models import Throughout
from amendments.queries.amendment import is_open
from amendments.queries.document import current_text, text_at
from amendments.queries.places import name_of
from amendments.queries.spots import SpotGroup, around, by_section
from amendments.queries.throughout import appeared
from amendments.rules import can, relations_to
from amendments.text.edits import edits_from_json
from amendments.text.everywhere import key_of
from amendments.text.throughout import Place, places_of


class Dropped(NamedTuple):
    """A place that does not stand any more, as it was filed, and why."""

    name: str
    html: str
    why: str


@dataclass(frozen=True)
class Everywhere:
    """Reads the places of a global change, for whoever may see it: no queries but those of the texts."""

    found: ForAmendment
    change: Throughout

    @property
    def standing(self) -> int:
        """How many places stand, those taken in since included."""
        return len(self.change.standing)

    @property
    def taken_in(self) -> int:
        """How many of those were taken in since it was filed."""
        return sum(number >= self.change.filed for number in self.change.standing)

    @cached_property
    def dropped(self) -> list[Dropped]:
        """The places as filed that do not stand any more; one that was taken in and dropped again has no words to show."""
        base = text_at(self.found.amendment.base_revision)
        filed = places_of(edits_from_json(self.found.amendment.edits))
        rows = sorted((int(number), why) for number, why in self.change.dropped.items())
        return [
            Dropped(name_of(base, filed[at].id), around(base, filed[at]), why)
            if at < len(filed)
            else Dropped("taken in since", "", why)
            for at, why in rows
        ]

    @cached_property
    def offered(self) -> list[Place]:
        """The places of its words that have appeared since, while it can still take them in."""
        one, document = self.found.amendment, self.found.document
        if not is_open(one) or not self.change.standing or document.current_revision_id == one.base_revision_id:
            return []
        now = current_text(document)
        return list(appeared(text_at(one.base_revision), now, self.change, edits_from_json(one.resolved)))

    def groups(self, without: Collection[str] = ()) -> list[SpotGroup]:
        """Give the offered places with the words around them, by section."""
        return list(by_section(current_text(self.found.document), self.offered, without))

    @property
    def keys(self) -> list[str]:
        """The keys of the offered places."""
        return [key_of(place) for place in self.offered]

    @property
    def may_take_in(self) -> bool:
        """Tell whether this person may take places in now."""
        document, acting = self.found.document, self.found.acting
        relations = relations_to(acting, self.found.amendment)
        return can(acting, "take_in_places", stage=document.stage, relations=relations)


def everywhere_of(found: ForAmendment) -> Everywhere | None:
    """Give the places of a global change; None for another amendment. One query."""
    change = Throughout.objects.filter(amendment=found.amendment).first()
    return Everywhere(found, change) if change else None
