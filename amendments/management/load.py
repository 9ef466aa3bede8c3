"""A congress as big as they come, made by acts; those of thousands alike, entering people and filing, are done in bulk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import transaction

from amendments.access import OPERATOR
from amendments.actions import advice, chair, committee, council, drafting, outbox, record, secretary
from amendments.actions.crowd import Newcomer, enter_crowd, file_crowd
from amendments.actions.filing import Work
from amendments.actions.member import take_over_amendment, withdraw_amendment
from amendments.actions.votes import Count
from amendments.life import Recommendation, Stage
from amendments.management import load_words
from amendments.models import Amendment, Body, Congress, Document, Person, Role, Seat
from amendments.queries import clock
from amendments.queries.document import published_text

FIRST = ("Ada", "Bruno", "Clara", "Dario", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Karim", "Lena", "Milan", "Nora")
LAST = (
    "Abel",
    "Brandt",
    "Costa",
    "Duran",
    "Ebert",
    "Fontana",
    "Gruber",
    "Haddad",
    "Ivanov",
    "Jansen",
    "Keller",
    "Lindt",
    "Moro",
)
OFFICES = (Role.CHAIR, Role.SECRETARY, *[Role.COMMITTEE] * 9, *[Role.COUNCIL] * 7, *[Role.TELLER] * 4)
IN_A_BRANCH, BRANCHES = 100, 200
AT_ONCE = 250  # amendments in one transaction: in a longer one each change of the document's head would cost more
REASONS = (
    "It says what we mean, and no more.",
    "The branch discussed it at length and found the present words too weak.",
    "Nobody outside understands the old sentence.",
)
IN_ORDER, OUT = "It belongs to the text, and does not merely reverse it.", "It merely says the opposite of the text."
Step = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Size:
    """How much to make: paragraphs, amendments, people."""

    paragraphs: int
    amendments: int
    people: int


class Load:
    """Makes one congress. The same seed and size give the same texts and acts; `step` hears how far it is."""

    def __init__(self, size: Size, seed: int, step: Step) -> None:
        self.size, self.seed, self.step = size, seed, step
        self.chance = Random(seed)  # noqa: S311 - a sample, no secret
        self.slug = f"load-{seed}"

    def make(self, stage: Stage) -> Document:
        """Make all of it, up to a stage: discussion, filing closed or on the floor. Raises Refused."""
        deliveries, record.deliveries = record.deliveries, []
        try:
            congress = self._congress()
            self._people(congress)
            document = self._document(congress)
            self._amendments(document)
            document = self._to(document, stage)
            outbox.settle(acting_user=OPERATOR, congress=congress)
        finally:
            record.deliveries = deliveries
        return document

    def _congress(self) -> Congress:
        now = clock.now()
        return secretary.create_congress(
            acting_user=OPERATOR,
            slug=self.slug,
            name=f"Congress of the thousands, {self.seed}",
            organization="Federation of Imagined Tenants",
            opens=now + timedelta(days=60),
            closes=now + timedelta(days=63),
        )

    def _people(self, congress: Congress) -> None:
        """Enter the people: the offices first, one delegate of twenty in each branch, a speaker for each branch."""
        many = max(min(self.size.people // IN_A_BRANCH, BRANCHES), 1)
        branches = [self._branch(congress, at, many) for at in range(many)]
        crowd = [self._newcomer(at, role) for at, role in enumerate(OFFICES)]
        for at in range(len(OFFICES), max(self.size.people, len(OFFICES) + many)):
            place = at - len(OFFICES)
            role = Role.DELEGATE if place // many % 20 == 0 else Role.MEMBER
            crowd.append(self._newcomer(at, role, branches[place % many], speaks=place < many))
        for start in range(0, len(crowd), 2000):
            self.step("people", start, len(crowd))
            enter_crowd(acting_user=OPERATOR, congress=congress, crowd=crowd[start : start + 2000])
        self.step("people", len(crowd), len(crowd))

    def _branch(self, congress: Congress, at: int, many: int) -> Body:
        self.step("branches", at + 1, many)
        return secretary.create_body(acting_user=OPERATOR, congress=congress, kind="branch", name=f"Branch {at + 1}")

    def _newcomer(self, at: int, role: Role, body: Body | None = None, *, speaks: bool = False) -> Newcomer:
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        card = at + 1 if role == Role.DELEGATE else None
        return Newcomer(f"L{self.seed}-{at + 1:05}", name, role, body, speaks, card)

    def _holder(self, congress: Congress, role: Role) -> Person:
        return Seat.objects.filter(congress=congress, role=role).select_related("person").order_by("pk")[0].person

    def _document(self, congress: Congress) -> Document:
        self.step("paragraphs", 0, self.size.paragraphs)
        author = self._holder(congress, Role.COMMITTEE)
        text = load_words.text(self.chance, self.size.paragraphs)
        document = drafting.load_document(acting_user=author, congress=congress, text=text, title="A platform of thousands")
        committee.put_to_council(acting_user=author, document=document)
        council.approve(acting_user=self._holder(congress, Role.COUNCIL), document=document, count=Count(7, 0, 0))
        document = committee.publish(acting_user=author, document=document)
        self.step("paragraphs", self.size.paragraphs, self.size.paragraphs)
        return document

    def _amendments(self, document: Document) -> None:
        """File every amendment; rule on one of five, advise on one of ten; some are withdrawn, a few taken over."""
        seats = (
            Seat.objects.filter(congress=document.congress, body__isnull=False).select_related("person", "body").order_by("pk")
        )
        movers = list(seats[: 5 * self.size.amendments])
        speakers = [seat for seat in movers if seat.speaks_for_body]
        author = self._holder(document.congress, Role.COMMITTEE)
        wishes = list(load_words.Wishes(self.chance, published_text(document), self.size.amendments))
        self.step("amendments", 0, len(wishes))
        for start in range(0, len(wishes), AT_ONCE):
            brought = []
            for pieces in wishes[start : start + AT_ONCE]:
                seat = self.chance.choice(speakers if self.chance.random() < 0.2 else movers)
                body = seat.body if seat.speaks_for_body else None
                brought.append((seat.person, Work(pieces, self._about(), self.chance.choice(REASONS), body)))
            with transaction.atomic():
                for one in file_crowd(acting_user=OPERATOR, document=document, filed=brought):
                    self._treat(one, one.filed_by, self.chance.choice(movers).person, author)
            self.step("amendments", start + len(brought), len(wishes))

    def _about(self) -> str:
        return f"{self.chance.choice(load_words.HOW)} {self.chance.choice(load_words.WHAT)}"

    def _treat(self, one: Amendment, mover: Person, other: Person, author: Person) -> None:
        if self.chance.random() < 0.2:
            in_order = self.chance.random() < 0.95
            reason = IN_ORDER if in_order else OUT
            committee.rule_on_order(acting_user=author, amendment=one, in_order=in_order, reason=reason)
            if in_order and self.chance.random() < 0.5:
                words = self.chance.choice((Recommendation.CARRY, Recommendation.REJECT))
                advice.recommend(acting_user=author, amendment=one, recommendation=words, reason="By 6 to 3.")
        if self.chance.random() < 0.02:
            withdraw_amendment(acting_user=mover, amendment=one)
            if self.chance.random() < 0.3:
                take_over_amendment(acting_user=other, amendment=one)

    def _to(self, document: Document, stage: Stage) -> Document:
        presiding = self._holder(document.congress, Role.CHAIR)
        if stage in {Stage.CLOSED, Stage.FLOOR}:
            committee.close_filing(acting_user=presiding, document=document, reason="The sitting has begun.")
        if stage == Stage.FLOOR:
            chair.take_to_floor(acting_user=presiding, document=document)
        return Document.objects.get(pk=document.pk)
