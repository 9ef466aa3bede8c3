"""What the drafting committee advises, and a minority of it: drafted in private, published one by one or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.advising import check_day, check_opinion, publish_row
from amendments.actions.stages import begin, check_version
from amendments.actions.words import line, prose
from amendments.life import Outcome, Rebase
from amendments.models import Advice, Amendment, Document, Person, Role, Seat
from amendments.queries import clock
from amendments.queries.advice import advised_words
from amendments.refusals import Conflict, Refused
from amendments.rules import relations_to
from amendments.text.compose import Piece, pieces_to_json
from amendments.text.number import label_of


@dataclass(frozen=True)
class Opinion:
    """What is advised: what to do, why, in which words, to whom it is referred, and how the committee voted (None: uncounted).

    `signers` and `size` are those of a minority: who signs it by name, and how many they are.
    """

    recommendation: str
    reason: str = ""
    pieces: Sequence[Piece] = ()
    referred_to: str = ""
    count: tuple[int, int, int] | None = None
    decided_on: date | None = None
    signers: Sequence[Person] = field(default=())
    size: int | None = None


class _Desk(NamedTuple):
    amendment: Amendment
    document: Document
    person: Person


def _sit_down(acting_user: User, amendment: Amendment, action: str) -> _Desk:
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    require(acting, action, stage=document.stage, relations=relations_to(acting, amendment))
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()}; advice comes before the decision.")
    amendment.document = document
    return _Desk(amendment, document, person)


def _action(*, minority: bool) -> str:
    return "minority_advice" if minority else "recommend"


@transaction.atomic
def save_advice(
    *,
    acting_user: User,
    amendment: Amendment,
    opinion: Opinion,
    version: int = 0,
    read: int | None = None,
    minority: bool = False,
) -> Advice:
    """Keep advice as a draft that the committee alone reads, and a minority's that its author alone does.

    `version` is that of the draft on the page, 0 where there was none; `read` that of the mover's words on it. Raises Conflict
    where another member saved since: both texts are kept, and nothing is lost.
    """
    desk = _sit_down(acting_user, amendment, _action(minority=minority))
    check_version(desk.amendment, read)
    return _save(desk, opinion, version=version, minority=minority)


def _save(desk: _Desk, opinion: Opinion, *, version: int, minority: bool) -> Advice:
    check_opinion(opinion.recommendation, opinion.count, opinion.size)
    check_day(opinion.decided_on, desk.document)
    _check_signers(opinion, desk.document)
    row = _draft(desk, minority=minority)
    if row is not None and row.version != version:
        raise _conflict(row, opinion)
    if row is None:
        row = Advice(amendment=desk.amendment, minority=minority, person=desk.person, version=0)
    ayes, noes, abstained = opinion.count or (None, None, None)
    values = {
        "recommendation": opinion.recommendation,
        "reason": prose(opinion.reason),
        "referred_to": line(opinion.referred_to, "The body that it is referred to"),
        "base_revision": desk.amendment.base_revision,
        "about_digest": desk.amendment.edits_digest,
        "work": pieces_to_json(opinion.pieces),
        "votes_for": ayes,
        "votes_against": noes,
        "abstentions": abstained,
        "decided_on": opinion.decided_on,
        "size": opinion.size,
        "person": desk.person,
        "saved_at": clock.now(),
        "version": row.version + 1,
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.signers.set(opinion.signers)
    return row


def _draft(desk: _Desk, *, minority: bool) -> Advice | None:
    rows = Advice.objects.filter(amendment=desk.amendment, minority=minority, published_at__isnull=True)
    return (rows.filter(person=desk.person) if minority else rows).first()


def _conflict(row: Advice, opinion: Opinion) -> Conflict:
    who = row.person or "Another member"
    return Conflict(
        f"{who} saved advice on {row.amendment} while you wrote. Both are kept: yours is in the form, theirs stands beside it. "
        "Save again to put yours in its place.",
        base="",
        mine=opinion.reason,
        theirs=row.reason,
        merged=None,
        revision=row.version,
        advice=row,
    )


def _check_signers(opinion: Opinion, document: Document) -> None:
    known = set(
        Seat.objects.filter(congress=document.congress_id, role=Role.COMMITTEE, until__isnull=True).values_list(
            "person_id", flat=True
        )
    )
    for person in opinion.signers:
        if person.pk not in known:
            raise Refused(f"{person} has no seat in the drafting committee. Only its members sign a minority’s advice.")
    if opinion.size is not None and opinion.size < len(opinion.signers):
        raise Refused(f"{len(opinion.signers)} people sign this advice, and {opinion.size} are counted. Please count again.")


@transaction.atomic
def discard_advice(*, acting_user: User, amendment: Amendment, minority: bool = False) -> None:
    """Throw a draft of advice away. What is published stands."""
    desk = _sit_down(acting_user, amendment, _action(minority=minority))
    row = _draft(desk, minority=minority)
    if row is None:
        raise Refused(f"There is no draft of advice on {desk.amendment}; perhaps another member published it.")
    row.delete()


@transaction.atomic
def publish_advice(
    *, acting_user: User, amendment: Amendment, version: int = 0, minority: bool = False, key: str = ""
) -> Advice:
    """Publish a draft of advice. `version` is that of the draft on the page: nobody publishes what they have not read."""
    done = record.done_before(acting_user, "publish_advice", key)
    if done is not None:
        return Advice.objects.get(pk=done)
    desk = _sit_down(acting_user, amendment, _action(minority=minority))
    row = _draft(desk, minority=minority)
    if row is None:
        raise Refused(f"There is no draft of advice on {desk.amendment}. Save one first; perhaps another member published it.")
    if version and row.version != version:
        raise Refused(f"{row.person} changed the advice on {desk.amendment} since you opened this page. Read it again first.")
    at = clock.now()
    publish_row(row, desk.amendment, desk.document, acting_user=acting_user, at=at)
    record.remember(acting_user, "publish_advice", key, result=row.pk, at=at)
    return row


@transaction.atomic
def publish_all(*, acting_user: User, document: Document, drafts: Iterable[tuple[int, int]], key: str = "") -> int:
    """Publish many drafts of the committee at once: all of them, or none. Gives how many.

    `drafts` are pairs of an amendment's number and the version of its draft on the page.
    """
    document, _, done = begin("recommend", document, acting_user=acting_user, key=key)
    if done is not None:
        return done
    wanted = dict(drafts)
    rows = Advice.objects.filter(amendment__document=document, minority=False, published_at__isnull=True)
    found = list(rows.filter(amendment__number__in=wanted).select_related("amendment", "base_revision", "person"))
    if not wanted:
        raise Refused("Choose at least one draft to publish.")
    for row in found:
        if row.version != wanted.pop(row.amendment.number):
            raise Refused(f"The draft on {row.amendment} was changed since you opened this page. Read it again first.")
    if wanted:
        raise Refused(
            f"The draft on {label_of(min(wanted))} was published or thrown away since you opened this page. Open it again."
        )
    at = clock.now()
    for row in sorted(found, key=lambda one: one.amendment.number):
        amendment = row.amendment
        if amendment.decision != Outcome.PENDING:
            raise Refused(f"{amendment} is {amendment.get_decision_display()}; advice comes before the decision. Leave it out.")
        amendment.document = document
        publish_row(row, amendment, document, acting_user=acting_user, at=at)
    record.remember(acting_user, "recommend", key, result=len(found), at=at)
    return len(found)


@transaction.atomic
def recommend(*, acting_user: User, amendment: Amendment, recommendation: str, reason: str = "", **more: Any) -> Amendment:
    """Give the committee's advice at once, without a draft. The same given again is not put on record again."""
    desk = _sit_down(acting_user, amendment, "recommend")
    opinion = Opinion(recommendation, reason, **more)
    check_opinion(opinion.recommendation, opinion.count, opinion.size)
    known = (desk.amendment.recommendation, desk.amendment.recommendation_reason)
    if known == (recommendation, prose(reason)) and not opinion.pieces:
        return desk.amendment
    draft = _draft(desk, minority=False)
    row = _save(desk, opinion, version=draft.version if draft else 0, minority=False)
    publish_row(row, desk.amendment, desk.document, acting_user=acting_user, at=clock.now())
    return desk.amendment


@transaction.atomic
def confirm_words(*, acting_user: User, amendment: Amendment, digest: str, key: str = "") -> Advice:
    """Confirm, for the committee, its words beside what was carried. `digest` is that of the combined text on the page."""
    person = record.must_be_person(acting_user)
    desk = _sit_down(acting_user, amendment, "confirm_words")
    done = record.done_before(acting_user, "confirm_words", key)
    if done is not None:
        return Advice.objects.get(pk=done)
    row = advised_words(desk.amendment)
    if row is None or row.rebase_state != Rebase.TOUCHING:
        raise Refused(f"The committee’s words for {desk.amendment} do not wait for a confirmation.")
    if digest != row.combined_digest:
        raise Refused(f"The text changed since you opened this page. Please read {desk.amendment} as it would stand now.")
    row.confirmed_digest, row.confirmed_by = digest, person
    row.save(update_fields=["confirmed_digest", "confirmed_by"])
    at: datetime = clock.now()
    document, body = desk.document, {"amendment": desk.amendment.number, "combined": digest}
    record.append("words confirmed", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.remember(acting_user, "confirm_words", key, result=row.pk, at=at)
    return row
