"""Global changes: take in places that appeared since they were filed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, words
from amendments.actions.relations import relate
from amendments.actions.spread import keep_spread
from amendments.actions.stages import check_seen
from amendments.life import Outcome, Rebase
from amendments.models import Amendment, Document, Ruling, Throughout
from amendments.models.decision import RulingKind
from amendments.queries import clock
from amendments.queries.amendment import is_open, on_current_text
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, text_at
from amendments.queries.throughout import Spread, appeared, throughout_of
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text import throughout as engine
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, edits_to_json
from amendments.text.everywhere import key_of
from amendments.text.rebase import combined_digest
from amendments.text.relation import places
from amendments.text.stored import sha256


@transaction.atomic
def take_in_places(
    *, acting_user: User, amendment: Amendment, keys: Collection[str], reason: str, head: str = "", key: str = ""
) -> Ruling:
    """Rule that a global change takes in places that appeared since it was filed, with a reason on record.

    `keys` name them in the text as it stands (`everywhere.key_of`); `head` is the head of the record that the page showed.
    """
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "take_in_places", key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    require(acting, "take_in_places", stage=document.stage, relations=relations_to(acting, amendment))
    check_seen(document, head)
    change, text = _standing_change(amendment), current_text(document)
    reason = words.prose(reason)
    if not reason:
        raise Refused("Taking in further places needs a reason: it is printed in the record.")
    edits, standing = _with_places(amendment, change, text, keys)
    at = clock.now()
    ruling = _write(amendment, document, (text, edits, standing), reason=reason, user=acting_user, at=at)
    record.remember(acting_user, "take_in_places", key, result=ruling.pk, at=at)
    return ruling


def _standing_change(amendment: Amendment) -> Throughout:
    change = throughout_of(amendment)
    if change is None:
        raise Refused(f"{amendment} changes what it names, and not words everywhere. It takes in no further places.")
    if not is_open(amendment) or amendment.rebase_state in FALLS:
        word = amendment.get_decision_display() if amendment.decision != Outcome.PENDING else "not to be put"
        raise Refused(f"{amendment} is {word}, so nothing is added to it any more.")
    return change


def _with_places(amendment: Amendment, change: Throughout, text: Text, keys: Collection[str]) -> tuple[Edits, list[int]]:
    """Give its edits with these places, and the number of each in their order."""
    own = on_current_text(amendment).edits
    offered = appeared(text_at(amendment.base_revision), text, change, own)
    new = [place for place in offered if key_of(place) in keys]
    if not new or len(new) != len(set(keys)):
        raise Refused(
            "Choose places that have appeared since it was filed. The text may have changed since you opened this page: "
            "please look at the list once more."
        )
    held = engine.places_of(own)
    last = max([change.filed - 1, *change.standing, *(int(at) for at in change.dropped)])
    number = dict(zip([*held, *new], [*change.standing, *range(last + 1, last + 1 + len(new))], strict=True))
    edits = engine.edits_of(text, [*held, *new])
    return edits, [number[place] for place in engine.places_of(edits)]


def _write(
    amendment: Amendment, document: Document, made: tuple[Text, Edits, list[int]], *, reason: str, user: User, at: datetime
) -> Ruling:
    text, edits, standing = made
    if amendment.rebase_state == Rebase.CLEAN:
        amendment.rebase_state = Rebase.SHIFTED
    amendment.resolved = edits_to_json(edits)
    amendment.combined_digest = combined_digest(text, edits) if amendment.rebase_state == Rebase.TOUCHING else ""
    if amendment.confirmed_digest != amendment.combined_digest:
        amendment.confirmed_digest, amendment.confirmed_by, amendment.confirmed_at = "", None, None
    body = {
        "amendment": amendment.number,
        "state": str(amendment.rebase_state),
        "edits": amendment.resolved,
        "standing": standing,
        "text": amendment.combined_digest,
        "reason": sha256(reason),
    }
    entry = record.append("taken in", body, congress=document.congress, document=document, acting_user=user, at=at)
    fields = ("rebase_state", "resolved", "combined_digest", "confirmed_digest", "confirmed_by", "confirmed_at")
    record.keep([amendment], *fields, document=document, entry=entry, acting_user=user)
    keep_spread([(amendment, Spread(tuple(standing), {}))])
    record.index([(amendment, places(text, Value(str(amendment), amendment.number, edits)))])
    relate([amendment], document, text)
    return Ruling.objects.create(
        document=document, amendment=amendment, entry=entry, kind=RulingKind.TAKEN_IN, reason=reason, made_at=at
    )
