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


class AmendmentRelation(models.Model):
    """An index: one pair of standing amendments of a document that are not independent on its current text.

    `low` has the lower number. `inner` is the one that is contained in the other. `partly`: one of the two is a global change
    that would lose some of its places to the other, and whose other places stand; such two touch. Rows follow from the
    amendments' edits and the text alone: `actions.relations` keeps them by increments, `manage.py rebuild_relations` makes them
    anew.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    low = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=12, choices=Related)
    inner = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    partly = models.BooleanField(default=False)

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
            models.CheckConstraint(condition=Q(partly=False) | Q(relation=Related.TOUCHING), name="relation_partly_touches"),
        ]

    def __str__(self) -> str:
        return f"{self.low} and {self.high}: {self.relation}"
