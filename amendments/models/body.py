"""Bodies: committees, councils, branches and caucuses."""

from __future__ import annotations

from django.db import models
from django.db.models import TextChoices

from amendments.models.congress import Congress
from amendments.models.fields import one_of


class BodyKind(TextChoices):
    """What kind of body it is."""

    COMMITTEE = "committee", "committee"
    COUNCIL = "council", "council"
    BRANCH = "branch", "branch"
    CAUCUS = "caucus", "caucus"


class Body(models.Model):
    """A body that can move amendments, and that people hold seats in."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=20, choices=BodyKind)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["kind", "name"]
        constraints = [
            one_of("kind", BodyKind, "body_kind"),
            models.UniqueConstraint(fields=["congress", "slug"], name="body_slug_once_a_congress"),
            models.UniqueConstraint(fields=["congress", "name"], name="body_name_once_a_congress"),
        ]

    def __str__(self) -> str:
        return self.name
