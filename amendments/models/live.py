"""What changed on the pages that people have open, numbered, so that whoever missed a message finds what it was about."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from amendments.models.congress import Congress
from amendments.models.document import Document

CONGRESS = "congress"  # the topic of the congress's own chain: seats, registers


class Change(models.Model):
    """One thing that open pages have to follow: written in the transaction that changed it, without words and people.

    `topic` names what changed: a document's own chain (`topic_of`), or a word that act and page share, such as "floor". A row
    is kept for a day (`actions.live.KEPT`): a page that comes back within it is told whether something has changed since, and
    one that was away for longer gets its parts whole, as they are.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now, help_text="Only to know what is old enough to be forgotten.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(topic=""), name="change_has_topic")]
        indexes = [models.Index(fields=["congress", "topic"], name="changes_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"


def topic_of(document: Document | None) -> str:
    """Give the topic of a document's chain, or of the congress's own where there is none."""
    return f"document/{document.pk}" if document else CONGRESS
