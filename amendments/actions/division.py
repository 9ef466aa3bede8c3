"""Division: an amendment cut into parts that are voted apart, and made one again while no part is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, words
from amendments.actions.relations import relate
from amendments.actions.stages import check_not_voted_on
from amendments.actions.voting_parts import in_place_of, on_the_list_again
from amendments.life import Backing, Rest, Visibility
from amendments.models import Amendment, CoMover, DivisionAnswer, DivisionRequest, Document, Entry, Person, Role, Ruling, Seat
from amendments.models.decision import RulingKind
from amendments.models.support import Answer
from amendments.queries import clock
from amendments.queries.division import cuts_of, digest_of, next_part, parts_of, why_not_united, why_undivided
from amendments.queries.document import current_text
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text import edits as e
from amendments.text.division import Indivisible, divide
from amendments.text.edits import Edits, edits_to_json
from amendments.text.number import Number
from amendments.text.relation import places
from amendments.text.stored import canonical, sha256

# What a part has of its whole: who moves it and why, and how the committee ruled on its words.
KEPT: tuple[str, ...] = ("congress", "document", "about", "reason", "mover_person", "mover_body", "filed_by")
KEPT += ("met_on", "met_for", "met_against", "admissibility", "floor_support")


@transaction.atomic
def divide_amendment(
    *,
    acting_user: User,
    amendment: Amendment,
    numbers: Sequence[int],
    reason: str,
    seen: str,
    asked_by: Person | None = None,
    key: str = "",
) -> list[Amendment]:
    """Divide an amendment: its parts stand in its place, each a question of its own, moved by whoever moved the whole.

    `numbers` says of each change that may be voted apart in which part it goes; `seen` is the digest of the words on the page;
    `asked_by` is the delegate who asked for it, where one did. The whole rests, and can be one again.
    """
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "divide_amendment", key) is not None:
        return parts_of(amendment)
    require(acting, "divide_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    amendment.document = document
    check_not_voted_on(amendment)
    if why := why_undivided(amendment):
        raise Refused(why)
    if seen != digest_of(amendment):
        raise Refused(f"{amendment} reads otherwise since you opened this page. Please look at its changes again.")
    _check_delegate(document, asked_by)
    at, said = clock.now(), reason_of(reason)
    parts = [_part(amendment, document, edits, n, at) for n, edits in enumerate(cut(amendment, numbers), next_part(amendment))]
    body = _divided(amendment, document, parts, said, asked_by)
    entry = record.append("divided", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    _keep(amendment, parts, document, entry, acting_user)
    in_place_of(amendment, parts, acting_user=acting_user, at=at)
    _rule(amendment, entry, RulingKind.DIVIDED, said, asked_by)
    settle_requests(amendment, asked_by, acting_user=acting_user, at=at)
    record.remember(acting_user, "divide_amendment", key, result=amendment.pk, at=at)
    record.promise("divided", congress=document.congress, at=at, amendment=amendment.pk)
    return parts


@transaction.atomic
def unite_amendment(*, acting_user: User, amendment: Amendment, reason: str, key: str = "") -> Amendment:
    """Make a divided amendment one again, with a reason, while no part is decided. Its parts rest, and keep their labels."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "unite_amendment", key) is not None:
        return amendment
    require(acting, "unite_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    amendment.document = document
    parts = parts_of(amendment)
    if why := why_not_united(amendment, parts):
        raise Refused(why)
    for one in parts:
        check_not_voted_on(one)
    at, said = clock.now(), reason_of(reason)
    body = {"amendment": amendment.number, "parts": [one.number for one in parts], "reason": sha256(said)}
    entry = record.append("united", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    amendment.rest = Rest.NONE
    for one in parts:
        one.rest, one.rests_in = Rest.WHOLE, amendment
    record.keep([amendment, *parts], "rest", "rests_in", document=document, entry=entry, acting_user=acting_user)
    relate([amendment, *parts], document)
    on_the_list_again(amendment, parts, acting_user=acting_user, at=at)
    _rule(amendment, entry, RulingKind.UNITED, said)
    record.remember(acting_user, "unite_amendment", key, result=amendment.pk, at=at)
    record.promise("united", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment


def _check_delegate(document: Document, person: Person | None) -> None:
    if person is None:
        return
    seats = Seat.objects.filter(congress=document.congress_id, person=person, role=Role.DELEGATE, until__isnull=True)
    if not seats.exists():
        raise Refused(f"{person} is no delegate of this congress. Leave the delegate out to divide it of your own.")


def reason_of(reason: str) -> str:
    """Give a reason as it is kept. Raises Refused where there is none."""
    said = words.prose(reason)
    if not said:
        raise Refused("Give a reason: it is printed in the record.")
    return said


def cut(amendment: Amendment, numbers: Sequence[int]) -> tuple[Edits, ...]:
    """Cut an amendment into parts, each of which stands alone; `numbers` as `divide_amendment` has it. Raises Refused."""
    cuts = cuts_of(amendment)
    if len(cuts.bundles) == 1:
        raise Refused(f"{amendment} is one change. {' '.join(cuts.bundles[0].why)}".strip())
    try:
        return divide(cuts.text, cuts.edits, numbers)
    except Indivisible as error:
        raise Refused(str(error)) from error


def _part(whole: Amendment, document: Document, edits: Edits, part: int, at: datetime) -> Amendment:
    """Give the row of a part, not saved yet: filed on the text as it stands, which the committee and all signers let in."""
    stored = edits_to_json(edits)
    return Amendment(
        **{name: getattr(whole, name) for name in KEPT},
        number=Number.of(Number(whole.number).whole, part),
        part_of=whole,
        part=part,
        base_revision=document.current_revision,
        edits=stored,
        resolved=stored,
        edits_digest=sha256(canonical(stored)),
        filed_at=at,
        backing=Backing.WAIVED,
        visibility=Visibility.READERS,
    )


def _divided(
    whole: Amendment, document: Document, parts: Sequence[Amendment], reason: str, asked_by: Person | None
) -> dict[str, Any]:
    return {
        "amendment": whole.number,
        "base": document.current_revision.number if document.current_revision else 0,
        "parts": [{"amendment": one.number, "edits": one.edits, "digest": one.edits_digest} for one in parts],
        "reason": sha256(reason),
        "asked": asked_by.commitment if asked_by else None,
    }


def _keep(whole: Amendment, parts: list[Amendment], document: Document, entry: Entry, acting_user: User) -> None:
    """Save the parts with who moves them together, and lay the whole to rest."""
    record.keep_new([(one, entry, acting_user) for one in parts], document=document)
    beside = list(CoMover.objects.filter(amendment=whole, answer=Answer.CONFIRMED))
    fields = ("person", "body", "named_by", "named_at", "answer", "answered_at")
    CoMover.objects.bulk_create(
        CoMover(amendment=one, **{name: getattr(row, name) for name in fields}) for one in parts for row in beside
    )
    whole.rest = Rest.PARTS
    record.keep([whole], "rest", document=document, entry=entry, acting_user=acting_user)
    text = current_text(document)
    record.index((one, places(text, e.Amendment(str(one), one.number, e.edits_from_json(one.edits)))) for one in parts)
    relate([whole, *parts], document, text)


def settle_requests(amendment: Amendment, asked_by: Person | None, *, acting_user: User, at: datetime) -> None:
    """Answer those who asked for the division of an amendment that is divided now: at their request, or otherwise."""
    for one in DivisionRequest.objects.filter(amendment=amendment, answer=DivisionAnswer.WAITING):
        mine = asked_by is not None and one.person_id == asked_by.pk
        one.answer = DivisionAnswer.GRANTED if mine else DivisionAnswer.OTHERWISE
        one.answered_at, one.answered_by = at, record.person_of(acting_user)
        one.save(update_fields=["answer", "answered_at", "answered_by"])
        record.promise("division_answered", congress=amendment.congress, at=at, division_request=one.pk)


def _rule(amendment: Amendment, entry: Entry, kind: RulingKind, reason: str, asked_by: Person | None = None) -> None:
    held = {"document": amendment.document, "amendment": amendment, "entry": entry, "made_at": entry.made_at}
    Ruling.objects.create(**held, kind=kind, reason=reason, asked_by=asked_by)
