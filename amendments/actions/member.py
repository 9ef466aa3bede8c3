"""What a member does with what is filed: withdraw an amendment, take one over, confirm a combined text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.relations import relate
from amendments.actions.rests import revived
from amendments.actions.signing import check_by_itself, end_beside, end_support
from amendments.life import Outcome, Rebase, Stage, State
from amendments.models import Amendment, Body, Document
from amendments.queries import clock
from amendments.queries.amendment import by_version, confirmed_alone
from amendments.queries.decision import FALLS, fall_with
from amendments.refusals import Forbidden, Refused
from amendments.rules import relations_to


@transaction.atomic
def withdraw_amendment(*, acting_user: User, amendment: Amendment, key: str = "") -> Amendment:
    """Withdraw one's own amendment, or that of a body one speaks for, before it is on the floor."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "withdraw_amendment", key) is not None:
        return amendment
    require(acting, "withdraw_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    at = clock.now()
    withdraw(amendment, document, acting_user=acting_user, at=at, kind="withdrawn")
    record.remember(acting_user, "withdraw_amendment", key, result=amendment.pk, at=at)
    return amendment


def withdraw(amendment: Amendment, document: Document, *, acting_user: User, at: datetime, kind: str) -> None:
    """Withdraw a locked amendment, on record; its secondary amendments fall. Shared by mover and chair."""
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()} and cannot be withdrawn any more.")
    if amendment.state == State.WITHDRAWN:
        raise Refused(f"{amendment} was withdrawn already. Another member may take it over.")
    check_by_itself(amendment)
    fallen = [one.amendment for one in fall_with(document, {amendment.pk})]
    again = revived(amendment)
    amendment.state = State.WITHDRAWN
    for one in fallen:
        one.decision, one.fallen_because = Outcome.FALLEN, amendment
    body: dict[str, Any] = {"amendment": amendment.number, "falls": [one.number for one in fallen]}
    body |= {"revives": [one.number for one in again]} if again else {}
    entry = record.append(kind, body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    fields = ("state", "decision", "fallen_because", "rest", "rests_in")
    record.keep([amendment, *fallen, *again], *fields, document=document, entry=entry, acting_user=acting_user)
    relate([amendment, *fallen, *again], document)
    for one in again:
        record.promise("revived", congress=document.congress, at=at, amendment=one.pk)
    for one in fallen:
        record.promise("fell_with", congress=document.congress, at=at, amendment=one.pk)
    record.promise("withdrawn", congress=document.congress, at=at, amendment=amendment.pk)


@transaction.atomic
def take_over_amendment(*, acting_user: User, amendment: Amendment, body: Body | None = None, key: str = "") -> Amendment:
    """Take over an amendment that its mover withdrew: it stands again, moved by the person or a body they speak for.

    What amended it and fell with it stands again, too, as long as the text has not changed since.
    """
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "take_over_amendment", key) is not None:
        return amendment
    require(acting, "take_over_amendment", stage=document.stage)
    if body is not None and body.pk not in acting.speaks_for:
        raise Forbidden(f"You do not speak for {body}. Whoever does can take the amendment over for it.")
    if amendment.state != State.WITHDRAWN or amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_state_display()}. Only what was withdrawn can be taken over.")
    if amendment.rebase_state in FALLS:
        raise Refused(f"{amendment} does not fit the current text any more: {amendment.rebase_why} Please file it anew.")
    at = clock.now()
    amendment.state, again = State.TAKEN_OVER, _stand_again(amendment, document)
    amendment.mover_person, amendment.mover_body = (None, body) if body else (person, None)
    amendment.met_on = amendment.met_for = amendment.met_against = None
    for end in (end_support, end_beside):  # who moves it now neither signs it nor moves it beside somebody
        end(amendment, person=amendment.mover_person, body=amendment.mover_body, at=at)
    entry_body: dict[str, Any] = {
        "amendment": amendment.number,
        "mover": None if body else person.commitment,
        "body": body.slug if body else None,
    }
    entry_body |= {"stand again": [one.number for one in again]} if again else {}
    entry = record.append(
        "taken over", entry_body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    fields = ("state", "mover_person", "mover_body", "met_on", "met_for", "met_against", "decision", "fallen_because")
    record.keep([amendment, *again], *fields, document=document, entry=entry, acting_user=acting_user)
    relate([amendment, *again], document)
    for one in again:
        record.promise("stands_again", congress=document.congress, at=at, amendment=one.pk)
    record.remember(acting_user, "take_over_amendment", key, result=amendment.pk, at=at)
    record.promise("taken_over", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment


def _stand_again(amendment: Amendment, document: Document) -> list[Amendment]:
    """Let the amendments to a withdrawn one be pending again that fell when it was withdrawn, before the floor."""
    if document.stage == Stage.FLOOR or document.current_revision_id != amendment.base_revision_id:
        return []
    rows = Amendment.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    fell = rows.filter(primary=amendment, primary_version=amendment.version, fallen_because=amendment)
    again = [one for one in fell if not by_version(one)]
    for one in again:
        one.decision, one.fallen_because = Outcome.PENDING, None
    return again


@transaction.atomic
def confirm_combined(*, acting_user: User, amendment: Amendment, digest: str, key: str = "") -> Amendment:
    """Confirm that the combined text is what is meant. `digest` is that of the combined text that was on the page."""
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "confirm_combined", key) is not None:
        return amendment
    require(acting, "confirm_combined", stage=document.stage, relations=relations_to(acting, amendment))
    if amendment.rebase_state != Rebase.TOUCHING or amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} does not wait for a confirmation.")
    if not confirmed_alone(amendment, document.stage):
        raise Refused(f"{amendment} is confirmed as a whole on the new text, by its mover. Open its page, and answer there.")
    if digest != amendment.combined_digest:
        raise Refused(f"The text changed since you opened this page. Please read {amendment} as it would stand now.")
    at = clock.now()
    amendment.confirmed_digest, amendment.confirmed_by, amendment.confirmed_at = digest, person, at
    body = {"amendment": amendment.number, "combined": digest}
    entry = record.append("confirmed", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    fields = ("confirmed_digest", "confirmed_by", "confirmed_at")
    record.keep([amendment], *fields, document=document, entry=entry, acting_user=acting_user)
    record.remember(acting_user, "confirm_combined", key, result=amendment.pk, at=at)
    record.promise("confirmed", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment
