"""The last question: the text as a whole, as amended. What is adopted is numbered anew, once, and sealed."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.db import transaction

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.chair import check_not_on_the_floor
from amendments.actions.committee import changed_labels
from amendments.actions.on_paper import OnPaper, check_paper, paper_body
from amendments.actions.projection import next_number, revise
from amendments.actions.stages import begin, check_seen, leaving
from amendments.actions.votes import Count
from amendments.life import Matter, Outcome, Stage
from amendments.models import Decision, Document, Vote
from amendments.queries import clock
from amendments.queries.amendment import open_amendments
from amendments.queries.document import current_text
from amendments.queries.reopening import put_again
from amendments.refusals import Refused
from amendments.text.renumbering import renumber
from amendments.text.stored import document_digest

_How: TypeAlias = tuple[Vote | None, OnPaper | None]  # the vote on the floor, or the paper, that it was decided by


@transaction.atomic
def adopt(
    *,
    acting_user: User,
    document: Document,
    outcome: str,
    count: Count,
    head: str = "",
    key: str = "",
    paper: OnPaper | None = None,
) -> Decision:
    """Record the final vote. Carried, it numbers the text anew, with a concordance, and seals it by its digest.

    Refused while amendments are open. Lost, it is on record, and the document stays on the floor.
    """
    document, _, done = begin("adopt", document, acting_user=acting_user, key=key)
    if done is not None:
        return votes.repeated(done, outcome, count)
    if outcome not in {Outcome.CARRIED, Outcome.LOST}:
        raise Refused("The text as a whole is carried or lost.")
    check_seen(document, head)
    check_not_on_the_floor(document)
    check_nothing_open(document)
    check_paper(document, paper, acting_user=acting_user)
    needed = votes.needed_for(document, Matter.ADOPTION, count)
    votes.check_outcome(count, needed, outcome, casting=votes.casting(document))
    decision = decide_whole(document, outcome, count, needed=needed, acting_user=acting_user, paper=paper)
    record.remember(acting_user, "adopt", key, result=decision.pk, at=decision.made_at)
    return decision


def decide_whole(
    document: Document,
    outcome: str,
    count: Count,
    *,
    needed: int | None,
    acting_user: User,
    vote: Vote | None = None,
    paper: OnPaper | None = None,
) -> Decision:
    """Adopt a locked document, or record that it was lost: for the acts that checked the count."""
    make = _seal if outcome == Outcome.CARRIED else _lost
    decision = make(document, count, needed, acting_user, (vote, paper))
    record.promise("final_vote", congress=document.congress, at=decision.made_at, decision=decision.pk)
    return decision


def check_nothing_open(document: Document) -> None:
    """Refuse the last question while amendments want a decision."""
    left = list(open_amendments(document)[:6])
    if left:
        names = ", ".join(str(one) for one in left[:5]) + (" and others" if len(left) > 5 else "")
        raise Refused(f"“{document}” cannot be adopted while amendments are open. First decide on {names}.")
    again = put_again(document)
    if again:
        words = "; ".join(one.vote.question.words for one in again if one.vote)
        raise Refused(f"“{document}” cannot be adopted yet. A decision was reopened, and must be put again: {words}")


def _seal(document: Document, count: Count, needed: int | None, user: User, how: _How) -> Decision:
    before = current_text(document)
    after, concordance = renumber(before)
    at, number, whole = clock.now(), next_number(document), document_digest(after)
    body = leaving(document, "adopt") | {
        "outcome": Outcome.CARRIED.value,
        "revision": number,
        "labels": changed_labels(before, after),
        "concordance": [list(row) for row in concordance],
        "text": whole,
        "count": votes.words(count, needed),
    }
    vote, paper = how
    body |= ({"vote": vote.number} if vote else {}) | paper_body(paper)
    entry = record.append("adopted", body, congress=document.congress, document=document, acting_user=user, at=at)
    revise(document, before, after, entry=entry, whole=whole, number=number, acting_user=user)
    document.stage, document.seal = Stage.ADOPTED, whole
    document.save(update_fields=["stage", "seal"])
    more = {"entry": entry, "needed": needed, "at": at, "vote": vote, "paper": paper}
    return votes.decide(document, Matter.ADOPTION, Outcome.CARRIED, count, **more)  # type: ignore[arg-type]


def _lost(document: Document, count: Count, needed: int | None, user: User, how: _How) -> Decision:
    at = clock.now()
    body: dict[str, Any] = {"outcome": Outcome.LOST.value, "count": votes.words(count, needed)}
    vote, paper = how
    body |= ({"vote": vote.number} if vote else {}) | paper_body(paper)
    entry = record.append("not adopted", body, congress=document.congress, document=document, acting_user=user, at=at)
    more = {"entry": entry, "needed": needed, "at": at, "vote": vote, "paper": paper}
    return votes.decide(document, Matter.ADOPTION, Outcome.LOST, count, **more)  # type: ignore[arg-type]
