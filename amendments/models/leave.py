"""Leave to file after the deadline: given by a recorded ruling, to one person or body, until a moment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment
from amendments.models.body import Body
from amendments.models.decision import Ruling
from amendments.models.document import Document
from amendments.models.person import Person


class Leave(models.Model):
    """Leave for one late amendment to a document. `used_on` is the amendment that was filed by it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="leaves")
    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="leave")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="leaves")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="leaves")
    until = models.DateTimeField()
    used_on = models.OneToOneField(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="late_by")

    class Meta:
        ordering = ["document_id", "until"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, body__isnull=True) | Q(person__isnull=True, body__isnull=False),
                name="leave_to_person_or_body",
            ),
        ]

    def __str__(self) -> str:
        return f"Leave for {self.person or self.body} to file on {self.document}"
