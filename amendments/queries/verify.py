"""Verify: replay a document's entries and compare everything that was projected from them, history rows included.

`problems` names each bad row in a sentence, in the order in which the record tells of it. A record that is sound gives none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from typing import Any

from amendments.life import Matter
from amendments.models import Amendment, Congress, Document, Entry, Paragraph
from amendments.queries.corrections_page import correction_problems
from amendments.queries.document import text_of_rows
from amendments.queries.fold import Fold, Told
from amendments.queries.fold_congress import CongressFold
from amendments.queries.minutes import minutes_problems
from amendments.queries.relations import index_problems
from amendments.queries.texts import each_from_history
from amendments.queries.throughout import throughout_of
from amendments.queries.verify_advice import advice_problems
from amendments.queries.verify_again import again_problems
from amendments.queries.verify_congress import credentials_problems, fold_of
from amendments.queries.verify_division import division_problems
from amendments.queries.verify_floor import floor_problems
from amendments.queries.verify_page import page_problems
from amendments.queries.verify_reading import reading_problems
from amendments.queries.verify_rests import composite_problems
from amendments.queries.verify_signed import SIGNED, signed_problems
from amendments.queries.verify_voting import voting_problems
from amendments.text.document import Document as Text
from amendments.text.markdown import serialize
from amendments.text.number import label_of
from amendments.text.stored import document_digest, sha256
from amendments.text.tokens import FormatError, digest, from_json


def problems(document: Document) -> Iterator[str]:
    """Replay one document. Gives a sentence for each row that is not what the record says."""
    fold, told = Fold(), dict[tuple[int, int], Told]()
    entries = list(Entry.objects.filter(document=document).order_by("sequence"))
    yield from chain(entries, document.head, str(document))
    for entry in entries:
        try:
            payload = json.loads(entry.payload)
            fold.take(entry.kind, payload["body"], payload["by"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"Entry {entry.sequence} ({entry.kind}) does not follow from those before it: {error}"
            return
        told |= {(entry.pk, number): copy(fold.amendments[number]) for number in fold.touched}
    yield from _document(document, fold)
    yield from _revisions(document, fold)
    yield from _parts(document, fold)
    yield from _amendments(document, fold, told)
    yield from advice_problems(document, fold)
    yield from composite_problems(document, fold)
    yield from reading_problems(document, fold)
    yield from voting_problems(document, fold)
    yield from division_problems(document, fold)
    yield from floor_problems(entries, document.congress, document)
    yield from _decisions(document, entries)
    yield from again_problems(document, entries)
    yield from correction_problems(document)
    yield from minutes_problems(document)
    yield from index_problems(document)
    yield from page_problems(document, fold)


def congress_problems(congress: Congress) -> Iterator[str]:
    """Verify the congress's own chain: of seats, registers, bodies and orders, and the rows that follow from it."""
    entries = list(congress.entries.filter(document__isnull=True).order_by("sequence"))
    yield from chain(entries, congress.head, str(congress))
    fold = CongressFold()
    wrong = list(fold_of(entries, fold))
    yield from wrong or credentials_problems(congress, fold)
    yield from floor_problems(entries, congress, None)


def chain(entries: list[Entry], head: str, name: str) -> Iterator[str]:
    """Check the links of a chain: sequence, digests, and that the columns repeat the payload."""
    previous = ""
    for number, entry in enumerate(entries, 1):
        where = f"Entry {entry.sequence} ({entry.kind}) of {name}"
        if sha256(entry.payload) != entry.digest:
            yield f"{where}: its digest is not that of its payload."
        try:
            payload = json.loads(entry.payload)
            said = (payload["sequence"], payload["previous"], payload["kind"])
        except (ValueError, KeyError, TypeError):
            yield f"{where}: its payload cannot be read."
            return
        if said != (entry.sequence, entry.previous, entry.kind) or (entry.sequence, entry.previous) != (number, previous):
            yield f"{where}: it does not follow the entry before it."
        previous = entry.digest
    if previous != head:
        yield f"{name}: its head is not the digest of its last entry."


