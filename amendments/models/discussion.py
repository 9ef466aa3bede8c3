"""Discussion: one thread for each thing that is talked about, with what people said for it, against it, and what they asked.

Talk is no part of the record. It hangs on permanent ids, so that it is carried along however the text is renumbered.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices
from django.db.models.functions import Coalesce

from amendments.models.amendment import Amendment
from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.person import Person
from amendments.models.record import Revision
from amendments.models.seat import Seat

PLACE_OR_AMENDMENT = ~Q(uid="") & Q(amendment__isnull=True) | Q(uid="", amendment__isnull=False)


class Side(TextChoices):
    """What a post is to what it is about."""

    FOR = "for", "for"
    AGAINST = "against", "against"
    QUESTION = "question", "a question"


class Thread(models.Model):
    """What is said about one thing: a paragraph or section by its permanent id, or an amendment."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="threads")
    uid = models.CharField(max_length=32, blank=True)
    amendment = models.OneToOneField(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="thread")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=PLACE_OR_AMENDMENT, name="thread_on_a_place_or_an_amendment"),
            models.UniqueConstraint(
                fields=["document", "uid"], condition=Q(amendment__isnull=True), name="thread_once_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"Thread on {self.amendment or self.uid}"


class Post(models.Model):
    """One thing said, by a person in a seat. `words` is Markdown as typed, and empty once its writer deleted it.

    `revision` is the one that stood when it was written, `version` that of the amendment it is about. A reply is one level deep
    and stands on the side of what it replies to. What was hidden stays, unseen; why is in the moderations.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    words = models.TextField(blank=True)
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["thread_id", "pk"]
        indexes = [
            models.Index(fields=["thread", "side", "id"], condition=Q(reply_to__isnull=True), name="post_of_thread"),
            models.Index(fields=["person", "written_at"], name="post_of_person"),
        ]
        constraints = [
            one_of("side", Side, "post_side"),
            models.CheckConstraint(
                condition=~Q(words="") & Q(deleted_at__isnull=True) | Q(words="", deleted_at__isnull=False),
                name="post_says_something_until_deleted",
            ),
            models.CheckConstraint(condition=Q(reply_to__isnull=True) | ~Q(reply_to=F("id")), name="post_replies_to_another"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Report(models.Model):
    """A member's hint to those who moderate. One a person and post; `settled_at` once they have looked."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="report_once_a_person")]

    def __str__(self) -> str:
        return f"report of {self.post}"


class Done(TextChoices):
    """What those who moderate did with a post."""

    HIDDEN = "hidden", "hidden"
    SHOWN = "shown", "shown again"
    LEFT = "left", "left as it is"


class Moderation(models.Model):
    """One act of those who moderate, with its reason. Rows are never changed: undoing an act is another row."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="moderations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    of_committee = models.BooleanField()
    done = models.CharField(max_length=10, choices=Done)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("done", Done, "moderation_done"),
            models.CheckConstraint(condition=~Q(reason=""), name="moderation_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.done}"


def once(name: str, *who: str) -> models.UniqueConstraint:
    """Give the constraint that somebody has one row a thing: a place in a document, or an amendment."""
    about = (F("document"), F("uid"), Coalesce("amendment", 0))
    return models.UniqueConstraint(*(Coalesce(one, 0) for one in who), *about, name=name)
