"""The record: chains of entries that are never altered, and the revisions that they made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.models.congress import Congress
from amendments.models.fields import digest_field


class Entry(models.Model):
    """One entry of a chain: a document's, or the congress's own where `document` is empty.

    `payload` is canonical JSON, kept as text, and holds all that counts: sequence, kind, time, the digest of the entry before,
    and people as salted commitments. `digest` is the SHA-256 of the payload. The other columns repeat it to be searched by.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="entries")
    document = models.ForeignKey("amendments.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    payload = models.TextField()
    previous = digest_field()
    digest = digest_field(unique=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["document_id", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sequence"], condition=Q(document__isnull=False), name="entry_once_in_a_document"
            ),
            models.UniqueConstraint(
                fields=["congress", "sequence"], condition=Q(document__isnull=True), name="entry_once_in_a_congress"
            ),
            models.CheckConstraint(
                condition=Q(sequence=1, previous="") | Q(sequence__gt=1) & ~Q(previous=""), name="entry_follows_another"
            ),
            models.CheckConstraint(condition=~Q(digest="") & ~Q(payload=""), name="entry_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class Revision(models.Model):
    """One saved state of a document, made by one entry. `digest` is that of the whole text; its content is its history rows."""

    document = models.ForeignKey("amendments.Document", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="revision")
    digest = digest_field()

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once_a_document"),
            models.CheckConstraint(condition=~Q(digest=""), name="revision_has_digest"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"


class Stamped(models.Model):
    """What a history row has besides: the revision of the document that it belongs to. Without one it cannot be saved."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class StampedByEntry(Stamped):
    """The same for what changes without a new revision: the revision that was current, and the entry that says so."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
