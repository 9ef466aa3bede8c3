"""Corrections after the vote: numbers, cross-references, and what else the congress gave editorial authority for.

Each is a revision of its own on the adopted text, on record with its authority and its reason. The seal stays that of the text
which the congress adopted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from amendments.access import User
from amendments.actions import record, words
from amendments.actions.projection import next_number, revise
from amendments.actions.stages import begin, check_seen
from amendments.models import Document, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders_voting import Editorial
from amendments.queries import clock
from amendments.queries.document import current_text
from amendments.refusals import Refused
from amendments.text.apply import apply
from amendments.text.compose import Retitle, Rewrite, Unclear, compose
from amendments.text.document import Document as Text
from amendments.text.edits import ChangeWords, Edits, Mismatch, RetitleSection, edits_to_json
from amendments.text.stored import document_digest, parts, sha256
from amendments.text.tokens import visible

_REFERENCE = re.compile(r"\W*|\W*[A-Za-z]{0,4}\W*\d[\w.()–-]*\W*")  # what has no letter, or a number with what belongs to it
NUMBERS = "The standing orders: numbers and cross-references are corrected without a vote."


@dataclass(frozen=True)
class Correction:
    """What is corrected at one place: its words as they shall read, or else its number; by which authority, and why."""

    uid: str
    authority: str
    reason: str
    words: str | None = None
    label: str | None = None


@transaction.atomic
def correct_adopted(*, acting_user: User, document: Document, correction: Correction, head: str = "", key: str = "") -> Ruling:
    """Correct one place of an adopted text. Raises Refused for what goes beyond the authority that the congress gave."""
    document, _, done = begin("correct_adopted", document, acting_user=acting_user, key=key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    check_seen(document, head)
    known = StandingOrders.objects.values_list("editorial", flat=True).get(congress=document.congress_id)
    if known == Editorial.NEVER:
        raise Refused("The standing orders let nobody change an adopted text. Only a congress can.")
    reason, authority = words.prose(correction.reason), words.line(correction.authority, "The authority", most=300)
    if not reason:
        raise Refused("Say what was wrong: the reason is listed with the correction.")
    before = current_text(document)
    after, told = _made(before, correction, only_references=known == Editorial.NUMBERS)
    if known == Editorial.RESOLVED and not authority:
        raise Refused("Name the resolution by which the congress gave this authority: it is listed with the correction.")
    authority = authority or NUMBERS
    at, number, whole = clock.now(), next_number(document), document_digest(after)
    body = told | {
        "before": document.current_revision.digest if document.current_revision else "",
        "part": correction.uid,
        "authority": sha256(authority),
        "reason": sha256(reason),
        "revision": number,
        "text": whole,
    }
    entry = record.append("corrected", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    revise(document, before, after, entry=entry, whole=whole, number=number, acting_user=acting_user)
    held = {"document": document, "entry": entry, "kind": RulingKind.EDITORIAL}
    made = Ruling.objects.create(reason=reason, allows=authority, made_at=at, **held)
    record.remember(acting_user, "correct_adopted", key, result=made.pk, at=at)
    return made


def _made(before: Text, correction: Correction, *, only_references: bool) -> tuple[Text, dict[str, Any]]:
    """Give the corrected text, and what was done as the entry has it."""
    part = next((one for one in parts(before) if one.id == correction.uid and not one.struck), None)
    if part is None:
        raise Refused("There is no such place in the text as it stands.")
    label = part.label if correction.label is None else words.line(correction.label, "The number", most=60)
    if correction.words is None or label != part.label:
        return _labeled(before, correction.uid, label)
    section = correction.uid in before.section_by_id
    piece = Retitle(correction.uid, correction.words) if section else Rewrite(correction.uid, correction.words)
    try:
        edits = compose(before, [piece])
        after = apply(before, edits)
    except (Unclear, Mismatch) as unclear:
        raise Refused(str(unclear)) from unclear
    if not edits:
        raise Refused("Nothing was changed: it reads as it did before.")
    if only_references:
        _check_references(edits, {one.label for one in parts(before)})
    return after, {"edits": edits_to_json(edits)}


def _labeled(before: Text, uid: str, label: str) -> tuple[Text, dict[str, Any]]:
    """Change the number of one part. Two parts never have one number by a correction."""
    known = next(one for one in parts(before) if one.id == uid)
    if label == known.label:
        raise Refused("Nothing was changed: it reads as it did before.")
    if label and any(one.label == label for one in parts(before) if one.id != uid):
        raise Refused(f"{label} is the number of another place. No number is given twice.")
    after = Text(
        tuple(replace(one, label=label) if one.id == uid else one for one in before.sections),
        tuple(replace(one, label=label) if one.id == uid else one for one in before.paragraphs),
    )
    return after, {"labels": {uid: label}}


def _check_references(edits: Edits, labels: set[str]) -> None:
    """Refuse changes of anything but numbers and cross-references."""
    for edit in edits:
        changes = edit.changes if isinstance(edit, ChangeWords | RetitleSection) else ()
        for said in (visible(tokens) for change in changes for tokens in (change.struck, change.inserted)):
            if any(not _REFERENCE.fullmatch(word) and word not in labels for word in said.split()):
                raise Refused(
                    f"“{said.strip()}” is no number and no cross-reference, and the congress gave authority for those alone. "
                    "Other words are changed by the next congress."
                )
