"""The final vote goes back: the seal is taken off, the numbers are those before the vote, and the text is on the floor again.

That is possible until the platform as a whole is adopted, which seals its documents for good.
"""

from __future__ import annotations

from typing import Any

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.adoption import check_nothing_open, decide_whole
from amendments.actions.again import about, decide_anew
from amendments.actions.projection import next_number, revise
from amendments.actions.stages import leaving, local
from amendments.actions.votes import Count
from amendments.life import Outcome, Stage
from amendments.models import Decision, Document, Entry, Reopening
from amendments.queries import clock
from amendments.queries.final import Unsealed, if_unsealed, sealed_by
from amendments.queries.going_back import Plan
from amendments.refusals import Refused
from amendments.text.stored import document_digest


def check_not_sealed(document: Document, decision: Decision) -> None:
    """Refuse once the platform as a whole was adopted, with this text in it."""
    vote = sealed_by(document)
    if vote is not None and decision.outcome == Outcome.CARRIED:
        raise Refused(
            f"The platform as a whole was adopted {local(vote.ended_at, document)}, with “{document}” in it: that seals it. "
            "Slips of numbers and references are mended under Corrections; other words are for the next congress."
        )


def check_final(document: Document, plan: Plan) -> None:
    """Refuse a recount that adopts a text which is another one by now."""
    if not (plan.turns and plan.outcome == Outcome.CARRIED):
        return
    if document.revisions.filter(entry__sequence__gt=plan.decision.entry.sequence).exists():
        raise Refused(f"“{document}” was changed since that vote, so its count adopts nothing. Put the final vote again.")
    check_nothing_open(document)


def undo_final(
    document: Document, plan: Plan, asked: Reopening, *, count: Count | None, needed: int | None, acting_user: User
) -> Entry:
    """Undo the final vote, or put the outcome of a recount in its place. The document is locked."""
    check_final(document, plan)
    chair, at, kind = asked.asked_by, clock.now(), "recounted" if count else "reopened"
    body = about(plan, asked, acting_user)
    body |= {"outcome": plan.outcome, "count": votes.words(count, needed)} if count else {}
    opened = if_unsealed(document) if plan.turns and document.stage == Stage.ADOPTED else None
    number = next_number(document)
    body |= leaving(document, "confirm_reopening") | _told(document, opened, number) if opened else {}
    entry = record.append(kind, body, congress=document.congress, document=document, acting_user=chair, at=at)
    if opened is not None:
        revise(document, opened.before, opened.after, entry=entry, whole=body["text"], number=number, acting_user=chair)
        document.stage, document.seal = Stage.FLOOR, ""
        document.save(update_fields=["stage", "seal"])
    votes.supersede(plan.undone)
    votes.rule_again(asked, entry, kind)
    if count and plan.turns and plan.outcome == Outcome.CARRIED:
        decide_whole(document, plan.outcome, count, needed=needed, acting_user=chair, vote=plan.decision.vote)
    elif count:
        decide_anew(document, plan, asked, entry, (count, needed))
    told = {"document": document.pk, "vote": plan.decision.vote_id}
    record.promise("final_vote_recounted" if count else "final_vote_again", congress=document.congress, at=at, **told)
    return entry


def _told(document: Document, opened: Unsealed, number: int) -> dict[str, Any]:
    """Give what becomes of the text, as the entry has it; `without` are the corrections that go with the adoption."""
    return {
        "before": document.current_revision.digest if document.current_revision else "",
        "restores": opened.restores,
        "without": opened.corrections,
        "revision": number,
        "text": document_digest(opened.after),
    }
