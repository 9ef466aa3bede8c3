"""What a member does: keep unfiled work, file an amendment, withdraw it, take one over, confirm a combined text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from amendments.access import (
    User,
    access_amendment_for,
    access_congress_for,
    access_document_for,
    require,
)
from amendments.actions import record
from amendments.actions.committee import local
from amendments.actions.drafting import conflict
from amendments.life import Outcome, Rebase, State
from amendments.models import Amendment, Body, Document, Draft, Person, Revision
from amendments.queries import clock
from amendments.queries.decision import FALLS, fall_with
from amendments.queries.document import text_at
from amendments.queries.editing import stale_piece
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting, Relation, relations_to
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.compose import Piece, Unclear, compose, pieces_to_json
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_to_json
from amendments.text.relation import places
from amendments.text.stored import canonical, sha256


@dataclass(frozen=True)
class Meeting:
    """When a body passed what it moves, and how it voted."""

    met_on: date
    votes_for: int
    votes_against: int


@dataclass(frozen=True)
class Work:
    """What a person brings: the changes, what they are about, why, and the body they bring it for (None: themselves)."""

    pieces: Sequence[Piece] = ()
    about: str = ""
    reason: str = ""
    body: Body | None = None
    meeting: Meeting | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the form that a draft keeps."""
        body = self.body.pk if self.body else None
        return {"pieces": pieces_to_json(self.pieces), "about": self.about, "reason": self.reason, "body": body}


@transaction.atomic
def save_draft(*, acting_user: User, document: Document, revision: int, work: Work) -> Draft:
    """Keep unfiled work, one for a person and document. `revision` is the number of the one that was on the page."""
    person = record.must_be_person(acting_user)
    document = access_document_for(acting_user, "save_draft", pk=document.pk).document
    base = document.revisions.filter(number=revision).first()
    if base is None:
        raise Refused(f"“{document}” has no revision {revision}. Please open the page again.")
    values = {"base_revision": base, "work": work.to_json(), "saved_at": clock.now()}
    draft, _ = Draft.objects.update_or_create(person=person, document=document, defaults=values)
    return draft


@transaction.atomic
def discard_draft(*, acting_user: User, document: Document) -> None:
    """Throw one's own unfiled work on a document away."""
    person = record.must_be_person(acting_user)
    Draft.objects.filter(person=person, document_id=document.pk).delete()


def file_amendment(*, acting_user: User, document: Document, revision: int, work: Work, key: str = "") -> Amendment:
    """File an amendment. `revision` is the number of the one that was on the page; `key` makes a repetition harmless.

    When it is refused, the work is kept as the person's draft, and the refusal says so; nothing that was typed is lost.
    """
    try:
        return _file(acting_user=acting_user, document=document, revision=revision, work=work, key=key)
    except Refused as refused:
        try:
            save_draft(acting_user=acting_user, document=document, revision=revision, work=work)
        except Refused:
            raise refused from None
        refused.message += " Your text is kept as a draft."
        refused.args = (refused.message,)
        raise


@transaction.atomic
def _file(*, acting_user: User, document: Document, revision: int, work: Work, key: str) -> Amendment:
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "read_congress", pk=document.congress_id, lock=True).congress
    document, acting = access_document_for(acting_user, "read_document", pk=document.pk, lock="share")
    done = record.done_before(acting_user, "file_amendment", key)
    if done is not None:
        return Amendment.objects.get(pk=done)
    _may_file(acting, document, work.body)
    at = clock.now()
    _in_time(document, at)
    base, text, edits = _edits(document, revision, work.pieces)
    congress.last_number += 1
    congress.save(update_fields=["last_number"])
    amendment = _amendment(document, base, person, work, edits, number=congress.last_number, at=at)
    entry = record.append(
        "filed", _filed(amendment, work), congress=congress, document=document, acting_user=acting_user, at=at
    )
    record.keep([amendment], document=document, entry=entry, acting_user=acting_user, new=True)
    where = places(text, e.Amendment(str(amendment), amendment.number, edits))
    record.index([(amendment, where)])
    Draft.objects.filter(person=person, document=document).delete()
    record.remember(acting_user, "file_amendment", key, result=amendment.pk, at=at)
    record.promise("filed", congress=congress, at=at, amendment=amendment.pk)
    return amendment


def _may_file(acting: Acting, document: Document, body: Body | None) -> None:
    if body is None:
        require(acting, "file_amendment", stage=document.stage)
        return
    speaks = body.congress_id == document.congress_id and body.pk in acting.speaks_for
    require(acting, "file_for_body", stage=document.stage, relations=[Relation.SPEAKER] if speaks else [])


def _in_time(document: Document, at: datetime) -> None:
    deadline = document.filing_deadline
    if deadline is not None and at > deadline:
        raise Refused(
            f"Filing for “{document}” closed on {local(deadline, document)}. Ask the committee about a late amendment."
        )


def _edits(document: Document, revision: int, pieces: Sequence[Piece]) -> tuple[Revision, Text, Edits]:
    """Make edits of the work, on the published revision, and check that they fit it."""
    now = document.published_revision
    if now is None:
        raise Refused(f"“{document}” has not been published, so there is nothing to amend yet.")
    base = text_at(now)
    if revision != now.number:
        began = document.revisions.filter(number=revision).first()
        if began is None:
            raise Refused(f"“{document}” has no revision {revision}. Please open the page again.")
        stale = stale_piece(text_at(began), base, pieces)
        if stale is not None:
            raise conflict(stale, pieces, now.number)
    try:
        edits = compose(base, pieces)
        if not edits:
            raise Refused("This amendment changes nothing: its text reads like the published one. Change a word first.")
        apply(base, edits)
    except (Unclear, Mismatch) as error:
        raise Refused(str(error)) from error
    return now, base, edits


