"""Screening: lists of published amendments, corrections that are talked over, appeals against rulings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.decision import Decision, Ruling
from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.orders import Hearing
from amendments.models.person import Person
from amendments.models.record import Entry


class AmendmentList(models.Model):
    """A list of amendments that the committee published on one day. What came after the last one is starred as new."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="list_number_once_a_document")]

    def __str__(self) -> str:
        return f"list {self.number}"


class Turn(TextChoices):
    """Whom a correction waits for."""

    MOVER = "mover", "waiting for the mover"
    COMMITTEE = "committee", "waiting for the committee"
    CLOSED = "closed", "closed"


class Correction(models.Model):
    """A correction that the committee asked for, talked over between mover and committee.

    Private to both until the amendment is published. Talk is no part of the record: what comes of it, a new version or a
    ruling, is. `until` is the last moment for the mover's answer, empty where the orders set none.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="corrections")
    turn = models.CharField(max_length=10, choices=Turn, default=Turn.MOVER)
    asked_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["amendment_id", "asked_at", "pk"]
        constraints = [
            one_of("turn", Turn, "correction_turn"),
            models.UniqueConstraint(
                fields=["amendment"], condition=~Q(turn=Turn.CLOSED), name="correction_one_open_an_amendment"
            ),
            models.CheckConstraint(
                condition=Q(turn=Turn.CLOSED, closed_at__isnull=False) | ~Q(turn=Turn.CLOSED) & Q(closed_at__isnull=True),
                name="correction_closed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("asked_at")), name="correction_asked_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.amendment}: {self.get_turn_display()}"


class Remark(models.Model):
    """One thing said about a correction, by the committee or by the mover. `words` is Markdown as typed."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="remarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    of_committee = models.BooleanField()
    words = models.TextField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["correction_id", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="remark_says_something")]

    def __str__(self) -> str:
        return f"{self.person} on {self.correction.amendment}"


class AppealOutcome(TextChoices):
    """What became of the ruling that was appealed against."""

    PENDING = "pending", "to be heard"
    UPHELD = "upheld", "the ruling is upheld"
    OVERTURNED = "overturned", "the ruling is overturned"


class Appeal(models.Model):
    """A mover's appeal against a ruling, with its reasons; the entry holds their digest. `decision` is the vote on it."""

    ruling = models.OneToOneField(Ruling, on_delete=models.PROTECT, related_name="appeal")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="appeals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="appeal")
    heard_by = models.CharField(max_length=10, choices=Hearing)
    outcome = models.CharField(max_length=10, choices=AppealOutcome, default=AppealOutcome.PENDING)
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="appeal")

    class Meta:
        ordering = ["amendment_id", "made_at"]
        constraints = [
            one_of("heard_by", Hearing, "appeal_heard_by"),
            one_of("outcome", AppealOutcome, "appeal_outcome"),
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome=AppealOutcome.PENDING, decision__isnull=True)
                | ~Q(outcome=AppealOutcome.PENDING) & Q(decision__isnull=False),
                name="appeal_decided_by_a_vote",
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal on {self.amendment}: {self.get_outcome_display()}"
