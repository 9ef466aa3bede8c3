"""What is added to the minutes: they are made from the record, and corrected by addition alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.person import Person
from amendments.models.record import Entry


class AdditionKind(TextChoices):
    """What is added."""

    CORRECTION = "correction", "correction"
    DISSENT = "dissent", "dissent"


class Addition(models.Model):
    """Words added to the minutes at one entry of a document's record: a correction, or the dissent of a delegate.

    `about` is that entry, and `entry` the later one that holds the digest of the words.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="additions")
    about = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="additions")
    kind = models.CharField(max_length=12, choices=AdditionKind)
    words = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="additions")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="addition")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "made_at", "pk"]
        constraints = [
            one_of("kind", AdditionKind, "addition_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="addition_has_words"),
            models.UniqueConstraint(
                fields=["about", "person"], condition=Q(kind=AdditionKind.DISSENT), name="addition_one_dissent_a_delegate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at entry {self.about}"
