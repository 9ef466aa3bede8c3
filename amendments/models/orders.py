"""Standing orders: the rules that differ between organizations, each explained in plain words where it is set."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, TextChoices

from amendments.models import orders_credentials, orders_reading, orders_voting
from amendments.models.congress import Congress
from amendments.models.counting import Base, Bloc, Tie
from amendments.models.fields import one_of
from amendments.models.names import Names


class Signers(TextChoices):
    """Who may sign an amendment."""

    MEMBERS = "members", "every member of the congress"
    DELEGATES = "delegates", "delegates"


class Renewal(TextChoices):
    """What becomes of support when the mover files a new version."""

    STAYS = "stays", "it stays, unless the supporter leaves"
    RENEWED = "renewed", "it must be given again"


class Hearing(TextChoices):
    """Who hears an appeal against a ruling of the committee."""

    NOBODY = "nobody", "nobody: what the committee rules is final"
    COUNCIL = "council", "the council"
    CONGRESS = "congress", "the congress"


class Composers(TextChoices):
    """Who may propose to make several amendments one."""

    COMMITTEE = "committee", "the drafting committee"
    MEMBERS = "members", "any member of the congress"


class Objectors(TextChoices):
    """Who may object when an amendment was accepted without a vote."""

    DELEGATES = "delegates", "any delegate"
    MEMBERS = "members", "any member"


GROUNDS = "Not germane: it is about something else\nIt only reverses the text\nIt asks for what the text says already"


class StandingOrders(orders_credentials.CredentialsOrders, orders_voting.VotingOrders, orders_reading.ReadingOrders):
    """One congress's rules. A majority is more than the fraction where it is one half, and at least the fraction otherwise."""

    congress = models.OneToOneField(Congress, on_delete=models.CASCADE, related_name="orders")
    text = models.TextField(blank=True, help_text="The standing orders in words, as people read them.")
    filing_days = models.PositiveSmallIntegerField(
        default=42,
        help_text="How many days members have to file amendments after a document is published, unless a date is set.",
    )
    supporters_needed = models.PositiveSmallIntegerField(
        default=0, help_text="How many people must sign an amendment before it goes to the congress. 0: the mover is enough."
    )
    supporters_are = models.CharField(
        max_length=10, choices=Signers, default=Signers.MEMBERS, help_text="Who may sign an amendment."
    )
    movers_sign = models.BooleanField(
        default=False, help_text="Whether the mover and those who move it together count among the people who must sign."
    )
    body_is_enough = models.BooleanField(
        default=True, help_text="Whether one body that passed an amendment at a quorate meeting stands for all signatures."
    )
    body_quorum = models.PositiveSmallIntegerField(
        default=0,
        help_text="How many must have voted at a body’s meeting for it to be quorate. 0: each body’s own rules decide that.",
    )
    support_renewal = models.CharField(
        max_length=10,
        choices=Renewal,
        default=Renewal.STAYS,
        help_text="What becomes of a signature when the mover files a new version. Supporters are told in either case.",
    )
    supporter_names = models.CharField(
        max_length=10,
        choices=Names,
        default=Names.MEMBERS,
        help_text="Who may read the names of those who signed. The others read how many they are.",
    )
    short_let_in = models.BooleanField(
        default=True,
        help_text="Whether the committee may let in an amendment that has too few signatures, with a reason on record.",
    )
    late_filing = models.BooleanField(
        default=False, help_text="Whether the committee may let in an amendment after the deadline, with a reason on record."
    )
    revising_allowed = models.BooleanField(
        default=True, help_text="Whether a mover may file a new version of an amendment until filing closes."
    )
    screening = models.BooleanField(
        default=False,
        help_text="Whether only its mover and the committee see an amendment until the committee publishes it. "
        "Otherwise whoever reads the document sees it at once.",
    )
    out_of_order_reasons = models.TextField(
        default=GROUNDS,
        blank=True,
        help_text="The reasons to choose from when an amendment is ruled out of order, one a line. Free words can be added.",
    )
    correction_days = models.PositiveSmallIntegerField(
        default=0, help_text="How many days a mover has to answer when the committee asks for a correction. 0: no day is set."
    )
    appeals = models.CharField(
        max_length=10,
        choices=Hearing,
        default=Hearing.CONGRESS,
        help_text="Who hears the appeal of a mover whose amendment was ruled out of order.",
    )
    appeal_days = models.PositiveSmallIntegerField(
        default=7, help_text="How many days after the ruling a mover may appeal against it. 0: until the congress closes."
    )
    committee_accepts = models.BooleanField(
        default=False,
        help_text="Whether the drafting committee may accept an amendment as it was filed, without a vote if nobody objects.",
    )
    mover_agrees = models.BooleanField(
        default=False,
        help_text="Whether a mover may agree to the committee’s words instead of their own, without a vote if nobody objects.",
    )
    objectors = models.CharField(
        max_length=10,
        choices=Objectors,
        default=Objectors.DELEGATES,
        help_text="Who may object to what was accepted. One objection forces a vote.",
    )
    objection_days = models.PositiveSmallIntegerField(
        default=7, help_text="How many days there are to object. Afterwards only the congress itself can pull it out."
    )
    composers = models.CharField(
        max_length=10,
        choices=Composers,
        default=Composers.COMMITTEE,
        help_text="Who may propose a composite. It stands in the vote once the mover of each amendment in it has signed.",
    )
    discussion = models.BooleanField(
        default=True,
        help_text="Whether members discuss paragraphs and amendments here. What was written before stays readable.",
    )
    discussion_names = models.CharField(
        max_length=10,
        choices=Names,
        default=Names.MEMBERS,
        help_text="Who reads the names of those who write in the discussion. The others read in which seat they wrote.",
    )
    discussion_edit_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="For how many minutes what one wrote in the discussion can be changed. It can always be deleted."
    )
    discussion_hourly = models.PositiveSmallIntegerField(
        default=20, help_text="How often one person may write in the discussion within an hour. 0: no limit is set."
    )
    amendment_numerator = models.PositiveSmallIntegerField(default=1, help_text="An amendment needs this many parts …")
    amendment_denominator = models.PositiveSmallIntegerField(default=2, help_text="… of so many. 1 of 2 means more than half.")
    amendment_base = models.CharField(
        max_length=10, choices=Base, default=Base.CAST, help_text="What an amendment's majority is counted from."
    )
    final_numerator = models.PositiveSmallIntegerField(default=1, help_text="The text as a whole needs this many parts …")
    final_denominator = models.PositiveSmallIntegerField(default=2, help_text="… of so many. 2 of 3 means two thirds or more.")
    final_base = models.CharField(
        max_length=10, choices=Base, default=Base.CAST, help_text="What the final vote's majority is counted from."
    )
    en_bloc = models.CharField(
        max_length=10,
        choices=Bloc,
        default=Bloc.FIRST,
        help_text="When the amendments that the committee recommends and nobody contests are put, in one vote.",
    )
    pull_out_reasons = models.BooleanField(
        default=False, help_text="Whether a delegate who pulls an amendment out of the en bloc list must give a reason."
    )
    ties = models.CharField(
        max_length=10, choices=Tie, default=Tie.LOST, help_text="What happens when as many vote for as against."
    )
    invitation_days = models.PositiveSmallIntegerField(
        default=14, help_text="For how many days the link in an invitation works. It works once."
    )

    class Meta:
        verbose_name_plural = "standing orders"
        constraints = [
            one_of("amendment_base", Base, "orders_amendment_base"),
            one_of("final_base", Base, "orders_final_base"),
            one_of("ties", Tie, "orders_ties"),
            one_of("en_bloc", Bloc, "orders_en_bloc"),
            one_of("appeals", Hearing, "orders_appeals"),
            one_of("discussion_names", Names, "orders_discussion_names"),
            one_of("objectors", Objectors, "orders_objectors"),
            one_of("composers", Composers, "orders_composers"),
            *orders_credentials.CONSTRAINTS,
            *orders_voting.CONSTRAINTS,
            *orders_reading.CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(amendment_numerator__gte=1, amendment_numerator__lte=F("amendment_denominator"))
                & Q(final_numerator__gte=1, final_numerator__lte=F("final_denominator")),
                name="orders_majorities_are_fractions",
            ),
        ]

    def __str__(self) -> str:
        return f"Standing orders of {self.congress}"


