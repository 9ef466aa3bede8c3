"""Questions: what is put to the congress, in its exact words."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.life import CHOICES, OF_CONGRESS, PUT, UPON_ANOTHER, Matter, Words
from amendments.models.amendment import Amendment
from amendments.models.congress import Congress
from amendments.models.document import Document
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Entry


class QuestionEnd(TextChoices):
    """How a question left the floor."""

    OPEN = "", "on the floor"
    DECIDED = "decided", "decided"
    WITHDRAWN = "withdrawn", "withdrawn"
    TAKEN_BACK = "taken back", "taken back: it was put by mistake"


class Question(models.Model):
    """One question on the floor. `words` are those that are read aloud and voted on, `digest` is that of the edits put.

    `amendment` is what an amendment's question is about, and `text` whose words are put; `paragraph` is the permanent id of one
    that is voted on by itself; several amendments or documents stand in `items`. `upon` is the question that this one was put
    upon: to refer it, or to close its debate. One question at a time is on the floor of a congress, and one upon it.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="questions")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=20, choices=Matter)
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=10, choices=Words, default=Words.FILED)
    paragraph = models.CharField(max_length=16, blank=True)
    referred_to = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    digest = digest_field()
    upon = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="inner")
    position = models.PositiveIntegerField()
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="question")
    ended = models.CharField(max_length=20, choices=QuestionEnd, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["congress_id", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(PUT)), name="question_kind"),
            one_of("text", Words, "question_text"),
            one_of("ended", QuestionEnd, "question_ended"),
            models.CheckConstraint(condition=~Q(words=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(kind=Matter.AMENDMENT, amendment__isnull=False)
                | ~Q(kind=Matter.AMENDMENT) & Q(amendment__isnull=True),
                name="question_is_about_its_amendment",
            ),
            models.CheckConstraint(
                condition=Q(kind=Matter.PARAGRAPH) & ~Q(paragraph="") | ~Q(kind=Matter.PARAGRAPH) & Q(paragraph=""),
                name="question_is_about_its_paragraph",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(OF_CONGRESS), document__isnull=True)
                | Q(kind=Matter.MOTION)
                | ~Q(kind__in=sorted(OF_CONGRESS)) & Q(document__isnull=False),
                name="question_is_about_its_document",
            ),
            models.CheckConstraint(
                condition=Q(upon__isnull=True) | Q(kind__in=sorted(UPON_ANOTHER)), name="question_upon_another"
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at__isnull=True) | ~Q(ended="") & Q(ended_at__gte=F("put_at")),
                name="question_ends_after_it_is_put",
            ),
            models.UniqueConstraint(fields=["congress", "position"], name="question_once_at_its_place"),
            models.UniqueConstraint(
                fields=["congress"], condition=Q(ended="", upon__isnull=True), name="question_one_on_the_floor"
            ),
            models.UniqueConstraint(fields=["upon"], condition=Q(ended="", upon__isnull=False), name="question_one_upon"),
        ]

    def __str__(self) -> str:
        return str(self.amendment) if self.amendment else self.get_kind_display()

    @property
    def is_choice(self) -> bool:
        """Tell whether its ballots rank several things, and are not for or against one."""
        return self.kind in CHOICES


class QuestionItem(models.Model):
    """One of several amendments, or of several documents, that a question is about, with the words of it that are put.

    `pulled_at` is set where an amendment was pulled out of an en bloc list that is on the floor already.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    amendment = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=10, choices=Words, default=Words.FILED)
    pulled_at = models.DateTimeField(null=True, blank=True)
    pulled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question_id", "position"]
        constraints = [
            one_of("text", Words, "question_item_text"),
            models.CheckConstraint(
                condition=Q(amendment__isnull=True, document__isnull=False) | Q(amendment__isnull=False, document__isnull=True),
                name="question_item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["question", "position"], name="question_item_once_at_its_place"),
            models.UniqueConstraint(
                fields=["question", "amendment"], condition=Q(amendment__isnull=False), name="question_item_amendment_once"
            ),
            models.UniqueConstraint(
                fields=["question", "document"], condition=Q(document__isnull=False), name="question_item_document_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.amendment or self.document)
