"""Requests of delegates that an amendment be divided, and what was answered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry


def no_parts() -> list[Any]:
    """Give the parts of a request that names none yet."""
    return []


class DivisionAnswer(models.TextChoices):
    """What became of a request."""

    WAITING = "waiting", "waits for an answer"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"
    OTHERWISE = "otherwise", "the amendment was divided at the request of another, or otherwise"


class DivisionRequest(models.Model):
    """A delegate's request to divide an amendment. `numbers` says of each change in which part it goes, as the page had it.

    `words` is the digest of the amendment's edits that the cut is of. The entries hold the digests of both reasons.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="division_requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    numbers = models.JSONField(default=no_parts)
    words = digest_field()
    reason = models.TextField()
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=DivisionAnswer, default=DivisionAnswer.WAITING)
    answer_reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["amendment_id", "pk"]
        constraints = [
            one_of("answer", DivisionAnswer, "division_request_answer"),
            models.UniqueConstraint(
                fields=["amendment", "person"], condition=Q(answer=DivisionAnswer.WAITING), name="division_request_one_waiting"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="division_request_has_a_reason"),
            models.CheckConstraint(
                condition=Q(answer=DivisionAnswer.WAITING, answered_at__isnull=True)
                | ~Q(answer=DivisionAnswer.WAITING) & Q(answered_at__isnull=False),
                name="division_request_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer=DivisionAnswer.REFUSED) | ~Q(answer_reason=""), name="division_request_refused_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} asks to divide {self.amendment}"
