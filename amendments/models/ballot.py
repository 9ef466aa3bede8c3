"""Ballots: one delegate's choice each, in the open or in a sealed box; and what was counted of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.seat import Seat
from amendments.models.vote import Vote


class Ballot(models.Model):
    """What one seat cast in one vote. No time is kept, no address and no device.

    In a roll call `choice` is "for", "against", "abstain", or a ranking such as "2>1=3" by the places of the question. In a
    secret vote it is empty and `box` holds the sealed choice (see `sealing`); the whole row is deleted when the vote is closed.
    `key` is that of the request, so that a repetition is known. `weight` is the seat's in the register of the vote.
    """

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="ballots")
    weight = models.PositiveIntegerField(default=1)
    choice = models.CharField(max_length=200, blank=True)
    box = models.BinaryField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["vote_id", "seat_id"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="ballot_one_a_seat"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="ballot_weighs"),
            models.CheckConstraint(
                condition=Q(box__isnull=True) & ~Q(choice="") | Q(box__isnull=False, choice=""),
                name="ballot_is_open_or_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"Ballot in {self.vote}"


class Tally(models.Model):
    """How many unit ballots of a vote said one thing. Written on closing, in the order of the choices; nothing names a seat."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="tallies")
    choice = models.CharField(max_length=200)
    votes = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        ordering = ["vote_id", "choice"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "choice"], name="tally_once_a_choice"),
            models.CheckConstraint(condition=Q(votes__gte=1) & ~Q(choice=""), name="tally_counts_something"),
        ]

    def __str__(self) -> str:
        return f"{self.votes} {self.choice}"
