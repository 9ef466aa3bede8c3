"""Verify what was projected of screening and advice: lists, appeals, advice with its words, minorities, acceptances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from amendments.models import Acceptance, Advice, Amendment, Appeal, Document
from amendments.queries.fold import Fold, Told
from amendments.queries.fold_advice import Advised
from amendments.text.number import label_of
from amendments.text.stored import sha256


def advice_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Compare the rows beside a document's amendments with what the record says; each problem is one sentence."""
    numbers = dict(Amendment.objects.filter(document=document).values_list("number", "listed__number"))
    published = Advice.objects.filter(amendment__document=document, published_at__isnull=False, superseded=False)
    rows = list(published.select_related("amendment", "person").prefetch_related("signers"))
    advice = {row.amendment.number: row for row in rows if not row.minority}
    standing = Acceptance.objects.filter(amendment__document=document, ended=False).annotate(against=Count("objections"))
    accepted = {row.amendment.number: row for row in standing.select_related("amendment")}
    appeals = {row.amendment.number: row for row in _appeals(document)}
    for number, told in fold.amendments.items():
        problems = [
            *_listed(numbers.get(number), told),
            *_advice(advice.get(number), told.advice),
            *_minorities([row for row in rows if row.minority and row.amendment.number == number], told),
            *_accepted(accepted.get(number), told),
            *_appeal(appeals.get(number), told),
        ]
        yield from (f"{label_of(number)}: {what}" for what in problems)


def _appeals(document: Document) -> Iterator[Appeal]:
    yield from Appeal.objects.filter(amendment__document=document).select_related("amendment").order_by("pk")


def _listed(number: int | None, told: Told) -> Iterator[str]:
    if number != told.listed:
        yield "the list that it was published on is not the one that the record says."


def _advice(row: Advice | None, told: Advised | None) -> Iterator[str]:
    if (row is None) != (told is None):
        yield "the committee’s advice is on record and its row is missing, or the other way about."
    elif row is not None and told is not None:
        yield from _said(row, told, "the committee’s advice")
        pairs: dict[str, tuple[Any, Any]] = {
            "place on the current text": (row.resolved, told.resolved),
            "state": (row.rebase_state, told.rebase_state),
            "combined text": (row.combined_digest, told.combined),
            "confirmation": (row.confirmed_digest, told.confirmed),
            "vote": (row.lost_id is not None, told.lost),
        }
        wrong = [name for name, (have, said) in pairs.items() if have != said]
        yield from (f"the {name} of the committee’s words is not what the record says." for name in wrong)


def _said(row: Advice, told: Advised, whose: str) -> Iterator[str]:
    """Compare what advice says: the recommendation, its reason, its words, and how they were counted."""
    count = None
    if row.votes_for is not None:
        count = {"for": row.votes_for, "against": row.votes_against, "abstained": row.abstentions}
    pairs: dict[str, tuple[Any, Any]] = {
        "recommendation": (row.recommendation, told.recommendation),
        "reason": (sha256(row.reason), told.reason),
        "words": ((row.edits, row.edits_digest), (told.edits, told.digest)),
        "count": (count, told.count),
    }
    yield from (f"{whose}: its {name} is not what the record says." for name, (have, said) in pairs.items() if have != said)


def _minorities(rows: list[Advice], told: Told) -> Iterator[str]:
    left = list(told.minorities.values())
    if len(rows) != len(left):
        yield "the record knows another number of minority advices."
        return
    for row in rows:
        same = next((one for one in left if not list(_said(row, one, "")) and _signed(row, one)), None)
        if same is None:
            yield "a minority’s advice is not what the record says."
        else:
            left.remove(same)


def _signed(row: Advice, told: Advised) -> bool:
    """Tell whether the signers are those on record, as far as their names are not erased."""
    known = [person.commitment for person in row.signers.all() if not person.erased]
    return row.size == told.size and set(known) <= set(told.signers) and row.signers.count() == len(told.signers)


def _accepted(row: Acceptance | None, told: Told) -> Iterator[str]:
    record = told.accepted
    have = (row.words, _moment(row), row.against) if row is not None else None  # type: ignore[attr-defined]
    said = (record.words, record.until, record.objections) if record is not None else None
    if have != said:
        yield "what was accepted without a vote is not what the record says."


def _moment(row: Acceptance) -> str:
    return row.until.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _appeal(row: Appeal | None, told: Told) -> Iterator[str]:
    if (row.outcome if row else "") != told.appeal:
        yield "the outcome of its appeal is not what the record says."
