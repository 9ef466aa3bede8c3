"""The page of the voting list: what needs a vote, in which order and why, what falls with it, and what goes en bloc."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from amendments.access import ForDocument
from amendments.life import Visibility
from amendments.models import Pull, StandingOrders, VotingItem, VotingList, VotingMove
from amendments.models.counting import Bloc
from amendments.queries.floor import Counted, Floor, Item, Listed
from amendments.queries.voting_falls import Falls
from amendments.queries.voting_order import ALONE, LOST, Rank, ranked
from amendments.rules import can

NEED, BLOC, ALL = "need", "bloc", "all"
LINES = 50  # of one page: each says why it stands there and what falls, and is high on a phone
SHEET, WHOLE = 500, 1_000_000  # lines of one part of what is printed, and of all of it on one sheet
WAYS = (NEED, BLOC, ALL)
CAME_LATER = "It came after the list was made, and stands here by the order of the text."


class Entered(NamedTuple):
    """What the list has of one amendment. `alone`: it was pulled out of the en bloc list, or was `lost` with it."""

    open: bool
    en_bloc: bool
    proposed: int
    why: str
    alone: bool
    lost: bool


@dataclass(frozen=True)
class Moved:
    """What the chair changed about one place: where the program proposes it, why it was moved, and by whom."""

    proposed: int
    reason: str
    person: str


@dataclass(frozen=True)
class Row:
    """One line of the list. `place` is its number among the questions, None for what is none."""

    item: Item
    place: int | None
    why: str
    falls: str
    moved: Moved | None
    bloc: bool
    pulled: Pull | None
    lost: bool
    late: bool


@dataclass(frozen=True)
class Section:
    """The lines of one place of the text."""

    label: str
    title: str
    rows: list[Row]


class VotingPage(Floor):
    """Reads the voting list of one document for one person: a constant number of queries, whatever its length."""

    seen = Q(visibility=Visibility.READERS)  # nobody votes on what they cannot read, whoever looks at the list

    def __init__(self, found: ForDocument, *, way: str = "", page: int = 0, size: int = LINES) -> None:
        super().__init__(found, page=page)
        self.way, self.size = way if way in WAYS else NEED, size

    @cached_property
    def listing(self) -> VotingList | None:
        """The list itself; None before it was made."""
        return VotingList.objects.filter(document=self.document).select_related("changed_by", "entry").first()

    @cached_property
    def orders(self) -> StandingOrders:
        """The rules of the congress."""
        return StandingOrders.objects.get(congress=self.document.congress_id)

    @cached_property
    def items(self) -> dict[int, Entered]:
        """What stands on the list, by the key of the amendment, in its order: one query."""
        rows = VotingItem.objects.filter(document=self.document).annotate(alone=ALONE, lost=LOST)
        rows = rows.order_by("position")
        return {key: Entered(*row) for key, *row in rows.values_list("amendment_id", *Entered._fields)}

    @cached_property
    def ranks(self) -> dict[int, Rank]:
        """The places on the list, by key, out of what is read of it anyway."""
        return ranked(self.orders.en_bloc, ((key, one.en_bloc, one.alone) for key, one in self.items.items()))

    @cached_property
    def pulls(self) -> dict[int, Pull]:
        """What was pulled out, by the key of the amendment."""
        rows = Pull.objects.filter(amendment__document=self.document, ended=False).select_related("person")
        return {one.amendment_id: one for one in rows}

    @cached_property
    def moves(self) -> dict[int, VotingMove]:
        """What the chair moved, by the key of the amendment."""
        rows = VotingMove.objects.filter(amendment__document=self.document, ended=False).select_related("person")
        return {one.amendment_id: one for one in rows}

    @cached_property
    def _en_bloc(self) -> frozenset[int]:
        """The keys of what goes en bloc."""
        wanted = self.orders.en_bloc != Bloc.NONE
        return frozenset(key for key, one in self.items.items() if wanted and one.en_bloc and not one.alone)

    def on_bloc(self, row: Listed) -> bool:
        """Tell whether an amendment goes en bloc."""
        return row.pk in self._en_bloc

    @cached_property
    def questions(self) -> list[Listed]:
        """What wants a vote of its own, in the order of the list."""
        return [row for row in self.rows if row.open and not self.on_bloc(row)]

    @cached_property
    def bloc(self) -> list[Listed]:
        """What goes en bloc and wants a decision."""
        return [row for row in self.rows if row.open and self.on_bloc(row)]

    @cached_property
    def chosen(self) -> list[Listed]:
        """The rows of this way to read the list."""
        return {NEED: self.questions, BLOC: self.bloc, ALL: self.rows}[self.way]

    @cached_property
    def shown(self) -> list[Listed]:
        """The rows of this page."""
        return self.chosen[self.page * self.size : (self.page + 1) * self.size]

    @property
    def pages(self) -> int:
        """How many pages the list has, one at least."""
        return max(-(-len(self.chosen) // self.size), 1)

    @cached_property
    def numbered(self) -> Counted:
        """How many there are in all, how many questions, and how many go en bloc."""
        return Counted(len(self.rows), len(self.questions), len(self.bloc))

    @cached_property
    def late(self) -> list[Listed]:
        """What wants a vote and is not on the list yet."""
        return [row for row in self.rows if row.open and row.pk not in self.items] if self.listing else []

    @cached_property
    def gone(self) -> list[Listed]:
        """What is on the list and needs no vote any more, since it was made or renewed."""
        return [row for row in self.rows if not row.open and row.pk in self.items and self.items[row.pk].open]

    @property
    def may_order(self) -> bool:
        """Tell whether this person may put the list in order now."""
        return can(self.acting, "order_list", stage=self.document.stage)

    @property
    def may_pull(self) -> bool:
        """Tell whether this person may pull something out of the en bloc list now."""
        return can(self.acting, "pull_out", stage=self.document.stage)

    @cached_property
    def fixed_still(self) -> bool:
        """Tell whether the order on record is that of the list as it is now, but for what was decided since."""
        fixed = self.listing.fixed if self.listing else None
        if fixed is None:
            return False
        questions, bloc = [row.number for row in self.questions], [row.number for row in self.bloc]
        left = set(questions + bloc)
        kept = {name: [number for number in fixed[name] if number in left] for name in ("questions", "en_bloc")}
        return kept == {"questions": questions, "en_bloc": bloc}

    def sections(self) -> list[Section]:
        """Give this page of the list, by place of the text."""
        shown = {row.number: row for row in self.shown}
        return [
            Section(one.label, one.title, [self._row(item, shown[item.number]) for item in one.items]) for one in self.groups()
        ]

    def _row(self, item: Item, row: Listed) -> Row:
        entry, move = self.items.get(row.pk), self.moves.get(row.pk)
        moved = Moved(self._proposed[row.pk], move.reason, str(move.person)) if move and row.pk in self._proposed else None
        why = entry.why if entry else CAME_LATER if self.listing else "In the order of the text."
        return Row(
            item,
            self._places.get(row.pk),
            why if row.open else "",
            self._falls.get(row.pk, "") if row.open else "",
            moved,
            self.on_bloc(row),
            self.pulls.get(row.pk),
            entry is not None and entry.lost,
            entry is None,
        )

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row.pk: at for at, row in enumerate(self.questions, 1)}

    @cached_property
    def _proposed(self) -> dict[int, int]:
        """The places among the questions that the program proposes, by key."""
        rows = [row for row in self.questions if row.pk in self.items]
        return {row.pk: at for at, row in enumerate(sorted(rows, key=lambda row: self.items[row.pk].proposed), 1)}

    @cached_property
    def _falls(self) -> dict[int, str]:
        """What is decided with each amendment of this page if that is carried, as a sentence: one query."""
        return Falls(self.rows, [row.pk for row in self.shown if row.open]).sentences()
