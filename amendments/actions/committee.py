"""What the drafting committee does with a document as a whole, and with amendments: publish, set deadlines, rule, advise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, words
from amendments.actions.corrections import settle
from amendments.actions.projection import next_number, revise
from amendments.actions.relations import relate
from amendments.actions.stages import begin, check_not_voted_on, check_version, leaving, local, move_on
from amendments.life import Admissibility, Backing, Outcome, Stage
from amendments.models import Amendment, Appeal, Document, Entry, Role, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.screening import AppealOutcome
from amendments.queries import clock
from amendments.queries.amendment import is_open
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.support import orders_of, short_of
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting, relations_to
from amendments.text.document import Document as Text
from amendments.text.numbering import labels
from amendments.text.stored import document_digest, parts, sha256


@transaction.atomic
def put_to_council(*, acting_user: User, document: Document, key: str = "") -> Entry:
    """Put the draft to the council. Until it has voted, nobody edits the text."""
    document, _, done = begin("put_to_council", document, acting_user=acting_user, key=key)
    if done is not None:
        return Entry.objects.get(pk=done)
    revision = document.current_revision
    if revision is None or not any(not one.struck for one in current_text(document).paragraphs):
        raise Refused(f"“{document}” has no text to put to the council. Write at least one paragraph first.")
    at = clock.now()
    body = {"text": revision.digest}
    entry = move_on(document, "put_to_council", acting_user=acting_user, at=at, kind="put to the council", **body)
    record.remember(acting_user, "put_to_council", key, result=entry.pk, at=at)
    record.promise("put_to_council", congress=document.congress, at=at, document=document.pk)
    return entry


@transaction.atomic
def publish(*, acting_user: User, document: Document, deadline: datetime | None = None, key: str = "") -> Document:
    """Publish the draft that the council approved: labels freeze, the base text is fixed, and amendments may be filed.

    Filing closes at `deadline`, or after as many days as the standing orders say.
    """
    document, _, done = begin("publish", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    if document.approval is None:
        raise Refused(f"The council has not approved “{document}” yet. Its vote is recorded first.")
    at = clock.now()
    deadline = deadline or at + timedelta(days=StandingOrders.objects.get(congress=document.congress_id).filing_days)
    check_deadline(deadline, at)
    before = current_text(document)
    after = labels(before)
    number, whole = next_number(document), document_digest(after)
    body = leaving(document, "publish") | {
        "revision": number,
        "labels": changed_labels(before, after),
        "text": whole,
        "deadline": record.moment(deadline),
    }
    entry = record.append("published", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    document.published_revision = revise(
        document, before, after, entry=entry, whole=whole, number=number, acting_user=acting_user
    )
    document.filing_deadline, document.stage = deadline, Stage.DISCUSSION
    document.save(update_fields=["published_revision", "filing_deadline", "stage"])
    record.remember(acting_user, "publish", key, result=entry.pk, at=at)
    record.promise("published", congress=document.congress, at=at, document=document.pk)
    return document


@transaction.atomic
def set_deadline(*, acting_user: User, document: Document, deadline: datetime, reason: str, key: str = "") -> Document:
    """Move the filing deadline, with a reason on record."""
    document, _, done = begin("set_deadline", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    at = clock.now()
    check_deadline(deadline, at)
    reason = _reason(reason)
    body = {"deadline": record.moment(deadline), "reason": sha256(reason)}
    document.filing_deadline = deadline
    document.save(update_fields=["filing_deadline"])
    entry = record.append("deadline set", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    _override(document, entry, reason)
    record.remember(acting_user, "set_deadline", key, result=entry.pk, at=at)
    record.promise("deadline_set", congress=document.congress, at=at, document=document.pk)
    return document


@transaction.atomic
def close_filing(*, acting_user: User, document: Document, reason: str = "", key: str = "") -> Document:
    """Close filing. Before the deadline this takes a reason, because members rely on it."""
    document, _, done = begin("close_filing", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    at, deadline = clock.now(), document.filing_deadline
    early = deadline is not None and at < deadline
    reason = words.prose(reason)
    if early and not reason:
        raise Refused(f"Filing is open until {local(deadline, document)}. To close it before, give a reason for the record.")
    body: dict[str, Any] = {"reason": sha256(reason)} if reason else {}
    short = short_of(document, orders_of(document.congress_id))
    body |= {"short": [one.number for one in short]} if short else {}
    entry = move_on(document, "close_filing", acting_user=acting_user, at=at, kind="filing closed", **body)
    _back(short, Backing.SHORT, document, entry, acting_user)
    if early:
        _override(document, entry, reason)
    for one in short:
        record.promise("short", congress=document.congress, at=at, amendment=one.pk)
    record.remember(acting_user, "close_filing", key, result=entry.pk, at=at)
    record.promise("filing_closed", congress=document.congress, at=at, document=document.pk)
    return document


@transaction.atomic
def reopen_filing(*, acting_user: User, document: Document, deadline: datetime, reason: str, key: str = "") -> Document:
    """Open filing again until a new deadline, with a reason on record."""
    document, _, done = begin("reopen_filing", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    at = clock.now()
    check_deadline(deadline, at)
    reason = _reason(reason)
    body: dict[str, Any] = {"deadline": record.moment(deadline), "reason": sha256(reason)}
    short = list(Amendment.objects.filter(document=document, backing=Backing.SHORT).order_by("number"))
    body |= {"open": [one.number for one in short]} if short else {}
    entry = move_on(document, "reopen_filing", acting_user=acting_user, at=at, kind="filing reopened", **body)
    _back(short, Backing.OPEN, document, entry, acting_user)
    document.filing_deadline = deadline
    document.save(update_fields=["filing_deadline"])
    _override(document, entry, reason)
    record.remember(acting_user, "reopen_filing", key, result=entry.pk, at=at)
    record.promise("filing_reopened", congress=document.congress, at=at, document=document.pk)
    return document


def _back(rows: list[Amendment], backing: Backing, document: Document, entry: Entry, acting_user: User) -> None:
    """Note what closing or opening filing means for those that lack supporters: they are put, or not."""
    for one in rows:
        one.backing = backing
    record.keep(rows, "backing", document=document, entry=entry, acting_user=acting_user)
    if rows:
        relate(rows, document)


@transaction.atomic
def rule_on_order(
    *,
    acting_user: User,
    amendment: Amendment,
    in_order: bool,
    reason: str,
    ground: str = "",
    seen: int | None = None,
    version: int | None = None,
    key: str = "",
) -> Ruling:
    """Rule an amendment in order or out of order, with a reason: free words, or one of the orders' grounds before them.

    `seen` is the id of the last ruling that the page showed, 0 for none, and `version` that of the words: nobody rules on an
    outdated page. What was asked of the mover is settled by it.
    """
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "rule_on_order", key)
    if done is not None:
        return Ruling.objects.get(pk=done)
    require(acting, "rule_on_order", stage=document.stage, relations=relations_to(acting, amendment))
    ruling = Admissibility.IN_ORDER if in_order else Admissibility.OUT_OF_ORDER
    _check_may_rule(amendment, acting)
    _check_page(amendment, seen, version)
    check_not_voted_on(amendment)
    _check_ruling(amendment, ruling)
    at, reason = clock.now(), _reason(_with_ground(ground, reason, document, in_order=in_order))
    stood, amendment.admissibility = is_open(amendment), ruling
    body = {"amendment": amendment.number, "admissibility": ruling.value, "reason": sha256(reason)}
    entry = record.append("ruled", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep([amendment], "admissibility", document=document, entry=entry, acting_user=acting_user)
    relate([amendment] if is_open(amendment) != stood else (), document)
    kind = RulingKind.IN_ORDER if in_order else RulingKind.OUT_OF_ORDER
    row = Ruling.objects.create(document=document, amendment=amendment, entry=entry, kind=kind, reason=reason, made_at=at)
    settle(amendment, acting_user=acting_user, at=at)
    record.remember(acting_user, "rule_on_order", key, result=row.pk, at=at)
    record.promise("ruled", congress=document.congress, at=at, amendment=amendment.pk)
    return row


def _check_may_rule(amendment: Amendment, acting: Acting) -> None:
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()}; what is decided is not ruled on any more.")
    if amendment.floor_support is not None and Role.CHAIR not in acting.roles:
        raise Forbidden(f"{amendment} was moved from the floor: the chair rules on it, on the spot.")


def _check_ruling(amendment: Amendment, ruling: Admissibility) -> None:
    if amendment.admissibility == ruling:
        raise Refused(f"{amendment} was ruled {ruling.label} already.")
    if ruling == Admissibility.IN_ORDER and amendment.rebase_state in FALLS:
        raise Refused(f"{amendment} does not fit the current text any more: {amendment.rebase_why}")


def _check_page(amendment: Amendment, seen: int | None, version: int | None) -> None:
    """Refuse a ruling on a page that another ruling or version has overtaken, or while an appeal is to be heard."""
    check_version(amendment, version)
    if Appeal.objects.filter(amendment=amendment, outcome=AppealOutcome.PENDING).exists():
        raise Refused(f"An appeal against the ruling on {amendment} is to be heard. Whoever hears it decides.")
    last = Ruling.objects.filter(amendment=amendment).order_by("-pk").first()
    if seen is not None and last is not None and last.pk != seen:
        raise Refused(
            f"{amendment} was ruled {last.get_kind_display()} while you had the page open: “{last.reason}” "
            "Look at it again before you rule otherwise."
        )


def _with_ground(ground: str, reason: str, document: Document, *, in_order: bool) -> str:
    """Put the ground that was chosen from the orders before the free words."""
    if not ground or in_order:
        return reason
    orders = StandingOrders.objects.get(congress=document.congress_id)
    if ground not in orders.out_of_order_reasons.splitlines():
        raise Refused("This reason is not among those of the standing orders any more. Choose again, or write it in words.")
    return f"{ground}. {reason}".strip()


def changed_labels(before: Text, after: Text) -> dict[str, str]:
    """Give the labels that are not what they were, by id."""
    old = {part.id: part.label for part in parts(before)}
    return {part.id: part.label for part in parts(after) if part.label != old[part.id]}


def _override(document: Document, entry: Entry, reason: str) -> None:
    Ruling.objects.create(document=document, entry=entry, kind=RulingKind.OVERRIDE, reason=reason, made_at=entry.made_at)


def _reason(reason: str) -> str:
    reason = words.prose(reason)
    if not reason:
        raise Refused("This needs a reason: it is printed in the record.")
    return reason


def check_deadline(deadline: datetime, at: datetime) -> None:
    """Refuse a deadline that has passed."""
    if deadline <= at:
        raise Refused("The deadline must be in the future.")
