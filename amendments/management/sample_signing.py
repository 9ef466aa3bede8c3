"""Who signs the sample's amendments, who moves them together, and their later versions: each by the person who would do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amendments.actions.co_movers import answer_co_mover, name_co_mover
from amendments.actions.filing import Work
from amendments.actions.leave import let_in
from amendments.actions.meetings import Meeting
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.models import Amendment, Person
from amendments.models.fields import new_uid
from amendments.readers.quoting import pieces_of
from amendments.readers.sample import AmendmentPlan, Sample

if TYPE_CHECKING:
    from amendments.management.sample import Hall


def sign(hall: Hall, sample: Sample, plan: AmendmentPlan, amendment: Amendment, mover: Person) -> Amendment:
    """Let people and bodies sign, the mover name others and file later versions. Gives the amendment as it stands then."""
    for name in plan.supporters:
        support_amendment(acting_user=hall.people[name], amendment=amendment)
    for row in plan.bodies:
        met = Meeting(hall.day(row["days"]).date(), row["for"], row["against"])
        speaker = hall.people[sample.speaker_of(row["body"]).name]
        support_amendment(acting_user=speaker, amendment=amendment, body=hall.bodies[row["body"]], meeting=met)
    for number, row in enumerate(plan.versions, 1):
        if not row.get("late"):
            _revise(hall, plan, amendment, number=number, row=row)
    for row in plan.together:
        person = hall.people[row["name"]]
        name_co_mover(acting_user=mover, amendment=amendment, person=person)
        if row["answer"] != "asked":
            version = 1 + len(plan.versions)
            answer_co_mover(acting_user=person, amendment=amendment, confirm=row["answer"] == "confirmed", version=version)
    return Amendment.objects.get(pk=amendment.pk)


def _revise(hall: Hall, plan: AmendmentPlan, amendment: Amendment, *, number: int, row: dict[str, Any]) -> None:
    document = hall.documents[plan.document]
    revision = document.published_revision
    work = Work(
        pieces_of(hall.text(document), row["change"], new_uid), row.get("about", plan.about), row.get("reason", plan.reason)
    )
    revise_amendment(
        acting_user=amendment.filed_by,
        amendment=amendment,
        version=number,
        revision=revision.number if revision else 0,
        work=work,
    )


def write_anew(hall: Hall, plan: AmendmentPlan, amendment: Amendment) -> None:
    """File the later versions that wait until all others are filed: what amends it is taken along, waits or falls."""
    for number, row in enumerate(plan.versions, 1):
        if row.get("late"):
            _revise(hall, plan, Amendment.objects.get(pk=amendment.pk), number=number, row=row)


def let_in_by_leave(hall: Hall, sample: Sample, plan: AmendmentPlan, amendment: Amendment) -> None:
    """Let in what had too few supporters when filing closed, where the plan says why."""
    if plan.let_in:
        author = hall.people[sample.holder_of("committee").name]
        let_in(acting_user=author, amendment=amendment, reason=plan.let_in)
