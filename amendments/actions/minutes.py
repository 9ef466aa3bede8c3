"""What people add to the minutes: the chair and the secretary correct them, a delegate dissents. Nothing in them is altered."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_document_for, require
from amendments.actions import record
from amendments.actions.words import prose
from amendments.life import Outcome
from amendments.models import Addition, Document, Entry
from amendments.models.minutes import AdditionKind
from amendments.queries import clock
from amendments.queries.minutes import DISSENTED, is_minuted
from amendments.refusals import Refused
from amendments.text.stored import sha256

NO_WORDS = {
    AdditionKind.CORRECTION: "Write what the minutes should say besides. What they say already stays.",
    AdditionKind.DISSENT: "Write why you dissent: it stands with the decision.",
}


@transaction.atomic
def correct_minutes(*, acting_user: User, document: Document, sequence: int, words: str, key: str = "") -> Addition:
    """Correct the minutes at one entry, by words that are added to it."""
    return _add(AdditionKind.CORRECTION, acting_user, document, sequence, typed=words, key=key)


@transaction.atomic
def dissent(*, acting_user: User, document: Document, sequence: int, words: str, key: str = "") -> Addition:
    """Attach one's dissent to a decision of the congress: once for each delegate."""
    return _add(AdditionKind.DISSENT, acting_user, document, sequence, typed=words, key=key)


def _add(kind: AdditionKind, user: User, document: Document, sequence: int, *, typed: str, key: str) -> Addition:
    person = record.must_be_person(user)
    document, acting = access_document_for(user, "read_document", pk=document.pk, lock=True)
    act = "correct_minutes" if kind == AdditionKind.CORRECTION else "dissent"
    done = record.done_before(user, act, key)
    if done is not None:
        return Addition.objects.get(pk=done)
    require(acting, act, stage=document.stage)
    about = _entry(document, sequence, kind)
    if kind == AdditionKind.DISSENT and Addition.objects.filter(about=about, person=person, kind=kind).exists():
        raise Refused("Your dissent from this decision is in the minutes already. What stands there is not altered.")
    words = prose(typed, "What is added")
    if not words:
        raise Refused(NO_WORDS[kind])
    at, body = clock.now(), {"entry": about.sequence, "of": about.digest, "words": sha256(words)}
    name = "minutes corrected" if kind == AdditionKind.CORRECTION else "dissented"
    entry = record.append(name, body, congress=document.congress, document=document, acting_user=user, at=at)
    made = Addition.objects.create(
        document=document, about=about, kind=kind, words=words, person=person, entry=entry, made_at=at
    )
    record.remember(user, act, key, result=made.pk, at=at)
    return made


def _entry(document: Document, sequence: int, kind: AdditionKind) -> Entry:
    """Find what is added to. Raises Refused where the minutes do not have it, or nothing was decided there."""
    entry = Entry.objects.filter(document=document, sequence=sequence).first()
    if entry is None or not is_minuted(entry):
        raise Refused(f"The minutes have no entry {sequence}. They begin where the congress took the document up.")
    if kind == AdditionKind.DISSENT and entry.kind not in DISSENTED:
        said = Outcome.CARRIED.label, Outcome.LOST.label
        raise Refused(f"A dissent is from a decision of the congress: something that was {said[0]}, {said[1]} or adopted.")
    return entry
