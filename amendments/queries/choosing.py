"""A choice among rivals, where the standing orders ask for one before any of them is put: which need it, which won one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from django.db.models import Q

from amendments.life import Matter, Visibility
from amendments.models import Amendment, AmendmentRelation, Document, QuestionItem, Related, Ruling, Vote, VotingItem
from amendments.models.decision import RulingKind
from amendments.models.vote import VoteEnd
from amendments.queries.amendment import open_amendments
from amendments.queries.voting_order import ALONE


class Choosing:
    """The rivals among open amendments of a document, by key: three queries, or two where none was chosen yet."""

    def __init__(self, document: Document, open_now: Collection[int]) -> None:
        self.document, self.open = document, frozenset(open_now)

    @cached_property
    def rivals(self) -> dict[int, set[int]]:
        """The open amendments that contradict each open one."""
        pairs = AmendmentRelation.objects.filter(document=self.document, relation=Related.CONFLICTING)
        found: dict[int, set[int]] = defaultdict(set)
        for low, high in pairs.values_list("low_id", "high_id"):
            if low in self.open and high in self.open:
                found[low].add(high)
                found[high].add(low)
        return found

    @cached_property
    def choices(self) -> list[tuple[int, frozenset[int]]]:
        """What was chosen so far: the amendment that came first, and all that it came first among."""
        votes = Vote.objects.filter(question__document=self.document, question__kind=Matter.RIVALS, ended=VoteEnd.DECLARED)
        won = dict(votes.exclude(chosen="").order_by("number").values_list("question_id", "chosen"))
        items: dict[int, dict[str, int]] = defaultdict(dict)
        rows = QuestionItem.objects.filter(question__in=won, amendment__isnull=False) if won else QuestionItem.objects.none()
        for question, position, key in rows.values_list("question_id", "position", "amendment_id"):
            items[question][str(position)] = key
        return [(items[question][chosen], frozenset(items[question].values())) for question, chosen in won.items()]

    def is_chosen(self, key: int) -> bool:
        """Tell whether an amendment came first among all its present rivals."""
        return any(first == key and self.rivals[key] <= among for first, among in self.choices)

    def together(self, key: int) -> frozenset[int]:
        """Give an amendment with its rivals, theirs, and so on: what one choice is made among. Empty where there is none.

        Where one of them came first among all its rivals already, no other is chosen before it is decided.
        """
        if not self.rivals.get(key):
            return frozenset()
        found, edge = {key}, {key}
        while edge:
            edge = {other for one in edge for other in self.rivals[one]} - found
            found |= edge
        return frozenset(found)

    def first_of(self, key: int) -> int | None:
        """Give the one that came first where an amendment stands among chosen rivals; None where a choice is wanted."""
        return next((one for one in sorted(self.together(key) or {key}) if self.is_chosen(one)), None)


def bloc_of(document: Document) -> list[tuple[Amendment, str]]:
    """Give what goes en bloc by the voting list and wants a decision, each with the words of it that are put: two queries."""
    rows = VotingItem.objects.filter(document=document, en_bloc=True).annotate(pulled=ALONE).filter(pulled=False)
    words = dict(rows.values_list("amendment_id", "words"))
    found = open_amendments(document).filter(pk__in=words, visibility=Visibility.READERS).select_related("document")
    return [(one, words[one.pk]) for one in found.order_by("number")]


def ruled_otherwise(document: Document, amendments: Iterable[Amendment]) -> bool:
    """Tell whether the chair ruled that these, or all of the document, are not chosen as the orders say: one query."""
    about = Q(amendment__isnull=True) | Q(amendment__in=list(amendments))
    return Ruling.objects.filter(about, document=document, kind=RulingKind.OVERRIDE, rule="rivals_by").exists()
