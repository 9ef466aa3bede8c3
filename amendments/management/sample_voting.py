"""The voting lists of the sample: made, put in order by the chair with reasons, pulled from by delegates, put on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amendments.actions import voting
from amendments.actions.pulling import pull_out
from amendments.life import Stage
from amendments.models import Amendment, Document, Person, VotingList
from amendments.readers.sample import AmendmentPlan


def order_lists(
    documents: Iterable[Document],
    filed: Iterable[tuple[AmendmentPlan, Amendment]],
    people: Mapping[str, Person],
    *,
    chair: Person,
) -> None:
    """Make the list of each document, do with it what the plans say, and put the order of those on the floor on record."""
    plans = list(filed)
    for document in documents:
        listing = VotingList.objects.filter(document=document).first()
        version = listing.version if listing else 0
        voting.make_list(acting_user=chair, document=document, version=version)
        for plan, amendment in plans:
            if plan.document != document.number:
                continue
            if plan.pulled:
                person = people[plan.pulled["by"]]
                pull_out(acting_user=person, amendment=amendment, reason=plan.pulled["reason"])
            if plan.moved:
                version = VotingList.objects.get(document=document).version
                to, reason = plan.moved["to"], plan.moved["reason"]
                voting.move_item(
                    acting_user=chair, document=document, number=amendment.number, to=to, reason=reason, version=version
                )
        if plans and document.stage == Stage.FLOOR:
            version = VotingList.objects.get(document=document).version
            voting.fix_list(acting_user=chair, document=document, version=version)
