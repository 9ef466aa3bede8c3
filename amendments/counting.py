"""Counting: the votes that a majority takes, what ties mean, and choices among several. Pure arithmetic, without the house.

Everything is exact: fractions are `fractions.Fraction`, counts are whole unit ballots (a seat of weight 3 casts three).

Two ways to choose among rivals:

* **serial**: they are put for or against one after another, and the first that is carried is chosen;
* **ranked**: delegates rank them, and Schulze's method finds the one that comes first (Markus Schulze, "A new monotonic,
  clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare
  36 (2011), 267-303): x beats y where the strongest path from x to y is stronger than the strongest from y to x, a path
  being as strong as its weakest duel and a duel as strong as its winning votes. Options that nobody beats are tied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from typing import TypeAlias

FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
Ranking: TypeAlias = tuple[frozenset[int], ...]  # from first to last, those that one likes equally together


@dataclass(frozen=True)
class Poll:
    """What was counted, in unit ballots. `present` is None where nobody counted who is there; `seats` are all seats."""

    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0
    present: int | None = None
    seats: int = 0

    @property
    def cast(self) -> int:
        """The votes for and against, which is what most majorities are majorities of."""
        return self.votes_for + self.votes_against

    @property
    def tied(self) -> bool:
        """Whether as many are for as against."""
        return self.votes_for == self.votes_against


def least(part: Fraction, whole: int) -> int:
    """Give how many carry: more than one half, or any part below it, of the whole; at least a greater part; and never none."""
    exact = part * whole
    if part <= Fraction(1, 2):
        return int(exact) + 1
    return max(1, -(-exact.numerator // exact.denominator))


def needed(part: Fraction, base: str, poll: Poll) -> int:
    """Give how many votes for it carry. `base` is "cast", "present" or "seats"."""
    whole = {"cast": poll.cast, "present": poll.present or 0, "seats": poll.seats}[base]
    return least(part, whole)


def carried(part: Fraction, base: str, poll: Poll) -> bool:
    """Tell whether the votes for it reach what is needed."""
    return poll.votes_for >= needed(part, base, poll)


def is_tie(part: Fraction, base: str, poll: Poll) -> bool:
    """Tell whether it is a tie that a casting vote could break: as many for as against, and one more would carry."""
    more = Poll(poll.votes_for + 1, poll.votes_against, poll.abstentions, poll.present, poll.seats)
    return poll.cast > 0 and poll.tied and not carried(part, base, poll) and more.votes_for >= needed(part, base, poll)


def poll_of(tally: Mapping[str, int], *, present: int | None, seats: int) -> Poll:
    """Give the count of ballots for and against. Raises ValueError where one says something else."""
    strange = set(tally) - {FOR, AGAINST, ABSTAIN}
    if strange:
        raise ValueError(f"a ballot says {min(strange)!r}")
    return Poll(tally.get(FOR, 0), tally.get(AGAINST, 0), tally.get(ABSTAIN, 0), present, seats)


def tally_of(ballots: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Count ballots, each a choice and its weight, by choice."""
    found: dict[str, int] = {}
    for choice, weight in ballots:
        found[choice] = found.get(choice, 0) + weight
    return dict(sorted(found.items()))


def ranking_to_words(ranking: Ranking) -> str:
    """Write a ranking as ballots have it: "2>1=3"."""
    return ">".join("=".join(str(one) for one in sorted(rank)) for rank in ranking)


def ranking_from_words(words: str, options: Iterable[int]) -> Ranking:
    """Read a ranking of some of the options. Raises ValueError for others, for one that stands twice, and for none."""
    known, found = set(options), list[frozenset[int]]()
    for rank in words.split(">"):
        names = rank.split("=")
        if not all(name.isascii() and name.isdecimal() and len(name) < 10 for name in names):
            raise ValueError(f"{rank!r} is no rank")
        found.append(frozenset(int(name) for name in names))
        if len(found[-1]) < len(names) or not found[-1] <= known:
            raise ValueError(f"{rank!r} names an option twice, or one that is not there")
        known -= found[-1]
    return tuple(found)


@dataclass(frozen=True)
class Chosen:
    """What a ranking gave: who comes first (several where they are tied), and how often one was put before another."""

    first: tuple[int, ...]
    duels: Mapping[tuple[int, int], int]

    @property
    def winner(self) -> int | None:
        """The one that comes first, None where it is a tie."""
        return self.first[0] if len(self.first) == 1 else None


def duels(options: Sequence[int], ballots: Iterable[tuple[Ranking, int]]) -> dict[tuple[int, int], int]:
    """Count for each pair how many put the first before the second. What a ballot leaves out stands last, and equal."""
    found = dict.fromkeys(permutations(options, 2), 0)
    for ranking, weight in ballots:
        place = {one: at for at, rank in enumerate(ranking) for one in rank}
        last = len(ranking)
        for x, y in combinations(options, 2):
            a, b = place.get(x, last), place.get(y, last)
            if a != b:
                found[(x, y) if a < b else (y, x)] += weight
    return found


def schulze(options: Sequence[int], ballots: Iterable[tuple[Ranking, int]]) -> Chosen:
    """Find who comes first by Schulze's method, with winning votes as the strength of a duel. O(n³) for n options."""
    counted = duels(options, ballots)
    paths = {(x, y): votes if votes > counted[y, x] else 0 for (x, y), votes in counted.items()}
    for via in options:
        for x, y in permutations(options, 2):
            if via not in {x, y}:
                paths[x, y] = max(paths[x, y], min(paths[x, via], paths[via, y]))
    first = [x for x in options if all(paths[x, y] >= paths[y, x] for y in options if y != x)]
    return Chosen(tuple(sorted(first)), counted)


def serial(order: Sequence[int], outcomes: Mapping[int, bool]) -> tuple[int | None, tuple[int, ...]]:
    """Give which of several, put in this order, is chosen: the first that was carried; and which fall because of it.

    `outcomes` says of those that were put whether they were carried. None is chosen where all so far were lost.
    """
    for at, one in enumerate(order):
        if outcomes.get(one):
            return one, tuple(order[at + 1 :])
    return None, ()
