"""The standing orders on votes: how they are taken, who counts, what becomes of ballots, what a choice among rivals does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.life import Method
from amendments.models.fields import one_of


class Published(TextChoices):
    """Who reads how each seat voted in a roll call."""

    OFFICE = "office", "the chair, the tellers and the secretary"
    MEMBERS = "members", "members of the congress"
    READERS = "readers", "whoever may read the document"


class Serial(TextChoices):
    """How one of several rivals is chosen."""

    SERIAL = "serial", "one after another, furthest first: the first that is carried stands, and the rest fall"
    RANKED = "ranked", "delegates rank them; the one that comes first is then put for or against"


class Midnight(TextChoices):
    """Whether one vote may dispose of all that is still open on a document."""

    NEVER = "never", "no: each amendment is decided by itself"
    REMIT = "remit", "only to remit the document, with all that is open"
    ANY = "any", "yes: what is open lapses, is referred, or the document is remitted"


class FromFloor(TextChoices):
    """Whether a delegate may move an amendment when the document is already on the floor."""

    NEVER = "never", "no: what was filed in time is decided, and nothing else"
    SUPPORTED = "supported", "yes, with as many supporters as the orders ask for; the chair can rule it out of order"
    CHAIR = "chair", "yes, where the chair rules it in order first"


class Editorial(TextChoices):
    """What may be corrected in a text after the congress has adopted it, without another vote."""

    NEVER = "never", "nothing"
    NUMBERS = "numbers", "numbers and cross-references"
    RESOLVED = "resolved", "what the congress gave authority for: each correction names the resolution"


class VotingOrders(models.Model):
    """The orders on votes. A majority is more than the fraction where it is one half, and at least the fraction otherwise."""

    vote_method = models.CharField(
        max_length=20,
        choices=Method,
        default=Method.ROLL_CALL,
        help_text="How a vote is taken unless the chair says otherwise. A roll call is published; a secret one links nobody.",
    )
    secret_allowed = models.BooleanField(
        default=True, help_text="Whether the chair may open a secret ballot. It does not replace paper where that matters."
    )
    ballot_changes = models.BooleanField(
        default=False,
        help_text="Whether a delegate may change a ballot in a roll call while the vote is open. In secret ballots nobody can.",
    )
    roll_call_read_by = models.CharField(
        max_length=10,
        choices=Published,
        default=Published.MEMBERS,
        help_text="Who reads how each delegate voted in a roll call, once the result is declared.",
    )
    tellers_agree = models.PositiveSmallIntegerField(
        default=1, help_text="How many tellers count a show of hands, each alone, and must agree. 1 to 3."
    )
    rivals_by = models.CharField(
        max_length=10, choices=Serial, default=Serial.SERIAL, help_text="How one of several rival amendments is chosen."
    )
    close_numerator = models.PositiveSmallIntegerField(default=1, help_text="To close the debate takes this many parts …")
    close_denominator = models.PositiveSmallIntegerField(default=2, help_text="… of so many of the votes for and against.")
    midnight = models.CharField(
        max_length=10,
        choices=Midnight,
        default=Midnight.ANY,
        help_text="Whether one vote may close the debate on a document and dispose of all that is still open.",
    )
    floor_amendments = models.CharField(
        max_length=10,
        choices=FromFloor,
        default=FromFloor.NEVER,
        help_text="Whether delegates may move amendments when the document is already on the floor. The desk types them.",
    )
    floor_supporters = models.PositiveSmallIntegerField(
        default=0,
        help_text="How many other delegates must support what one of them moves from the floor. 0: the mover is enough.",
    )
    editorial = models.CharField(
        max_length=10,
        choices=Editorial,
        default=Editorial.NUMBERS,
        help_text="What may be corrected in an adopted text without another vote. Each is listed with its authority.",
    )
    by_section = models.BooleanField(
        default=False,
        help_text="Whether the text may be adopted section by section: one that is lost is taken out before the final vote.",
    )
    quorum_override = models.BooleanField(
        default=False, help_text="Whether the chair may open a vote without a quorum, with a reason on record."
    )
    speaking_seconds = models.PositiveSmallIntegerField(
        default=120, help_text="How many seconds a speaker has in the debate on a question. 0: no limit is shown."
    )
    speakers_alternate = models.BooleanField(
        default=True, help_text="Whether speakers for and against are called in turn. Otherwise in the order they asked."
    )

    class Meta:
        abstract = True


CONSTRAINTS = [
    one_of("vote_method", Method, "orders_vote_method"),
    one_of("roll_call_read_by", Published, "orders_roll_call_read_by"),
    one_of("rivals_by", Serial, "orders_rivals_by"),
    one_of("midnight", Midnight, "orders_midnight"),
    one_of("editorial", Editorial, "orders_editorial"),
    one_of("floor_amendments", FromFloor, "orders_floor_amendments"),
    models.CheckConstraint(condition=Q(tellers_agree__gte=1, tellers_agree__lte=3), name="orders_tellers_agree"),
    models.CheckConstraint(
        condition=Q(close_numerator__gte=1, close_numerator__lte=F("close_denominator")), name="orders_close_is_a_fraction"
    ),
]
SUBJECT: tuple[str, ...] = (
    "vote_method",
    "secret_allowed",
    "ballot_changes",
    "roll_call_read_by",
    "tellers_agree",
    "rivals_by",
    "close_numerator",
    "close_denominator",
    "midnight",
    "by_section",
    "editorial",
    "quorum_override",
    "speaking_seconds",
    "speakers_alternate",
)
TITLES: dict[str, str] = {
    "vote_method": "How votes are taken",
    "secret_allowed": "Secret ballots",
    "ballot_changes": "Changing a ballot",
    "roll_call_read_by": "Who reads a roll call",
    "tellers_agree": "Tellers who must agree",
    "rivals_by": "Choosing among rivals",
    "close_numerator": "Majority to close the debate: parts",
    "close_denominator": "Majority to close the debate: of so many",
    "midnight": "When a hall runs out of time",
    "editorial": "Corrections after the vote",
    "floor_amendments": "Amendments from the floor",
    "floor_supporters": "Supporters on the floor",
    "by_section": "Adoption section by section",
    "quorum_override": "Voting without a quorum",
    "speaking_seconds": "Seconds to speak",
    "speakers_alternate": "For and against in turn",
}
