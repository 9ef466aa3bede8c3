"""Which amendments stand against each other: the clusters of a document, worked out over the whole of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForDocument
from amendments.life import PUBLISHED, Visibility
from amendments.models import Amendment, AmendmentMargin, AmendmentRelation
from amendments.queries.amendment import open_amendments
from amendments.queries.document import current_text
from amendments.queries.places import name_of
from amendments.queries.relations import Pair
from amendments.rules import can_see, relations_to
from amendments.text import clusters as engine
from amendments.text.document import Document as Text
from amendments.text.relation import Relation

PAGE = 50
NAMED = 12  # members of a cluster that a row of the list names


class At(NamedTuple):
    """A place of the text as a page cites it, and its kind for the link: "p" a paragraph, "s" a section."""

    uid: str
    name: str
    kind: str


@dataclass(frozen=True)
class Row:
    """One cluster in the list: the place where most of it stands, its members by number, and how many stand elsewhere too."""

    at: At
    numbers: list[int]
    more: int
    size: int
    same: bool  # all ask for the same
    elsewhere: list[At]


@dataclass(frozen=True)
class Listed:
    """One page of the clusters. `all` counts clusters, `members` the amendments in them, `open` all that want a decision."""

    rows: list[Row]
    all: int
    members: int
    open: int
    page: int
    more: bool


class Rivals:
    """Reads how the open amendments of one document stand to each other, as far as this person may see them."""

    def __init__(self, found: ForDocument) -> None:
        self.found = found
        self.document, self.acting = found

    @cached_property
    def text(self) -> Text:
        """The text as it stands, on which relations are worked out."""
        return current_text(self.document)

    @cached_property
    def order(self) -> dict[str, int]:
        """The order in which a reader meets sections and paragraphs."""
        return self.text.reading_order

    @property
    def out(self) -> bool:
        """Whether the document has been published, so that there can be amendments."""
        return self.document.stage in PUBLISHED

    @cached_property
    def hidden(self) -> set[int]:
        """Those that this person may not see, by key: one query."""
        rows = Amendment.objects.filter(document=self.document).exclude(visibility=Visibility.READERS)
        kept = rows.only("pk", "visibility", "mover_person_id", "mover_body_id")
        return {row.pk for row in kept if not can_see(self.acting, row.visibility, relations_to(self.acting, row))}

    @cached_property
    def pairs(self) -> list[Pair]:
        """All pairs that are not independent, by key: one query."""
        rows = AmendmentRelation.objects.filter(document=self.document).values_list("low_id", "high_id", "relation", "inner_id")
        return [Pair(*row) for row in rows if row[0] not in self.hidden and row[1] not in self.hidden]

    @cached_property
    def clusters(self) -> list[tuple[int, ...]]:
        """The clusters by key, each from its lowest key on."""
        order = sorted({key for pair in self.pairs for key in (pair.low, pair.high)})
        return engine.clusters(((pair.low, pair.high, pair.relation) for pair in self.pairs), order)

    def of(self, key: int) -> tuple[int, ...]:
        """Give the cluster of one amendment; itself alone where nothing stands against it."""
        return next((one for one in self.clusters if key in one), (key,))

    def at(self, uid: str) -> set[int]:
        """Give the open amendments in the margin of a place, by key: one query."""
        here = open_amendments(self.document).filter(margins__uid=uid, primary__isnull=True).exclude(resolved=[])
        return set(here.values_list("pk", flat=True)) - self.hidden

    def rows(self, keys: Collection[int]) -> dict[int, Amendment]:
        """Read amendments with their movers, by number: one query."""
        wanted = open_amendments(self.document).filter(pk__in=keys).select_related("mover_body", "mover_person")
        return {row.pk: row for row in wanted.defer("edits", "reason") if row.pk not in self.hidden}

    def listed(self, page: int, *, largest: bool = False) -> Listed:
        """Give one page of the clusters, in the order of the text or the largest first: three queries more."""
        stands = self._stands()
        found = sorted(self.clusters, key=lambda one: (-len(one) if largest else 0, self._first(one, stands), one))
        shown = found[page * PAGE : (page + 1) * PAGE]
        numbers = dict(Amendment.objects.filter(pk__in=[key for one in shown for key in one]).values_list("pk", "number"))
        same = {(pair.low, pair.high) for pair in self.pairs if pair.relation == Relation.SAME}
        rows = [self._row(one, stands, numbers, same) for one in shown]
        wanted = open_amendments(self.document).exclude(pk__in=self.hidden).count() if self.out else 0
        members = sum(len(one) for one in found)
        return Listed(rows, len(found), members, wanted, page, len(found) > (page + 1) * PAGE)

    def _stands(self) -> dict[int, list[str]]:
        """Give in whose margins the members of clusters stand, in the order of the text: one query."""
        members = {key for one in self.clusters for key in one}
        found: dict[int, list[str]] = defaultdict(list)
        for key, uid in AmendmentMargin.objects.filter(document=self.document).values_list("amendment_id", "uid"):
            if key in members:
                found[key].append(uid)
        return {key: sorted(uids, key=self._rank) for key, uids in found.items()}

    def _rank(self, uid: str) -> int:
        return self.order.get(uid, -1)

    def _first(self, members: Iterable[int], stands: dict[int, list[str]]) -> int:
        return min((self._rank(uid) for key in members for uid in stands.get(key, ())), default=-1)

    def _row(
        self, members: tuple[int, ...], stands: dict[int, list[str]], numbers: dict[int, int], same: set[tuple[int, int]]
    ) -> Row:
        """Cite the place where most members stand first, then the others that at least two share."""
        count = Counter(uid for key in members for uid in stands.get(key, ()))
        shared = sorted((uid for uid in count if count[uid] > 1), key=lambda uid: (-count[uid], self._rank(uid))) or [""]
        alike = len(same & {(members[0], key) for key in members[1:]}) == len(members) - 1
        named = sorted(numbers[key] for key in members)
        places = [self.place(uid) for uid in shared]
        return Row(places[0], named[:NAMED], max(len(named) - NAMED, 0), len(named), alike, places[1:4])

    def place(self, uid: str) -> At:
        """Cite a place of the text."""
        return At(uid, name_of(self.text, uid or None), "s" if uid in self.text.section_by_id else "p" if uid else "")
