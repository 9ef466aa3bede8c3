"""Votes counted on paper that wait for the tellers: the standing orders ask for several who must agree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.life import Matter
from amendments.models.amendment import Amendment
from amendments.models.decision import Decision
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person


class PaperEnd(TextChoices):
    """What became of it."""

    ASKED = "", "waits for the tellers"
    DONE = "done", "on record"
    DROPPED = "dropped", "dropped"


class PaperVote(models.Model):
    """A vote as the chair typed it from paper (`said`: outcome, figures, and what goes with them), with its true time.

    Nothing of it is on record until as many tellers have confirmed it as the orders ask for; then `decision` is. `head` is the
    record's when it was typed: what is put on record since makes it void.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="paper_votes")
    matter = models.CharField(max_length=20, choices=Matter)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField()
    head = digest_field()
    taken_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended = models.CharField(max_length=10, choices=PaperEnd, blank=True)
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_vote")

    class Meta:
        ordering = ["document_id", "pk"]
        constraints = [
            one_of("ended", PaperEnd, "paper_vote_ended"),
            models.CheckConstraint(
                condition=Q(matter=Matter.AMENDMENT, amendment__isnull=False)
                | Q(matter__in=[Matter.REST, Matter.ADOPTION], amendment__isnull=True),
                name="paper_vote_matter",
            ),
            models.CheckConstraint(
                condition=Q(ended="done", decision__isnull=False) | ~Q(ended="done") & Q(decision__isnull=True),
                name="paper_vote_done_is_decided",
            ),
            models.UniqueConstraint(fields=["document"], condition=Q(ended=""), name="paper_vote_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.amendment or self.get_matter_display())


class PaperCheck(models.Model):
    """A teller has confirmed what was typed: it is what they counted."""

    vote = models.ForeignKey(PaperVote, on_delete=models.CASCADE, related_name="checks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="paper_check_once_a_teller")]

    def __str__(self) -> str:
        return f"{self.person} for {self.vote}"
