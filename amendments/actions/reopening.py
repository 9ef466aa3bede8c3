"""A decision is reopened, or its count was taken again after it was declared: the chair asks, and a teller confirms.

Nothing that was put on record is changed: an entry is appended, what came after the decision is resolved again, what does not
stand any more is put to the vote again, and the text is made anew out of all that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Q

from amendments import counting
from amendments.access import User, access_congress_for, access_document_for, require
from amendments.actions import live, record, votes, words
from amendments.actions.again import undo
from amendments.actions.again_final import check_final, check_not_sealed, undo_final
from amendments.actions.floor import FLOOR
from amendments.actions.stages import check_seen
from amendments.actions.votes import Count
from amendments.life import Matter, Method, Outcome, Stage
from amendments.models import Decision, Document, Question, Reopening, Vote
from amendments.models.counting import Tie
from amendments.models.reopening import ReopeningEnd
from amendments.queries import clock
from amendments.queries.going_back import Plan, main_of, plan_of
from amendments.queries.resolving import if_reopened
from amendments.refusals import Refused

DECIDED = frozenset(
    {Matter.AMENDMENT, Matter.PARAGRAPH, Matter.BLOC, Matter.REFER, Matter.REST, Matter.ADOPTION}
)  # decided again
COUNTED = DECIDED | {Matter.WORDS, Matter.CLOSE, Matter.MOTION}  # whose count can be corrected


@transaction.atomic
def ask_reopening(
    *, acting_user: User, decision: Decision, reason: str, count: Count | None = None, head: str = "", key: str = ""
) -> Reopening:
    """Ask to reopen a decision, or with a `count` to correct it. Nothing is on record until a teller confirms it.

    What was asked before and is not confirmed is dropped.
    """
    document, done = _begin("ask_reopening", decision, acting_user, key)
    if done is not None:
        return Reopening.objects.get(pk=done)
    person, reason = record.must_be_person(acting_user), words.prose(reason)
    check_seen(document, head)
    now = main_of(_read(decision.pk))
    check_can_be_reopened(document, now)
    if not reason:
        raise Refused("Give the reason: it is read out, and printed in the record.")
    figures = asdict(count) if count is not None else {}
    outcome = recounted(document, now, count)[1] if count is not None else Outcome.PENDING.value
    check_follows(document, plan_of(now, outcome))
    at = clock.now()
    for before in Reopening.objects.filter(document=document, ended=ReopeningEnd.ASKED):
        before.ended = ReopeningEnd.DROPPED
        before.save(update_fields=["ended"])
    kept = {"count": figures, "reason": reason, "head": document.head, "asked_by": person, "asked_at": at}
    made = Reopening.objects.create(document=document, decision=now, **kept)
    record.remember(acting_user, "ask_reopening", key, result=made.pk, at=at)
    live.changed(document.congress, FLOOR)
    return made


def _begin(action: str, decision: Decision, acting_user: User, key: str) -> tuple[Document, int | None]:
    """Lock the congress, then the document: no vote can be opened meanwhile. Gives what this request made before."""
    held = Document.objects.values_list("congress_id", flat=True).get(pk=decision.document_id)
    congress = access_congress_for(acting_user, "read_congress", pk=held, lock=True).congress
    document, acting = access_document_for(acting_user, "read_document", pk=decision.document_id, lock=True)
    done = record.done_before(acting_user, action, key)
    if done is None:
        require(acting, action, stage=document.stage)
    document.congress = congress
    return document, done


def check_can_be_reopened(document: Document, decision: Decision) -> None:
    """Refuse while something is voted on, and where there is nothing that could be decided again."""
    ours = Q(question__document=document) | Q(question__kind=Matter.WHOLE, question__congress=document.congress_id)
    vote = Vote.objects.filter(ours, ended="").select_related("question").first()
    if vote is not None:
        raise Refused(
            f"A vote on “{vote.question.words}” is under way. Close and declare it, or declare it void, before you go back."
        )
    ours = Q(document=document) | Q(kind=Matter.WHOLE, congress=document.congress_id)
    question = Question.objects.filter(ours, ended="").first()
    if question is not None:
        raise Refused(f"“{question.words}” is on the floor. Have it decided or take it back before you go back.")
    name = decision.amendment or decision.get_matter_display()
    published = document.published_revision
    if published is not None and decision.entry.sequence < published.entry.sequence:
        raise Refused(f"The text was published anew since {name} was decided. What was decided before is not reopened.")
    if decision.superseded:
        raise Refused(f"This decision on {name} does not stand any more. Look at what was decided since.")
    if decision.matter not in COUNTED:
        raise Refused(f"A decision on {name} is not reopened: hold the vote again.")
    if decision.matter == Matter.ADOPTION:
        check_not_sealed(document, decision)
    elif document.stage == Stage.ADOPTED:
        raise Refused(
            f"“{document}” is adopted. First reopen the final vote on it: then what was decided before can be reopened."
        )


def check_follows(document: Document, plan: Plan) -> None:
    """Refuse what could not be done, before a teller is asked: all that would follow is worked out."""
    if plan.decision.matter == Matter.ADOPTION:
        check_final(document, plan)
    elif plan.resolves:
        if_reopened(document, plan)


def _read(pk: int) -> Decision:
    rows = Decision.objects.select_related("vote__register", "vote__question__upon__amendment", "amendment__primary", "entry")
    return rows.get(pk=pk)


def recounted(document: Document, decision: Decision, count: Count) -> tuple[int | None, str]:
    """Give what a new count needs and how it ends. Raises Refused where it cannot be, or turns what cannot be turned so."""
    question = decision.vote.question if decision.vote else None
    if decision.amendment is not None and question is not None and question.kind == Matter.BLOC:
        raise Refused(
            f"{decision.amendment} was carried en bloc, by one count for the whole list. Correct the count of the list."
        )
    needed = _needed(document, decision, count)
    if needed is None:
        raise Refused("Type the votes for and against of the new count.")
    carried = Outcome.REFERRED if decision.outcome == Outcome.REFERRED else Outcome.CARRIED
    outcome = carried if count.votes_for >= needed else Outcome.LOST
    tied = count.votes_for == count.votes_against
    if tied and (decision.vote.tie == Tie.CHAIR if decision.vote else votes.casting(document)):
        outcome = Outcome(decision.outcome)  # as the chair has decided the tie
    if outcome != decision.outcome and decision.matter == Matter.WORDS:
        raise Refused(
            f"By this count it {'is carried' if outcome == Outcome.CARRIED else 'is lost'}, and what follows from that is "
            "decided by a vote. Reopen the decisions that it led to, and put the question once more."
        )
    return needed, outcome.value


def _needed(document: Document, decision: Decision, count: Count) -> int | None:
    vote = decision.vote
    if vote is None:
        return votes.needed_for(document, decision.matter, count)
    numbers = (count.votes_for, count.votes_against, count.abstentions)
    hall = vote.register.weight if vote.register else vote.seats
    if count.method not in Method.values or min(numbers) < 0 or not sum(numbers):
        raise Refused("Type the votes for and against of the new count, each 0 or more.")
    if max(sum(numbers), count.present or 0) > hall:
        raise Refused(f"More people were typed than the {hall} who could vote then. Please count again.")
    if count.present is not None and sum(numbers) > count.present:
        raise Refused(f"{sum(numbers)} votes and abstentions were typed, and {count.present} people present.")
    present = count.present if count.present is not None else vote.present
    return counting.needed(vote.part, vote.base, counting.Poll(*numbers, present, vote.seats))


@transaction.atomic
def drop_reopening(*, acting_user: User, asked: Reopening) -> Reopening:
    """Leave it: nothing is changed, and nothing is on record."""
    document, _ = _begin("ask_reopening", asked.decision, acting_user, "")
    row = Reopening.objects.select_for_update(no_key=True, of=("self",)).get(pk=asked.pk)
    if row.ended == ReopeningEnd.DONE:
        raise Refused("It is confirmed already, and on record.")
    row.ended = ReopeningEnd.DROPPED
    row.save(update_fields=["ended"])
    live.changed(document.congress, FLOOR)
    return row


@transaction.atomic
def confirm_reopening(*, acting_user: User, asked: Reopening, key: str = "") -> Reopening:
    """Confirm what the chair asked, as another person: it is done, with all that follows, in one transaction."""
    document, done = _begin("confirm_reopening", asked.decision, acting_user, key)
    row = Reopening.objects.select_for_update(no_key=True, of=("self",)).select_related("asked_by").get(pk=asked.pk)
    if done is not None:
        return row
    person = record.must_be_person(acting_user)
    if row.ended:
        raise Refused("This was confirmed or dropped already. Nothing more is changed.")
    if person.pk == row.asked_by_id:
        raise Refused("Another person confirms it: a teller who did not ask for it.")
    if row.head != document.head:
        raise Refused(
            "Something was put on record since the chair asked. The chair looks at what would follow now, and asks anew."
        )
    decision = _read(row.decision_id)
    check_can_be_reopened(document, decision)
    count = count_of(row.count)
    needed, outcome = recounted(document, decision, count) if count else (None, Outcome.PENDING.value)
    do = undo_final if decision.matter == Matter.ADOPTION else undo
    row.entry = do(document, plan_of(decision, outcome), row, count=count, needed=needed, acting_user=person)
    row.ended, row.confirmed_by = ReopeningEnd.DONE, person
    row.save(update_fields=["ended", "confirmed_by", "entry"])
    record.remember(acting_user, "confirm_reopening", key, result=row.pk, at=row.entry.made_at)
    live.changed(document.congress, FLOOR)
    return row


def count_of(kept: Mapping[str, Any]) -> Count | None:
    """Read the figures of a recount as they were kept; None where nothing is counted again."""
    return Count(**kept) if kept else None
