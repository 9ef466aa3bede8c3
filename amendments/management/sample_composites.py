"""What is made one in the sample: composites, signed off by those movers who agree, and amendments of the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amendments.access import access_document_for
from amendments.actions.composites import Together, answer_composite, propose_composite
from amendments.actions.joining import join_same
from amendments.models import Amendment, Document, Person
from amendments.queries.composing import Composing
from amendments.readers.sample import AmendmentPlan, CompositePlan, Sample


def make_composites(
    sample: Sample,
    filed: Sequence[tuple[AmendmentPlan, Amendment]],
    documents: Mapping[int, Document],
    people: Mapping[str, Person],
) -> None:
    """Propose the sample's composites, and answer for the movers. Raises SampleError and Refused."""
    by_about = {plan.about: (plan, amendment) for plan, amendment in filed}
    for plan in sample.composites:
        document = Document.objects.get(pk=documents[plan.document].pk)
        _propose(sample, plan, by_about, document, people)


def _propose(
    sample: Sample,
    plan: CompositePlan,
    by_about: Mapping[str, tuple[AmendmentPlan, Amendment]],
    document: Document,
    people: Mapping[str, Person],
) -> None:
    author = people[sample.holder_of("committee").name]
    numbers = [by_about[about][1].number for about in plan.of]
    desk = Composing(access_document_for(author, "propose_composite", pk=document.pk), numbers)
    together = Together(desk.sheet.pieces, desk.base, plan.about, plan.reason)
    made = propose_composite(acting_user=author, document=document, sources=numbers, together=together)
    for about in plan.signed:
        whose, amendment = by_about[about]
        mover = people[whose.mover] if whose.mover in people else people[sample.speaker_of(whose.mover).name]
        answer_composite(acting_user=mover, amendment=amendment, sign=True, version=made.version)


def join_those(filed: Sequence[tuple[AmendmentPlan, Amendment]], *, committee: Person) -> None:
    """Let amendments rest in the earlier ones of the same words that their plans name. Raises Refused."""
    by_about = {plan.about: amendment for plan, amendment in filed}
    for plan, amendment in filed:
        if plan.same_as:
            join_same(acting_user=committee, amendment=by_about[plan.same_as], others=[amendment.number])
