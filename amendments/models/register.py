"""The register: who may vote at a moment, with which weight and for whom, frozen; and what delegates challenge in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.congress import Congress
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry
from amendments.models.seat import Seat


class Register(models.Model):
    """The delegates' seats of a congress as they were at one moment. Nothing in it ever changes.

    `seats` is how many there are, `present` how many of their holders are here, `held` how many absent ones somebody votes
    for, `quorate` how many count for the quorum, `needed` the quorum by the orders of that moment, `weight` the sum of the
    weights that can be voted. `digest` is that of the lines, in the entry too.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="registers")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="registers")
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    quorate = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    weight = models.PositiveIntegerField()
    digest = digest_field()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="register")

    class Meta:
        ordering = ["congress_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="register_number_once_a_congress"),
            models.CheckConstraint(condition=~Q(digest=""), name="register_has_digest"),
            models.CheckConstraint(condition=Q(seats__gte=F("present") + F("held")), name="register_holds_its_seats"),
        ]

    def __str__(self) -> str:
        return f"register {self.number}"


class RegisterLine(models.Model):
    """One seat in a register. `commitment` stands for its holder, and stays when they are erased.

    `voted_by` is the seat that casts its vote: itself where its holder is here, the one that holds the vote where not, and
    empty where nobody can.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="lines")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="register_lines")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64)
    weight = models.PositiveIntegerField()
    present = models.BooleanField()
    voted_by = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["register_id", "seat_id"]
        constraints = [
            models.UniqueConstraint(fields=["register", "seat"], name="register_line_once_a_seat"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="register_line_weighs"),
            models.CheckConstraint(
                condition=Q(present=False) | Q(voted_by=F("seat")), name="register_line_present_votes_itself"
            ),
            models.CheckConstraint(
                condition=Q(present=True) | Q(voted_by__isnull=True) | ~Q(voted_by=F("seat")),
                name="register_line_absent_does_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} in {self.register}"


class About(TextChoices):
    """What a delegate challenges."""

    REGISTER = "register", "the register"
    QUORUM = "quorum", "the quorum"


class Challenge(models.Model):
    """A delegate doubts a register or the quorum, and the chair or the desk answers. Entries hold the digests of both words."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="challenges")
    register = models.ForeignKey(Register, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges")
    about = models.CharField(max_length=10, choices=About)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="challenge")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["congress_id", "pk"]
        constraints = [
            one_of("about", About, "challenge_about"),
            models.CheckConstraint(condition=~Q(reason=""), name="challenge_has_a_reason"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answer_entry__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answer_entry__isnull=False),
                name="challenge_answered_on_record",
            ),
        ]

    def __str__(self) -> str:
        return f"Challenge of {self.get_about_display()} by {self.seat}"