# Every order by its subject, in the order of the page that shows them all. A new order stands in one of these.
SUBJECTS: dict[str, tuple[str, ...]] = {
    "Filing": ("filing_days", "late_filing", "revising_allowed", "floor_amendments", "floor_supporters"),
    "Supporters": (
        "supporters_needed",
        "supporters_are",
        "movers_sign",
        "body_is_enough",
        "body_quorum",
        "short_let_in",
        "support_renewal",
        "supporter_names",
    ),
    "The drafting committee": (
        "screening",
        "out_of_order_reasons",
        "correction_days",
        "appeals",
        "appeal_days",
        "committee_accepts",
        "mover_agrees",
        "objectors",
        "objection_days",
        "composers",
    ),
    "Second reading": orders_reading.SUBJECT,
    "Discussion": ("discussion", "discussion_names", "discussion_edit_minutes", "discussion_hourly"),
    "Votes": (
        "en_bloc",
        "pull_out_reasons",
        "amendment_numerator",
        "amendment_denominator",
        "amendment_base",
        "final_numerator",
        "final_denominator",
        "final_base",
        "ties",
        *orders_voting.SUBJECT,
    ),
    "Credentials": orders_credentials.SUBJECT,
    "People": ("invitation_days",),
    "In words": ("text",),
}
# What an order is called where its name alone would not say it.
TITLES: dict[str, str] = (
    {
        "en_bloc": "The en bloc list",
        "pull_out_reasons": "Reasons for pulling out",
        "filing_days": "Days to file",
        "late_filing": "Late amendments",
        "revising_allowed": "New versions",
        "supporters_needed": "Signatures needed",
        "supporters_are": "Who signs",
        "movers_sign": "Movers count",
        "body_is_enough": "A body in place of signatures",
        "body_quorum": "Quorum of a body",
        "short_let_in": "Too few signatures",
        "support_renewal": "Signatures and new versions",
        "supporter_names": "Names of supporters",
        "screening": "Screening before publication",
        "out_of_order_reasons": "Reasons to rule out of order",
        "committee_accepts": "Acceptance by the committee",
        "mover_agrees": "Agreement of the mover",
        "objectors": "Who objects",
        "amendment_numerator": "Majority for an amendment: parts",
        "amendment_denominator": "Majority for an amendment: of so many",
        "amendment_base": "Majority for an amendment: counted from",
        "final_numerator": "Majority for the whole: parts",
        "final_denominator": "Majority for the whole: of so many",
        "final_base": "Majority for the whole: counted from",
        "text": "The orders in words",
    }
    | orders_credentials.TITLES
    | orders_voting.TITLES
    | orders_reading.TITLES
)
RULES: tuple[str, ...] = tuple(name for names in SUBJECTS.values() for name in names)
