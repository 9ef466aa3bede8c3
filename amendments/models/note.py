"""Private notes: for oneself, or for those who sit in one body. In no record, no feed, and no export but one's own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment
from amendments.models.body import Body
from amendments.models.discussion import PLACE_OR_AMENDMENT, once
from amendments.models.document import Document
from amendments.models.person import Person


class Note(models.Model):
    """A person's note on a place of the text or on an amendment; with `body`, for whoever sits in that body too."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.CASCADE, related_name="notes")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=32, blank=True)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=PLACE_OR_AMENDMENT, name="note_on_a_place_or_an_amendment"),
            models.CheckConstraint(condition=~Q(words=""), name="note_says_something"),
            once("note_once_a_thing", "person", "body"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"
