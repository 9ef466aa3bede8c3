"""What the standing orders can say of votes."""

from __future__ import annotations

from django.db.models import TextChoices


class Base(TextChoices):
    """What a majority is a majority of."""

    CAST = "cast", "votes for and against"
    PRESENT = "present", "all who are present"
    SEATS = "seats", "all seats"


class Tie(TextChoices):
    """What a tie means where half the votes are enough."""

    LOST = "lost", "a tie loses"
    CHAIR = "chair", "the chair decides a tie"


class Bloc(TextChoices):
    """When the en bloc list is put."""

    FIRST = "first", "before all other questions"
    LAST = "last", "after all other questions"
    NONE = "none", "never: every amendment gets a vote of its own"
