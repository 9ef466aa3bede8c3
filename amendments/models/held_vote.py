"""Votes held for others: whose vote, who holds it, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.record import Entry
from amendments.models.seat import Seat


class HeldEnd(TextChoices):
    """Why somebody's vote is not held any more."""

    TAKEN_BACK = "taken back", "taken back"
    SEAT = "seat", "a seat of the two went to another or ended"


class HeldVote(models.Model):
    """One delegate's vote that another holds while the first is not here. It rests as long as its giver is here.

    `entry` is the one that put it on record; the one that ended it is on record as well.
    """

    giver = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes_given")
    holder = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes_held")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=HeldEnd, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="held_vote")

    class Meta:
        ordering = ["holder_id", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended="") | Q(until__gte=F("since"), ended__in=HeldEnd.values),
                name="held_vote_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="held_vote_of_another"),
            models.UniqueConstraint(fields=["giver"], condition=Q(until__isnull=True), name="held_vote_once_a_giver"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} for {self.giver}"
