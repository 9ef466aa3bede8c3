"""What is promised, and what has been done already: the outbox and the idempotency keys."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.congress import Congress
from amendments.models.person import Person


class Outbox(models.Model):
    """One promise: a mail to send, a file to build. Written in the transaction that made it, delivered afterwards.

    `kind` names the task, `payload` what it needs (ids, never words of people). Where many follow what happened, there is a row
    for each of them: `to` the person, `of` the row that says what happened. Nobody is told twice of one thing.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="told")
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "outbox"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(delivered_at__isnull=True), name="outbox_waiting"),
            models.Index(fields=["congress", "made_at"], condition=Q(to__isnull=True), name="outbox_what_happened"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["of", "to"], condition=Q(of__isnull=False), name="outbox_told_once"),
            models.CheckConstraint(condition=Q(of__isnull=True) | Q(to__isnull=False), name="outbox_told_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class IdempotencyKey(models.Model):
    """A write that a person may repeat, and what came of it the first time: `result` is its primary key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    result = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "act", "key"], name="idempotency_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="idempotency_key_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"
