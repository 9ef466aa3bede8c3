"""A second reading: the committee takes the published text up again, takes amendments in, edits, undoes, or leaves it.

While it is under way nothing changes for the members: the published text stands, and amendments are filed on it. What the
committee makes of it are steps, each on record by its digest; their words enter the record when the text is published anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from amendments.access import User, access_document_for
from amendments.actions import record, words
from amendments.actions.drafting import conflict
from amendments.actions.record import person_of
from amendments.actions.stages import begin, check_versions
from amendments.life import ReadingState, Stage
from amendments.models import Amendment, Document, ReadingStep, SecondReading, StandingOrders
from amendments.models.document import Audience
from amendments.models.orders_reading import Begins
from amendments.queries import clock
from amendments.queries.editing import stale_piece
from amendments.queries.second_reading import open_reading, standing_steps, text_after, working_digest, working_text
from amendments.queries.taking_in import fitting
from amendments.refusals import Refused
from amendments.text.apply import apply
from amendments.text.compose import Piece, Unclear, compose
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_to_json
from amendments.text.number import label_of
from amendments.text.stored import canonical, document_digest, sha256


class AtWork(NamedTuple):
    """The second reading that is under way on a locked document: its steps and its working text."""

    reading: SecondReading
    steps: list[ReadingStep]
    text: Text


@transaction.atomic
def begin_second_reading(
    *, acting_user: User, document: Document, reason: str, readers: str = Audience.COMMITTEE, key: str = ""
) -> SecondReading:
    """Take the published text up again, with the reason on record. `readers` may read the working text meanwhile."""
    document, _, done = begin("begin_second_reading", document, acting_user=acting_user, key=key)
    if done is not None:
        return SecondReading.objects.get(pk=done)
    known, base = open_reading(document), document.published_revision
    if known is not None or base is None:
        raise Refused(f"A second reading of “{document}” is under way already. Go on with it, or abandon it first.")
    _check_orders(document)
    reason = words.prose(reason)
    if not reason:
        raise Refused("Say why the text is taken up again: members read it, and it is on record.")
    at, last = clock.now(), document.second_readings.order_by("-number").first()
    number = last.number + 1 if last else 2
    body = {"reading": number, "base": base.number, "reason": sha256(reason)}
    entry = record.append(
        "second reading begun", body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    made = SecondReading.objects.create(
        document=document, number=number, reason=reason, begun_by=person_of(acting_user), begun_at=entry.made_at, base=base
    )
    set_working_readers(document, readers, acting_user=acting_user, at=at)
    record.remember(acting_user, "begin_second_reading", key, result=made.pk, at=at)
    record.promise("second_reading_begun", congress=document.congress, at=at, document=document.pk)
    return made


def _check_orders(document: Document) -> None:
    """Refuse to begin at a stage at which the standing orders do not allow it."""
    allowed = StandingOrders.objects.values_list("second_reading", flat=True).get(congress=document.congress_id)
    if allowed == Begins.NEVER:
        raise Refused("By the standing orders of this congress a published text is not taken up again before the congress.")
    if allowed == Begins.CLOSED and document.stage != Stage.CLOSED:
        raise Refused("By the standing orders of this congress a second reading begins once filing is closed. Close it first.")


def set_working_readers(document: Document, readers: str, *, acting_user: User, at: datetime) -> None:
    """Set who may read the working text of a locked document, on record where it changes."""
    if readers not in Audience.values:
        raise Refused("Choose who may read the working text: the committee, delegates, members, everyone.")
    if readers == document.working_readers:
        return
    document.working_readers = readers
    document.save(update_fields=["working_readers"])
    body = {"audience": readers}
    record.append("working readers set", body, congress=document.congress, document=document, acting_user=acting_user, at=at)


@transaction.atomic
def open_working_text(*, acting_user: User, document: Document, readers: str) -> Document:
    """Set who may read the working text, from now on."""
    document = access_document_for(acting_user, "work_on_second_reading", pk=document.pk, lock=True).document
    if readers == document.working_readers:
        raise Refused("Nothing was changed: the working text is read by the same people as before.")
    set_working_readers(document, readers, acting_user=acting_user, at=clock.now())
    return document


def at_work(document: Document) -> AtWork:
    """Give the second reading of a locked document. Raises Refused where none is under way."""
    reading = open_reading(document)
    if reading is None:
        raise Refused(f"No second reading of “{document}” is under way. The committee can begin one, with a reason.")
    steps = standing_steps(reading)
    return AtWork(reading, steps, working_text(reading, steps))


@transaction.atomic
def take_in(
    *,
    acting_user: User,
    document: Document,
    numbers: Collection[int],
    why: str,
    seen: str,
    read: Mapping[int, int] | None = None,
    key: str = "",
) -> list[ReadingStep]:
    """Take amendments into the working text, each as a step, by number. It is the committee's act and decides nothing.

    `seen` is the digest of the working text that the page showed, `read` the version of each that it did, by number. All
    of them are taken in, or none: one that conflicts with the working text, or with another one of these, is refused by name.
    """
    document, _, done = begin("work_on_second_reading", document, acting_user=acting_user, key=key)
    if done is not None:
        last = ReadingStep.objects.get(pk=done)
        return list(ReadingStep.objects.filter(reading=last.reading_id, made_at=last.made_at).order_by("number"))
    work, why = at_work(document), words.prose(why)
    check_seen(work, seen)
    if not numbers:
        raise Refused("Choose at least one amendment to take in.")
    if not why:
        raise Refused("Say why it is taken in: its mover and all members read the reason.")
    rows = list(Amendment.objects.filter(document=document, number__in=set(numbers)).order_by("number"))
    unknown = set(numbers) - {row.number for row in rows}
    if unknown:
        raise Refused(f"“{document}” has no amendment {label_of(min(unknown))}.")
    check_versions(rows, read)
    at, made = clock.now(), list[ReadingStep]()
    for row in rows:
        found = fitting(row, work.reading.base, work.steps)
        if found.problem:
            raise Refused(found.problem)
        made.append(_step(work, document, found.edits, acting_user=acting_user, at=at, amendment=row, why=why))
        work.steps.append(made[-1])
        work = work._replace(text=apply(work.text, found.edits))
    record.remember(acting_user, "work_on_second_reading", key, result=made[-1].pk, at=at)
    return made


@transaction.atomic
def edit_working_text(
    *, acting_user: User, document: Document, revision: int, pieces: Sequence[Piece], key: str = ""
) -> ReadingStep:
    """Change the working text. `revision` is the number of the last step that was on the page, 0 where there was none.

    As in the draft: what others changed elsewhere does not matter, and where they changed the same place nothing is saved.
    """
    document, _, done = begin("work_on_second_reading", document, acting_user=acting_user, key=key)
    if done is not None:
        return ReadingStep.objects.get(pk=done)
    work = at_work(document)
    edits = _composed(work, revision, pieces)
    if not edits:
        raise Refused("Nothing was changed: the text reads as it did before.")
    try:
        made = _step(work, document, edits, acting_user=acting_user, at=clock.now())
    except Mismatch as mismatch:
        raise Refused(f"{mismatch} Please open the page again; what you typed is still here.") from mismatch
    record.remember(acting_user, "work_on_second_reading", key, result=made.pk, at=made.made_at)
    return made


def _composed(work: AtWork, revision: int, pieces: Sequence[Piece]) -> Edits:
    now = last_number(work.steps)
    base = work.text
    if revision != now:
        kept = {step.number for step in work.steps}
        if revision and revision not in kept:
            raise Refused("A step was undone since you opened this page. What you typed is still here: save it once more.")
        base = text_after(work.reading.base, [step for step in work.steps if step.number <= revision])
    stale = stale_piece(base, work.text, pieces)
    if stale is not None:
        raise conflict(stale, pieces, now)
    try:
        return compose(work.text, pieces)
    except Unclear as unclear:
        raise Refused(str(unclear)) from unclear


def last_number(steps: Sequence[ReadingStep]) -> int:
    """Give the number of the last step that stands, 0 where there is none."""
    return steps[-1].number if steps else 0


def _step(
    work: AtWork,
    document: Document,
    edits: Edits,
    *,
    acting_user: User,
    at: datetime,
    amendment: Amendment | None = None,
    why: str = "",
) -> ReadingStep:
    """Make a step, on record by its digest: its words are the committee's until they are published. Raises Mismatch."""
    stored, whole = edits_to_json(edits), document_digest(apply(work.text, edits))
    digest = sha256(canonical(stored))
    number = work.reading.steps.count() + 1
    body = {
        "reading": work.reading.number,
        "step": number,
        "taken": amendment.number if amendment else None,
        "version": amendment.version if amendment else None,
        "digest": digest,
        "text": whole,
        "why": sha256(why) if why else "",
    }
    entry = record.append(
        "second reading step", body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    return ReadingStep.objects.create(
        reading=work.reading,
        number=number,
        amendment=amendment,
        version=amendment.version if amendment else None,
        edits=stored,
        edits_digest=digest,
        text_digest=whole,
        why=why,
        made_by=person_of(acting_user),
        made_at=at,
        entry=entry,
    )


@transaction.atomic
def undo_step(*, acting_user: User, document: Document, step: int, key: str = "") -> ReadingStep:
    """Undo the last step of the working text. `step` is its number on the page: nobody undoes what came since."""
    document, _, done = begin("work_on_second_reading", document, acting_user=acting_user, key=key)
    if done is not None:
        return ReadingStep.objects.get(pk=done)
    work = at_work(document)
    if not work.steps:
        raise Refused("Nothing was changed at this second reading yet, so there is nothing to undo.")
    last = work.steps[-1]
    if last.number != step:
        raise Refused("The working text was changed since you opened this page. Please look at its last step again.")
    at = clock.now()
    body = {"reading": work.reading.number, "step": step}
    record.append("second reading undone", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    last.undone_at = at
    last.save(update_fields=["undone_at"])
    record.remember(acting_user, "work_on_second_reading", key, result=last.pk, at=at)
    return last


@transaction.atomic
def abandon_second_reading(*, acting_user: User, document: Document, reason: str, key: str = "") -> SecondReading:
    """Leave the second reading, with the reason on record: the published text stands, and every amendment to it."""
    document, _, done = begin("abandon_second_reading", document, acting_user=acting_user, key=key)
    if done is not None:
        return SecondReading.objects.get(pk=done)
    reading, reason = at_work(document).reading, words.prose(reason)
    if not reason:
        raise Refused("Say why the second reading is abandoned: it is on record.")
    at = clock.now()
    body = {"reading": reading.number, "summary": sha256(reason)}
    record.append(
        "second reading abandoned", body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    reading.state, reading.summary, reading.ended_at = ReadingState.ABANDONED, reason, at
    reading.save(update_fields=["state", "summary", "ended_at"])
    record.remember(acting_user, "abandon_second_reading", key, result=reading.pk, at=at)
    record.promise("second_reading_abandoned", congress=document.congress, at=at, document=document.pk)
    return reading


def check_seen(work: AtWork, seen: str) -> None:
    """Refuse an act on a page that is out of date: `seen` is the digest of the working text as the page showed it."""
    if seen != working_digest(work.reading, work.steps):
        raise Refused("Somebody changed the working text since you opened this page. Please look at it again.")
