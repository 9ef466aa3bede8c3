"""Votes: the chair opens one, cancels one that was opened by mistake, and declares one void, on record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from amendments import sealing
from amendments.access import User, access_congress_for
from amendments.actions import live, record, votes
from amendments.actions.floor import FLOOR, fresh
from amendments.actions.putting import check_can_be_put
from amendments.actions.register import freeze
from amendments.actions.silence import end_speaking
from amendments.actions.words import prose
from amendments.life import BY_BALLOT, Matter, Method
from amendments.models import Congress, Document, Question, Register, RegisterLine, StandingOrders, Vote
from amendments.models.fields import new_uid
from amendments.models.vote import VoteEnd
from amendments.queries import clock
from amendments.queries.quorum import quorum_of
from amendments.queries.recess import check_no_recess
from amendments.refusals import Refused
from amendments.text.stored import sha256

LOCK = 0x766F7465 << 31  # beside the number of a vote, the advisory lock that its ballots share and its closing takes alone


@dataclass(frozen=True)
class Terms:
    """How a vote is taken: the method ("": as the orders say), for how many seconds (0: until it is closed).

    `override` is the chair's reason for a vote without a quorum, where the orders allow that.
    """

    method: str = ""
    seconds: int = 0
    override: str = ""


@transaction.atomic
def open_vote(*, acting_user: User, question: Question, terms: Terms | None = None, key: str = "") -> Vote:
    """Open a vote on a question: freezes the register, checks the quorum, and announces majority, method and end on record.

    A secret vote gets its key pair: the public key in its row, the private one in a file.
    """
    terms = terms or Terms()
    congress = access_congress_for(acting_user, "open_vote", pk=question.congress_id, lock=True).congress
    done = record.done_before(acting_user, "open_vote", key)
    if done is not None:
        return Vote.objects.get(pk=done)
    check_no_recess(congress, "No vote is opened meanwhile.")
    question, orders = fresh(question), StandingOrders.objects.get(congress=congress)
    _check_open(question)
    method = check_method(terms.method or orders.vote_method, question, orders)
    register = freeze(acting_user=acting_user, congress=congress, document=question.document)
    document = hold(question)
    check_still_stands(question, document)
    override = check_register(register, method, orders, prose(terms.override))
    vote = begin(question, register, orders, method, acting_user=acting_user, override=override, seconds=terms.seconds)
    end_speaking(congress, acting_user=acting_user)
    record.remember(acting_user, "open_vote", key, result=vote.pk, at=vote.opened_at)
    return vote


def _check_open(question: Question) -> None:
    if question.ended:
        raise Refused(f"“{question.words}” is not on the floor any more: it is {question.get_ended_display()}.")
    running = Vote.objects.filter(question=question, ended="").first()
    if running is not None:
        state = "open" if running.is_open else "closed, and waits to be declared"
        raise Refused(f"A vote on “{question.words}” is {state} already.")
    inner = Question.objects.filter(upon=question, ended="").first()
    if inner is not None:
        raise Refused(f"First “{inner.words}” is decided, which was put upon this question.")


def check_method(method: str, question: Question, orders: StandingOrders) -> str:
    """Give the method. Raises Refused for one that the orders or the question do not allow."""
    if method not in Method.values:
        raise Refused("Choose how the vote is taken.")
    if method == Method.SECRET and not orders.secret_allowed:
        raise Refused("The standing orders know no secret ballot here. Take a roll call, or vote on paper.")
    if question.is_choice and method not in BY_BALLOT:
        raise Refused("A choice among several is made by ballot: a roll call or a secret ballot.")
    if method == Method.CARDS and not orders.card_votes:
        raise Refused("The standing orders know no card votes. Take a show of hands or a roll call.")
    return method


def hold(question: Question) -> Document | None:
    """Lock the chain that a question belongs to: that of its document, which it gives, or the congress's own."""
    if question.document_id is None:
        Congress.objects.select_for_update(no_key=True).get(pk=question.congress_id)
        return None
    return Document.objects.select_for_update(no_key=True).get(pk=question.document_id)


