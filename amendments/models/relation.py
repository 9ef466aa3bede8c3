"""How standing amendments relate to each other on the current text: an index, rebuilt by the program, never on record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.document import Document
from amendments.models.fields import one_of


class Related(TextChoices):
    """What two amendments are to each other; the engine's relations, but for `independent`, which has no row."""

    TOUCHING = "touching", "touching"
    SAME = "same", "the same"
    CONTAINED = "contained", "contained"
    CONFLICTING = "conflicting", "conflicting"


IN_PART = Q(low_loses__isnull=False) | Q(high_loses__isnull=False)  # the two exclude each other, and not altogether
EXCLUDING = Q(relation=Related.CONFLICTING) | IN_PART  # where one is carried the other falls, unless it loses some places alone


class AmendmentRelation(models.Model):
    """An index: one pair of standing amendments of a document that are not independent on its current text.

    `low` has the lower number. `inner` is the one that is contained in the other. `low_loses`: how many of its places `low`,
    a global change, would lose to `high`, where its other places stand; None where it is none, or loses all of them and falls.
    `high_loses` says the same of `high`. Two that exclude each other in part touch. Rows follow from the amendments' edits and
    the text alone: `actions.relations` keeps them by increments, `manage.py rebuild_relations` makes them anew.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    low = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=12, choices=Related)
    inner = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    low_loses = models.PositiveIntegerField(null=True, blank=True)
    high_loses = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("relation", Related, "relation_is_one"),
            models.UniqueConstraint(fields=["low", "high"], name="relation_once_a_pair"),
            models.CheckConstraint(condition=~Q(low=F("high")), name="relation_of_two"),
            models.CheckConstraint(
                condition=Q(relation=Related.CONTAINED, inner__isnull=False) & (Q(inner=F("low")) | Q(inner=F("high")))
                | ~Q(relation=Related.CONTAINED) & Q(inner__isnull=True),
                name="relation_names_the_contained",
            ),
            models.CheckConstraint(condition=~IN_PART | Q(relation=Related.TOUCHING), name="relation_in_part_touches"),
        ]

    def __str__(self) -> str:
        return f"{self.low} and {self.high}: {self.relation}"

    @property
    def in_part(self) -> bool:
        """Tell whether the two exclude each other in part."""
        return self.low_loses is not None or self.high_loses is not None
