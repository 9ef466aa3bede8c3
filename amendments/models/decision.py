"""Decisions and rulings: what the congress and the council voted, and what a chair or the committee ruled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.life import Matter, Method, Outcome, Words
from amendments.models.amendment import Amendment
from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.person import Person
from amendments.models.record import Entry


class Decision(models.Model):
    """One recorded vote. Counts are people; `needed` is how many votes for it took, empty where no votes were counted.

    A later count supersedes an earlier one and both are kept, so one decision of an amendment stands at a time.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="decisions")
    matter = models.CharField(max_length=20, choices=Matter)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="decision")
    vote = models.ForeignKey(
        "amendments.Vote", null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )  # the vote on the floor that it was declared from; empty where a count was typed in afterwards
    outcome = models.CharField(max_length=20, choices=Outcome)
    words = models.CharField(max_length=10, choices=Words, default=Words.FILED)
    method = models.CharField(max_length=20, choices=Method, default=Method.HANDS)
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    abstentions = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    superseded = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(
        null=True, blank=True, help_text="When the vote was taken on paper; empty where it was put on record at once."
    )
    counted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document_id", "entry__sequence"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, counted_by__isnull=True)
                | Q(taken_at__isnull=False, counted_by__isnull=False, taken_at__lte=F("made_at")),
                name="decision_on_paper_was_counted_before",
            ),
            one_of("matter", Matter, "decision_matter"),
            one_of("outcome", Outcome, "decision_outcome"),
            one_of("method", Method, "decision_method"),
            one_of("words", Words, "decision_words"),
            models.CheckConstraint(condition=~Q(outcome=Outcome.PENDING), name="decision_decides"),
            models.CheckConstraint(
                condition=Q(matter=Matter.AMENDMENT, amendment__isnull=False)
                | ~Q(matter=Matter.AMENDMENT) & Q(amendment__isnull=True),
                name="decision_is_about_its_matter",
            ),
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(amendment__isnull=False, superseded=False),
                name="decision_one_standing_an_amendment",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(matter=Matter.ADOPTION, outcome=Outcome.CARRIED, superseded=False),
                name="decision_adopted_once",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="decision_counts_no_more_than_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment or self.get_matter_display()}: {self.outcome}"


class RulingKind(TextChoices):
    """What was ruled."""

    IN_ORDER = "in order", "in order"
    OUT_OF_ORDER = "out of order", "out of order"
    KEPT = "kept", "does not fall"
    TAKEN_IN = "taken in", "takes in further places"
    DIVIDED = "divided", "divided into parts"
    UNITED = "united", "one again, not divided"
    JOINED = "joined", "one with others of the same words"
    PARTED = "parted", "by itself again"
    SENT_BACK = "sent back", "goes back to the committee"
    REOPENED = "reopened", "put to the vote again"
    RECOUNTED = "recounted", "counted again"
    EDITORIAL = "editorial", "corrected after the vote"
    OVERRIDE = "override", "otherwise than the standing orders say"


class Ruling(models.Model):
    """A ruling with its reason in words; the entry holds the reason's digest."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="rulings")
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="rulings")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="ruling")
    kind = models.CharField(max_length=20, choices=RulingKind)
    reason = models.TextField()
    rule = models.CharField(max_length=60, blank=True, help_text="The name of the standing order that it departs from.")
    allows = models.CharField(max_length=300, blank=True, help_text="What is allowed, in words.")
    asked_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The delegate at whose request it was done.",
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "entry__sequence"]
        constraints = [
            one_of("kind", RulingKind, "ruling_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amendment or self.document}: {self.kind}"
