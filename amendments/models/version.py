"""Versions: every form in which an amendment was filed. The amendment itself holds the last one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment
from amendments.models.fields import digest_field
from amendments.models.person import Person
from amendments.models.record import Entry, Revision


class Version(models.Model):
    """One version of an amendment, as it was filed. It never changes; `number` counts from 1.

    `edits` (engine JSON) are on `base_revision`, and `edits_digest` is theirs; where it amends an amendment, they are on what
    version `primary_version` of that one asks for. `entry` is that which filed it.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    base_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    primary_version = models.PositiveIntegerField(null=True, blank=True)
    edits = models.JSONField()
    edits_digest = digest_field()
    about = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["amendment_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "number"], name="version_number_once_an_amendment"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}, version {self.number}"