def _document(document: Document, fold: Fold) -> Iterator[str]:
    deadline = document.filing_deadline
    at = deadline.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if deadline else ""
    rows = {
        "stage": (document.stage, fold.stage),
        "title": (document.title, fold.title),
        "filing deadline": (at, fold.deadline),
        "reading": (document.reading, max((n for n, one in fold.readings.items() if one.revision), default=1)),
        "seal": (document.seal, fold.seal),
        "base text": (document.set_aside_for.slug if document.set_aside_for else "", fold.course.aside),
        "approval": (document.approval_id is not None, fold.approved),
        "published revision": (document.published_revision.number if document.published_revision else None, fold.published),
        "current revision": (
            document.current_revision.number if document.current_revision else None,
            max(fold.texts, default=None),
        ),
    }
    for name, (row, record) in rows.items():
        if row != record:
            yield f"{document}: its {name} is {row!r}, and the record says {record!r}."


def _revisions(document: Document, fold: Fold) -> Iterator[str]:
    rows = {one.revision.number: one for one in each_from_history(document)}
    for number, text in fold.texts.items():
        if document_digest(text) != fold.digests[number]:
            yield f"Revision {number}: its text has another digest than its entry says."
        written = rows.pop(number, None)
        if written is None or written.revision.digest != fold.digests[number]:
            yield f"Revision {number}: its row is missing, or has another digest."
            continue
        for row in written.rows:
            compare = _paragraph if isinstance(row, Paragraph.history.model) else _section
            yield from (f"History row {row.history_id}, revision {number}: {what}" for what in compare(row, text))
        if written.text != text:
            yield f"Revision {number}: its history rows do not give its text."
    yield from (f"Revision {number}: the record does not know it." for number in rows)


def _parts(document: Document, fold: Fold) -> Iterator[str]:
    text = fold.text
    for paragraph in document.paragraphs.order_by("position"):
        yield from _paragraph(paragraph, text)
    for section in document.sections.order_by("position"):
        yield from _section(section, text)
    if text_of_rows(document) != text:
        yield f"{document}: its rows do not give the text that the record gives."


def _paragraph(row: Any, text: Text) -> Iterator[str]:
    name, part = f"paragraph {row.label or row.uid}", text.paragraph_by_id.get(row.uid)
    if part is None:
        yield f"{name} is not in the record."
        return
    try:
        tokens = from_json(row.tokens)
        written = (serialize(tokens), digest(tokens))
    except (FormatError, ValueError):
        yield f"{name} has tokens that are none."
        return
    if tokens != part.tokens or written != (row.text, row.digest):
        yield f"{name} has other words than the record."
    if (row.label, row.struck) != (part.label, part.struck):
        yield f"{name} has another label than the record, or is struck in one of them."


def _section(row: Any, text: Text) -> Iterator[str]:
    name, part = f"section {row.label or row.uid}", text.section_by_id.get(row.uid)
    if part is None:
        yield f"{name} is not in the record."
    elif (from_json(row.tokens), row.title, row.label, row.struck) != (
        part.title,
        serialize(part.title),
        part.label,
        part.struck,
    ):
        yield f"{name} has another title or label than the record, or is struck in one of them."


def _amendments(document: Document, fold: Fold, told: dict[tuple[int, int], Told]) -> Iterator[str]:
    rows = document.amendments.select_related(
        "mover_person", "mover_body", "base_revision", "fallen_because", "primary", "throughout", "rests_in", "part_of"
    )
    rows = rows.prefetch_related("papers", *SIGNED)
    known = {row.number: row for row in rows.order_by("number")}
    for number, record in fold.amendments.items():
        row = known.pop(number, None)
        if row is None:
            yield f"{label_of(number)} is on record, and its row is missing."
            continue
        yield from (f"{label_of(number)}: {what}" for what in (*_amendment(row, record), *signed_problems(row, record)))
    yield from (f"{label_of(number)} is not on record." for number in known)
    numbers = dict(document.amendments.values_list("pk", "number"))
    for past in Amendment.history.model.objects.filter(document_id=document.pk).order_by("history_id"):
        record_then = told.get((past.entry_id, past.number))
        if record_then is None:
            yield f"History row {past.history_id} of {label_of(past.number)}: no entry says so."
        else:
            wrong = _became(past, record_then, numbers.get(past.fallen_because_id))
            yield from (f"History row {past.history_id} of {label_of(past.number)}: {what}" for what in wrong)


