"""Write what follows where a decision is undone or turned: its entry, the new text, and what becomes of all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.again_version import WORDS, keep_version, told_version
from amendments.actions.became import PROJECTED, note_standing
from amendments.actions.projection import next_number, revise
from amendments.actions.relations import relate
from amendments.actions.votes import Count
from amendments.actions.words_put import keep_words, words_row
from amendments.life import Matter, Outcome
from amendments.models import Amendment, Decision, Document, Entry, Reopening
from amendments.queries import clock
from amendments.queries.course import Taken
from amendments.queries.going_back import Plan, first_entry
from amendments.queries.reopening import Becomes, Once, Reopened
from amendments.queries.resolving import if_reopened
from amendments.queries.throughout import throughout_of
from amendments.text.edits import edits_to_json
from amendments.text.stored import document_digest, sha256


def undo(
    document: Document, plan: Plan, asked: Reopening, *, count: Count | None, needed: int | None, acting_user: User
) -> Entry:
    """Undo a decision, or put the outcome of a recount in its place, as the plan says. The document is locked."""
    found = if_reopened(document, plan) if plan.resolves else None
    chair, at = asked.asked_by, clock.now()
    body = about(plan, asked, acting_user)
    body |= {"outcome": plan.outcome, "count": votes.words(count, needed)} if count else {}
    number, whole = next_number(document), ""
    if found is not None:
        body |= _told(document, found)
        whole = document_digest(found.after) if found.changes_text else ""
        body |= {"revision": number, "text": whole} if whole else {}
    kind = "recounted" if count else "reopened"
    entry = record.append(kind, body, congress=document.congress, document=document, acting_user=chair, at=at)
    if found is not None and whole:
        revise(document, found.before, found.after, entry=entry, whole=whole, number=number, acting_user=chair)
    votes.supersede([*plan.undone, *(_decisions(document, found) if found else ())])
    told = _told_whom(plan, found, kind)
    if found is not None:
        _keep(document, found, entry, chair)
    votes.rule_again(asked, entry, kind)
    if count:
        decide_anew(document, plan, asked, entry, (count, needed))
    for amendment, what in told.items():
        record.promise(what, congress=document.congress, at=at, amendment=amendment.pk)
    return entry


def decide_anew(document: Document, plan: Plan, asked: Reopening, entry: Entry, counted: tuple[Count, int | None]) -> None:
    """Write the decisions that stand in the place of those that were counted wrongly: of a list, one for each of its parts."""
    count, needed = counted
    old = plan.decision
    held: dict[str, Any] = {"needed": needed, "at": entry.made_at, "vote": plan.decision.vote}
    if old.outcome == Outcome.REFERRED and plan.outcome == Outcome.LOST:  # it was not referred, and nothing is decided on it
        votes.decide(document, Matter.REFER, plan.outcome, count, entry=entry, **held)
    else:
        more = held | {"amendment": old.amendment, "text": old.words, "referred_to": old.referred_to}
        votes.decide(document, old.matter, plan.outcome, count, entry=entry, **more)
    for one in plan.decided:
        outcome = plan.becomes[one.amendment.number]
        body = {
            "amendment": one.amendment.number,
            "outcome": outcome,
            "by": entry.sequence,
            "first": first_entry(one.decision or old),
            "referred": one.referred_to,
            "count": votes.words(count, needed),
        }
        where: dict[str, Any] = {"congress": document.congress, "document": document, "at": entry.made_at}
        made = record.append("counted anew", body, acting_user=asked.asked_by, **where)
        more = held | {"amendment": one.amendment, "text": one.words, "referred_to": one.referred_to}
        votes.decide(document, Matter.AMENDMENT, outcome, count, entry=made, **more)


def about(plan: Plan, asked: Reopening, acting_user: User) -> dict[str, Any]:
    """Give what is decided again, why, and who has confirmed it, as the entry has it."""
    decision = plan.decision
    return {
        "amendment": decision.amendment.number if decision.amendment else None,
        "vote": decision.vote.number if decision.vote else None,
        "matter": decision.matter,
        "was": decision.outcome,
        "entry": decision.entry.sequence,
        "parts": [one.amendment.number for one in plan.parts],
        "with": [one.entry.sequence for one in plan.also],
        "first": first_entry(decision),
        "reason": sha256(asked.reason),
        "confirmed": record.commitment(acting_user),
    }


def _told(document: Document, found: Reopened) -> dict[str, Any]:
    """Give all that follows, as the entry has it. A change that stands as it was is named alone."""
    own = document.entries.order_by("-sequence").values_list("sequence", flat=True)[0] + 1
    again, to_another = (_entries(document, some) for some in (found.again, found.version.again if found.version else ()))
    body = {
        "before": document.current_revision.digest if document.current_revision else "",
        "undoes": [_key(one) for one in found.undone],
        "carries": [one.amendment.number for one in found.plan.carries],
        "steps": [_step(one, found, own) for one in found.steps],
        "again": [_key(one.taken) | {"state": one.state, "decision": decision} for one, decision in again],
        "others": [_other(one) for one in found.others],
        "advised": [words_row(one) for one in found.words],
    }
    return body | ({"next version": told_version(document, found.version, to_another)} if found.version else {})


def _key(one: Taken) -> dict[str, Any]:
    return {"entry": one.entry, "amendment": one.amendment}


def _step(one: Taken, found: Reopened, own: int) -> dict[str, Any]:
    row = _key(one) | {"entry": one.entry or own}
    return row if found.were.get(one.key) == one.edits else row | {"edits": one.edits}


def _other(one: Becomes) -> dict[str, Any]:
    because = one.because.number if one.because else None
    row: dict[str, Any] = {"amendment": one.amendment.number, "decision": one.decision, "because": because}
    if one.rebased is not None:
        row |= {"state": str(one.rebased.state), "edits": edits_to_json(one.rebased.edits), "text": one.rebased.digest}
    rises = {"rises": True} if one.again or one.revived else {}  # it was decided or had fallen, and is pending again
    return row | rises | ({"standing": one.standing[0]} if one.standing else {})


def _pairs(document: Document, again: Sequence[Once]) -> list[tuple[Once, Decision]]:
    """Give the decision behind each change that is put again: one query, or none."""
    if not again:
        return []
    rows = Decision.objects.filter(document=document, superseded=False, matter__in=[Matter.AMENDMENT, Matter.PARAGRAPH])
    known = list(rows.select_related("amendment", "vote", "entry"))
    amendments = {row.amendment.number: row for row in known if row.amendment}
    paragraphs = {row.vote.number: row for row in known if row.vote and row.matter == Matter.PARAGRAPH}
    return [
        (one, paragraphs[one.taken.vote or 0] if one.taken.amendment is None else amendments[one.taken.amendment])
        for one in again
    ]


def _entries(document: Document, again: Sequence[Once]) -> list[tuple[Once, int]]:
    return [(one, row.entry.sequence) for one, row in _pairs(document, again)]


def _decisions(document: Document, found: Reopened) -> list[Decision]:
    again = [*found.again, *(found.version.again if found.version else ())]
    return [row for _, row in _pairs(document, again)]


def _keep(document: Document, found: Reopened, entry: Entry, user: User) -> None:
    """Save what becomes of amendments and of the committee's words for them, and where they stand."""
    rows = {one.amendment.pk: one.amendment for one in found.others}
    for one in found.others:
        _note(one)
    if found.version is not None:
        keep_version(found.version, rows, entry=entry, acting_user=user)
    fields = (*PROJECTED, *(WORDS if found.version else ()))
    record.keep(rows.values(), *fields, document=document, entry=entry, acting_user=user)
    record.index(((one.amendment, one.places) for one in found.others if one.rebased is not None), margins=False)
    keep_words(found.words, acting_user=user)
    relate(rows.values(), document, found.after)


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


def _told_whom(plan: Plan, found: Reopened | None, kind: str) -> dict[Amendment, str]:
    """Give what is told to movers: of what is put again, and of what had fallen and is pending again. Before rows change."""
    told: dict[Amendment, str] = {}
    by_one_vote = {Outcome.FALLEN: "lapsed", Outcome.REFERRED: "referred_on"} if plan.decision.matter == Matter.REST else {}
    for one in found.others if found else ():
        if one.amendment.number in plan.becomes and Outcome(one.decision) in by_one_vote:
            told[one.amendment] = by_one_vote[Outcome(one.decision)]
        elif one.amendment.number in plan.left and one.revived:
            told[one.amendment] = "open_again"
        elif one.again or plan.becomes.get(one.amendment.number) == Outcome.PENDING:
            told[one.amendment] = "reopened"
        elif one.revived:
            told[one.amendment] = "pending_again"
    counted = [plan.decision.amendment, *(one.amendment for one in plan.decided)] if kind == "recounted" else []
    return told | {one: "recounted" for one in counted if one is not None}
