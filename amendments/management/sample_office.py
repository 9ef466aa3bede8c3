"""What the congress office of the sample has done: seats handed over, codes printed, invitations sent, papers taken in."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.actions import credentials, people
from amendments.actions.papers import Sheet
from amendments.models import Congress, Person, Seat
from amendments.readers.paper import read_paper
from amendments.readers.sample import Sample


def read_scan(sample: Sample, name: str, mover: Person | None) -> Sheet:
    """Read the scan of a paper that a member brought, or a body where no member is named."""
    return Sheet(read_paper((sample.folder / "papers" / name).read_bytes(), name), mover)


def run_office(sample: Sample, congress: Congress, known: Mapping[str, Person], *, secretary: Person) -> None:
    """Hand seats over, print codes and send invitations, as the secretary did."""
    for plan in sample.handed:
        held = Seat.objects.get(congress=congress, person=known[plan.whose], body__name=plan.body, until__isnull=True)
        people.hand_over_seat(acting_user=secretary, seat=held, to=known[plan.to], reason=plan.why)
    if sample.office.codes:
        chosen = [known[name].pk for name in sample.office.codes]
        credentials.issue_codes(acting_user=secretary, congress=congress, people=chosen)
    if sample.office.invited:
        chosen = [known[name].pk for name in sample.office.invited]
        credentials.invite(acting_user=secretary, congress=congress, people=chosen)
