"""Publishing a second reading: the working text is the new base, the pending are carried over to it, and movers are asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from amendments.access import User
from amendments.actions import record, words
from amendments.actions.became import REBASED, note_rebased
from amendments.actions.committee import changed_labels, check_deadline
from amendments.actions.projection import next_number, revise
from amendments.actions.record import moment
from amendments.actions.relations import relate
from amendments.actions.second_reading import AtWork, at_work, check_seen
from amendments.actions.spread import keep_spread
from amendments.actions.stages import begin
from amendments.actions.words_put import keep_words, words_row
from amendments.life import Backing, ReadingState, Rebase, Rest, Stage
from amendments.models import Amendment, CarriedOver, Document, Entry, SecondReading
from amendments.queries import clock
from amendments.queries.decision import Follows
from amendments.queries.republishing import Republication, if_republished
from amendments.refusals import Refused
from amendments.text.edits import edits_to_json
from amendments.text.stored import document_digest, sha256

CARRIED_FIELDS = (*REBASED, "rest", "backing")


class Terms(NamedTuple):
    """What is told and set when a text is published anew: what was changed and why; until when to file, and to answer."""

    summary: str
    deadline: datetime
    answers: datetime


@transaction.atomic
def republish(
    *,
    acting_user: User,
    document: Document,
    terms: Terms,
    seen: str,
    head: str = "",
    key: str = "",
) -> SecondReading:
    """Publish the working text as the new base, on these terms.

    `seen` is the digest of the working text that the page showed, `head` the
    head of the record there, "" where it does not say: what was filed, revised or withdrawn since is looked at first.
    """
    document, _, done = begin("republish", document, acting_user=acting_user, key=key)
    if done is not None:
        return SecondReading.objects.get(pk=done)
    work, at, terms = at_work(document), clock.now(), terms._replace(summary=words.prose(terms.summary))
    work.reading.document = document
    check_seen(work, seen)
    if head and head != document.head:
        raise Refused("Something was filed or ruled since you opened this page. Please look at what would follow once more.")
    _check(work, terms, at)
    made = if_republished(work.reading, work.steps)
    entry = _append(document, work, made, terms, acting_user=acting_user, at=at)
    reading = _publish(document, work.reading, made, entry, terms, acting_user=acting_user)
    _carry_over(document, reading, made, entry, acting_user=acting_user)
    record.remember(acting_user, "republish", key, result=reading.pk, at=at)
    told = {"document": document.pk, "second_reading": reading.pk}
    record.promise("republished", congress=document.congress, at=at, **told)
    return reading


def _check(work: AtWork, terms: Terms, at: datetime) -> None:
    """Refuse what cannot be published: nothing changed, no word to the members, or dates that leave no time."""
    if not work.steps:
        raise Refused("Nothing was changed at this second reading. Take an amendment in or edit the text, or abandon it.")
    if not terms.summary:
        raise Refused("Tell the members what was changed and why: they read it first.")
    check_deadline(terms.deadline, at)
    if terms.answers <= at:
        raise Refused("The day until which movers answer must be in the future.")
    if terms.answers > terms.deadline:
        raise Refused("Movers answer before filing closes, so that each can still file a new version. Choose an earlier day.")


def _append(document: Document, work: AtWork, made: Republication, terms: Terms, *, acting_user: User, at: datetime) -> Entry:
    """Put it on record: the steps with their words, the numbers, and what becomes of every amendment."""
    body = {
        "from": str(document.stage),
        "to": Stage.DISCUSSION.value,
        "reading": work.reading.number,
        "revision": next_number(document),
        "steps": [
            {"taken": one.amendment.number if one.amendment else None, "edits": one.edits, "text": one.text_digest}
            for one in work.steps
        ],
        "labels": changed_labels(made.working, made.after),
        "concordance": [list(row) for row in made.concordance],
        "text": document_digest(made.after),
        "summary": sha256(terms.summary),
        "deadline": moment(terms.deadline),
        "answers": moment(terms.answers),
        "others": [_other(one) for one in made.others if one.rebased is not None],
        "advised": [words_row(one) for one in made.words],
        "rests": [one.number for one in made.rests],
        "asked": [one.amendment.number for one in made.asked],
    }
    short = Amendment.objects.filter(document=document, backing=Backing.SHORT).order_by("number")
    body |= {"open": [one.number for one in short]} if short else {}
    return record.append("republished", body, congress=document.congress, document=document, acting_user=acting_user, at=at)


def _other(one: Follows) -> dict[str, Any]:
    """Give how an amendment stands on the new text as the entry has it."""
    found = one.rebased
    if found is None:
        raise ValueError(f"{one.amendment} was not rebased.")
    row = {
        "amendment": one.amendment.number,
        "state": str(found.state),
        "edits": edits_to_json(found.edits),
        "text": found.digest,
    }
    return row | ({"standing": list(one.spread.standing)} if one.spread is not None else {})


def _publish(
    document: Document, reading: SecondReading, made: Republication, entry: Entry, terms: Terms, *, acting_user: User
) -> SecondReading:
    """Make the new base, and open filing on it."""
    number, whole = next_number(document), document_digest(made.after)
    reading.revision = document.published_revision = revise(
        document, made.before, made.after, entry=entry, whole=whole, number=number, acting_user=acting_user
    )
    document.stage, document.filing_deadline = Stage.DISCUSSION, terms.deadline
    document.reading = reading.number
    document.save(update_fields=["stage", "filing_deadline", "published_revision", "reading"])
    reading.state, reading.summary, reading.ended_at = ReadingState.REPUBLISHED, terms.summary, entry.made_at
    reading.answers_until = terms.answers
    reading.save(update_fields=["state", "summary", "ended_at", "answers_until", "revision"])
    return reading


def _carry_over(document: Document, reading: SecondReading, made: Republication, entry: Entry, *, acting_user: User) -> None:
    """Note how each pending amendment stands on the new base, lay to rest what was taken in, and ask the movers."""
    rows = {one.amendment.pk: one.amendment for one in made.others}
    note_rebased(made.others)
    for one in made.rests:
        rows.setdefault(one.pk, one).rest = Rest.TAKEN_IN
    for one in Amendment.objects.filter(document=document, backing=Backing.SHORT):
        rows.setdefault(one.pk, one).backing = Backing.OPEN  # filing is open again, and supporters can be gathered
    record.keep(rows.values(), *CARRIED_FIELDS, document=document, entry=entry, acting_user=acting_user)
    record.index(((one.amendment, one.places) for one in made.others if one.places), margins=False)
    keep_spread((one.amendment, one.spread) for one in made.others)
    keep_words(made.words, acting_user=acting_user)
    relate(rows.values(), document, made.after)
    CarriedOver.objects.bulk_create(_asked(reading, made.asked))


def _asked(reading: SecondReading, asked: Iterable[Follows]) -> Iterable[CarriedOver]:
    for one in asked:
        row, found = one.amendment, one.rebased
        state = str(found.state) if found else Rebase(row.rebase_state)
        yield CarriedOver(
            reading=reading, amendment=row, version=row.version, state=state, why=one.why if found else row.rebase_why
        )
