"""Following: what a person wants to hear of, how often by mail, and until when they have looked. Private to the person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices

from amendments.models.amendment import Amendment
from amendments.models.body import Body
from amendments.models.congress import Congress
from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.person import Person


class Often(TextChoices):
    """How often mails come about what one follows."""

    AT_ONCE = "at once", "as it happens"
    DAILY = "daily", "once a day"
    WEEKLY = "weekly", "once a week"
    NEVER = "never", "never"


class Follow(models.Model):
    """A person follows one thing: a paragraph or section by its permanent id, an amendment, or a body.

    `wanted` is False where they follow something by having moved or signed it, and asked not to hear of it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=32, blank=True)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="followers")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.CASCADE, related_name="followers")
    wanted = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["congress", "document", "uid"], name="follow_by_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, amendment__isnull=True, body__isnull=True) & ~Q(uid="")
                | Q(document__isnull=True, uid="", amendment__isnull=False, body__isnull=True)
                | Q(document__isnull=True, uid="", amendment__isnull=True, body__isnull=False),
                name="follow_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(wanted=True) | Q(amendment__isnull=False), name="follow_unwanted_of_amendments"),
            models.UniqueConstraint(
                fields=["person", "document", "uid"], condition=Q(document__isnull=False), name="follow_a_place_once"
            ),
            models.UniqueConstraint(
                fields=["person", "amendment"], condition=Q(amendment__isnull=False), name="follow_an_amendment_once"
            ),
            models.UniqueConstraint(fields=["person", "body"], condition=Q(body__isnull=False), name="follow_a_body_once"),
        ]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class Mailing(models.Model):
    """How a person wants mails of a congress. Who has no row gets one mail a day at most, and follows what is theirs.

    `mine` says whether they follow what they moved or signed. `round` is part of each unsubscribe link, and moves on when one
    is used, so that it works once. `told_until` is up to when the last summary told them what is new.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mailings")
    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    often = models.CharField(max_length=10, choices=Often, default=Often.DAILY)
    mine = models.BooleanField(default=True)
    round = models.PositiveIntegerField(default=0)
    told_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("often", Often, "mailing_often"),
            models.UniqueConstraint(fields=["person", "congress"], name="mailing_once_a_congress"),
        ]

    def __str__(self) -> str:
        return f"mails {self.get_often_display()}"


class Looked(models.Model):
    """Until when a person has seen what is new in a document."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "document"], name="looked_once_a_document")]

    def __str__(self) -> str:
        return f"looked {self.pk}"
