"""The voting list of a document: its places, what the chair changed in it, and what was pulled out of the en bloc list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from amendments.life import Words
from amendments.models.amendment import Amendment
from amendments.models.document import Document
from amendments.models.fields import one_of
from amendments.models.person import Person
from amendments.models.record import Entry


def nothing() -> list[str]:
    """Give an empty list."""
    return []


class VotingList(models.Model):
    """The voting list of one document. `version` grows with every change: nobody changes a list that they have not read.

    `news` says in sentences what the last renewal changed. `fixed` is the order that the chair put on record: the numbers of
    the questions and of the en bloc list; `entry` is the entry that did.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="voting_list")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    news = models.JSONField(default=nothing, blank=True)
    fixed = models.JSONField(null=True, blank=True)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fixed__isnull=True, entry__isnull=True) | Q(fixed__isnull=False, entry__isnull=False),
                name="voting_list_fixed_by_an_entry",
            )
        ]

    def __str__(self) -> str:
        return f"Voting list of {self.document}"


class VotingItem(models.Model):
    """One amendment on the list. It keeps its place when it is decided, withdrawn or ruled out, and has it again if it returns.

    `position` orders the list, with gaps. `proposed` is its place in the program's own proposal, from 1, and `why` says why it
    stands there. `en_bloc`: nobody contests it, and it is carried with others in one vote, in the text that `words` names.
    `digest` is that of the version that the proposal was made for; `open` says whether it wanted a decision then.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="voting_items")
    amendment = models.OneToOneField(Amendment, on_delete=models.PROTECT, related_name="voting_item")
    position = models.BigIntegerField()
    proposed = models.PositiveIntegerField()
    why = models.TextField()
    en_bloc = models.BooleanField(default=False)
    words = models.CharField(max_length=10, choices=Words, default=Words.FILED)
    digest = models.CharField(max_length=64)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ["document_id", "position"]
        indexes = [models.Index(fields=["document", "position"], name="voting_item_in_its_place")]
        constraints = [one_of("words", Words, "voting_item_words")]

    def __str__(self) -> str:
        return f"{self.amendment} on the voting list"


class VotingMove(models.Model):
    """One change by the chair: an amendment put after another (`after` empty: first). The last that is not `ended` stands.

    `was` and `place` are its places among the questions, before and after. The entry holds the digest of the reason.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="voting_moves")
    after = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    reason = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["amendment_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment"], condition=Q(ended=False), name="voting_move_one_standing"),
            models.CheckConstraint(condition=~Q(reason=""), name="voting_move_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amendment} moved from {self.was} to {self.place}"


class Pull(models.Model):
    """An amendment pulled out of the en bloc list: it gets a vote of its own, until whoever pulled it puts it back."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="pulls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["amendment_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["amendment"], condition=Q(ended=False), name="pull_one_standing")]

    def __str__(self) -> str:
        return f"{self.amendment} pulled out by {self.person}"
