"""The credentials of the sample: who was here, who sat and voted for whom, the registers, and what was challenged in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amendments.actions import challenges, credentials_desk, held_votes, register, surrender
from amendments.models import Congress, Document, Person, Role, Seat
from amendments.readers.sample import Sample, read_plans


@dataclass(frozen=True)
class SittingPlan:
    """A part of a sitting, up to the register that is frozen at its end; `challenge` is about that register."""

    document: int
    here: list[str] = field(default_factory=list)
    lent: list[dict[str, str]] = field(default_factory=list)
    held: list[dict[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    challenge: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitting:
    """The congress with its people by name; the desk, and the chair who freezes registers."""

    congress: Congress
    people: Mapping[str, Person]
    documents: Mapping[int, Document]
    desk: Person
    chair: Person

    def seat(self, name: str, role: str = Role.DELEGATE) -> Seat:
        """Give the seat that somebody holds in a role."""
        return Seat.objects.get(congress=self.congress, person=self.people[name], role=role, until__isnull=True)


def sit(sample: Sample, hall: Sitting) -> None:
    """Do all that the file says, in its order. Raises SampleError and Refused."""
    for plan in read_plans(SittingPlan, sample.folder, "credentials.toml", "sitting"):
        for name in plan.here:
            credentials_desk.mark_here(acting_user=hall.desk, seat=hall.seat(name))
        for one in plan.lent:
            alternate = hall.seat(one["to"], Role.ALTERNATE)
            surrender.surrender_seat(
                acting_user=hall.desk,
                seat=hall.seat(one["whose"]),
                alternate=alternate,
                lent=True,
                reason=one["why"],
                here=True,
            )
        for one in plan.held:
            held_votes.give_vote(
                acting_user=hall.people[one["whose"]], seat=hall.seat(one["whose"]), holder=hall.seat(one["to"])
            )
        for name in plan.gone:
            credentials_desk.mark_gone(acting_user=hall.desk, seat=hall.seat(name))
        _freeze(plan, hall)


def _freeze(plan: SittingPlan, hall: Sitting) -> None:
    document = hall.documents[plan.document]
    made = register.freeze(acting_user=hall.chair, congress=hall.congress, document=document)
    if plan.challenge:
        doubt, reason = plan.challenge["about"], plan.challenge["reason"]
        by = hall.people[plan.challenge["by"]]
        one = challenges.challenge(acting_user=by, congress=hall.congress, about=doubt, reason=reason, register=made)
        if "answer" in plan.challenge:
            challenges.answer_challenge(acting_user=hall.desk, challenge=one, answer=plan.challenge["answer"])
