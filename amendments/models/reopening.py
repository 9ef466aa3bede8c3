"""Reopening: what the chair asks to have decided again, until a teller has confirmed it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.decision import Decision
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry


class ReopeningEnd(TextChoices):
    """What became of it."""

    ASKED = "", "waits for a teller"
    DONE = "done", "done"
    DROPPED = "dropped", "dropped"


def no_count() -> dict[str, Any]:
    """Give the value of one that counts nothing again."""
    return {}


class Reopening(models.Model):
    """A decision that the chair asks to reopen, or whose count was taken again (`count`: the figures of the new one).

    Nothing of it is on record until another person, a teller, has confirmed it: then `entry` is. `head` is the record's when
    the chair asked; whatever is put on record since makes it void, because its consequences were worked out without that.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reopenings")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reopenings")
    count = models.JSONField(default=no_count, blank=True)
    reason = models.TextField()
    head = digest_field()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended = models.CharField(max_length=10, choices=ReopeningEnd, blank=True)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="reopening")

    class Meta:
        ordering = ["document_id", "asked_at"]
        constraints = [
            one_of("ended", ReopeningEnd, "reopening_ended"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(head=""), name="reopening_has_reason"),
            models.CheckConstraint(
                condition=Q(ended="done", confirmed_by__isnull=False, entry__isnull=False)
                | ~Q(ended="done") & Q(confirmed_by__isnull=True, entry__isnull=True),
                name="reopening_done_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")), name="reopening_by_two_persons"
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(ended=""), name="reopening_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Reopening of “{self.decision}”"
