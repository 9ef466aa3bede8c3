"""Publication of what was screened: one amendment, or a whole list at once. Numbers were given at filing, and stay."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.stages import begin
from amendments.life import Admissibility, Visibility
from amendments.models import Amendment, AmendmentList, Correction, Document
from amendments.models.screening import Turn
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.number import label_of


@transaction.atomic
def publish_amendment(*, acting_user: User, amendment: Amendment, key: str = "") -> Amendment:
    """Let all who may read the document see one amendment, ahead of the next list."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "publish_amendment", key) is not None:
        return amendment
    require(acting, "publish_amendments", stage=document.stage, relations=relations_to(acting, amendment))
    if amendment.visibility == Visibility.READERS:
        raise Refused(f"{amendment} is public already.")
    _check_screened([amendment])
    at = clock.now()
    amendment.visibility = Visibility.READERS
    body = {"amendment": amendment.number}
    entry = record.append("made public", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep([amendment], "visibility", document=document, entry=entry, acting_user=acting_user)
    record.remember(acting_user, "publish_amendment", key, result=amendment.pk, at=at)
    record.promise("made_public", congress=document.congress, at=at, amendment=amendment.pk)
    return amendment


@transaction.atomic
def publish_list(*, acting_user: User, document: Document, numbers: Iterable[int], key: str = "") -> AmendmentList:
    """Publish a list of new amendments by their numbers. What comes after it is starred as new until the next one."""
    document, _, done = begin("publish_amendments", document, acting_user=acting_user, key=key)
    if done is not None:
        return AmendmentList.objects.get(pk=done)
    wanted = set(numbers)
    rows = Amendment.objects.select_for_update(no_key=True).filter(document=document, number__in=wanted, listed__isnull=True)
    found = list(rows.order_by("pk"))
    if not wanted:
        raise Refused("Choose at least one amendment for the list.")
    missing = sorted(wanted - {row.number for row in found})
    if missing:
        raise Refused(
            f"{label_of(missing[0])} stands on an earlier list already, or is no amendment to “{document}”. "
            "Open the page again."
        )
    _check_screened([row for row in found if row.visibility == Visibility.COMMITTEE])
    at, number = clock.now(), AmendmentList.objects.filter(document=document).count() + 1
    body = {"list": number, "amendments": sorted(wanted)}
    entry = record.append("list published", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    published = AmendmentList.objects.create(document=document, number=number, entry=entry, published_at=at)
    newly = [row.pk for row in found if row.visibility == Visibility.COMMITTEE]
    for row in found:
        row.visibility, row.listed = Visibility.READERS, published
    record.keep(found, "visibility", "listed", document=document, entry=entry, acting_user=acting_user)
    record.remember(acting_user, "publish_amendments", key, result=published.pk, at=at)
    for pk in newly:
        record.promise("made_public", congress=document.congress, at=at, amendment=pk)
    return published


def _check_screened(rows: list[Amendment]) -> None:
    """Refuse to publish what the committee has not ruled on, or still talks over with its mover."""
    unruled = [row for row in rows if row.admissibility == Admissibility.NONE]
    if unruled:
        raise Refused(f"Nobody has ruled on {unruled[0]} yet. What is published has been screened: rule on it first.")
    talked = Correction.objects.filter(amendment__in=rows).exclude(turn=Turn.CLOSED).select_related("amendment").first()
    if talked is not None:
        raise Refused(f"A correction of {talked.amendment} is {talked.get_turn_display()}. Close it or rule anew first.")
