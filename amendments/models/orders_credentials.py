"""The standing orders on credentials: who is here, who sits for whom, who votes for another, and how many it takes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models.fields import one_of


class HereBy(TextChoices):
    """Who says that a delegate is here."""

    DESK = "desk", "the credentials desk alone"
    DOOR = "door", "the desk, or the delegate with the code that is shown at the door"
    SELF = "self", "the desk, or the delegate without a code, also from home"


class Alternates(TextChoices):
    """Who may take a delegate's seat."""

    BODY = "body", "alternates of the same body"
    ANY = "any", "any alternate of the congress"


class RegisterNames(TextChoices):
    """Who reads the names in a register. Numbers and bodies are shown to every member."""

    OFFICE = "office", "the chair, the tellers, the secretary and the credentials desk"
    MEMBERS = "members", "members of the congress"


class CredentialsOrders(models.Model):
    """The orders on credentials. The quorum is the greater of a fixed number and a part of all delegates' seats."""

    here_by = models.CharField(
        max_length=10, choices=HereBy, default=HereBy.DOOR, help_text="Who says that a delegate is here."
    )
    surrender_alone = models.BooleanField(
        default=True,
        help_text="Whether delegates may give their seat to an alternate by themselves. Otherwise the desk does it.",
    )
    seats_lent = models.BooleanField(
        default=True,
        help_text="Whether a seat may be given to an alternate for a time and taken back. Otherwise it is given for good.",
    )
    alternates_from = models.CharField(
        max_length=10, choices=Alternates, default=Alternates.BODY, help_text="Who may take the seat of a delegate."
    )
    held_votes = models.PositiveSmallIntegerField(
        default=0, help_text="How many votes of absent delegates one delegate may hold. 0: nobody votes for another."
    )
    held_in_body = models.BooleanField(
        default=True, help_text="Whether a delegate’s vote may be held only by a delegate of the same body."
    )
    held_present = models.BooleanField(
        default=False, help_text="Whether an absent delegate whose vote somebody holds counts for the quorum."
    )
    card_votes = models.BooleanField(
        default=False, help_text="Whether delegates’ cards may weigh differently. Otherwise each seat weighs one."
    )
    quorum = models.PositiveIntegerField(
        default=0, help_text="How many must be present for a vote to count. 0: no number is asked for."
    )
    quorum_parts = models.PositiveSmallIntegerField(
        default=0, help_text="The quorum as a part of all delegates’ seats: so many parts … 0: no part is asked for."
    )
    quorum_whole = models.PositiveSmallIntegerField(
        default=2, help_text="… of so many. 1 of 2 means half of the seats. Where a number is set too, the greater one counts."
    )
    quorum_over = models.BooleanField(
        default=True, help_text="Whether more than that part of the seats must be here. Otherwise just that part is enough."
    )
    register_names = models.CharField(
        max_length=10,
        choices=RegisterNames,
        default=RegisterNames.MEMBERS,
        help_text="Who reads the names in the register of a vote. Every member reads its numbers and bodies.",
    )

    class Meta:
        abstract = True


CONSTRAINTS = [
    one_of("here_by", HereBy, "orders_here_by"),
    one_of("alternates_from", Alternates, "orders_alternates_from"),
    one_of("register_names", RegisterNames, "orders_register_names"),
    models.CheckConstraint(
        condition=Q(quorum_whole__gte=1, quorum_parts__lte=F("quorum_whole")), name="orders_quorum_is_a_fraction"
    ),
]
SUBJECT: tuple[str, ...] = (
    "here_by",
    "surrender_alone",
    "seats_lent",
    "alternates_from",
    "held_votes",
    "held_in_body",
    "held_present",
    "card_votes",
    "quorum",
    "quorum_parts",
    "quorum_whole",
    "quorum_over",
    "register_names",
)
TITLES: dict[str, str] = {
    "here_by": "Who is here",
    "surrender_alone": "Giving up a seat",
    "seats_lent": "Seats given for a time",
    "alternates_from": "Alternates",
    "held_votes": "Votes held for others",
    "held_in_body": "Held within the body",
    "held_present": "Held votes and the quorum",
    "card_votes": "Card votes",
    "quorum": "Quorum: a number",
    "quorum_parts": "Quorum: parts of the seats",
    "quorum_whole": "Quorum: of so many",
    "quorum_over": "Quorum: more than that part",
    "register_names": "Names in the register",
}