def _amendment(
    document: Document, base: Revision, person: Person, work: Work, edits: Edits, *, number: int, at: datetime
) -> Amendment:
    stored = edits_to_json(edits)
    meeting = work.meeting if work.body else None
    return Amendment(
        congress_id=document.congress_id,
        document=document,
        number=number,
        base_revision=base,
        edits=stored,
        edits_digest=sha256(canonical(stored)),
        about=work.about.strip(),
        reason=work.reason.strip(),
        mover_person=None if work.body else person,
        mover_body=work.body,
        met_on=meeting.met_on if meeting else None,
        met_for=meeting.votes_for if meeting else None,
        met_against=meeting.votes_against if meeting else None,
        filed_by=person,
        filed_at=at,
        resolved=stored,
    )


def _filed(amendment: Amendment, work: Work) -> dict[str, Any]:
    """Give a filing as its entry has it: the words themselves; people as commitments; reasons as digests."""
    meeting = None
    if amendment.met_on:
        meeting = {"on": amendment.met_on.isoformat(), "for": amendment.met_for, "against": amendment.met_against}
    return {
        "amendment": amendment.number,
        "base": amendment.base_revision.number,
        "edits": amendment.edits,
        "digest": amendment.edits_digest,
        "mover": None if work.body else amendment.filed_by.commitment,
        "body": work.body.slug if work.body else None,
        "meeting": meeting,
        "about": sha256(amendment.about),
        "reason": sha256(amendment.reason),
    }


@transaction.atomic
def withdraw_amendment(*, acting_user: User, amendment: Amendment, key: str = "") -> Amendment:
    """Withdraw one's own amendment, or that of a body one speaks for, before it is on the floor."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "withdraw_amendment", key) is not None:
        return amendment
    require(acting, "withdraw_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    at = clock.now()
    withdraw(amendment, document, acting_user=acting_user, at=at, kind="withdrawn")
    record.remember(acting_user, "withdraw_amendment", key, result=amendment.pk, at=at)
    return amendment


def withdraw(amendment: Amendment, document: Document, *, acting_user: User, at: datetime, kind: str) -> None:
    """Withdraw a locked amendment, on record; its secondary amendments fall. Shared by mover and chair."""
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()} and cannot be withdrawn any more.")
    if amendment.state == State.WITHDRAWN:
        raise Refused(f"{amendment} was withdrawn already. Another member may take it over.")
    fallen = [one.amendment for one in fall_with(document, {amendment.pk})]
    amendment.state = State.WITHDRAWN
    for one in fallen:
        one.decision, one.fallen_because = Outcome.FALLEN, amendment
    body = {"amendment": amendment.number, "falls": [one.number for one in fallen]}
    entry = record.append(kind, body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    fields = ("state", "decision", "fallen_because")
    record.keep([amendment, *fallen], *fields, document=document, entry=entry, acting_user=acting_user)
    record.promise("withdrawn", congress=document.congress, at=at, amendment=amendment.pk)


@transaction.atomic
def take_over_amendment(*, acting_user: User, amendment: Amendment, body: Body | None = None, key: str = "") -> Amendment:
    """Take over an amendment that its mover withdrew: it stands again, moved by the person or a body they speak for."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "take_over_amendment", key) is not None:
        return amendment
    require(acting, "take_over_amendment", stage=document.stage)
    if body is not None and body.pk not in acting.speaks_for:
        raise Forbidden(f"You do not speak for {body}. Whoever does can take the amendment over for it.")
    if amendment.state != State.WITHDRAWN or amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_state_display()}. Only what was withdrawn can be taken over.")
    if amendment.rebase_state in FALLS:
        raise Refused(f"{amendment} does not fit the current text any more: {amendment.rebase_why} Please file it anew.")
    at = clock.now()
    amendment.state = State.TAKEN_OVER
    amendment.mover_person, amendment.mover_body = (None, body) if body else (person, None)
    amendment.met_on = amendment.met_for = amendment.met_against = None
    entry_body = {
        "amendment": amendment.number,
        "mover": None if body else person.commitment,
        "body": body.slug if body else None,
    }
    entry = record.append(
        "taken over", entry_body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    fields = ("state", "mover_person", "mover_body", "met_on", "met_for", "met_against")
    record.keep([amendment], *fields, document=document, entry=entry, acting_user=acting_user)
    record.remember(acting_user, "take_over_amendment", key, result=amendment.pk, at=at)
    record.promise("taken_over", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment


@transaction.atomic
def confirm_combined(*, acting_user: User, amendment: Amendment, digest: str, key: str = "") -> Amendment:
    """Confirm that the combined text is what is meant. `digest` is that of the combined text that was on the page."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "confirm_combined", key) is not None:
        return amendment
    require(acting, "confirm_combined", stage=document.stage, relations=relations_to(acting, amendment))
    if amendment.rebase_state != Rebase.TOUCHING or amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} does not wait for a confirmation.")
    if digest != amendment.combined_digest:
        raise Refused(f"The text changed since you opened this page. Please read {amendment} as it would stand now.")
    at = clock.now()
    amendment.confirmed_digest, amendment.confirmed_by, amendment.confirmed_at = digest, person, at
    body = {"amendment": amendment.number, "combined": digest}
    entry = record.append("confirmed", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    fields = ("confirmed_digest", "confirmed_by", "confirmed_at")
    record.keep([amendment], *fields, document=document, entry=entry, acting_user=acting_user)
    record.remember(acting_user, "confirm_combined", key, result=amendment.pk, at=at)
    record.promise("confirmed", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment
