"""Documents: their stage and readers, and the current text as sections and paragraphs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, TextChoices
from simple_history.models import HistoricalRecords

from amendments.life import PUBLISHED, Stage
from amendments.models.congress import Congress
from amendments.models.fields import digest_field, new_uid, no_tokens, one_of
from amendments.models.record import Revision, Stamped


class Audience(TextChoices):
    """Who may read, from few to many; each includes those before it."""

    COMMITTEE = "committee", "the drafting committee"
    DELEGATES = "delegates", "delegates"
    MEMBERS = "members", "members"
    EVERYONE = "everyone", "everyone"


class Document(models.Model):
    """One document of a series, with where it is in its life. `head` is the digest of its last entry.

    `working_readers` may read the working text of a second reading while that is under way.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField(help_text="Its place in the series.")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFTING)
    filing_deadline = models.DateTimeField(null=True, blank=True)
    published_revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    current_revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approval = models.ForeignKey("amendments.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reading = models.PositiveSmallIntegerField(default=1, help_text="Which reading the published text comes from.")
    working_readers = models.CharField(max_length=20, choices=Audience, default=Audience.COMMITTEE)
    set_aside_for = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="set_aside",
        help_text="The draft that the congress chose as the base text instead of this one.",
    )
    head = digest_field(editable=False)
    seal = digest_field(editable=False, help_text="The digest of the adopted text.")

    class Meta:
        ordering = ["congress_id", "number"]
        constraints = [
            one_of("stage", Stage, "document_stage"),
            one_of("working_readers", Audience, "document_working_readers"),
            models.UniqueConstraint(fields=["congress", "number"], name="document_number_once_a_congress"),
            models.UniqueConstraint(fields=["congress", "slug"], name="document_slug_once_a_congress"),
            models.CheckConstraint(
                condition=~Q(stage__in=[stage.value for stage in Stage if stage in PUBLISHED])
                | Q(published_revision__isnull=False, current_revision__isnull=False),
                name="document_out_has_published_text",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.ADOPTED) & ~Q(seal="") | ~Q(stage=Stage.ADOPTED) & Q(seal=""),
                name="document_sealed_when_adopted",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reading(models.Model):
    """Who may read a document in a stage. Where there is no row, members may."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    stage = models.CharField(max_length=20, choices=Stage)
    audience = models.CharField(max_length=20, choices=Audience)

    class Meta:
        ordering = ["document_id", "stage"]
        constraints = [
            one_of("stage", Stage, "reading_stage"),
            one_of("audience", Audience, "reading_audience"),
            models.UniqueConstraint(fields=["document", "stage"], name="reading_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.get_audience_display()}"


class Section(models.Model):
    """A section of the current text. `position` orders a document's sections depth first, with gaps; `title` is Markdown."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="sections")
    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    label = models.CharField(max_length=60, blank=True)
    title = models.TextField(blank=True)
    tokens = models.JSONField(default=no_tokens, blank=True)
    position = models.BigIntegerField()
    struck = models.BooleanField(default=False)

    history = HistoricalRecords(bases=[Stamped])

    class Meta:
        ordering = ["document_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="section_position_once_a_document"),
            models.CheckConstraint(condition=~Q(uid=""), name="section_has_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class Paragraph(models.Model):
    """A paragraph of the current text. `tokens` are the truth, `text` is their Markdown, `digest` that of the tokens.

    The label may repeat, because real texts restart their numbers; `uid` is permanent and never repeats. `position` orders all
    paragraphs of a document, with gaps. What is struck stays, as a stub.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="paragraphs")
    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="paragraphs")
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    tokens = models.JSONField(default=no_tokens, blank=True)
    digest = digest_field()
    position = models.BigIntegerField()
    struck = models.BooleanField(default=False)

    history = HistoricalRecords(bases=[Stamped])

    class Meta:
        ordering = ["document_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="paragraph_position_once_a_document"),
            models.CheckConstraint(condition=~Q(uid="") & ~Q(digest=""), name="paragraph_has_uid_and_digest"),
        ]

    def __str__(self) -> str:
        return f"¶ {self.label}" if self.label else f"¶ {self.uid}"
