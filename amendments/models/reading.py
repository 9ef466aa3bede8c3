"""Second readings: the committee takes amendments in, edits, and publishes the text anew; movers answer for what is pending."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.life import ReadingState, Rebase
from amendments.models.amendment import Amendment
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry, Revision


class SecondReading(models.Model):
    """One second reading of a document; `number` is 2 for the first of them, then 3 and on.

    Its working text is `base` with its steps made, and no row of the text changes before it is republished as `revision`.
    `summary` says to the members why. Until `answers_until` movers answer; `settled_at` is when what nobody answered was
    treated as the standing orders say.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="second_readings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ReadingState, default=ReadingState.OPEN)
    reason = models.TextField()
    summary = models.TextField(blank=True)
    begun_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    revision = models.OneToOneField(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="made_by_second_reading"
    )
    answers_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [
            one_of("state", ReadingState, "second_reading_state"),
            models.UniqueConstraint(fields=["document", "number"], name="second_reading_number_once_a_document"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state=ReadingState.OPEN), name="second_reading_one_open_a_document"
            ),
            models.CheckConstraint(condition=Q(number__gte=2) & ~Q(reason=""), name="second_reading_counts_from_two"),
            models.CheckConstraint(
                condition=Q(state=ReadingState.REPUBLISHED, revision__isnull=False, answers_until__isnull=False)
                | ~Q(state=ReadingState.REPUBLISHED) & Q(revision__isnull=True, answers_until__isnull=True),
                name="second_reading_republished_has_text",
            ),
        ]

    def __str__(self) -> str:
        return {2: "the second reading", 3: "the third reading"}.get(self.number, f"reading {self.number}")


class ReadingStep(models.Model):
    """One step of the working text: an amendment taken in, in the version that stood then, or an edit of the committee's.

    `edits` (engine JSON) are on the text after the step before it, and `text_digest` is that of the text after it. What is
    undone stays, and only the last step that is not undone can be.
    """

    reading = models.ForeignKey(SecondReading, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="taken_in")
    version = models.PositiveIntegerField(null=True, blank=True)
    edits = models.JSONField()
    edits_digest = digest_field()
    text_digest = digest_field()
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="reading_step")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["reading_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "number"], name="reading_step_number_once_a_reading"),
            models.UniqueConstraint(
                fields=["reading", "amendment"],
                condition=Q(undone_at__isnull=True, amendment__isnull=False),
                name="reading_step_takes_in_once",
            ),
            models.CheckConstraint(
                condition=Q(amendment__isnull=True, version__isnull=True)
                | Q(amendment__isnull=False, version__isnull=False) & ~Q(why=""),
                name="reading_step_takes_in_a_version_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of {self.reading}"


class Answered(TextChoices):
    """What became of the question to a mover whether an amendment stands on the new text."""

    ASKED = "asked", "not answered yet"
    CONFIRMED = "confirmed", "confirmed by its mover"
    STANDS = "stands", "stands without an answer"
    RESTS = "rests", "rests without an answer"


class CarriedOver(models.Model):
    """One pending amendment at a republication: how it stood on the new text, in which version, and what its mover said.

    Whoever files a new version, or withdraws it, has answered by that.
    """

    reading = models.ForeignKey(SecondReading, on_delete=models.PROTECT, related_name="carried_over")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="carried_over")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=Rebase)
    why = models.TextField(blank=True)
    answer = models.CharField(max_length=20, choices=Answered, default=Answered.ASKED)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "carried over"
        ordering = ["reading_id", "amendment__number"]
        constraints = [
            one_of("state", Rebase, "carried_over_state"),
            one_of("answer", Answered, "carried_over_answer"),
            models.UniqueConstraint(fields=["reading", "amendment"], name="carried_over_once_a_reading"),
            models.CheckConstraint(
                condition=Q(answer=Answered.ASKED, answered_at__isnull=True)
                | ~Q(answer=Answered.ASKED) & Q(answered_at__isnull=False),
                name="carried_over_answered_some_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment} on {self.reading}: {self.answer}"
