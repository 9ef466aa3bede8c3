"""What phone, console and projector show of the floor: the question, its redline, what falls, how the vote stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from amendments.access import ForAmendment, ForCongress
from amendments.life import Matter, Stage
from amendments.models import (
    Ballot,
    Congress,
    Document,
    HandCount,
    Paragraph,
    Person,
    Question,
    Recess,
    RegisterLine,
    Seat,
    StandingOrders,
    Vote,
)
from amendments.models.vote import VoteEnd
from amendments.queries.decision import if_struck
from amendments.queries.hall_back import latest_back, since_votes
from amendments.queries.places import Place
from amendments.queries.recess import recess_of, until_in_words
from amendments.queries.speakers import Debate, debate, debate_closed_at, speakers_of
from amendments.queries.states import mover_of
from amendments.queries.tally import Tally, tally
from amendments.queries.verdict import BeforeVote, Other
from amendments.queries.vote import in_words, majority_of, options_of, result_in_words, result_of
from amendments.refusals import Refused
from amendments.rules import can
from amendments.text.html import render
from amendments.text.tokens import from_json

TO_THE_VOTER = (
    "Once the vote is closed, stored data cannot link you to your choice. While it is open, whoever runs the server could. "
    "This does not protect against a dishonest operator, an infected device, or someone watching you; if that matters, "
    "vote on paper."
)


@dataclass(frozen=True)
class MySeat:
    """A seat that a person votes with: their own, or one that they vote for. `cast`: whether its ballot is counted.

    `choice` says in words what was counted; "" where ballots are sealed.
    """

    seat: Seat
    own: bool
    weight: int
    cast: bool
    choice: str = ""

    @property
    def key(self) -> str:
        """Its key as forms send it."""
        return str(self.seat.pk)


class OnFloor:
    """Reads the floor of a congress for one person: a constant number of queries, whatever the number of delegates."""

    def __init__(self, found: ForCongress, person: Person | None) -> None:
        self.congress: Congress = found.congress
        self.acting, self.person = found.acting, person

    @cached_property
    def pending(self) -> list[Question]:
        """The questions on the floor: the main one, and the one that was put upon it."""
        rows = Question.objects.filter(congress=self.congress, ended="").order_by("position")
        return list(
            rows.select_related("document__current_revision", "amendment__mover_person", "amendment__mover_body", "upon")
        )

    @property
    def question(self) -> Question | None:
        """The one that is decided first."""
        return self.pending[-1] if self.pending else None

    @cached_property
    def vote(self) -> Vote | None:
        """The vote on it that is open, or closed and not declared yet."""
        if self.question is None:
            return None
        rows = Vote.objects.filter(question=self.question, ended=VoteEnd.RUNNING)
        return rows.select_related("register", "question").first()

    @cached_property
    def before(self) -> BeforeVote | None:
        """The amendment of the question on the text as it stands; None where it is about none."""
        one = self.question
        if one is None or one.amendment is None or one.document is None:
            return None
        return BeforeVote(ForAmendment(one.amendment, one.document, self.acting), one.text)

    @cached_property
    def redline(self) -> list[Place]:
        """What the question changes in the text; of a vote on a paragraph alone, that paragraph: one query."""
        one = self.question
        if one is not None and one.kind == Matter.PARAGRAPH:
            rows = Paragraph.objects.filter(document=one.document_id, uid=one.paragraph)
            return [Place(row.uid, row.label, render(from_json(row.tokens))) for row in rows]
        return self.before.redline if self.before else []

    @property
    def disposes(self) -> str:
        """What becomes of what is listed, where the question says it: its words, without the names of all that is open."""
        one = self.question
        if one is None or one.kind not in {Matter.REST, Matter.RIVALS}:
            return ""
        return one.words if one.kind == Matter.RIVALS else one.words.rpartition(": ")[0] + "."

    @property
    def mover(self) -> str:
        """Who moves it."""
        return mover_of(self.question.amendment) if self.question and self.question.amendment else ""

    @cached_property
    def falls(self) -> list[Other]:
        """What falls if it is carried; of a paragraph, if it is lost."""
        one = self.question
        if one is not None and one.kind == Matter.PARAGRAPH and one.document is not None:
            rows = if_struck(one.document, one.paragraph, "the vote").fall
            return [Other(row.amendment.number, "", row.amendment.about, row.why, may_keep=False) for row in rows]
        return self.before.falls() if self.before else []

    @property
    def turn(self) -> str:
        """What changes when there is something else to do on the floor."""
        vote = self.vote
        parts = f"{self.question.pk if self.question else 0}-{vote.pk if vote else 0}-{bool(vote and vote.is_open):d}"
        return f"{parts}-{self.debatable:d}{self._pulled}"

    @cached_property
    def _pulled(self) -> str:
        """How many were pulled out of the en bloc list that is put: each takes a button from every phone. At most one query."""
        one = self.question
        if one is None or one.kind != Matter.BLOC or self.vote is not None:
            return ""
        return f"-{one.items.filter(pulled_at__isnull=False).count()}"

    @cached_property
    def recess(self) -> Recess | None:
        """The recess that the congress is in: one query."""
        return recess_of(self.congress)

    @property
    def recess_words(self) -> str:
        """Until when the recess is: "until 14:00"."""
        return until_in_words(self.recess) if self.recess else ""

    @cached_property
    def debate_closed(self) -> datetime | None:
        """When the congress closed the debate on the question: one query."""
        return debate_closed_at(self.pending[0]) if self.pending and self.vote is None else None

    @property
    def debatable(self) -> bool:
        """Whether delegates can ask for the floor now."""
        return bool(self.pending) and self.vote is None and self.debate_closed is None and self.recess is None

    @cached_property
    def speakers(self) -> Debate:
        """Who speaks, spoke and waits on the question: two queries."""
        if not self.pending:
            return Debate()
        alternate = StandingOrders.objects.filter(congress=self.congress).values_list("speakers_alternate", flat=True).first()
        return debate(speakers_of(self.pending[0]), alternate=bool(alternate))

    @property
    def majority(self) -> str:
        """What it takes, in words."""
        return majority_of(self.vote) if self.vote else ""

    @property
    def state(self) -> str:
        """How the vote stands, in words: nothing of how it goes."""
        if self.question is None:
            return "Nothing is on the floor."
        if self.vote is None:
            return "The question is put. No vote is open yet."
        if self.vote.is_open:
            return f"The vote is open: {self.vote.get_method_display()}."
        return "The vote is closed. The result is declared next."

    @cached_property
    def options(self) -> dict[int, str]:
        """What a choice is among, by the places that ballots name."""
        return options_of(self.question) if self.question and self.question.is_choice else {}

    @cached_property
    def seats(self) -> list[MySeat]:
        """The seats that this person votes with in the open vote, and which of them have voted: two queries."""
        if self.vote is None or self.person is None or not self.vote.by_ballot or not self.vote.is_open:
            return []
        rows = RegisterLine.objects.filter(register=self.vote.register_id, voted_by__person=self.person)
        lines = list(rows.filter(voted_by__until__isnull=True).select_related("seat__person").order_by("seat__number"))
        mine = [one.seat_id for one in lines]
        done = dict(Ballot.objects.filter(vote=self.vote, seat__in=mine).values_list("seat", "choice"))
        said = {seat: in_words(choice, self.options) if choice else "" for seat, choice in done.items()}
        return [
            MySeat(one.seat, one.seat_id == one.voted_by_id, one.weight, one.seat_id in done, said.get(one.seat_id, ""))
            for one in lines
        ]

    @property
    def secret(self) -> str:
        """The sentence to the voter of a secret ballot."""
        return TO_THE_VOTER if self.vote is not None and self.vote.is_secret else ""

    @cached_property
    def counts(self) -> list[HandCount]:
        """What tellers have counted in the open vote."""
        if self.vote is None or self.vote.by_ballot:
            return []
        return list(self.vote.hand_counts.filter(superseded=False).select_related("person").order_by("pk"))

    @property
    def counted(self) -> Tally | None:
        """The count of a closed vote, for those who run the floor."""
        vote = self.vote
        if vote is None or vote.closed_at is None or vote.question.is_choice or not self.runs:
            return None
        return tally(vote.votes_for, vote.votes_against, vote.abstentions, result_of(vote).needed)

    @property
    def runs(self) -> bool:
        """Whether this person runs the floor."""
        return can(self.acting, "run_floor")

    @property
    def what(self) -> Question:
        """The question on the floor. Raises Refused where there is none."""
        if self.question is None:
            raise Refused("Nothing is on the floor now. The chair puts a question first.")
        return self.question

    @property
    def running(self) -> Vote:
        """The vote on it. Raises Refused where none runs."""
        if self.vote is None:
            raise Refused("No vote is open now. Perhaps it was closed meanwhile: look at the floor again.")
        return self.vote

    def is_about(self, typed: str) -> bool:
        """Tell whether a form that says which vote it is for, by its key, is for the one that runs."""
        return self.vote is not None and typed == str(self.vote.pk)

    @property
    def presides(self) -> bool:
        """Whether this person puts questions."""
        return can(self.acting, "put_question")

    @cached_property
    def last(self) -> Vote | None:
        """The vote that was declared last."""
        rows = Vote.objects.filter(congress=self.congress, ended=VoteEnd.DECLARED).select_related(
            "question__amendment", "question__document__current_revision"
        )
        return rows.annotate(back=latest_back(self.congress)).order_by("-ended_at", "-number").first()

    @property
    def last_result(self) -> str:
        """How that ended, in one sentence."""
        return result_in_words(self.last) if self.last else ""

    @cached_property
    def documents(self) -> list[Document]:
        """The documents that the congress has taken up."""
        return list(Document.objects.filter(congress=self.congress, stage=Stage.FLOOR).order_by("pk"))

    @cached_property
    def drafts(self) -> list[Document]:
        """The drafts that the base text can be chosen among: published, not on the floor yet, and not set aside."""
        before = [Stage.DISCUSSION, Stage.CLOSED]
        rows = Document.objects.filter(congress=self.congress, stage__in=before, set_aside_for__isnull=True)
        return list(rows.order_by("pk"))


class Over(NamedTuple):
    """A vote that is over, how it ended, in one sentence, and what became of that since, each in one of its own."""

    vote: Vote
    result: str
    since: list[str]


def votes_of(congress: Congress) -> list[Over]:
    """Give all votes of a congress that are over, the last first: five queries at most."""
    rows = Vote.objects.filter(congress=congress).exclude(ended=VoteEnd.RUNNING).select_related("question__amendment")
    rows = rows.prefetch_related("question__items__amendment", "question__items__document")
    since = since_votes(congress)
    return [Over(row, result_in_words(row), since.get(row.pk, [])) for row in rows.order_by("-number")]
