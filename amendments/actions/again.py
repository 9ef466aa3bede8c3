"""Write what follows where a decision is undone or turned: its entry, the new text, and what becomes of all others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.became import PROJECTED, note_standing
from amendments.actions.projection import next_number, revise
from amendments.actions.relations import relate
from amendments.actions.votes import Count
from amendments.actions.words_put import keep_words, words_row
from amendments.life import Matter, Outcome
from amendments.models import Amendment, Decision, Document, Entry, Person, Reopening, Ruling
from amendments.models.decision import RulingKind
from amendments.queries import clock
from amendments.queries.course import Taken
from amendments.queries.reopening import Becomes, Once, Reopened, first_entry
from amendments.queries.resolving import if_reopened
from amendments.queries.throughout import throughout_of
from amendments.text.edits import edits_to_json
from amendments.text.stored import document_digest, sha256


def undo(
    document: Document,
    decision: Decision,
    asked: Reopening,
    *,
    outcome: str,
    count: Count | None,
    needed: int | None,
    teller: Person,
) -> Entry:
    """Undo a decision (`outcome` pending), or put the outcome of a recount in its place. The document is locked."""
    decided = decision.matter in {Matter.AMENDMENT, Matter.PARAGRAPH} and outcome != decision.outcome
    found = if_reopened(document, decision, outcome) if decided else None
    chair, at = asked.asked_by, clock.now()
    body = _about(decision, asked, teller)
    body |= {"outcome": outcome, "count": votes.words(count, needed)} if count else {}
    number, whole = next_number(document), ""
    if found is not None:
        body |= _told(document, found)
        whole = document_digest(found.after) if found.changes_text else ""
        body |= {"revision": number, "text": whole} if whole else {}
    kind = "recounted" if count else "reopened"
    entry = record.append(kind, body, congress=document.congress, document=document, acting_user=chair, at=at)
    if found is not None and whole:
        revise(document, found.before, found.after, entry=entry, whole=whole, number=number, acting_user=chair)
    _supersede([decision, *(_decisions(document, found.again) if found else ())])
    if count:
        _decide_anew(document, decision, (outcome, count, needed), entry)
    told = _told_whom(decision, found, kind)
    if found is not None:
        _keep(document, found, entry, chair)
    _rule(document, decision, asked, entry, kind)
    for amendment, what in told.items():
        record.promise(what, congress=document.congress, at=at, amendment=amendment.pk)
    return entry


def _decide_anew(document: Document, old: Decision, found: tuple[str, Count, int | None], entry: Entry) -> None:
    """Write the decision that stands in the place of the one that was counted wrongly."""
    outcome, count, needed = found
    more = {"amendment": old.amendment, "text": old.words, "vote": old.vote}
    votes.decide(document, old.matter, outcome, count, entry=entry, needed=needed, at=entry.made_at, **more)  # type: ignore[arg-type]


def _about(decision: Decision, asked: Reopening, teller: Person) -> dict[str, Any]:
    """Give what is decided again, why, and who has confirmed it, as the entry has it."""
    return {
        "amendment": decision.amendment.number if decision.amendment else None,
        "vote": decision.vote.number if decision.vote else None,
        "was": decision.outcome,
        "entry": decision.entry.sequence,
        "first": first_entry(decision),
        "reason": sha256(asked.reason),
        "confirmed": record.commitment(teller),
    }


def _told(document: Document, found: Reopened) -> dict[str, Any]:
    """Give all that follows, as the entry has it. A change that stands as it was is named alone."""
    own = document.entries.order_by("-sequence").values_list("sequence", flat=True)[0] + 1
    decisions = {one.entry: row for one, row in _pairs(document, found.again)}
    return {
        "before": document.current_revision.digest if document.current_revision else "",
        "undoes": found.undone.entry if found.undone else None,
        "steps": [_step(one, found, own) for one in found.steps],
        "again": [
            {
                "entry": one.taken.entry,
                "amendment": one.taken.amendment,
                "state": one.state,
                "decision": decisions[one.taken.entry].entry.sequence,
            }
            for one in found.again
        ],
        "others": [_other(one) for one in found.others],
        "advised": [words_row(one) for one in found.words],
    }


def _step(one: Taken, found: Reopened, own: int) -> dict[str, Any]:
    row: dict[str, Any] = {"entry": one.entry or own}
    return row if found.were.get(one.entry) == one.edits else row | {"edits": one.edits}


def _other(one: Becomes) -> dict[str, Any]:
    because = one.because.number if one.because else None
    row: dict[str, Any] = {"amendment": one.amendment.number, "decision": one.decision, "because": because}
    if one.rebased is not None:
        row |= {"state": str(one.rebased.state), "edits": edits_to_json(one.rebased.edits), "text": one.rebased.digest}
    return row | ({"standing": one.standing[0]} if one.standing else {})


def _pairs(document: Document, again: Iterable[Once]) -> list[tuple[Taken, Decision]]:
    """Give the decision behind each change that is put again."""
    rows = Decision.objects.filter(document=document, superseded=False, matter__in=[Matter.AMENDMENT, Matter.PARAGRAPH])
    known = list(rows.select_related("amendment", "vote", "entry"))
    amendments = {row.amendment.number: row for row in known if row.amendment}
    paragraphs = {row.vote.number: row for row in known if row.vote and row.matter == Matter.PARAGRAPH}
    pairs = []
    for one in again:
        taken = one.taken
        row = amendments[taken.amendment] if taken.amendment is not None else paragraphs[taken.vote or 0]
        pairs.append((taken, row))
    return pairs


def _decisions(document: Document, again: Iterable[Once]) -> list[Decision]:
    return [row for _, row in _pairs(document, again)]


def _supersede(rows: Iterable[Decision]) -> None:
    for row in rows:
        row.superseded = True
        row.save(update_fields=["superseded"])


def _keep(document: Document, found: Reopened, entry: Entry, user: User) -> None:
    """Save what becomes of amendments and of the committee's words for them, and where they stand."""
    rows = [one.amendment for one in found.others]
    for one in found.others:
        _note(one)
    record.keep(rows, *PROJECTED, document=document, entry=entry, acting_user=user)
    record.index(((one.amendment, one.places) for one in found.others if one.rebased is not None), margins=False)
    keep_words(found.words, acting_user=user)
    relate(rows, document, found.after)


