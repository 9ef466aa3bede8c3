"""A small congress for tests: one person for each role, and a document brought to the stage that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction

from amendments.access import OPERATOR
from amendments.actions import adoption, chair, committee, council, drafting, filing, secretary
from amendments.actions.chair import Verdict
from amendments.actions.filing import Work
from amendments.actions.votes import Count
from amendments.life import Outcome, Stage, Words
from amendments.models import Amendment, Body, Congress, Document, Person, Revision
from amendments.queries import clock
from amendments.queries.document import current_text
from amendments.queries.verify import congress_problems, problems
from amendments.text.compose import Piece, Rewrite
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph, Section
from amendments.text.markdown import parse
from amendments.text.stored import parts
from tests.kept import Kept, is_empty

ROLES = ("committee", "council", "chair", "secretary", "teller", "credentials", "delegate", "alternate", "member")
YES = Count(votes_for=30, votes_against=10, abstentions=2)
NO = Count(votes_for=10, votes_against=30)
WORDS = (
    "We want homes for all. A home is a right. Nobody is put out into the street.",
    "Rents are set by the municipality. They rise no faster than wages.",
    "Each house elects a council. The council meets twice a year.",
    "The federation publishes its accounts. Every member may read them.",
)
_numbers = count(1)


def text(words: Sequence[str] = WORDS) -> Text:
    """Give a document of two sections: the first holds all paragraphs but the last, and there is an unnumbered preface."""
    rows = [Paragraph("0", tokens=parse("A preface stands before everything."))]
    for i, one in enumerate(words, 1):
        last = i == len(words)
        label = "2.1" if last else f"1.{i}"
        rows.append(Paragraph(str(i), "s2" if last else "s1", label, parse(one)))
    return Text((Section("s1", "1", parse("Homes")), Section("s2", "2", parse("Ourselves"))), tuple(rows))


@dataclass
class World:
    """A congress, its people by role, a branch with its speaker, and one document."""

    congress: Congress
    people: dict[str, Person] = field(default_factory=dict)
    document: Document = field(init=False)
    branch: Body = field(init=False)

    def __getattr__(self, role: str) -> Person:
        try:
            found: Person = self.__dict__["people"][role]
        except KeyError:
            raise AttributeError(role) from None
        return found

    def fresh(self, row: Any) -> Any:
        """Read a row again."""
        return type(row).objects.get(pk=row.pk)

    def reload(self) -> Document:
        """Read the document again."""
        self.document = Document.objects.get(pk=self.document.pk)
        return self.document

    def text(self) -> Text:
        """Read the text as it stands now, whatever was saved since the document was read last."""
        return current_text(self.fresh(self.document))

    @property
    def revision(self) -> Revision:
        """The document's current revision, as it was when the document was read last."""
        assert self.document.current_revision is not None
        return self.document.current_revision

    def uid(self, label: str) -> str:
        """Give the permanent id of the paragraph or section with this label."""
        found = self.text()
        return next(part.id for part in [*found.paragraphs, *parts(found)] if part.label == label)

    def read(self, label: str) -> str:
        """Give the Markdown of a paragraph."""
        found: str = self.document.paragraphs.get(label=label).text
        return found

    def rewrite(self, label: str, old: str, new: str) -> Rewrite:
        """Give the work of writing other words into a paragraph of the published or current text."""
        words = self.read(label)
        assert old in words, f"{old!r} is not in {words!r}"
        return Rewrite(self.uid(label), words.replace(old, new))

    def decide(self, amendment: Amendment, outcome: str = Outcome.CARRIED, **more: Any) -> Amendment:
        """Record a decision on an amendment, with a count that bears it out."""
        count = more.pop("count", NO if outcome == Outcome.LOST else YES)
        referred = "the next council" if outcome == Outcome.REFERRED else ""
        verdict = Verdict(outcome, count, referred, keep=more.pop("keep", {}), words=more.pop("words", Words.FILED))
        chair.record_decision(acting_user=self.chair, amendment=amendment, verdict=verdict, **more)
        return Amendment.objects.get(pk=amendment.pk)

    def sound(self) -> None:
        """Check that every row is what the record says."""
        found = list(problems(self.reload()))
        assert not found, f"{len(found)} rows are not what the record says, first {found[0]}"
        self.congress.refresh_from_db()
        found = list(congress_problems(self.congress))
        assert not found, f"{len(found)} rows are not what the congress's record says, first {found[0]}"

    def file(self, *pieces: Piece, mover: str = "member", body: Body | None = None, key: str = "") -> Amendment:
        """File an amendment on the published text."""
        document = self.reload()
        assert document.published_revision is not None
        number = document.published_revision.number
        work = Work(pieces, about="a word", reason="It reads better.", body=body)
        return filing.file_amendment(acting_user=self.people[mover], document=document, revision=number, work=work, key=key)

    def to(self, stage: Stage) -> Document:
        """Bring the document on to a stage, through all those before it."""
        steps = {
            Stage.COUNCIL: self._to_council,
            Stage.DISCUSSION: self._to_discussion,
            Stage.CLOSED: lambda: committee.close_filing(
                acting_user=self.committee, document=self.document, reason="The day came."
            ),
            Stage.FLOOR: self._to_floor,
            Stage.ADOPTED: self._to_adopted,
        }
        order = list(Stage)
        for one in order[order.index(Stage(self.reload().stage)) + 1 : order.index(stage) + 1]:
            steps[one]()
            self.reload()
        return self.document

    def _to_council(self) -> None:
        committee.put_to_council(acting_user=self.committee, document=self.document)

    def _to_discussion(self) -> None:
        council.approve(acting_user=self.council, document=self.document, count=YES)
        deadline = clock.now() + timedelta(days=7)
        committee.publish(acting_user=self.committee, document=self.document, deadline=deadline)

    def _to_closed(self) -> None:
        committee.close_filing(acting_user=self.committee, document=self.document, reason="The congress has begun.")

    def _to_floor(self) -> None:
        chair.take_to_floor(acting_user=self.chair, document=self.document)

    def _to_adopted(self) -> None:
        adoption.adopt(acting_user=self.chair, document=self.document, outcome=Outcome.CARRIED, count=YES)


