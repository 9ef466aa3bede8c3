"""Advice of the drafting committee and of minorities in it, and what was accepted without a vote."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from amendments.life import Rebase, Recommendation, Words
from amendments.models.amendment import Amendment
from amendments.models.decision import Decision
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry, Revision


def no_work() -> list[Any]:
    """Give the stored form of words that nobody has written yet."""
    return []


class Advice(models.Model):
    """What the committee, or a minority of it, advises on an amendment: drafted in private, then published and never changed.

    A later advice supersedes an earlier one, and both stay. Where it is to carry the amendment in other words, `edits` are
    those on the revision that the amendment was filed on, beside the mover's and never instead of them, and `resolved` the same
    on the current text; how they stand there is `rebase_state`. `work` is what the page held, to go on with. `about_digest` is
    that of the mover's edits that were advised on. Counts are empty where nobody counted. A minority is named by `signers`, or
    counted by `size`.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="advices")
    minority = models.BooleanField(default=False)
    recommendation = models.CharField(max_length=20, choices=Recommendation, default=Recommendation.NONE)
    reason = models.TextField(blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    base_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    about_digest = digest_field()
    work = models.JSONField(default=no_work, blank=True)
    edits = models.JSONField(null=True, blank=True)
    edits_digest = digest_field()
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstentions = models.PositiveIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    signers = models.ManyToManyField(Person, blank=True, related_name="+")
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="advice")
    superseded = models.BooleanField(default=False)

    resolved = models.JSONField(null=True, blank=True)
    rebase_state = models.CharField(max_length=20, choices=Rebase, default=Rebase.CLEAN)
    rebase_why = models.TextField(blank=True)
    combined_digest = digest_field()
    confirmed_digest = digest_field()
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lost = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="advice")

    class Meta:
        verbose_name_plural = "advice"
        ordering = ["amendment_id", "minority", "pk"]
        constraints = [
            one_of("recommendation", Recommendation, "advice_recommendation"),
            one_of("rebase_state", Rebase, "advice_rebase_state"),
            models.UniqueConstraint(
                fields=["amendment"], condition=Q(minority=False, published_at__isnull=True), name="advice_one_draft"
            ),
            models.UniqueConstraint(
                fields=["amendment", "person"],
                condition=Q(minority=True, published_at__isnull=True),
                name="advice_one_draft_of_a_minority",
            ),
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(minority=False, published_at__isnull=False, superseded=False),
                name="advice_one_standing",
            ),
            models.UniqueConstraint(
                fields=["amendment", "person"],
                condition=Q(minority=True, published_at__isnull=False, superseded=False),
                name="advice_one_standing_of_a_minority",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, entry__isnull=True) | Q(published_at__isnull=False, entry__isnull=False),
                name="advice_published_on_record",
            ),
            models.CheckConstraint(
                condition=Q(superseded=False) | Q(published_at__isnull=False), name="advice_superseded_was_published"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(recommendation=Recommendation.CARRY_AMENDED) | Q(edits__isnull=True),
                name="advice_has_words_only_to_carry_amended",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_digest="", confirmed_by__isnull=True)
                | ~Q(confirmed_digest="") & Q(confirmed_by__isnull=False),
                name="advice_confirmed_by_a_named_person",
            ),
        ]

    def __str__(self) -> str:
        whose = "Minority advice" if self.minority else "Advice"
        return f"{whose} on {self.amendment}: {self.get_recommendation_display()}"


class AdvicePlace(models.Model):
    """An index: one place that the committee's words stand on in the current text. Rows follow from its edits alone."""

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="places")
    uid = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "uid"], name="advice_place_by_uid")]
        constraints = [models.UniqueConstraint(fields=["advice", "uid"], name="advice_place_once")]

    def __str__(self) -> str:
        return f"{self.advice} at {self.uid}"


class Acceptance(models.Model):
    """An amendment accepted without a vote unless somebody objects until `until`.

    By the drafting committee, as it was filed; or by its mover, in the words of `advice`. `ended` says that it is void, because
    the words that it was about were changed.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="acceptances")
    words = models.CharField(max_length=10, choices=Words)
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["amendment_id", "made_at"]
        constraints = [
            one_of("words", Words, "acceptance_words"),
            models.UniqueConstraint(fields=["amendment"], condition=Q(ended=False), name="acceptance_one_standing"),
            models.CheckConstraint(condition=Q(until__gte=F("made_at")), name="acceptance_can_be_objected_to"),
            models.CheckConstraint(
                condition=Q(words=Words.ADVISED, advice__isnull=False) | Q(words=Words.FILED, advice__isnull=True),
                name="acceptance_is_of_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment} accepted {self.get_words_display()}"


class Objection(models.Model):
    """One objection to an acceptance: it forces a vote. The entry holds the digest of its reason."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.PROTECT, related_name="objections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["acceptance_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["acceptance", "person"], name="objection_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person} objects to {self.acceptance}"
