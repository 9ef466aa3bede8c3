"""The record's writers, shared by all acts: append an entry, make a revision, note a promise, know a repeated request.

The caller holds the lock of the chain: that of the document, or of the congress for its own chain. A filing holds the
congress's lock and shares the document's, which keeps out every other writer of that chain just as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from amendments.access import Operator, User
from amendments.models import Amendment, Congress, Document, Entry, IdempotencyKey, Outbox, Person
from amendments.refusals import Forbidden
from amendments.text.stored import canonical, sha256

FORMAT = 1
OPERATOR = "operator"  # stands for no person: whoever runs commands on the machine

promised = Signal()  # sent after the commit with the ids of the new outbox rows; delivery listens


def person_of(user: User) -> Person | None:
    """Give the person who acts, None for the operator. Raises Forbidden for whoever is not signed in."""
    if isinstance(user, Operator):
        return None
    if not isinstance(user, Person):
        raise Forbidden("Please sign in first.")
    return user


def must_be_person(user: User) -> Person:
    """Give the person who acts. Raises Forbidden for everybody else: some acts are a person's own."""
    person = person_of(user)
    if person is None:
        raise Forbidden("Only a person can do this, not the operator of the site.")
    return person


def commitment(user: User) -> str:
    """Give what stands for the acting user in an entry."""
    person = person_of(user)
    return person.commitment if person else OPERATOR


def moment(at: datetime) -> str:
    """Write a time as entries have it: ISO 8601 in UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append(
    kind: str, body: Mapping[str, Any], *, congress: Congress, actor: User, at: datetime, document: Document | None = None
) -> Entry:
    """Append an entry to the chain of a document, or of the congress where none is given, and move the chain's head."""
    chain = Entry.objects.filter(document=document) if document else congress.entries.filter(document__isnull=True)
    last = chain.order_by("-sequence").values_list("sequence", "digest").first() or (0, "")
    payload = canonical(
        {
            "format": FORMAT,
            "congress": congress.slug,
            "document": document.slug if document else None,
            "sequence": last[0] + 1,
            "previous": last[1],
            "kind": kind,
            "at": moment(at),
            "by": commitment(actor),
            "body": body,
        }
    )
    entry = Entry.objects.create(
        congress=congress,
        document=document,
        sequence=last[0] + 1,
        kind=kind,
        made_at=at,
        payload=payload,
        previous=last[1],
        digest=sha256(payload),
    )
    holder = document or congress
    holder.head = entry.digest
    holder.save(update_fields=["head"])
    return entry


def write(rows: Iterable[Amendment], *fields: str) -> None:
    """Save named fields of amendments. The history rows are written by `stamp`, once there is an entry to stamp them with."""
    Amendment.objects.bulk_update(rows, fields)


def stamp(rows: Iterable[Amendment], *, document: Document, entry: Entry, actor: User, new: bool = False) -> None:
    """Write the history rows of amendments, stamped with the entry that says so and the revision that is current."""
    Amendment.history.bulk_history_create(
        list(rows),
        update=not new,
        default_user=person_of(actor),
        default_date=entry.made_at,
        custom_historical_attrs={"revision_id": document.current_revision_id, "entry": entry},
    )


def promise(kind: str, *, congress: Congress, at: datetime, **payload: Any) -> None:
    """Note what is owed in the outbox; it is delivered once the transaction is committed, and again until it succeeds."""
    row = Outbox.objects.create(congress=congress, kind=kind, payload=payload, made_at=at)
    transaction.on_commit(lambda: promised.send_robust(sender=Outbox, rows=[row.pk]))


def done_before(user: User, act: str, key: str) -> int | None:
    """Give the primary key of what this very request made the first time; None where it is new, or carries no key."""
    person = person_of(user)
    if person is None or not key:
        return None
    return IdempotencyKey.objects.filter(person=person, act=act, key=key).values_list("result", flat=True).first()


def remember(user: User, act: str, key: str, *, result: int, at: datetime) -> None:
    """Remember what a request made, so that its repetition makes nothing more."""
    person = person_of(user)
    if person is not None and key:
        IdempotencyKey.objects.create(person=person, act=act, key=key, result=result, made_at=at)
