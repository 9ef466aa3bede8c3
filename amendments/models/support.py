"""Support: who signs an amendment, and who moves it together with its mover."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.body import Body
from amendments.models.fields import one_of
from amendments.models.person import Person

_PERSON_OR_BODY = Q(person__isnull=False, body__isnull=True) | Q(person__isnull=True, body__isnull=False)


class Support(models.Model):
    """One signature under an amendment: a person's, or a body's with the date and count of the meeting that gave it.

    `version` is the number of the version that it was given to. What is withdrawn stays, with the day; whoever comes back later
    has a row more.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="supports")
    met_on = models.DateField(null=True, blank=True)
    met_for = models.PositiveIntegerField(null=True, blank=True)
    met_against = models.PositiveIntegerField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["amendment_id", "signed_at", "pk"]
        indexes = [
            models.Index(fields=["amendment"], condition=Q(withdrawn_at__isnull=True), name="support_standing"),
        ]
        constraints = [
            models.CheckConstraint(condition=_PERSON_OR_BODY, name="support_of_person_or_body"),
            models.CheckConstraint(
                condition=Q(body__isnull=True, met_on__isnull=True, met_for__isnull=True, met_against__isnull=True)
                | Q(body__isnull=False, met_on__isnull=False, met_for__isnull=False, met_against__isnull=False),
                name="support_of_a_body_has_its_meeting",
            ),
            models.UniqueConstraint(
                fields=["amendment", "person"],
                condition=Q(withdrawn_at__isnull=True, person__isnull=False),
                name="support_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["amendment", "body"],
                condition=Q(withdrawn_at__isnull=True, body__isnull=False),
                name="support_once_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.body} supports {self.amendment}"


class Answer(TextChoices):
    """What became of the question whether somebody moves an amendment too."""

    ASKED = "asked", "asked"
    CONFIRMED = "confirmed", "confirmed"
    DECLINED = "declined", "declined"
    LEFT = "left", "left"
    TAKEN_BACK = "taken back", "taken back"


ABOUT = (Answer.ASKED, Answer.CONFIRMED)  # the answers with which somebody has to do with an amendment still


class CoMover(models.Model):
    """Somebody whom the mover named to move an amendment together: a person, or a body through whoever speaks for it.

    Their name stands with it once they have confirmed `version`, and with a new version once they have confirmed that.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="co_movers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="co_moved")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="co_moved")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["amendment_id", "named_at", "pk"]
        constraints = [
            one_of("answer", Answer, "co_mover_answer"),
            models.CheckConstraint(condition=_PERSON_OR_BODY, name="co_mover_is_person_or_body"),
            models.UniqueConstraint(
                fields=["amendment", "person"],
                condition=Q(answer__in=[one.value for one in ABOUT], person__isnull=False),
                name="co_mover_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["amendment", "body"],
                condition=Q(answer__in=[one.value for one in ABOUT], body__isnull=False),
                name="co_mover_once_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.body} with {self.amendment}: {self.answer}"
