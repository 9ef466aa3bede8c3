"""What is decided with an amendment if that is carried, as the index of relations has it: for lists, in a sentence each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from amendments.models import AmendmentRelation, Related
from amendments.models.relation import EXCLUDING, IN_PART
from amendments.queries.among import among
from amendments.queries.floor import Listed
from amendments.queries.relations import PAIR, Pair

Keys = defaultdict[int, set[int]]


class Falls:
    """Tells for some amendments of a list what would fall, be done, or lose places with each: one query.

    `rows` are all of the list in its order, `here` the keys of those that are asked about.
    """

    def __init__(self, rows: Sequence[Listed], here: Collection[int]) -> None:
        self.rank = {row.pk: at for at, row in enumerate(rows)}
        self.open = {row.pk: row for row in rows if row.open}
        self.here = here
        self.falls, self.done = Keys(set), Keys(set)
        self.loses = defaultdict[int, dict[int, int]](dict)  # of a global change, how many of its places
        either = Q(among(AmendmentRelation, "low", here)) | Q(among(AmendmentRelation, "high", here))
        pairs = AmendmentRelation.objects.filter(either)
        for row in pairs.filter(~Q(relation=Related.TOUCHING) | IN_PART).values_list(*PAIR):
            self._note(Pair(*row))
        self._with_secondaries()

    def _note(self, pair: Pair) -> None:
        for one, other, lost in ((pair.low, pair.high, pair.high_loses), (pair.high, pair.low, pair.low_loses)):
            if lost is not None:
                self.loses[one][other] = lost
            elif pair.relation in {Related.CONFLICTING, Related.TOUCHING}:  # what touches is here only if in part it excludes
                self.falls[one].add(other)
            elif pair.relation == Related.SAME or pair.inner == other:
                self.done[one].add(other)

    def _with_secondaries(self) -> None:
        amending = Keys(set)
        for row in self.open.values():
            if row.primary:
                amending[row.primary].add(row.pk)
        for lost in (self.falls, self.done):
            for one, others in list(lost.items()):
                self.falls[one] |= {key for primary in others & amending.keys() for key in amending[primary]}

    def sentences(self) -> dict[int, str]:
        """Give a sentence for each, by key; empty where nothing is decided with it."""
        return {one: self._sentence(one) for one in self.here}

    def _sentence(self, one: int) -> str:
        falls, done = (list(self._names(keys).values()) for keys in (self.falls[one], self.done[one]))
        said = [f"{listed(falls)} {'fall' if len(falls) > 1 else 'falls'}"] if falls else []
        said += [f"{listed(done)} {'are' if len(done) > 1 else 'is'} done with it"] if done else []
        lost = [f"{name} loses {self.loses[one][key]} of its places" for key, name in self._names(self.loses[one]).items()]
        places = [f"{listed(lost)}, and {'their' if len(lost) > 1 else 'its'} others stand"] if lost else []
        whole = "; ".join(filter(None, [", and ".join(said), *places]))
        return f"If carried, {whole}." if whole else ""

    def _names(self, keys: Iterable[int]) -> dict[int, str]:
        return {key: str(self.open[key]) for key in sorted(self.open.keys() & set(keys), key=self.rank.__getitem__)}


def falling(at: Mapping[int, int]) -> dict[int, list[int]]:
    """Give, for each of some amendments, those before it with which it falls: one query. `at` has their places by key."""
    found = defaultdict[int, list[int]](list)
    pairs = AmendmentRelation.objects.filter(EXCLUDING, low__in=at, high__in=at)
    for low, high, *lost in pairs.values_list("low_id", "high_id", "low_loses", "high_loses"):
        then, its = (low, lost[0]) if at[low] > at[high] else (high, lost[1])
        if its is None:  # a global change that loses some of its places alone stands
            found[then].append(low if then == high else high)
    return {then: sorted(before, key=at.__getitem__) for then, before in found.items()}


def listed(names: Sequence[str], most: int = 12) -> str:
    """Name several: "A3, A5 and A9"; a long row is cut."""
    names = names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