_standing: dict[Stage, Kept] = {}


def build(stage: Stage = Stage.DRAFTING, words: Sequence[str] = WORDS, **orders: Any) -> World:
    """Give the congress with its document at a stage: the one kept ready, where a test wants no other and has none yet."""
    if words is WORDS and not orders and stage in _standing and is_empty():
        found: World = _standing[stage].lay_down()
        return found
    return build_anew(stage, words, **orders)


def stand_ready() -> None:
    """Bring a congress through all stages and keep it as it was at each, before any test can change a thing."""
    with transaction.atomic():
        world = build_anew()
        for stage in Stage:
            world.to(stage)
            _standing[stage] = Kept(world)
        transaction.set_rollback(True)


def build_anew(stage: Stage = Stage.DRAFTING, words: Sequence[str] = WORDS, **orders: Any) -> World:
    """Build a congress by its acts, with its document at a stage."""
    number = next(_numbers)
    congress = secretary.create_congress(
        acting_user=OPERATOR, slug=f"c{number}", name=f"Congress {number}", organization="Tenants", orders=orders
    )
    world = World(congress)
    for role in ROLES:
        world.people[role] = person(world, role, role)
    world.people["stranger"] = person(world, "stranger")
    world.people["mover"] = person(world, "mover", "member")
    world.people["speaker"] = person(world, "speaker")
    world.branch = secretary.create_body(acting_user=OPERATOR, congress=congress, kind="branch", name="Harbor branch")
    secretary.give_seat(
        acting_user=OPERATOR,
        congress=congress,
        person=world.people["speaker"],
        role="member",
        body=world.branch,
        speaks_for_body=True,
    )
    world.document = drafting.load_document(acting_user=OPERATOR, congress=congress, text=text(words), title="Homes in Common")
    world.to(stage)
    return world


def person(world: World, name: str, role: str = "") -> Person:
    """Enter a person, with a seat where a role is named."""
    found = secretary.create_person(acting_user=OPERATOR, member_number=f"{world.congress.slug}-{name}", name=name.title())
    if role:
        secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=found, role=role)
    return found
