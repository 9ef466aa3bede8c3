"""The congress: the meeting and its calendar."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Congress(models.Model):
    """One meeting with its documents, seats and standing orders.

    `last_number` is the number of the last amendment that was filed: numbers count through a congress and are never used again.
    `head` is the digest of the last entry of the congress's own chain, that of seats and registers.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    organization = models.CharField(max_length=200)
    series = models.CharField(max_length=200, blank=True, help_text="The title of its documents together.")
    place = models.CharField(max_length=200, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        verbose_name_plural = "congresses"
        ordering = ["-opens", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(opens__lte=F("closes")),
                name="congress_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.name
