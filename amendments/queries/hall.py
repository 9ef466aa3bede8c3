"""What phone and projector show besides the question: who may see it, how many voted, how the last one ended, what is next."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Q, Sum
from django.utils.html import strip_tags

from amendments.access import ForDocument
from amendments.life import Matter, Method, Outcome, Recommendation, Stage
from amendments.models import Amendment, Ballot, Document, Note, Question, Reading, Role, Seat, Speaker, Vote
from amendments.models.counting import Base
from amendments.queries.floor import Floor
from amendments.queries.hall_back import Back, back_of
from amendments.queries.hall_listed import Listed, amendments_of, listed_in, title_of
from amendments.queries.jotted import Jotted, whose
from amendments.queries.masthead import seat_in_words, seats_of
from amendments.queries.question import OnFloor
from amendments.queries.secondary import texts_of
from amendments.queries.states import mover_of
from amendments.queries.tally import Tally, tally
from amendments.queries.verdict import names
from amendments.queries.vote import majority_of, outcome_in_words, result_in_words
from amendments.rules import Acting, can, can_read, can_see
from amendments.text.edits import edits_from_json
from amendments.text.words import in_words

LONG, LONGER = 260, 620  # characters of a redline from which the projector sets it smaller, and smaller again
SIGNS = {Outcome.CARRIED: "carried", Outcome.LOST: "lost"}


class Turnout(NamedTuple):
    """How many of the votes that can be cast are cast: nothing of how."""

    cast: int
    whole: int


class Ended(NamedTuple):
    """How the last vote ended. `short` says by how much it failed, `fallen` what fell with it, each "" where nothing did."""

    vote: Vote
    title: str
    outcome: str
    sign: str
    result: str
    tally: Tally | None
    majority: str
    short: str
    fallen: str


class Next(NamedTuple):
    """What is put next by the voting list. `number` is None where it is no single amendment."""

    title: str
    words: str
    mover: str
    number: int | None = None


class Hall(OnFloor):
    """Reads the floor as somebody may see it. What is hidden is not announced as next."""

    @cached_property
    def shows(self) -> bool:
        """Whether this person may read what is on the floor."""
        return self.question is None or self.reads(self.question, self.acting)

    def reads(self, question: Question, acting: Acting) -> bool:
        """Tell whether somebody may read a question: its document and amendment, or any text of the congress."""
        if question.document is None:
            return can(acting, "read_hall") or any(self.readable(acting))
        if not can_read(acting, question.document.stage, self._audiences.get(question.document.pk)):
            return False
        return question.amendment is None or can_see(acting, question.amendment.visibility, ())

    def readable(self, acting: Acting) -> list[bool]:
        """Tell of each text that is or was on the floor whether somebody may read it."""
        return [can_read(acting, one.stage, self._audiences.get(one.pk)) for one in self._texts]

    @cached_property
    def _texts(self) -> list[Document]:
        rows = Document.objects.filter(congress=self.congress, stage__in=[Stage.FLOOR, Stage.ADOPTED])
        return list(rows.only("stage", "congress").order_by("pk"))

    @cached_property
    def _audiences(self) -> dict[int, str | None]:
        rows = Reading.objects.filter(document__congress=self.congress, stage=F("document__stage")).order_by("-pk")
        return dict(rows.values_list("document", "audience"))

    @property
    def about(self) -> str:
        """What is put: "A38", without a look at the text."""
        return title_of(self.question) if self.question else "Nothing is on the floor"

    @property
    def title(self) -> str:
        """What is put, and where: "A38 to 2.4.7"."""
        at = f" to {self.before.at}" if self.before and self.before.redline and self.before.at else ""
        return self.about + at

    @property
    def names_speakers(self) -> bool:
        """Whether this person reads who speaks by name: a passer-by reads the number of the seat."""
        return bool(self.acting.roles)

    @property
    def short(self) -> str:
        """How the vote stands, in two words."""
        if self.vote is None:
            return "Debate" if self.speakers.now or self.speakers.waiting else "Put"
        return "Vote open" if self.vote.is_open else "Vote closed"

    @property
    def needed(self) -> str:
        """What it takes, and the number where that is known before the vote."""
        vote = self.vote
        if vote is None or vote.base != Base.SEATS or vote.question.is_choice:
            return self.majority
        share = vote.seats * vote.part
        least = int(share) + 1 if vote.part * 2 <= 1 else -int(-share // 1)
        return f"{self.majority}: {least} of {vote.seats}"

    @property
    def falls_in_words(self) -> str:
        """What falls, in one sentence."""
        if not self.falls or self.question is None:
            return ""
        when = "lost" if self.question.kind == Matter.PARAGRAPH else "carried"
        return f"If it is {when}, {_fall([one.number for one in self.falls], 'falls', 'fall')}"

    @property
    def length(self) -> str:
        """How long the redline is, for the size of its letters: "", "long" or "longer"."""
        signs = (
            sum(len(strip_tags(one.html)) for one in self.redline)
            if self.redline
            else len(self.question.words if self.question else "")
        )
        return "longer" if signs > LONGER else "long" if signs > LONG else ""

    @cached_property
    def turnout(self) -> Turnout | None:
        """How many votes are cast in the vote that is open, by weight; None where hands are raised. One query."""
        vote = self.vote
        if vote is None or not vote.is_open or not vote.by_ballot or vote.register is None:
            return None
        cast = Ballot.objects.filter(vote=vote).aggregate(all=Sum("weight"))["all"] or 0
        return Turnout(cast, vote.register.weight)

    @cached_property
    def ended(self) -> Ended | None:
        """How the vote that was declared last ended, as far as this person may read it."""
        vote = self.last
        if vote is None or not self.reads(vote.question, self.acting):
            return None
        counted = vote.needed is not None and not vote.question.is_choice
        lacks = (vote.needed or 0) - vote.votes_for
        return Ended(
            vote,
            title_of(vote.question),
            outcome_in_words(vote),
            SIGNS.get(Outcome(vote.outcome), ""),
            result_in_words(vote),
            tally(vote.votes_for, vote.votes_against, vote.abstentions, vote.needed or 0) if counted else None,
            majority_of(vote),
            f"{lacks} short." if counted and vote.outcome == Outcome.LOST and lacks > 0 else "",
            self._fallen(vote.question.amendment),
        )

    @cached_property
    def listed(self) -> list[Listed]:
        """What is put together, where the question is on several amendments."""
        return listed_in(self.question) if self.question is not None else []

    @cached_property
    def back(self) -> Back | None:
        """What went back since that vote, or was counted again, as far as this person may read it: one query, or none."""
        key = getattr(self.last, "back", None)
        found, visibility = back_of(key) if key else (None, "")
        reads = found and can_read(self.acting, found.document.stage, self._audiences.get(found.document.pk))
        return found if reads and (not visibility or can_see(self.acting, visibility, ())) else None

    @cached_property
    def on_floor(self) -> frozenset[int]:
        """The keys of all amendments that are on the floor: at most one query."""
        return amendments_of(self.pending)

    def _fallen(self, amendment: Amendment | None) -> str:
        if amendment is None:
            return ""
        fell = list(Amendment.objects.filter(fallen_because=amendment).order_by("number").values_list("number", flat=True))
        return _fall(fell, "has fallen", "have fallen") if fell else ""

    @cached_property
    def text(self) -> Document | None:
        """The document that is worked on: that of the question, of the last vote, or the first that is on the floor."""
        told = [self.question, self.last.question if self.last else None]
        keys = [one.document_id for one in told if one and one.document_id]
        known = {one.pk: one for one in self.documents}
        return next((known[key] for key in keys if key in known), next(iter(self.documents), None))

    @cached_property
    def next(self) -> Next | None:
        """What the voting list puts next; None where there is no text on the floor, or none that this person reads."""
        document = self.text
        if document is None or not can_read(self.acting, document.stage, self._audiences.get(document.pk)):
            return None
        floor = Floor(ForDocument(document, Acting()))
        left = [row for row in floor.open if row.pk not in self.on_floor]
        row = floor.after(self.on_floor)
        if row is None:
            return None if left else Next("The final vote", f"{document.title} as a whole.", "")
        if row.pk in (several := [one.pk for one in left if floor.ranks.get(one.pk, (1, 0))[0] != 1]) and len(several) > 1:
            return Next("The en bloc list", "One vote for all that is on it.", "")
        one = Amendment.objects.select_related("mover_body", "mover_person").get(pk=row.pk)
        words = in_words(texts_of([one]).get(one.pk, floor.base), edits_from_json(one.edits))
        return Next(str(one), words, mover_of(one), one.number)


class MyFloor(Hall):
    """What one delegate has on their phone besides: the seat, the ballots, the notes."""

    @cached_property
    def sitting(self) -> str:
        """In which seats this person sits: "delegate for Brickfields, seat 114"."""
        return "; ".join(seat_in_words(one) for one in self._seats)

    @cached_property
    def _seats(self) -> list[Seat]:
        return seats_of(self.person, self.congress)

    @property
    def enters(self) -> bool:
        """Whether this person enters speakers here, for the desk: whoever runs the floor does so on the console."""
        return self.debatable and can(self.acting, "enter_speaker") and not self.runs

    @property
    def lacks_ballot(self) -> str:
        """Why a delegate has no ballot in the vote that is open; "" where they have one."""
        if self.vote is None or not self.vote.is_open or self.seats or Role.DELEGATE not in self.acting.roles:
            return ""
        if self.vote.by_ballot:
            return (
                "You are not in the register of this vote: it was frozen when the vote was opened. The desk can tell you why."
            )
        if self.vote.method == Method.CONSENT:
            return "Nobody casts a ballot now: the chair asks whether anybody objects. Speak up if you do."
        return "This vote is taken in the hall: raise your hand when the chair asks."

    @cached_property
    def asking(self) -> list[tuple[Seat, Speaker | None]]:
        """My seats that can ask for the floor, each with its place on the list where it has one."""
        if not self.debatable or self.person is None:
            return []
        listed = {one.seat_id: one for one in (*self.speakers.waiting, *filter(None, [self.speakers.now]))}
        return [(seat, listed.get(seat.pk)) for seat in self._seats if seat.role == Role.DELEGATE]

    @cached_property
    def pullable(self) -> list[Amendment]:
        """What this person may pull out of the en bloc list on the floor before it is voted on: one query, or none."""
        return self.pulls if can(self.acting, "pull_from_question") else []

    @property
    def pulls(self) -> list[Amendment]:
        """What can be pulled out of it, by whoever may."""
        one = self.question
        if one is None or one.kind != Matter.BLOC or self.vote is not None:
            return []
        rows = one.items.filter(pulled_at=None).select_related("amendment").order_by("position")
        return [row.amendment for row in rows if row.amendment]

    @property
    def advice(self) -> str:
        """What the committee advises on the amendment that is put."""
        one = self.question.amendment if self.question else None
        return Recommendation(one.recommendation).label if one and one.recommendation != Recommendation.NONE else ""

    @cached_property
    def notes(self) -> list[Jotted]:
        """My notes on the amendment that is put, and those that my delegation shares: one query."""
        one, person = self.question.amendment if self.question else None, self.person
        if one is None or person is None:
            return []
        bodies = [seat.body_id for seat in self._seats if seat.body_id]
        mine = Q(person=person, body__isnull=True) | Q(body__in=bodies)
        rows = Note.objects.filter(mine, amendment=one).select_related("body").order_by("body_id", "pk")
        return [Jotted(whose(row, person), row.words) for row in rows]


def _fall(numbers: list[int], one: str, several: str) -> str:
    return f"{names(numbers)} {one if len(numbers) == 1 else several}."
