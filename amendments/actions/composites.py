"""Composites: several amendments made one. Proposed, signed off or declined by their movers, asked anew, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from amendments.access import User, access_amendment_for, access_congress_for, access_document_for, require
from amendments.actions import record, words
from amendments.actions.filing import Work, new_amendment, told
from amendments.actions.member import withdraw
from amendments.actions.relations import relate
from amendments.actions.rests import lay
from amendments.actions.signing import check_speaks, named
from amendments.actions.stages import check_versions
from amendments.life import Backing, Rest, Visibility
from amendments.models import Amendment, CoMover, Composite, CompositeSource, Document, Person, Revision, Role, StandingOrders
from amendments.models.composite import SignedOff
from amendments.models.orders import Composers
from amendments.models.support import Answer
from amendments.queries import clock
from amendments.queries.amendment import is_open
from amendments.queries.composites import composite_of, stale
from amendments.queries.document import current_text
from amendments.queries.throughout import throughout_of
from amendments.refusals import Refused
from amendments.rules import Acting, relations_to
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.compose import Piece, Unclear, compose
from amendments.text.edits import Edits, Mismatch, edits_from_json, edits_to_json
from amendments.text.number import label_of
from amendments.text.relation import places
from amendments.text.stored import canonical, sha256

FEWEST = 2


@dataclass(frozen=True)
class Together:
    """A composite as typed: words, about and why; `revision` and `read` are those of the text and, by number, of sources."""

    pieces: Sequence[Piece]
    revision: int
    about: str = ""
    reason: str = ""
    read: Mapping[int, int] | None = None


@transaction.atomic
def propose_composite(
    *, acting_user: User, document: Document, sources: Sequence[int], together: Together, key: str = ""
) -> Composite:
    """Propose one text in the place of several amendments, given by number. The mover of each is asked to sign it off."""
    person = record.must_be_person(acting_user)
    document, acting = access_document_for(acting_user, "read_document", pk=document.pk, lock=True)
    done = record.done_before(acting_user, "propose_composite", key)
    if done is not None:
        return Composite.objects.get(pk=done)
    require(acting, "propose_composite", stage=document.stage)
    _check_composer(acting, document, None)
    at = clock.now()
    rows = _sources(document, sources, together)
    for row in rows:
        if (held := composite_of(row)) is not None:
            raise Refused(f"{row} is in {held} already. It can be in one at a time; that one can be taken back first.")
    base, edits = _edits(document, together)
    last = document.composites.aggregate(last=Max("number"))["last"] or 0
    composite = Composite(document=document, number=last + 1, made_by=person, made_at=at)
    _ask(composite, rows, base, edits, together, acting_user=acting_user, at=at)
    record.remember(acting_user, "propose_composite", key, result=composite.pk, at=at)
    return composite


@transaction.atomic
def renew_composite(*, acting_user: User, composite: Composite, version: int, together: Together) -> Composite:
    """Ask all movers anew, with these words: where a source was withdrawn, declined or revised, or the words are changed.

    `version` is the one that was on the page. Sources that are not open any more, and those whose mover declined, are left out.
    """
    document, acting = access_document_for(acting_user, "read_document", pk=composite.document_id, lock=True)
    require(acting, "propose_composite", stage=document.stage)
    composite = Composite.objects.get(pk=composite.pk)
    _check_composer(acting, document, composite)
    _check_seen(composite, version)
    held = composite.sources.exclude(answer=SignedOff.DECLINED).select_related("amendment").order_by("amendment__number")
    rows = _sources(document, [one.amendment.number for one in held if is_open(one.amendment)], together)
    base, edits = _edits(document, together)
    composite.version += 1
    _ask(composite, rows, base, edits, together, acting_user=acting_user, at=clock.now())
    return composite


@transaction.atomic
def answer_composite(*, acting_user: User, amendment: Amendment, sign: bool, version: int, why: str = "") -> Composite:
    """Sign off a composite of one's amendment, or decline it. With the last signature it stands, and its sources rest.

    `version` is the one that was on the page. The same answer given again changes nothing.
    """
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "read_congress", pk=amendment.congress_id, lock=True).congress
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    require(acting, "answer_composite", stage=document.stage, relations=relations_to(acting, amendment))
    composite = composite_of(amendment)
    if composite is None:
        raise Refused(f"{amendment} is in no composite that waits for an answer.")
    row = composite.sources.get(amendment=amendment)
    answer = SignedOff.SIGNED if sign else SignedOff.DECLINED
    if row.answer == answer and composite.version == version:
        return composite
    _check_seen(composite, version)
    check_speaks(acting, amendment.mover_body, "answer for it")
    if sign and (reasons := stale(composite)):
        raise Refused(f"{' '.join(reasons)} Whoever proposed the composite must ask all movers anew first.")
    at = clock.now()
    row.answer, row.answered_by, row.answered_at = answer, person, at
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    body = {
        "composite": composite.number,
        "version": composite.version,
        "source": amendment.number,
        "answer": str(answer),
        "why": sha256(words.prose(why)),
    }
    record.append("composite answered", body, congress=congress, document=document, acting_user=acting_user, at=at)
    if not composite.sources.exclude(answer=SignedOff.SIGNED).exists():
        congress.last_number += 1
        congress.save(update_fields=["last_number"])
        _stand(composite, document, congress.last_number, acting_user=acting_user, person=person, at=at)
    return composite


@transaction.atomic
def leave_composite(*, acting_user: User, amendment: Amendment, key: str = "") -> Amendment:
    """Leave a composite that stands, before it is put: it is withdrawn, and all that rest in it stand by themselves again."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "leave_composite", key) is not None:
        return amendment
    require(acting, "answer_composite", stage=document.stage, relations=relations_to(acting, amendment))
    carrier = amendment.rests_in
    if amendment.rest != Rest.COMPOSITE or carrier is None:
        raise Refused(f"{amendment} stands by itself: there is no composite to leave.")
    at = clock.now()
    carrier = access_amendment_for(acting_user, "read_amendment", pk=carrier.pk, lock=True).amendment
    withdraw(carrier, document, acting_user=acting_user, at=at, kind="withdrawn")
    record.remember(acting_user, "leave_composite", key, result=amendment.pk, at=at)
    return Amendment.objects.get(pk=amendment.pk)


