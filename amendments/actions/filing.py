"""What a member does before and when they file: keep unfiled work, throw it away, file an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import User, access_congress_for, access_document_for, require
from amendments.actions import papers, record, words
from amendments.actions.drafting import conflict
from amendments.actions.leave import leave_on_paper, leave_to_file
from amendments.actions.meetings import Meeting, check_meeting
from amendments.actions.papers import Sheet
from amendments.actions.relations import relate
from amendments.actions.signing import use_leave
from amendments.actions.spread import asked, keep_everywhere
from amendments.actions.stages import check_not_set_aside, local
from amendments.actions.unfiled import check_many, check_not_filed, lock_drafts
from amendments.life import Backing, Stage, Visibility
from amendments.models import Amendment, Body, Document, Draft, Person, Revision, StandingOrders
from amendments.queries import clock
from amendments.queries.document import text_at
from amendments.queries.editing import stale_piece
from amendments.queries.secondary import edits_to
from amendments.refusals import Refused
from amendments.rules import Acting, Relation
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.compose import Piece, Unclear, compose, pieces_to_json
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_to_json
from amendments.text.relation import places
from amendments.text.stored import canonical, sha256


@dataclass(frozen=True)
class Work:
    """What a person brings: the changes, what they are about, why, and the body they bring it for (None: themselves).

    `typed` is the body's meeting as it was typed so far (day, votes for, votes against): a draft keeps that. `paper` is what
    the office files from, for whoever brought it on paper: then another moves it than files it. `amends` is the amendment that
    it amends, in the version `amends_version`; then its pieces are work on the text that this one asks for.
    """

    pieces: Sequence[Piece] = ()
    about: str = ""
    reason: str = ""
    body: Body | None = None
    meeting: Meeting | None = None
    typed: tuple[str, str, str] = ("", "", "")
    paper: Sheet | None = None
    amends: Amendment | None = None
    amends_version: int = 0

    def to_json(self) -> dict[str, Any]:
        """Give the form that a draft keeps."""
        return {
            "pieces": pieces_to_json(self.pieces),
            "about": self.about,
            "reason": self.reason,
            "body": self.body.pk if self.body else None,
            "meeting": list(self.typed),
            "version": self.amends_version,
        }


@transaction.atomic
def save_draft(
    *,
    acting_user: User,
    document: Document,
    revision: int,
    work: Work,
    revises: Amendment | None = None,
    mover: tuple[str, str] | None = None,
    key: str = "",
) -> Draft:
    """Keep unfiled work, one for a person and document. `revision` is the number of the one that was on the page.

    `revises` is the amendment that it is a new version of; such work is kept beside, one for a person and amendment. `mover` is
    what the desk typed of who moves it from the floor: the card, and how many support it. Such work is kept beside, too. `key`
    is that of a page which keeps by itself what is typed: once it has filed, what it still sends is refused.
    """
    person, floor = record.must_be_person(acting_user), mover is not None
    purpose = "file_from_floor" if floor else "save_draft"
    document = access_document_for(acting_user, purpose, pk=document.pk, lock="share" if floor else False).document
    check_not_filed(acting_user, purpose if floor else "revise_amendment" if revises else "file_amendment", key)
    base = document.revisions.filter(number=revision).first()
    if base is None:
        raise Refused(f"“{document}” has no revision {revision}. Please open the page again.")
    held = work.to_json() | ({"card": mover[0], "supporters": mover[1]} if mover else {})
    values = {"base_revision": base, "work": held, "saved_at": clock.now()}
    amends = None if revises else work.amends  # a new version of an amendment to another is kept as a version alone
    where: dict[str, Any] = {"person": person, "document": document, "revises": revises, "amends": amends, "floor": floor}
    draft, _ = Draft.objects.update_or_create(**where, defaults=values)
    return draft


@transaction.atomic
def discard_draft(
    *,
    acting_user: User,
    document: Document,
    revises: Amendment | None = None,
    amends: Amendment | None = None,
    floor: bool = False,
) -> None:
    """Throw one's own unfiled work on a document away."""
    person = record.must_be_person(acting_user)
    Draft.objects.filter(person=person, document_id=document.pk, revises=revises, amends=amends, floor=floor).delete()


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
    at = clock.now()
    paper = work.paper
    leave = leave_on_paper(document, paper.mover, work.body, at) if paper else leave_to_file(acting, document, work.body, at)
    check_not_set_aside(document)
    if leave is None or paper:
        _may_file(acting, document, work)
    if leave is None:
        _in_time(document, at)
    if work.body is not None:
        check_meeting(work.body, work.meeting, document, at)
    work = replace(work, about=words.line(work.about, "What it is about"), reason=words.prose(work.reason))
    if work.amends:
        base, text, edits = edits_to(work.amends, work.amends_version, work.pieces)
    else:
        base, text, edits = edits_on(document, revision, work.pieces)
    congress.last_number += 1
    congress.save(update_fields=["last_number"])
    amendment = new_amendment(document, base, person, work, edits, number=congress.last_number, at=at)
    amendment.backing = Backing.WAIVED if leave else Backing.OPEN
    enter(amendment, work, text, edits, document=document, acting_user=acting_user, at=at)
    use_leave(leave, amendment)
    papers.keep(amendment, work.paper, acting_user=acting_user, at=at)
    lock_drafts(person)
    Draft.objects.filter(person=person, document=document, revises=None, amends=work.amends, floor=False).delete()
    record.remember(acting_user, "file_amendment", key, result=amendment.pk, at=at)
    record.promise("filed", congress=congress, at=at, amendment=amendment.pk)
    return amendment


