"""What the chair does with questions: put one on the floor in its exact words, take it back, and pull one out of a list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from amendments.access import User, access_amendment_for, access_congress_for, access_document_for
from amendments.actions import live, record
from amendments.actions.putting import Put, stated
from amendments.actions.silence import bring_along, close_list, set_back
from amendments.actions.words import prose
from amendments.life import OF_CONGRESS, UPON_ANOTHER, Matter, Stage
from amendments.models import Amendment, Congress, Document, Question, QuestionItem, Vote
from amendments.models.question import QuestionEnd
from amendments.queries import clock
from amendments.queries.recess import check_no_recess
from amendments.refusals import Refused
from amendments.text.stored import sha256

FLOOR = "floor"  # the topic that pages of the floor follow


@transaction.atomic
def put(*, acting_user: User, congress: Congress, wanted: Put, key: str = "") -> Question:
    """Put a question on the floor. Its words are on record; what it is about is checked now, and again when it is voted on.

    A question is put upon the one on the floor where its kind allows that, and alone otherwise.
    """
    congress = access_congress_for(acting_user, "put_question", pk=congress.pk, lock=True).congress
    done = record.done_before(acting_user, "put_question", key)
    if done is not None:
        return Question.objects.get(pk=done)
    check_no_recess(congress, "Nothing is put meanwhile.")
    document = _document(acting_user, congress, wanted)
    upon = _upon(congress, wanted)
    said = stated(wanted, document, upon)
    at, position = clock.now(), _next(congress)
    about: dict[str, Any] = {"kind": str(wanted.kind), "words": said.words, "digest": said.digest, **said.about}
    body = {"question": {"number": position, "upon": upon.position if upon else None, **about}}
    entry = record.append("question put", body, congress=congress, document=document, acting_user=acting_user, at=at)
    question = Question.objects.create(
        congress=congress,
        document=document,
        kind=wanted.kind,
        amendment=wanted.amendment,
        text=wanted.text,
        paragraph=wanted.paragraph,
        referred_to=said.referred_to,
        words=said.words,
        digest=said.digest,
        upon=upon,
        position=position,
        put_at=at,
        put_by=record.person_of(acting_user),
        entry=entry,
    )
    QuestionItem.objects.bulk_create(QuestionItem(question=question, position=n, **one) for n, one in enumerate(said.items, 1))
    bring_along(question, acting_user=acting_user)
    record.remember(acting_user, "put_question", key, result=question.pk, at=at)
    live.changed(congress, FLOOR)
    return question


def _document(acting_user: User, congress: Congress, wanted: Put) -> Document | None:
    """Lock the document that a question is about. Raises Refused where the congress has not taken it up."""
    if wanted.kind not in Matter.values:
        raise Refused("Say what the question is about.")
    if wanted.kind in OF_CONGRESS or wanted.document is None:
        if wanted.kind not in OF_CONGRESS | {Matter.MOTION}:
            raise Refused("Say which document the question is about.")
        return None
    document = access_document_for(acting_user, "read_document", pk=wanted.document.pk, lock=True).document
    if document.congress_id != congress.pk:
        raise Refused(f"“{document}” belongs to another congress.")
    if document.stage != Stage.FLOOR:
        raise Refused(f"“{document}” is at the stage “{document.get_stage_display()}”. First the congress takes it up.")
    return document


def _upon(congress: Congress, wanted: Put) -> Question | None:
    """Give the question on the floor that this one is put upon. Raises Refused where the floor is not free for it."""
    pending = on_the_floor(congress)
    if pending is None:
        return None
    inner = Question.objects.filter(upon=pending, ended="").first()
    if inner is not None:
        raise Refused(f"“{inner.words}” is on the floor. Have it decided or take it back before another question is put.")
    if wanted.kind not in UPON_ANOTHER:
        raise Refused(f"“{pending.words}” is on the floor. Have it decided or take it back before another question is put.")
    if Vote.objects.filter(question=pending, ended="").exists():
        raise Refused(f"“{pending.words}” is being voted on. Once a vote is open, nothing comes between.")
    return pending


def on_the_floor(congress: Congress) -> Question | None:
    """Give the question on the floor of a congress, not one that was put upon it."""
    return Question.objects.filter(congress=congress, ended="", upon__isnull=True).select_related("document").first()


def _next(congress: Congress) -> int:
    last = Question.objects.filter(congress=congress).order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


@transaction.atomic
def withdraw_question(*, acting_user: User, question: Question, reason: str = "", key: str = "") -> Question:
    """Take a question from the floor before it is voted on. Without a reason it was put by mistake, with one it is withdrawn.

    Raises Refused where a vote on it is open: that is canceled or declared void first. What was put upon it must be gone too.
    """
    congress = access_congress_for(acting_user, "withdraw_question", pk=question.congress_id, lock=True).congress
    question = fresh(question)
    if record.done_before(acting_user, "withdraw_question", key) is not None:
        return question
    if question.ended:
        raise Refused(f"“{question.words}” is not on the floor any more: it is {question.get_ended_display()}.")
    if Vote.objects.filter(question=question, ended="").exists():
        raise Refused("A vote on this question is open. Cancel it first; once ballots are cast it can only be declared void.")
    if Question.objects.filter(upon=question, ended="").exists():
        raise Refused("Another question was put upon this one. Have it decided or take it back first.")
    document = Document.objects.select_for_update(no_key=True).get(pk=question.document_id) if question.document_id else None
    at, reason = clock.now(), prose(reason)
    how = QuestionEnd.WITHDRAWN if reason else QuestionEnd.TAKEN_BACK
    body = {"question": {"number": question.position, "ended": how.value, "reason": sha256(reason) if reason else ""}}
    record.append("question ended", body, congress=congress, document=document, acting_user=acting_user, at=at)
    _end(question, how, at)
    if how == QuestionEnd.TAKEN_BACK:
        set_back(question, acting_user=acting_user)
    close_list(question, acting_user=acting_user)
    record.remember(acting_user, "withdraw_question", key, result=question.pk, at=at)
    live.changed(congress, FLOOR)
    return question


def _end(question: Question, how: QuestionEnd, at: datetime) -> None:
    question.ended, question.ended_at = how, at
    question.save(update_fields=["ended", "ended_at"])


def fresh(question: Question) -> Question:
    """Read a question again, locked."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",)).select_related("document", "amendment", "congress")
    return rows.get(pk=question.pk)


