"""Global changes: words that an amendment replaces everywhere, and what has become of each of its places."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment


def no_places() -> list[int]:
    """Give the value of a global change of which nothing stands yet."""
    return []


def none_dropped() -> dict[str, Any]:
    """Give the value of a global change of which nothing was dropped yet."""
    return {}


class Throughout(models.Model):
    """What makes an amendment a global change. Its places are its edits, numbered from 0 in the order in which it has them.

    Each place lives for itself: `standing` are the numbers of those that are in `Amendment.resolved`, in the order of that.
    Numbers from `filed` on are places that were taken in since. `dropped` says by number why a place does not stand any more.
    `exactly`: only words in just these letters were meant.
    """

    amendment = models.OneToOneField(Amendment, on_delete=models.PROTECT, related_name="throughout")
    old = models.TextField()
    new = models.TextField()
    exactly = models.BooleanField(default=False)
    filed = models.PositiveIntegerField()
    standing = models.JSONField(default=no_places)
    dropped = models.JSONField(default=none_dropped)

    class Meta:
        verbose_name_plural = "throughout"
        constraints = [
            models.CheckConstraint(condition=~Q(old="") & ~Q(new="") & Q(filed__gte=1), name="throughout_says_what"),
        ]

    def __str__(self) -> str:
        return f"“{self.old}” by “{self.new}” in {self.amendment}"
