"""The document of the sample that was decided in one evening, with all that can happen in one, to the correction after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from amendments.actions import adoption, chair, rest
from amendments.actions.chair import Verdict
from amendments.actions.editorial import Correction, correct_adopted
from amendments.actions.on_paper import OnPaper
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.votes import Count
from amendments.models import Amendment, Decision, Document, Person
from amendments.queries import clock
from amendments.readers.sample import Sample, read_plans

if TYPE_CHECKING:
    from amendments.management.sample import Hall

FILE = "evening.toml"


@dataclass(frozen=True)
class StepPlan:
    """One step of the evening, as `evening.toml` has it."""

    decide: str = ""
    again: str = ""
    left: str = ""
    adopt: bool = False
    correct: str = ""
    decision: str = ""
    count: dict[str, int] = field(default_factory=dict)
    paper: bool = False
    reason: str = ""
    strike: str = ""
    insert: str = ""

    @property
    def counted(self) -> Count:
        """The count of its vote."""
        return Count(self.count["for"], self.count["against"], self.count.get("abstained", 0))


@dataclass(frozen=True)
class _Evening:
    hall: Hall
    document: Document
    presiding: Person
    teller: Person
    committee: Person

    def now(self) -> Document:
        return Document.objects.get(pk=self.document.pk)

    def amendment(self, about: str) -> Amendment:
        return Amendment.objects.get(pk=self.hall.filed[about].pk)

    def decide(self, plan: StepPlan) -> None:
        paper = OnPaper(clock.now(), self.teller) if plan.paper else None
        verdict = Verdict(plan.decision, plan.counted, paper=paper)
        chair.record_decision(acting_user=self.presiding, amendment=self.amendment(plan.decide), verdict=verdict)

    def again(self, plan: StepPlan) -> None:
        decided = Decision.objects.get(amendment=self.amendment(plan.again), superseded=False)
        count = plan.counted if plan.count else None
        asked = ask_reopening(acting_user=self.presiding, decision=decided, reason=plan.reason, count=count)
        confirm_reopening(acting_user=self.teller, asked=asked)

    def left(self, plan: StepPlan) -> None:
        verdict = rest.Disposed(plan.left, plan.decision, plan.counted)
        rest.dispose(acting_user=self.presiding, document=self.now(), verdict=verdict)

    def adopt(self, plan: StepPlan) -> None:
        adoption.adopt(acting_user=self.presiding, document=self.now(), outcome=plan.decision, count=plan.counted)

    def correct(self, plan: StepPlan) -> None:
        row = self.document.paragraphs.get(label=plan.correct)
        words = row.text.replace(plan.strike, plan.insert)
        made = Correction(row.uid, "", plan.reason, words=words)
        correct_adopted(acting_user=self.committee, document=self.now(), correction=made)


def hold_evening(sample: Sample, hall: Hall, document: Document, people: dict[str, Person]) -> None:
    """Do all that the file says, in its order; `people` are who presides, counts and corrects. Raises SampleError, Refused."""
    evening = _Evening(hall, document, people["chair"], people["teller"], people["committee"])
    for plan in read_plans(StepPlan, sample.folder, FILE, "step"):
        _act(evening, plan)(plan)


def _act(evening: _Evening, plan: StepPlan) -> Callable[[StepPlan], Any]:
    if plan.decide:
        return evening.decide
    if plan.again:
        return evening.again
    if plan.left:
        return evening.left
    return evening.adopt if plan.adopt else evening.correct
