"""Amendments: what was filed, as edits on one revision, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from amendments.life import ALONE, Admissibility, Backing, Outcome, Rebase, Recommendation, Rest, State, Visibility
from amendments.models.body import Body
from amendments.models.congress import Congress
from amendments.models.document import Document
from amendments.models.fields import NumberField, digest_field, one_of
from amendments.models.person import Person
from amendments.models.record import Revision, StampedByEntry
from amendments.text.number import label_of


class Amendment(models.Model):
    """A filed amendment, as its last version has it: `base_revision`, `edits` (engine JSON), `about` and `reason`.

    Each version stays in a row of its own and never changes; `filed_by` and `filed_at` are those of the first. What became of
    it is state, admissibility, backing, recommendation, decision, visibility and rest, seven fields and never one. How it
    stands on the current text is `rebase_state`, with `resolved`: the same edits on the current text. Where it touches what was
    carried, a named person must confirm the combined text (`combined_digest`) before it can be put to the vote. While it rests
    (`rest`), another one, `rests_in`, is put in its place; a divided one rests in all its parts. Those are amendments with a
    `number` made of that of the whole, `part_of`, and their own, `part`: A12.1, never given twice. What a delegate moved from
    the floor has `floor_support`, and was filed on the text as it stood then.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="amendments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="amendments")
    number = NumberField()
    base_revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    edits = models.JSONField()
    edits_digest = digest_field()
    about = models.CharField(max_length=200, blank=True, help_text="What it is about, in a few words.")
    reason = models.TextField(blank=True)
    mover_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="moved")
    mover_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="moved")
    met_on = models.DateField(null=True, blank=True, help_text="When the body that moves it passed it.")
    met_for = models.PositiveIntegerField(null=True, blank=True)
    met_against = models.PositiveIntegerField(null=True, blank=True)
    filed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="filed")
    filed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    primary = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="secondaries")
    primary_version = models.PositiveIntegerField(null=True, blank=True, help_text="The version of it that this one amends.")
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    part = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Which part of it this one is, from 1.")

    floor_support = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many supported it when it was moved from the floor. Empty where it was not."
    )

    state = models.CharField(max_length=20, choices=State, default=State.FILED)
    admissibility = models.CharField(max_length=20, choices=Admissibility, default=Admissibility.NONE)
    backing = models.CharField(max_length=20, choices=Backing, default=Backing.OPEN)
    recommendation = models.CharField(max_length=20, choices=Recommendation, default=Recommendation.NONE)
    recommendation_reason = models.TextField(blank=True)
    decision = models.CharField(max_length=20, choices=Outcome, default=Outcome.PENDING)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.READERS)
    listed = models.ForeignKey(
        "amendments.AmendmentList", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    rest = models.CharField(max_length=20, choices=Rest, default=Rest.NONE)
    rests_in = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="resting")
    fallen_because = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="felled")

    rebase_state = models.CharField(max_length=20, choices=Rebase, default=Rebase.CLEAN)
    rebase_why = models.TextField(blank=True)
    resolved = models.JSONField()
    combined_digest = digest_field()
    confirmed_digest = digest_field()
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(
        bases=[StampedByEntry], excluded_fields=["edits", "about", "reason", "recommendation_reason", "floor_support"]
    )

    class Meta:
        ordering = ["congress_id", "number"]
        indexes = [models.Index(fields=["document", "decision", "state"], name="amendment_open_of_document")]
        constraints = [
            one_of("state", State, "amendment_state"),
            one_of("admissibility", Admissibility, "amendment_admissibility"),
            one_of("backing", Backing, "amendment_backing"),
            one_of("recommendation", Recommendation, "amendment_recommendation"),
            one_of("decision", Outcome, "amendment_decision"),
            one_of("visibility", Visibility, "amendment_visibility"),
            one_of("rest", Rest, "amendment_rest"),
            models.CheckConstraint(
                condition=Q(rest__in=[one.value for one in ALONE], rests_in__isnull=True)
                | ~Q(rest__in=[one.value for one in ALONE]) & Q(rests_in__isnull=False),
                name="amendment_rests_in_another",
            ),
            one_of("rebase_state", Rebase, "amendment_rebase_state"),
            models.UniqueConstraint(fields=["congress", "number"], name="amendment_number_once_a_congress"),
            models.CheckConstraint(
                condition=Q(mover_person__isnull=False, mover_body__isnull=True)
                | Q(mover_person__isnull=True, mover_body__isnull=False),
                name="amendment_moved_by_person_or_body",
            ),
            models.CheckConstraint(
                condition=Q(mover_body__isnull=False) | Q(met_on__isnull=True, met_for__isnull=True, met_against__isnull=True),
                name="amendment_meeting_was_of_its_body",
            ),
            models.CheckConstraint(
                condition=Q(primary__isnull=True) | ~Q(primary=F("id")), name="amendment_is_not_its_own_primary"
            ),
            models.CheckConstraint(
                condition=Q(primary__isnull=True, primary_version__isnull=True)
                | Q(primary__isnull=False, primary_version__isnull=False, primary_version__gte=1),
                name="amendment_to_a_version_of_its_primary",
            ),
            models.UniqueConstraint(fields=["part_of", "part"], name="amendment_part_once"),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, part__isnull=True)
                | Q(part_of__isnull=False, part__isnull=False, part__gte=1, primary__isnull=True),
                name="amendment_part_of_a_whole",
            ),
            models.CheckConstraint(
                condition=Q(rest=Rest.WHOLE, rests_in=F("part_of")) | ~Q(rest=Rest.WHOLE), name="amendment_rests_in_its_whole"
            ),
            models.CheckConstraint(
                condition=Q(decision=Outcome.FALLEN) | Q(fallen_because__isnull=True), name="amendment_fallen_because"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_digest="", confirmed_by__isnull=True, confirmed_at__isnull=True)
                | ~Q(confirmed_digest="") & Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="amendment_confirmed_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Outcome.CARRIED)
                | Q(state__in=[State.FILED, State.TAKEN_OVER])
                & ~Q(admissibility=Admissibility.OUT_OF_ORDER)
                & ~Q(backing=Backing.SHORT),
                name="amendment_carried_was_to_be_put",
            ),
        ]

    def __str__(self) -> str:
        return label_of(self.number)


