"""The standing orders on second readings: when one may begin, how its text is numbered, and how long movers have to answer."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices

from amendments.models.fields import one_of


class Begins(TextChoices):
    """At which stages the committee may take the published text up again."""

    NEVER = "never", "never: the published text stands until the congress"
    CLOSED = "closed", "once filing is closed"
    EITHER = "either", "while amendments are filed, and once filing is closed"


class Numbers(TextChoices):
    """How a text that is published anew is numbered."""

    KEPT = "kept", "numbers stay, and what is new is 1.2a"
    ANEW = "anew", "it is numbered anew, with a table of old and new numbers"


class Unanswered(TextChoices):
    """What becomes of an amendment whose mover does not say whether it stands on the new text."""

    STANDS = "stands", "it stands where it still fits, and rests where it does not"
    RESTS = "rests", "it rests: it is not put to the vote"


class ReadingOrders(models.Model):
    """The orders on second readings."""

    second_reading = models.CharField(
        max_length=10,
        choices=Begins,
        default=Begins.EITHER,
        help_text="When the committee may take amendments into the text itself and publish it anew.",
    )
    second_reading_days = models.PositiveSmallIntegerField(
        default=21, help_text="How many days members have to file on a text that is published anew, unless a date is set."
    )
    second_reading_numbers = models.CharField(
        max_length=10, choices=Numbers, default=Numbers.KEPT, help_text="How a text that is published anew is numbered."
    )
    answer_days = models.PositiveSmallIntegerField(
        default=14,
        help_text="How many days a mover has to say whether an amendment stands on the text that was published anew, "
        "unless a date is set.",
    )
    unanswered = models.CharField(
        max_length=10,
        choices=Unanswered,
        default=Unanswered.STANDS,
        help_text="What becomes of an amendment whose mover does not say so in time. Nothing is deleted, and the committee or "
        "the chair can let one that rests stand again.",
    )

    class Meta:
        abstract = True


CONSTRAINTS = [
    one_of("second_reading", Begins, "orders_second_reading"),
    one_of("second_reading_numbers", Numbers, "orders_second_reading_numbers"),
    one_of("unanswered", Unanswered, "orders_unanswered"),
]
SUBJECT: tuple[str, ...] = (
    "second_reading",
    "second_reading_days",
    "second_reading_numbers",
    "answer_days",
    "unanswered",
)
TITLES: dict[str, str] = {
    "second_reading": "When a second reading may begin",
    "second_reading_days": "Days to file on the new text",
    "second_reading_numbers": "Numbers of the new text",
    "answer_days": "Days to answer for the new text",
    "unanswered": "Amendments without an answer",
}
