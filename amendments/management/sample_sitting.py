"""The floor of the sample: a motion that was voted on by roll call, and a question that is put, with its list of speakers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amendments.actions import ballots, closing, declaring, floor, speaking, vote
from amendments.actions.from_floor import Moved, file_from_floor
from amendments.actions.putting import Put
from amendments.actions.vote import Terms
from amendments.life import Matter, Method
from amendments.management.sample_credentials import Sitting
from amendments.models import Amendment, Document, Question
from amendments.readers.sample import Sample, read_plans
from amendments.text.compose import Rewrite


@dataclass(frozen=True)
class QuestionPlan:
    """One question of the sample, as `sitting.toml` has it."""

    document: int
    motion: str = ""
    amendment: str = ""
    votes: dict[str, str] = field(default_factory=dict)
    asking: list[dict[str, str]] = field(default_factory=list)
    called: int = 0


@dataclass(frozen=True)
class FromFloorPlan:
    """One amendment from the floor, as `sitting.toml` has it: `strike` and `insert` are words of the paragraph `place`."""

    document: int
    mover: str
    about: str
    place: str
    strike: str
    insert: str
    supporters: int = 0


def move_from_floor(sample: Sample, hall: Sitting) -> None:
    """Type what delegates moved. Raises SampleError and Refused."""
    for plan in read_plans(FromFloorPlan, sample.folder, "sitting.toml", "from_floor"):
        document = Document.objects.get(pk=hall.documents[plan.document].pk)
        paragraph = document.paragraphs.get(label=plan.place)
        piece = Rewrite(paragraph.uid, paragraph.text.replace(plan.strike, plan.insert))
        moved = Moved((piece,), hall.seat(plan.mover), plan.supporters, plan.about)
        revision = document.current_revision.number if document.current_revision else 0
        file_from_floor(acting_user=hall.chair, document=document, revision=revision, moved=moved)


def put_questions(sample: Sample, hall: Sitting, filed: Mapping[str, Amendment]) -> None:
    """Do all that the file says, in its order. Raises SampleError and Refused."""
    move_from_floor(sample, hall)
    for plan in read_plans(QuestionPlan, sample.folder, "sitting.toml", "question"):
        question = floor.put(acting_user=hall.chair, congress=hall.congress, wanted=_wanted(plan, hall, filed))
        for one in plan.asking:
            person = hall.people[one["who"]]
            speaking.ask_to_speak(acting_user=person, seat=hall.seat(one["who"]), side=one["side"])
        for _ in range(plan.called):
            speaking.call_next(acting_user=hall.chair, congress=hall.congress)
        if plan.votes:
            _vote(plan, hall, question)


def _wanted(plan: QuestionPlan, hall: Sitting, filed: Mapping[str, Amendment]) -> Put:
    document = hall.documents[plan.document]
    if plan.motion:
        return Put(Matter.MOTION, document=document, words=plan.motion)
    return Put(Matter.AMENDMENT, document=document, amendment=Amendment.objects.get(pk=filed[plan.amendment].pk))


def _vote(plan: QuestionPlan, hall: Sitting, question: Question) -> None:
    opened = vote.open_vote(acting_user=hall.chair, question=question, terms=Terms(Method.ROLL_CALL))
    for name, choice in plan.votes.items():
        ballots.cast(acting_user=hall.people[name], vote=opened, choice=choice)
    closed = closing.close_vote(acting_user=hall.chair, vote=opened)
    declaring.declare_vote(acting_user=hall.chair, vote=closed)