def _note(one: Becomes) -> None:
    row, now = one.amendment, one.rebased
    row.decision, row.fallen_because = one.decision, one.because
    if now is None:
        return
    note_standing(row, now, now.why)
    change = throughout_of(row)
    if change is not None and one.standing is not None:
        change.standing, change.dropped = one.standing[0], {str(at): why for at, why in one.standing[1].items()}
        change.save(update_fields=["standing", "dropped"])


def _rule(document: Document, decision: Decision, asked: Reopening, entry: Entry, kind: str) -> None:
    ruled = RulingKind.RECOUNTED if kind == "recounted" else RulingKind.REOPENED
    held = {"document": document, "amendment": decision.amendment, "entry": entry}
    Ruling.objects.create(kind=ruled, reason=asked.reason, made_at=entry.made_at, **held)


def _told_whom(decision: Decision, found: Reopened | None, kind: str) -> dict[Amendment, str]:
    """Give what is told to movers: of what is put again, and of what had fallen and is pending again. Before rows change."""
    told: dict[Amendment, str] = {}
    for one in found.others if found else ():
        if one.again or (one.amendment == decision.amendment and one.decision == Outcome.PENDING):
            told[one.amendment] = "reopened"
        elif one.revived:
            told[one.amendment] = "pending_again"
    return told | ({decision.amendment: "recounted"} if decision.amendment and kind == "recounted" else {})