class AmendmentPlace(models.Model):
    """An index: one place that an amendment stands on in the current text. Rows follow from its edits alone.

    `uid` is the id of a paragraph or section, or the engine's name for what comes first in one.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="places")
    uid = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "uid"], name="amendment_place_by_uid")]
        constraints = [models.UniqueConstraint(fields=["amendment", "uid"], name="amendment_place_once")]

    def __str__(self) -> str:
        return f"{self.amendment} at {self.uid}"


class AmendmentMargin(models.Model):
    """An index: one paragraph or section in whose margin an amendment stands. Rows follow from what was filed alone.

    `uid` is "" at the very beginning of the text. Pages find by it what stands where without reading any edits.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="margins")
    uid = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["document", "uid"], name="amendment_margin_by_uid")]
        constraints = [models.UniqueConstraint(fields=["amendment", "uid"], name="amendment_margin_once")]

    def __str__(self) -> str:
        return f"{self.amendment} beside {self.uid}"


class Draft(models.Model):
    """A person's unfiled work on a document, which survives a closed tab. Private: no record, no history.

    `work` is what the filing page holds: paragraphs as typed, reason, mover. `base_revision` is what was on the page. `revises`
    is the amendment that the work is a new version of, `amends` the one that it is an amendment to, if it is one of these.
    `floor`: it is what the desk types for a delegate who moves it from the floor, and not their own.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    base_revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    work = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    revises = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    amends = models.ForeignKey(Amendment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    floor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "document", "floor"],
                condition=Q(revises__isnull=True, amends__isnull=True),
                name="draft_one_a_person_and_document",
            ),
            models.UniqueConstraint(
                fields=["person", "amends", "floor"], condition=Q(amends__isnull=False), name="draft_one_a_person_and_primary"
            ),
            models.UniqueConstraint(
                fields=["person", "revises"], condition=Q(revises__isnull=False), name="draft_one_a_person_and_amendment"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.person} on {self.document}"