def check_still_stands(question: Question, document: Document | None) -> None:
    """Refuse a vote on an amendment that could not be carried any more: it was withdrawn, or the text has changed."""
    if document is None:
        return
    if question.kind == Matter.AMENDMENT and question.amendment is not None:
        check_can_be_put(question.amendment, document, question.text)
    if question.kind == Matter.REST:
        return  # what waits for a ruling or a confirmation is disposed of like all else
    items = question.items.filter(amendment__isnull=False, pulled_at__isnull=True).select_related("amendment")
    if question.kind == Matter.BLOC and not items:
        raise Refused("All that was on the list is pulled out, so nothing is left to vote on. Take the question back.")
    for item in items:
        if item.amendment is not None:
            check_can_be_put(item.amendment, document, item.text)


def check_register(register: Register, method: str, orders: StandingOrders, override: str) -> str:
    """Check the quorum, and that somebody can vote. Gives the chair's reason where it was needed. Raises Refused."""
    if method in BY_BALLOT and not register.weight:
        raise Refused("No delegate is here yet, so nobody could vote. The credentials desk says who is here.")
    found = quorum_of(register)
    if found.met:
        return ""
    if not orders.quorum_override:
        raise Refused(f"There is no quorum: {found.sentence} Wait for them, or adjourn.")
    if not override:
        raise Refused(f"There is no quorum: {found.sentence} To vote all the same, give your reason for the record.")
    return override


def begin(
    question: Question,
    register: Register,
    orders: StandingOrders,
    method: str,
    *,
    acting_user: User,
    override: str = "",
    seconds: int = 0,
    recount_of: Vote | None = None,
) -> Vote:
    """Write a vote and its entry; congress and document are locked."""
    at, uid = clock.now(), new_uid()
    with _key_of(uid, method) as public_key:
        terms = _terms(question, register, orders, method) | {"public_key": public_key}
        closes = at + timedelta(seconds=seconds) if seconds > 0 else None
        body = terms | {
            "question": question.position,
            "register": register.number,
            "register digest": register.digest,
            "closes": record.moment(closes) if closes else "",
            "override": sha256(override) if override else "",
            "recount of": recount_of.number if recount_of else None,
        }
        entry = append("vote opened", {"vote": body}, question, acting_user=acting_user, at=at)
        kept = {"register": register, "uid": uid, "entry": entry, "closes": closes, "why": override, "recount_of": recount_of}
        by = record.person_of(acting_user)
        vote = Vote.objects.create(congress=question.congress, question=question, opened_at=at, opened_by=by, **kept, **terms)
        live.changed(question.congress, FLOOR)
    return vote


def _terms(question: Question, register: Register, orders: StandingOrders, method: str) -> dict[str, Any]:
    """Give the number of a new vote, and the rules it is taken by, as row and entry have them."""
    majority, counted = votes.majority_for(orders, question.kind), method not in BY_BALLOT | {Method.CONSENT}
    return {
        "number": _next(question.congress),
        "method": method,
        "numerator": majority.part.numerator,
        "denominator": majority.part.denominator,
        "base": majority.base,
        "tie": orders.ties,
        "tellers": orders.tellers_agree if counted else 1,
        "changeable": orders.ballot_changes and method == Method.ROLL_CALL,
        "quorum": register.needed,
        "quorate": register.quorate,
        "seats": sum(RegisterLine.objects.filter(register=register).values_list("weight", flat=True)),
    }


@contextmanager
def _key_of(uid: str, method: str) -> Iterator[str]:
    """Make the key pair of a secret vote, and leave no file behind where the vote does not come about."""
    if method != Method.SECRET:
        yield ""
        return
    try:
        left = sealing.kept_keys()
        for done in Vote.objects.filter(uid__in=left).exclude(closed_at__isnull=True, ended="").values_list("uid", flat=True):
            sealing.destroy_key(done)  # a vote that another machine ended
        public = sealing.make_key(uid)
    except sealing.Unfit as unfit:
        raise Refused(str(unfit)) from unfit
    try:
        yield public
    except BaseException:
        sealing.destroy_key(uid)
        raise


def append(kind: str, body: dict[str, Any], question: Question, *, acting_user: User, at: datetime) -> Any:
    """Append to the chain that a question belongs to: its document's, or the congress's own."""
    return record.append(kind, body, congress=question.congress, document=question.document, acting_user=acting_user, at=at)


def _next(congress: Congress) -> int:
    last = Vote.objects.filter(congress=congress).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def lock_ballots(vote: Vote, *, alone: bool) -> None:
    """Wait for the ballots that are being cast, and keep out others; or share with them, as a ballot does.

    A statement of its own before anything is read: what is read later is then what was committed before. SQLite lets one write
    at a time, and needs no lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [LOCK + vote.pk])


def lock_vote(acting_user: User, purpose: str, vote: Vote) -> Vote:
    """Authorize an act on a vote and lock its chain, then its ballots; gives it as it is now."""
    congress = access_congress_for(acting_user, purpose, pk=vote.congress_id, lock=vote.question.document_id is None).congress
    document = hold(vote.question)
    lock_ballots(vote, alone=True)
    now = Vote.objects.select_related("question__amendment", "register").get(pk=vote.pk)
    now.congress = now.question.congress = congress
    now.question.document = document
    return now


@transaction.atomic
def cancel_vote(*, acting_user: User, vote: Vote, key: str = "") -> Vote:
    """Cancel a vote that was opened by mistake, before any ballot or count. The question stays on the floor."""
    vote = lock_vote(acting_user, "cancel_vote", vote)
    if vote.ended == VoteEnd.CANCELED:
        return vote
    _check_running(vote)
    if vote.ballots.exists() or vote.hand_counts.exists() or not vote.is_open:
        raise Refused("Votes were cast already, so it cannot be canceled as a mistake. Close it, or declare it void on record.")
    return _finish(vote, VoteEnd.CANCELED, "", acting_user=acting_user, key=key)


@transaction.atomic
def void_vote(*, acting_user: User, vote: Vote, reason: str, key: str = "") -> Vote:
    """Declare a vote void, with a reason on record: its key is lost, or it was disturbed. It is held again.

    What was cast in it is not counted. Sealed boxes are deleted; what was said in a roll call stays.
    """
    vote = lock_vote(acting_user, "void_vote", vote)
    if vote.ended == VoteEnd.VOID:
        return vote
    _check_running(vote)
    said = prose(reason)
    if not said:
        raise Refused("Say why the vote is void: the reason is printed in the record, and read out before it is held again.")
    if vote.is_secret:
        vote.ballots.all().delete()
    return _finish(vote, VoteEnd.VOID, said, acting_user=acting_user, key=key)


def _check_running(vote: Vote) -> None:
    if vote.ended:
        raise Refused(f"This vote is over: it is {vote.get_ended_display()}.")


def _finish(vote: Vote, how: VoteEnd, why: str, *, acting_user: User, key: str) -> Vote:
    at = clock.now()
    body = {"vote": {"number": vote.number, "ended": how.value, "reason": sha256(why) if why else ""}}
    append("vote ended", body, vote.question, acting_user=acting_user, at=at)
    vote.ended, vote.ended_at, vote.why = how, at, why or vote.why
    vote.save(update_fields=["ended", "ended_at", "why"])
    if vote.is_secret:
        transaction.on_commit(lambda: sealing.destroy_key(vote.uid))
    record.remember(acting_user, f"{how.value} vote", key, result=vote.pk, at=at)
    live.changed(vote.congress, FLOOR)
    return vote
