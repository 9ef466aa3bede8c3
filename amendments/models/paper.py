"""Papers: what was brought on paper, as a scan or a photograph, with the amendment that was filed from it."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person


class PaperKind(TextChoices):
    """What kind of file it is, as its own bytes say."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG picture"
    PNG = "image/png", "PNG picture"


class Paper(models.Model):
    """One sheet or bundle, kept in the database, so that a backup holds it and no server hands it out by mistake.

    The record holds `digest`, the SHA-256 of the file. A paper bears names and signatures: when its mover is erased the file
    goes, `data` is empty, and the digest stays.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = digest_field()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["amendment_id", "pk"]
        constraints = [
            one_of("kind", PaperKind, "paper_kind"),
            models.CheckConstraint(condition=~Q(digest="") & Q(size__gt=0), name="paper_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.amendment}"

    @property
    def is_whole(self) -> bool:
        """Tell whether the file is the one that was kept."""
        return hashlib.sha256(self.data).hexdigest() == self.digest
