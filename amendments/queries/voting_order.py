"""The one order in which amendments are put to the vote, that every page follows; and how a list takes in what is new."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate
from math import inf
from typing import Protocol, TypeVar

from django.db.models import Exists, OuterRef

from amendments.life import Matter, Outcome
from amendments.models import Document, Pull, QuestionItem, StandingOrders, VotingItem
from amendments.models.counting import Bloc

# Pulled out of the en bloc list, before it was put or when it was on the floor: then it is put by itself.
PULLED = Exists(Pull.objects.filter(amendment=OuterRef("amendment"), ended=False)) | Exists(
    QuestionItem.objects.filter(amendment=OuterRef("amendment"), pulled_at__isnull=False)
)
# On a list that was lost, which decides nothing on any one of it: each is put by itself.
LOST = Exists(
    QuestionItem.objects.filter(
        amendment=OuterRef("amendment"),
        pulled_at__isnull=True,
        question__kind=Matter.BLOC,
        question__votes__decisions__matter=Matter.BLOC,
        question__votes__decisions__outcome=Outcome.LOST,
        question__votes__decisions__superseded=False,
    )
)
ALONE = PULLED | LOST  # what the list has en bloc and is a question of its own all the same
HALVES = {Bloc.FIRST: 0, Bloc.LAST: 2}  # where the en bloc list goes; questions are 1


class Placed(Protocol):
    """What can stand on a list: its key, and that of the amendment that it amends."""

    @property
    def pk(self) -> int:
        """Its key."""

    @property
    def primary(self) -> int | None:
        """The key of what it amends."""


Row = TypeVar("Row", bound=Placed)
Rank = tuple[int, int]


def ranks(document: Document) -> dict[int, Rank]:
    """Give the place of each amendment on the voting list, by key, the en bloc list where the orders put it: two queries."""
    bloc = StandingOrders.objects.filter(congress=document.congress_id).values_list("en_bloc", flat=True).first()
    items = VotingItem.objects.filter(document=document).annotate(pulled=ALONE).order_by("position")
    return ranked(bloc or Bloc.NONE, items.values_list("amendment_id", "en_bloc", "pulled"))


def ranked(bloc: str, rows: Iterable[tuple[int, bool, bool]]) -> dict[int, Rank]:
    """Give the same of rows in the order of the list: the key, whether it goes en bloc, and whether it is put by itself."""
    half = HALVES.get(Bloc(bloc), 1)
    return {key: (half if en_bloc and not pulled else 1, at) for at, (key, en_bloc, pulled) in enumerate(rows)}


def in_voting_order(rows: Sequence[Row], known: dict[int, Rank], place: Callable[[Row], int]) -> list[Row]:
    """Sort rows that are given in the order of the text by their ranks.

    What came after the list was made has none: it stands before the first question that comes later in the text, and an
    amendment to another right before that one. Where nothing has a rank, there is no list yet, and the order stays.
    """
    if not known:
        return list(rows)
    found = sorted((row for row in rows if row.pk in known), key=lambda row: known[row.pk])
    later = {row.pk: at for at, row in enumerate(found)}
    late = [row for row in rows if row.pk not in known]
    # The latest place of the questions up to each: it never falls, so the first one later than a row is found by halving.
    latest = list(accumulate((place(row) if known[row.pk][0] == 1 else -inf for row in found), max))
    before: dict[int, list[Row]] = {}
    for row in late:
        at = later.get(row.primary or 0)
        if at is None:
            at = bisect_right(latest, place(row))
        before.setdefault(at, []).append(row)
    return [one for n in range(len(found) + 1) for one in (*before.get(n, ()), *found[n : n + 1])]


def renewed(current: Sequence[int], proposed: Sequence[int], again: Collection[int], primaries: dict[int, int]) -> list[int]:
    """Give a list with what is new in its place, by keys: what stands on it stays as it is, but for those to be placed `again`.

    What is new comes right after what it follows in the proposal, or first; an amendment to another right before that one.
    """
    found = [key for key in current if key not in again]
    if not found:
        return list(proposed)
    held, known, last = set(found), set(proposed), None
    for key in proposed:
        if key not in held:
            at = found.index(last) + 1 if last is not None else 0
            while at < len(found) and found[at] not in known:  # what may return keeps its place before it
                at += 1
            primary = primaries.get(key)
            found.insert(found.index(primary) if primary in held else at, key)
            held.add(key)
        last = key
    return found
