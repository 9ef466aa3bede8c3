"""Standing orders: the rules that differ between organizations, each explained in plain words where it is set."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.congress import Congress
from amendments.models.fields import one_of


class Base(TextChoices):
    """What a majority is a majority of."""

    CAST = "cast", "votes for and against"
    PRESENT = "present", "all who are present"
    SEATS = "seats", "all seats"


class Tie(TextChoices):
    """What a tie means where half the votes are enough."""

    LOST = "lost", "a tie loses"
    CHAIR = "chair", "the chair decides a tie"


class StandingOrders(models.Model):
    """One congress's rules. A majority is more than the fraction where it is one half, and at least the fraction otherwise."""

    congress = models.OneToOneField(Congress, on_delete=models.CASCADE, related_name="orders")
    text = models.TextField(blank=True, help_text="The standing orders in words, as people read them.")
    filing_days = models.PositiveSmallIntegerField(
        default=42,
        help_text="How many days members have to file amendments after a document is published, unless a date is set.",
    )
    supporters_needed = models.PositiveSmallIntegerField(
        default=0, help_text="How many people must sign an amendment before it goes to the congress. 0: the mover is enough."
    )
    late_filing = models.BooleanField(
        default=False, help_text="Whether the committee may let in an amendment after the deadline, with a reason on record."
    )
    revising_allowed = models.BooleanField(
        default=True, help_text="Whether a mover may file a new version of an amendment until filing closes."
    )
    floor_amendments = models.BooleanField(
        default=False, help_text="Whether delegates may move amendments when the document is already on the floor."
    )
    amendment_numerator = models.PositiveSmallIntegerField(default=1, help_text="An amendment needs this many parts …")
    amendment_denominator = models.PositiveSmallIntegerField(default=2, help_text="… of so many. 1 of 2 means more than half.")
    amendment_base = models.CharField(
        max_length=10, choices=Base, default=Base.CAST, help_text="What an amendment's majority is counted from."
    )
    final_numerator = models.PositiveSmallIntegerField(default=1, help_text="The text as a whole needs this many parts …")
    final_denominator = models.PositiveSmallIntegerField(default=2, help_text="… of so many. 2 of 3 means two thirds or more.")
    final_base = models.CharField(
        max_length=10, choices=Base, default=Base.CAST, help_text="What the final vote's majority is counted from."
    )
    ties = models.CharField(
        max_length=10, choices=Tie, default=Tie.LOST, help_text="What happens when as many vote for as against."
    )
    quorum = models.PositiveIntegerField(
        default=0, help_text="How many must be present for a vote to count. 0: no number is asked for."
    )

    invitation_days = models.PositiveSmallIntegerField(
        default=14, help_text="For how many days the link in an invitation works. It works once."
    )

    class Meta:
        verbose_name_plural = "standing orders"
        constraints = [
            one_of("amendment_base", Base, "orders_amendment_base"),
            one_of("final_base", Base, "orders_final_base"),
            one_of("ties", Tie, "orders_ties"),
            models.CheckConstraint(
                condition=Q(amendment_numerator__gte=1, amendment_numerator__lte=F("amendment_denominator"))
                & Q(final_numerator__gte=1, final_numerator__lte=F("final_denominator")),
                name="orders_majorities_are_fractions",
            ),
        ]

    def __str__(self) -> str:
        return f"Standing orders of {self.congress}"
