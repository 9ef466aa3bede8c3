"""Composites: several amendments that are made one, with the consent of the mover of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.body import Body
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Revision


class SignedOff(TextChoices):
    """What the mover of an amendment has said to a composite of it."""

    ASKED = "asked", "asked"
    SIGNED = "signed", "signed off"
    DECLINED = "declined", "declined"


class Composite(models.Model):
    """A proposal to put one text in the place of several amendments. It stands once the mover of each has signed it off.

    `number` counts those of a document, `version` how often the movers were asked: a text or a source that changed asks all
    anew. `edits` are on `base_revision`. Once it stands, it is `amendment`, in which its sources rest; before, `ended_at` says
    when it was taken back.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="composites")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    base_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    edits = models.JSONField()
    edits_digest = digest_field()
    about = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    amendment = models.OneToOneField(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="composite")

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="composite_number_once_a_document"),
            models.CheckConstraint(
                condition=Q(amendment__isnull=True) | Q(ended_at__isnull=True), name="composite_ends_or_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"composite {self.number} of {self.document}"


class CompositeSource(models.Model):
    """One amendment in a composite: the version that was taken in, who moved it then, and what they have said."""

    composite = models.ForeignKey(Composite, on_delete=models.CASCADE, related_name="sources")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="taken_into")
    version = models.PositiveIntegerField()
    mover_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mover_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20, choices=SignedOff, default=SignedOff.ASKED)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["composite_id", "amendment__number"]
        constraints = [
            one_of("answer", SignedOff, "composite_source_answer"),
            models.UniqueConstraint(fields=["composite", "amendment"], name="composite_source_once"),
            models.CheckConstraint(
                condition=Q(answer=SignedOff.ASKED, answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(answer=SignedOff.ASKED) & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="composite_source_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment} in {self.composite}"
