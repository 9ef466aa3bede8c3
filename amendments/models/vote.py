"""Votes: the occasions on which the congress answers a question, from opening to declaration."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.life import BY_BALLOT, Method, Outcome
from amendments.models.congress import Congress
from amendments.models.counting import Base, Tie
from amendments.models.fields import new_uid, one_of
from amendments.models.person import Person
from amendments.models.question import Question
from amendments.models.record import Entry
from amendments.models.register import Register


class VoteEnd(TextChoices):
    """How a vote ended."""

    RUNNING = "", "not declared yet"
    DECLARED = "declared", "declared"
    CANCELED = "canceled", "canceled before any ballot"
    VOID = "void", "void: it is held again"


class Vote(models.Model):
    """One vote on a question. Majority, tie and register are those of the moment it was opened.

    Nothing of its count is read by anybody while it is open: `cast` and what follows are written on closing, by weight. `seats`
    and `present` come from the register, also by weight; `quorate` heads were there, and `quorum` were needed. A vote by
    `tellers` is counted by so many people who must agree. `needed` is None where nobody voted by count. A secret vote has a
    `public_key` (64 hexadecimal digits); the private key is a file named after `uid`, destroyed
    at `key_gone_at`. A later count of the same question supersedes an earlier one, and both are kept: `recount_of`.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="votes")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveIntegerField()
    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    recount_of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="recounted_by")
    register = models.ForeignKey(Register, null=True, blank=True, on_delete=models.PROTECT, related_name="votes")
    method = models.CharField(max_length=20, choices=Method)
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=10, choices=Base)
    tie = models.CharField(max_length=10, choices=Tie)
    tellers = models.PositiveSmallIntegerField(default=1)
    changeable = models.BooleanField(default=False)
    quorum = models.PositiveIntegerField(default=0)
    quorate = models.PositiveIntegerField(null=True, blank=True)
    seats = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(null=True, blank=True)
    public_key = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="vote")
    closes = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    key_gone_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=20, choices=VoteEnd, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)
    cast = models.PositiveIntegerField(default=0)
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    abstentions = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    chosen = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["congress_id", "number"]
        constraints = [
            one_of("method", Method, "vote_method"),
            one_of("base", Base, "vote_base"),
            one_of("tie", Tie, "vote_tie"),
            one_of("ended", VoteEnd, "vote_ended"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="vote_outcome"),
            models.CheckConstraint(
                condition=Q(numerator__gte=1, numerator__lte=F("denominator")), name="vote_majority_is_a_fraction"
            ),
            models.CheckConstraint(condition=Q(tellers__gte=1, tellers__lte=3), name="vote_has_tellers"),
            models.CheckConstraint(
                condition=Q(method=Method.SECRET) & ~Q(public_key="") | ~Q(method=Method.SECRET) & Q(public_key=""),
                name="vote_secret_has_a_key",
            ),
            models.CheckConstraint(
                condition=Q(register__isnull=False) | ~Q(method__in=sorted(BY_BALLOT)), name="vote_by_ballot_has_a_register"
            ),
            models.CheckConstraint(
                condition=Q(key_gone_at__isnull=True) | ~Q(public_key=""), name="vote_destroys_only_its_key"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="vote_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at__isnull=True) | ~Q(ended="") & Q(ended_at__gte=F("opened_at")),
                name="vote_ends_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~Q(ended="declared") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="vote_declared_after_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="vote_counts_no_more_than_present",
            ),
            models.UniqueConstraint(fields=["congress", "number"], name="vote_number_once_a_congress"),
            models.UniqueConstraint(fields=["question"], condition=Q(ended=""), name="vote_one_running_a_question"),
        ]

    def __str__(self) -> str:
        return f"vote {self.number}"

    @property
    def part(self) -> Fraction:
        """The fraction that carries."""
        return Fraction(self.numerator, self.denominator)

    @property
    def by_ballot(self) -> bool:
        """Tell whether each seat casts a ballot, and nobody types a count in."""
        return self.method in BY_BALLOT

    @property
    def is_secret(self) -> bool:
        """Tell whether ballots are sealed."""
        return self.method == Method.SECRET

    @property
    def is_open(self) -> bool:
        """Tell whether it takes ballots or counts still."""
        return self.closed_at is None and self.ended == VoteEnd.RUNNING

    @property
    def is_declared(self) -> bool:
        """Tell whether its result may be read."""
        return self.ended == VoteEnd.DECLARED


class HandCount(models.Model):
    """What one teller counted. The last one of each teller stands; those before it are kept."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="hand_counts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstentions = models.PositiveIntegerField()
    present = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="hand_count")
    superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["vote_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "person"], condition=Q(superseded=False), name="hand_count_one_a_teller"),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                name="hand_count_no_more_than_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes_for} for, {self.votes_against} against, {self.abstentions} abstained"
