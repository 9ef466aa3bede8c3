"""Seats: a person's roles in a congress, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.body import Body
from amendments.models.congress import Congress
from amendments.models.fields import one_of
from amendments.models.person import Person


class Role(TextChoices):
    """What a seat makes a person in the congress."""

    COMMITTEE = "committee", "drafting committee"
    COUNCIL = "council", "council"
    CHAIR = "chair", "chair"
    SECRETARY = "secretary", "secretary"
    TELLER = "teller", "teller"
    DELEGATE = "delegate", "delegate"
    ALTERNATE = "alternate", "alternate"
    CREDENTIALS = "credentials", "credentials desk"
    MEMBER = "member", "member"


class Seat(models.Model):
    """A person's role in a congress, where it applies in a body. `until` is empty as long as the seat is held.

    Who speaks for a body may move amendments in its name, and nobody else. `number` is the one on a delegate's card. A seat
    that was handed over is ended, and its alternate's begins with it as `handed_from`; where it is `lent`, whoever gave it
    may take it back. `weight` is that of its card in a card vote.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    speaks_for_body = models.BooleanField(default=False)
    number = models.PositiveIntegerField(null=True, blank=True)
    weight = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    handed_from = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="handed_to")
    lent = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was handed over, for the record.")

    class Meta:
        ordering = ["congress_id", "role", "number", "pk"]
        constraints = [
            one_of("role", Role, "seat_role"),
            models.CheckConstraint(
                condition=Q(speaks_for_body=False) | Q(body__isnull=False), name="seat_speaks_only_for_its_body"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="seat_weighs"),
            models.CheckConstraint(condition=Q(lent=False) | Q(handed_from__isnull=False), name="seat_lent_by_another"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_since_before_until"),
            models.UniqueConstraint(
                fields=["congress", "person", "role", "body"],
                condition=Q(until__isnull=True, body__isnull=False),
                name="seat_once_in_a_body",
            ),
            models.UniqueConstraint(
                fields=["congress", "person", "role"],
                condition=Q(until__isnull=True, body__isnull=True),
                name="seat_once_without_body",
            ),
            models.UniqueConstraint(
                fields=["congress", "role", "number"],
                condition=Q(until__isnull=True, number__isnull=False),
                name="seat_number_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
