"""Presence: which delegates are here, from when until when; and the code that is shown at the door."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.crypto import constant_time_compare

from amendments.models.congress import Congress
from amendments.models.credential import GROUP_AT_DOOR, LENGTH_AT_DOOR, short_codes, typed
from amendments.models.fields import digest_field, one_of
from amendments.models.seat import Seat


class By(TextChoices):
    """Who said so, or what ended it."""

    DELEGATE = "delegate", "the delegate"
    DESK = "desk", "the credentials desk"
    DOOR = "door code", "the delegate with the code at the door"
    SEAT = "seat", "the seat went to another"


class Presence(models.Model):
    """Whoever holds a seat is here since a moment, and until another where that has come. No address and no device is kept."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="presences")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=10, choices=By)
    ended_by = models.CharField(max_length=10, choices=By, blank=True)

    class Meta:
        ordering = ["seat_id", "since"]
        constraints = [
            one_of("by", By, "presence_by"),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_by="") | Q(until__gte=F("since"), ended_by__in=By.values),
                name="presence_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["seat"], condition=Q(until__isnull=True), name="presence_once_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.seat} since {self.since:%d %B %Y, %H:%M}"


class DoorKind(TextChoices):
    """How the code is shown."""

    SCREEN = "screen", "on a screen, another one each minute"
    PAPER = "paper", "on paper, one for the whole time"


class Door(models.Model):
    """A door that delegates come in by with a code. The code is made of `nonce` and the site's secret, and kept nowhere.

    The code of a screen is another one each minute; that of the minute before is taken too, since people type slowly.
    """

    CHANGES = 60  # seconds

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="doors")
    kind = models.CharField(max_length=10, choices=DoorKind)
    nonce = digest_field(editable=False)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["congress_id", "-opened_at"]
        constraints = [
            one_of("kind", DoorKind, "door_kind"),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="door_closes_after_it_opens"),
            models.CheckConstraint(condition=~Q(nonce=""), name="door_has_a_nonce"),
            models.UniqueConstraint(
                fields=["congress", "kind"], condition=Q(closed_at__isnull=True), name="door_one_open_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"Door of {self.congress}, {self.get_kind_display()}"

    def code(self, at: datetime) -> str:
        """Give the code as it is shown at a moment: "CDF-GHJ"."""
        code = next(short_codes("door code", self._at(at, 0), LENGTH_AT_DOOR))
        return "-".join(code[i : i + GROUP_AT_DOOR] for i in range(0, LENGTH_AT_DOOR, GROUP_AT_DOOR))

    def takes(self, code: str, at: datetime) -> bool:
        """Tell whether a code opens this door at a moment, typed with or without its groups."""
        if self.closed_at is not None or not self.opened_at <= at < self.until:
            return False
        known = [one for back in (0, 1) for one in short_codes("door code", self._at(at, back), LENGTH_AT_DOOR)]
        return any(constant_time_compare(typed(code), one) for one in known)

    def _at(self, at: datetime, back: int) -> str:
        turn = int(at.timestamp()) // self.CHANGES - back if self.kind == DoorKind.SCREEN else 0
        return f"{self.congress_id}:{self.nonce}:{turn}"