@transaction.atomic
def pull_from_question(*, acting_user: User, question: Question, amendment: Amendment, key: str = "") -> QuestionItem:
    """Pull an amendment out of an en bloc list that is on the floor, before it is voted on. It is put by itself later."""
    congress = access_congress_for(acting_user, "pull_from_question", pk=question.congress_id, lock=True).congress
    question = fresh(question)
    done = record.done_before(acting_user, "pull_from_question", key)
    if done is not None:
        return QuestionItem.objects.get(pk=done)
    if question.ended or question.kind != Matter.BLOC:
        raise Refused("No en bloc list is on the floor. Before it is put, pull an amendment out on its own page.")
    if Vote.objects.filter(question=question, ended="").exists():
        raise Refused("The vote on the list is open already. Whoever is against it votes against.")
    found = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    item = question.items.filter(amendment=found.amendment).select_related("pulled_by").first()
    if item is None:
        raise Refused(f"{amendment} is not on this list.")
    if item.pulled_at is not None:
        who = f" by {item.pulled_by}" if item.pulled_by else ""
        when = f"{item.pulled_at.astimezone(ZoneInfo(congress.time_zone)):%H:%M}"
        raise Refused(f"{amendment} was pulled out of the list at {when}{who} already. It is put by itself later.")
    at = clock.now()
    body = {"question": {"number": question.position, "pulled": found.amendment.number}}
    record.append("question pulled", body, congress=congress, document=found.document, acting_user=acting_user, at=at)
    item.pulled_at, item.pulled_by = at, record.person_of(acting_user)
    item.save(update_fields=["pulled_at", "pulled_by"])
    record.remember(acting_user, "pull_from_question", key, result=item.pk, at=at)
    live.changed(congress, FLOOR)
    return item
