"""Tags: the committee's words for what amendments are about, across the text. They are no part of the record."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.amendment import Amendment
from amendments.models.congress import Congress


class Tag(models.Model):
    """One word or a few, written as the committee first wrote them. `key` is the same without regard to case."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    amendments = models.ManyToManyField(Amendment, related_name="tags", blank=True)

    class Meta:
        ordering = ["congress_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "key"], name="tag_once_a_congress"),
            models.CheckConstraint(condition=~Q(key=""), name="tag_has_words"),
        ]

    def __str__(self) -> str:
        return self.name


class AmendmentWords(models.Model):
    """An index: the words by which an amendment is found: what it is about, its reason, what it strikes and inserts."""

    amendment = models.OneToOneField(Amendment, primary_key=True, on_delete=models.CASCADE, related_name="found_by")
    words = models.TextField()

    def __str__(self) -> str:
        return f"Words of {self.amendment}"
