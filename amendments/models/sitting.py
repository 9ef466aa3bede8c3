"""What happens in a sitting besides its questions: who asks for the floor and speaks, and when the congress rests."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.congress import Congress
from amendments.models.discussion import Side
from amendments.models.fields import one_of
from amendments.models.person import Person
from amendments.models.question import Question
from amendments.models.record import Entry
from amendments.models.seat import Seat


class SpeakerEnd(TextChoices):
    """How somebody left the list of speakers."""

    OPEN = "", "on the list"
    SPOKEN = "spoken", "has spoken"
    LEFT = "left", "did not speak"


class Speaker(models.Model):
    """Somebody who asks for the floor in the debate on a question, and speaks from `began_at` for `seconds` (0: no limit).

    One asks ahead, for an `amendment` that is not put yet, where `question` is empty; it is filled in when that is put. Talk,
    and not the life of the text: it is not on record. One speaks at a time in a congress.
    """

    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.CASCADE, related_name="speakers")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(default=0)
    ended = models.CharField(max_length=10, choices=SpeakerEnd, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["question_id", "pk"]
        constraints = [
            one_of("side", Side, "speaker_side"),
            one_of("ended", SpeakerEnd, "speaker_ended"),
            models.CheckConstraint(
                condition=Q(ended="", ended_at__isnull=True) | ~Q(ended="") & Q(ended_at__gte=F("asked_at")),
                name="speaker_ends_after_asking",
            ),
            models.CheckConstraint(
                condition=~Q(ended="spoken") | Q(began_at__isnull=False), name="speaker_spoke_after_beginning"
            ),
            models.CheckConstraint(
                condition=Q(question__isnull=False) | Q(amendment__isnull=False, began_at__isnull=True),
                name="speaker_ahead_waits_for_an_amendment",
            ),
            models.UniqueConstraint(
                fields=["amendment", "seat"], condition=Q(question__isnull=True, ended=""), name="speaker_once_ahead"
            ),
            models.UniqueConstraint(fields=["question", "seat"], condition=Q(ended=""), name="speaker_once_on_a_list"),
            models.UniqueConstraint(
                fields=["congress"], condition=Q(ended="", began_at__isnull=False), name="speaker_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        card = f", seat {self.seat.number}" if self.seat.number else ""
        return f"{self.seat.person}{card}"

    @property
    def until(self) -> datetime | None:
        """When the time is over; None for whoever does not speak, or without limit."""
        return self.began_at + timedelta(seconds=self.seconds) if self.began_at and self.seconds else None

    @property
    def spoke(self) -> str:
        """How long somebody has spoken: "1:58"."""
        if self.began_at is None or self.ended_at is None:
            return ""
        length = max(0, int((self.ended_at - self.began_at).total_seconds()))
        return f"{length // 60}:{length % 60:02d}"


class Recess(models.Model):
    """The congress rests, and until when if that was said. On its own chain: nothing is put or voted on meanwhile."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="recesses")
    why = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="recess")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["congress_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("began_at")), name="recess_until_later"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="recess_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["congress"], condition=Q(ended_at__isnull=True), name="recess_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Recess since {self.began_at:%d %B %Y, %H:%M}"