def _may_file(acting: Acting, document: Document, work: Work) -> None:
    body = work.body
    if work.paper is not None:
        require(acting, "file_on_behalf", stage=document.stage)
        papers.check_mover(document, work.paper, body)
        return
    if body is None:
        require(acting, "file_amendment", stage=document.stage)
        return
    speaks = body.congress_id == document.congress_id and body.pk in acting.speaks_for
    require(acting, "file_for_body", stage=document.stage, relations=[Relation.SPEAKER] if speaks else [])


def _in_time(document: Document, at: datetime) -> None:
    deadline = document.filing_deadline
    if document.stage != Stage.DISCUSSION:
        raise Refused(
            f"Filing for “{document}” is closed. What comes on paper now takes leave: the committee or the chair gives it "
            "to the member or the body that brought it."
        )
    if deadline is not None and at > deadline:
        raise Refused(
            f"Filing for “{document}” closed on {local(deadline, document)}. Ask the committee about a late amendment."
        )


def enter(
    amendment: Amendment, work: Work, text: Text, edits: Edits, *, document: Document, acting_user: User, at: datetime
) -> None:
    """Put a new amendment on record, save it, and relate it with the others. `text` is what its edits are on."""
    body, congress = told(amendment, work), document.congress
    entry = record.append("filed", body, congress=congress, document=document, acting_user=acting_user, at=at)
    record.keep_new([(amendment, entry, acting_user)], document=document)
    keep_everywhere(amendment, work.pieces)
    where = () if work.amends else places(text, e.Amendment(str(amendment), amendment.number, edits))
    record.index([(amendment, where)])
    relate([amendment], document)


def edits_on(
    document: Document, revision: int, pieces: Sequence[Piece], *, now: Revision | None = None
) -> tuple[Revision, Text, Edits]:
    """Make edits of the work, on the published revision unless another is given, and check that they fit it."""
    now = now or document.published_revision
    if now is None:
        raise Refused(f"“{document}” has not been published, so there is nothing to amend yet.")
    base = text_at(now)
    if revision != now.number:
        began = document.revisions.filter(number=revision).first()
        if began is None:
            raise Refused(f"“{document}” has no revision {revision}. Please open the page again.")
        if asked(pieces):
            raise Refused("The text was published anew since you opened this page. Look at the places once more, then file.")
        stale = stale_piece(text_at(began), base, pieces)
        if stale is not None:
            raise conflict(stale, pieces, now.number)
    check_many(pieces)
    try:
        edits = compose(base, pieces)
        if not edits:
            raise Refused("This amendment changes nothing: its text reads like the one that stands. Change a word first.")
        apply(base, edits)
    except (Unclear, Mismatch) as error:
        raise Refused(str(error)) from error
    return now, base, edits


def new_amendment(
    document: Document, base: Revision, person: Person, work: Work, edits: Edits, *, number: int, at: datetime
) -> Amendment:
    """Give the row of an amendment that is filed, not saved yet."""
    stored = edits_to_json(edits)
    meeting = work.meeting if work.body else None
    return Amendment(
        congress_id=document.congress_id,
        document=document,
        number=number,
        base_revision=base,
        edits=stored,
        edits_digest=sha256(canonical(stored)),
        about=work.about,
        reason=work.reason,
        mover_person=None if work.body else work.paper.mover if work.paper else person,
        mover_body=work.body,
        met_on=meeting.met_on if meeting else None,
        met_for=meeting.votes_for if meeting else None,
        met_against=meeting.votes_against if meeting else None,
        filed_by=person,
        filed_at=at,
        resolved=stored,
        primary=work.amends,
        primary_version=work.amends_version if work.amends else None,
        visibility=_seen_by(document),
    )


def _seen_by(document: Document) -> str:
    """Tell who sees what is filed: by the standing orders the committee may screen it before the readers do."""
    screened = StandingOrders.objects.filter(congress=document.congress_id, screening=True).exists()
    return Visibility.COMMITTEE if screened else Visibility.READERS


def told(amendment: Amendment, work: Work) -> dict[str, Any]:
    """Give a filing as its entry has it: the words themselves; people as commitments; reasons as digests."""
    meeting = None
    if amendment.met_on:
        meeting = {"on": amendment.met_on.isoformat(), "for": amendment.met_for, "against": amendment.met_against}
    return {
        "amendment": amendment.number,
        "base": amendment.base_revision.number,
        "edits": amendment.edits,
        "digest": amendment.edits_digest,
        "mover": amendment.mover_person.commitment if amendment.mover_person else None,
        "body": work.body.slug if work.body else None,
        "meeting": meeting,
        "visibility": amendment.visibility,
        "about": sha256(amendment.about),
        "reason": sha256(amendment.reason),
        "backing": str(amendment.backing),
    } | _besides(amendment, work)


def _besides(amendment: Amendment, work: Work) -> dict[str, Any]:
    """Give what only some filings have: a paper, words that are replaced everywhere, how many supported it on the floor."""
    floor = {} if amendment.floor_support is None else {"floor": amendment.floor_support}
    everywhere = None if work.amends else asked(work.pieces)
    amends = {"primary": work.amends.number, "to version": work.amends_version} if work.amends else {}
    paper = {"paper": work.paper.digest} if work.paper else {}
    return floor | amends | paper | ({"everywhere": everywhere} if everywhere else {})
