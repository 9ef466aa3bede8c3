"""Verify questions and votes: each row is what the record says, and every tally gives the result that was declared."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import QuerySet

from amendments.counting import tally_of
from amendments.models import Ballot, Congress, Document, Entry, Question, Vote
from amendments.queries.fold_floor import FloorFold, ToldQuestion, ToldVote

OPENED = (
    "method",
    "numerator",
    "denominator",
    "base",
    "tie",
    "tellers",
    "changeable",
    "quorum",
    "quorate",
    "seats",
    "public_key",
)


def floor_problems(entries: list[Entry], congress: Congress, document: Document | None) -> Iterator[str]:
    """Compare the questions and votes of one chain with what its entries say; each problem is one sentence."""
    fold = FloorFold()
    for entry in entries:
        payload = json.loads(entry.payload)
        try:
            fold.take(entry.kind, payload["body"], payload["by"])
        except (ValueError, KeyError, TypeError) as error:
            yield f"Entry {entry.sequence} ({entry.kind}) does not follow from those before it: {error}"
            return
    yield from _questions(Question.objects.filter(congress=congress, document=document), fold)
    yield from _votes(Vote.objects.filter(congress=congress, question__document=document), fold)


def _questions(rows: QuerySet[Question], fold: FloorFold) -> Iterator[str]:
    known = dict(fold.questions)
    for row in rows.select_related("amendment", "upon").prefetch_related("items__amendment", "items__document"):
        told = known.pop(row.position, None)
        if told is None:
            yield f"Question {row.position}: it is not on record."
        else:
            yield from (f"Question {row.position}: {what}" for what in _question(row, told))
    yield from (f"Question {number}: it is on record, and its row is missing." for number in known)


def _question(row: Question, told: ToldQuestion) -> Iterator[str]:
    body = told.body
    have = (row.kind, row.words, row.digest, row.upon.position if row.upon else None, row.referred_to, row.paragraph)
    said = (body["kind"], body["words"], body["digest"], body["upon"], body.get("to whom", ""), body.get("paragraph", ""))
    if have != said or (row.amendment.number if row.amendment else None) != body.get("amendment"):
        yield "its words, or what it is about, are not what the record says."
    if row.amendment and row.text != body["text"]:
        yield "other words of the amendment are put than the record says."
    items = list(row.items.all())
    if [[one.amendment.number, one.text] for one in items if one.amendment] != body.get("amendments", []):
        yield "its amendments are not those of the record."
    if [one.document.slug for one in items if one.document] != body.get("documents", []):
        yield "its documents are not those of the record."
    if {one.amendment.number for one in items if one.amendment and one.pulled_at} != set(told.pulled):
        yield "other amendments were pulled out of it than the record says."
    if row.ended != told.ended:
        yield "it left the floor otherwise than the record says."


def _votes(rows: QuerySet[Vote], fold: FloorFold) -> Iterator[str]:
    known = dict(fold.votes)
    rows = rows.select_related("question", "register", "recount_of")
    for row in rows.prefetch_related("tallies", "hand_counts__person"):
        told = known.pop(row.number, None)
        if told is None:
            yield f"Vote {row.number}: it is not on record."
        else:
            yield from (
                f"Vote {row.number}: {what}" for what in (*_opened(row, told), *_counted(row, told), *_ended(row, told))
            )
    yield from (f"Vote {number}: it is on record, and its row is missing." for number in known)


def _opened(row: Vote, told: ToldVote) -> Iterator[str]:
    body = told.body
    if [getattr(row, name) for name in OPENED] != [body[name] for name in OPENED]:
        yield "it was opened with another method, majority or key than the record says."
    register = (row.register.number, row.register.digest) if row.register else (None, "")
    if (row.question.position, *register) != (body["question"], body["register"], body["register digest"]):
        yield "its question or its register is not what the record says."
    if (row.recount_of.number if row.recount_of else None) != body["recount of"]:
        yield "it counts another vote again than the record says."


def _counted(row: Vote, told: ToldVote) -> Iterator[str]:
    closed = told.closed
    if (row.closed_at is None) != (closed is None):
        yield "it is open or closed otherwise than the record says."
    if closed is None:
        return
    tally = {one.choice: one.votes for one in row.tallies.all()}
    if row.by_ballot and (tally, row.cast, row.present) != (closed["tally"], closed["ballots"], closed["present"]):
        yield "its tally is not what the record says."
    counted = {"for": row.votes_for, "against": row.votes_against, "abstain": row.abstentions}
    if not row.question.is_choice and {name: n for name, n in counted.items() if n} != closed["tally"]:
        yield "its count is not what the record says."
    ballots = Ballot.objects.filter(vote=row).values_list("choice", "weight")
    if row.is_secret and ballots:
        yield "sealed ballots of it are still there, though it is closed."
    if row.method == "roll call" and tally_of(ballots) != closed["tally"]:
        yield "its ballots do not give its tally."
    yield from _hands(row, told)


def _hands(row: Vote, told: ToldVote) -> Iterator[str]:
    rows = [one for one in row.hand_counts.all() if not one.superseded]
    have = {
        one.person.commitment: {
            "for": one.votes_for,
            "against": one.votes_against,
            "abstained": one.abstentions,
            "present": one.present,
        }
        for one in rows
        if not one.person.erased
    }
    if {who: what for who, what in told.hands.items() if who in have} != have or len(rows) != len(told.hands):
        yield "what its tellers counted is not what the record says."


def _ended(row: Vote, told: ToldVote) -> Iterator[str]:
    if (row.ended, row.outcome, row.needed) != (told.ended, told.outcome, told.needed):
        yield "its result is not what the record says."
    if (row.key_gone_at is not None) != told.key_gone:
        yield "its key was destroyed or not, otherwise than the record says."