@transaction.atomic
def end_composite(*, acting_user: User, composite: Composite) -> Composite:
    """Take a composite back as long as it does not stand: whoever proposed it, or the committee."""
    document, acting = access_document_for(acting_user, "read_document", pk=composite.document_id, lock=True)
    require(acting, "propose_composite", stage=document.stage)
    composite = Composite.objects.get(pk=composite.pk)
    _check_composer(acting, document, composite)
    if composite.amendment is not None:
        raise Refused(f"It stands as {composite.amendment}: every mover has signed it off. Any of them can leave it.")
    if composite.ended_at is not None:
        return composite
    at = clock.now()
    composite.ended_at = at
    composite.save(update_fields=["ended_at"])
    body = {"composite": composite.number}
    record.append("composite ended", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    return composite


def _check_composer(acting: Acting, document: Document, composite: Composite | None) -> None:
    if Role.COMMITTEE in acting.roles or (composite is not None and composite.made_by_id == acting.person_id):
        return
    if composite is not None:
        raise Refused("Only the drafting committee, or whoever proposed this composite, can change it.")
    if StandingOrders.objects.get(congress=document.congress_id).composers == Composers.COMMITTEE:
        raise Refused("By the standing orders of this congress only the drafting committee proposes composites.")


def _check_seen(composite: Composite, version: int) -> None:
    if composite.ended_at is not None:
        raise Refused("This composite was taken back. Its amendments stand by themselves.")
    if composite.amendment is not None:
        raise Refused(f"It stands as {composite.amendment}: every mover has signed it off. Any of them can leave it.")
    if version != composite.version:
        raise Refused(
            "The composite was changed since you opened this page, and all movers are asked anew. Please read it again."
        )


def _sources(document: Document, numbers: Sequence[int], together: Together) -> list[Amendment]:
    """Give the sources, locked, in the order of their numbers. Refuses what cannot be in a composite."""
    rows = Amendment.objects.filter(document=document, number__in=set(numbers)).order_by("pk")
    found = sorted(rows.select_for_update(no_key=True, of=("self",)), key=lambda row: row.number)
    missing = set(numbers) - {row.number for row in found}
    if missing:
        raise Refused(f"{label_of(min(missing))} is no amendment to “{document}”.")
    check_versions(found, together.read)
    for row in found:
        if row.visibility != Visibility.READERS:
            raise Refused(f"{row} is not published yet. It can be taken in when all who vote can read it.")
        if row.primary_id is not None or throughout_of(row) is not None:
            raise Refused(f"{row} amends another amendment, or words everywhere: it is a question of its own.")
        if not is_open(row):
            raise Refused(f"{row} is not open any more, so it cannot be taken in.")
    if len(found) < FEWEST:
        raise Refused("A composite is made of two amendments or more. Pick at least two that are open.")
    return found


def _edits(document: Document, together: Together) -> tuple[Revision, Edits]:
    """Make edits of the words, on the text as it stands."""
    base = document.current_revision
    if base is None or together.revision != base.number:
        raise Refused("The text changed since you opened this page. Please read the composite on the text as it is now.")
    try:
        edits = compose(current_text(document), together.pieces)
        apply(current_text(document), edits)
    except (Unclear, Mismatch) as error:
        raise Refused(str(error)) from error
    if not edits:
        raise Refused("This composite changes nothing: it reads like the text as it stands.")
    return base, edits


def _ask(
    composite: Composite,
    rows: Sequence[Amendment],
    base: Revision,
    edits: Edits,
    together: Together,
    *,
    acting_user: User,
    at: datetime,
) -> None:
    """Save the composite's words, on record, and ask the mover of each source."""
    composite.base_revision, composite.edits = base, edits_to_json(edits)
    composite.edits_digest = sha256(canonical(composite.edits))
    composite.about, composite.reason = words.line(together.about, "What it is about"), words.prose(together.reason)
    composite.save()
    composite.sources.all().delete()
    for row in rows:
        mover = {"mover_person": row.mover_person, "mover_body": row.mover_body}
        CompositeSource.objects.create(composite=composite, amendment=row, version=row.version, **mover)
    body: dict[str, Any] = {
        "composite": composite.number,
        "version": composite.version,
        "base": base.number,
        "edits": composite.edits,
        "digest": composite.edits_digest,
        "about": sha256(composite.about),
        "reason": sha256(composite.reason),
        "sources": [{"number": row.number, "version": row.version} | named(row.mover_person, row.mover_body) for row in rows],
    }
    congress = composite.document.congress
    record.append("composite proposed", body, congress=congress, document=composite.document, acting_user=acting_user, at=at)
    for row in rows:
        record.promise("composite_asked", congress=congress, at=at, amendment=row.pk)


def _stand(composite: Composite, document: Document, number: int, *, acting_user: User, person: Person, at: datetime) -> None:
    """Let the composite stand as an amendment of its own, moved by all movers together; its sources rest in it."""
    rows = [one.amendment for one in composite.sources.select_related("amendment").order_by("amendment__number")]
    edits, first = edits_from_json(composite.edits), rows[0]
    work = Work((), composite.about, composite.reason, first.mover_body)
    made = new_amendment(document, composite.base_revision, first.mover_person or person, work, edits, number=number, at=at)
    made.filed_by, made.visibility, made.backing = composite.made_by, Visibility.READERS, Backing.WAIVED
    beside = {(row.mover_person, row.mover_body) for row in rows} - {(first.mover_person, first.mover_body)}
    others = sorted(beside, key=lambda one: (one[0].pk if one[0] else 0, one[1].pk if one[1] else 0))
    body = told(made, work) | {
        "composite": composite.number,
        "rests": [row.number for row in rows],
        "beside": [named(*one) for one in others],
    }
    entry = record.append("filed", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep_new([(made, entry, acting_user)], document=document)
    for one, group in others:
        CoMover.objects.create(
            amendment=made,
            person=one,
            body=group,
            named_by=composite.made_by,
            named_at=at,
            answered_at=at,
            answer=Answer.CONFIRMED,
        )
    lay(rows, made, Rest.COMPOSITE)
    record.keep(rows, "rest", "rests_in", document=document, entry=entry, acting_user=acting_user)
    where = places(current_text(document), e.Amendment(str(made), made.number, edits))
    record.index([(made, where)])
    relate([made, *rows], document)
    composite.amendment = made
    composite.save(update_fields=["amendment"])
    for row in rows:
        record.promise("in_composite", congress=document.congress, at=at, amendment=row.pk)