def _amendment(row: Amendment, record: Told) -> Iterator[str]:
    if row.edits != record.edits or row.base_revision.number != record.base:
        yield "what was filed is not what the record says."
    if sha256(row.reason) != record.reason:
        yield "its reason is not the one that was filed."
    person, body = row.mover_person, row.mover_body
    if (body.slug if body else None) != record.body:
        yield "it is moved by another body than the record says."
    if person is not None and not person.erased and person.commitment != record.mover:
        yield "it is moved by another person than the record says."
    amended = (record.primary[0], record.primary[1].get(record.version)) if record.primary else None
    if ((row.primary.number, row.primary_version) if row.primary else None) != amended:
        yield "it amends another amendment than the record says."
    if row.floor_support != record.floor:
        yield "it came from the floor otherwise than the record says."
    if (row.part_of.number if row.part_of else None) != record.part_of:
        yield "it is a part of another amendment than the record says."
    if (row.rests_in.number if row.rests_in else None) != record.rests_in:
        yield "it rests in another amendment than the record says."
    places = throughout_of(row)
    if (places.standing if places else None) != record.standing:
        yield "other places of it stand than the record says."
    yield from _papers(row, record)
    yield from _became(row, record, row.fallen_because.number if row.fallen_because else None)


def _papers(row: Amendment, record: Told) -> Iterator[str]:
    """Compare the paper that it was filed from. Where a person was erased its file is gone, and its digest is not."""
    kept = list(row.papers.all())
    if [paper.digest for paper in kept] != ([record.paper] if record.paper else []):
        yield "the paper it was filed from is not the one on record."
    yield from ("its paper is another file than its digest says." for paper in kept if paper.data and not paper.is_whole)


def _became(row: Any, record: Told, because: int | None) -> Iterator[str]:
    """Compare what became of an amendment, in its row or in one of its history rows."""
    pairs = {
        "state": (row.state, record.state),
        "version": (row.version, record.version),
        "backing": (row.backing, record.backing),
        "visibility": (row.visibility, record.visibility),
        "rest": (row.rest, record.rest),
        "admissibility": (row.admissibility, record.admissibility),
        "recommendation": (row.recommendation, record.recommendation),
        "decision": (row.decision, record.decision),
        "reason to fall": (because, record.fallen_because),
        "rebase": (row.rebase_state, record.rebase_state),
        "text on the current one": (row.resolved, record.resolved),
        "combined text": (row.combined_digest, record.combined),
        "confirmation": (row.confirmed_digest, record.confirmed),
    }
    yield from (f"its {name} is not what the record says." for name, (have, said) in pairs.items() if have != said)


def _decisions(document: Document, entries: list[Entry]) -> Iterator[str]:
    bodies = {entry.pk: json.loads(entry.payload)["body"] for entry in entries}
    for row in document.decisions.select_related("amendment"):
        body = bodies.get(row.entry_id, {})
        count = body.get("count", {})
        said = (count.get("for"), count.get("against"), count.get("abstained"), count.get("needed"), count.get("method"))
        if said != (row.votes_for, row.votes_against, row.abstentions, row.needed, row.method):
            yield f"The decision on {row.amendment or row.matter}: its count is not what the record says."
        paper = body.get("paper", {}).get("at", "")
        if paper != (row.taken_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if row.taken_at else ""):
            yield f"The decision on {row.amendment or row.matter}: when it was taken on paper is not what the record says."
        about = row.amendment.number if row.amendment else None
        if row.matter in {Matter.WORDS, Matter.APPEAL, Matter.REFER}:
            about = body.get("amendment")
        if body.get("amendment") != about or body.get("outcome", row.outcome) != row.outcome:
            yield f"The decision on {row.amendment or row.matter}: its outcome is not what the record says."
