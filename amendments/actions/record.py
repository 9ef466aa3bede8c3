"""The record's writers, shared by all acts: append an entry, make a revision, note a promise, know a repeated request.

The caller holds the lock of the chain: that of the document, or of the congress for its own chain. A filing holds the
congress's lock and shares the document's, which keeps out every other writer of that chain just as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from amendments.access import Operator, User
from amendments.actions import live
from amendments.actions.rows import insert, update_with_history
from amendments.models import (
    Amendment,
    AmendmentMargin,
    AmendmentPlace,
    AmendmentWords,
    Congress,
    Document,
    Entry,
    IdempotencyKey,
    Outbox,
    Person,
    Version,
)
from amendments.models.live import topic_of
from amendments.queries.places import stands_at
from amendments.refusals import Forbidden
from amendments.text.edits import edits_from_json
from amendments.text.said import said
from amendments.text.stored import canonical, sha256

FORMAT = 1
OPERATOR = "operator"  # stands for no person: whoever runs commands on the machine

# Called after the commit with the id of each new outbox row. What delivers stands above the actions, so it enters itself here.
deliveries: list[Callable[[int], None]] = []


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
    kind: str, body: Mapping[str, Any], *, congress: Congress, acting_user: User, at: datetime, document: Document | None = None
) -> Entry:
    """Append an entry to the chain of a document, or of the congress where none is given, and move the chain's head.

    Pages that show the chain's subject follow.
    """
    last = _last(congress, document)
    entry = Entry.objects.create(**_entry(kind, body, last, congress=congress, document=document, user=acting_user, at=at))
    _move_head(document or congress, entry.digest)
    live.changed(congress, topic_of(document))
    return entry


def append_all(
    kind: str,
    acts: Iterable[tuple[User, Mapping[str, Any]]],
    *,
    congress: Congress,
    at: datetime,
    document: Document | None = None,
) -> list[Entry]:
    """Append many entries of one kind, each by its own actor: the same chain as one after another."""
    last, found = _last(congress, document), list[Entry]()
    for user, body in acts:
        found.append(Entry(**_entry(kind, body, last, congress=congress, document=document, user=user, at=at)))
        last = found[-1].sequence, found[-1].digest
    made = Entry.objects.bulk_create(found, batch_size=1000)
    _move_head(document or congress, last[1])
    live.changed(congress, topic_of(document))
    return made


def _last(congress: Congress, document: Document | None) -> tuple[int, str]:
    """Give sequence and digest of the last entry of a chain."""
    chain = Entry.objects.filter(document=document) if document else congress.entries.filter(document__isnull=True)
    return chain.order_by("-sequence").values_list("sequence", "digest").first() or (0, "")


def _entry(
    kind: str,
    body: Mapping[str, Any],
    last: tuple[int, str],
    *,
    congress: Congress,
    document: Document | None,
    user: User,
    at: datetime,
) -> dict[str, Any]:
    """Give the columns of the entry that follows another."""
    payload = canonical(
        {
            "format": FORMAT,
            "congress": congress.slug,
            "document": document.slug if document else None,
            "sequence": last[0] + 1,
            "previous": last[1],
            "kind": kind,
            "at": moment(at),
            "by": commitment(user),
            "body": body,
        }
    )
    return {
        "congress": congress,
        "document": document,
        "sequence": last[0] + 1,
        "kind": kind,
        "made_at": at,
        "payload": payload,
        "previous": last[1],
        "digest": sha256(payload),
    }


def _move_head(holder: Document | Congress, digest: str) -> None:
    holder.head = digest
    holder.save(update_fields=["head"])


def keep(rows: Iterable[Amendment], *fields: str, document: Document, entry: Entry, acting_user: User) -> None:
    """Save named fields of amendments, each with a history row stamped with entry and current revision."""
    stamped = {"revision_id": document.current_revision_id, "entry": entry}
    update_with_history(Amendment, list(rows), fields, user=person_of(acting_user), at=entry.made_at, stamped=stamped)


def keep_new(filed: Sequence[tuple[Amendment, Entry, User]], *, document: Document) -> None:
    """Save new amendments, each with the entry that filed it, by whom: its first version, and a history row so stamped."""
    Amendment.objects.bulk_create(row for row, _, _ in filed)
    past = Amendment.history.model
    past.objects.bulk_create(
        past(
            history_type="+",
            history_date=entry.made_at,
            history_user=person_of(user),
            revision_id=document.current_revision_id,
            entry=entry,
            **{field.attname: getattr(row, field.attname) for field in past.tracked_fields},
        )
        for row, entry, user in filed
    )
    Version.objects.bulk_create(version_of(row, entry) for row, entry, _ in filed)


def version_of(amendment: Amendment, entry: Entry, by: Person | None = None) -> Version:
    """Give the row that keeps an amendment's present version, which this entry filed: the first, unless it says by whom."""
    kept = ("base_revision", "primary_version", "edits", "edits_digest", "about", "reason")
    held = {name: getattr(amendment, name) for name in kept} | {"filed_by": by or amendment.filed_by}
    return Version(amendment=amendment, number=amendment.version, entry=entry, filed_at=entry.made_at, **held)


def index(rows: Iterable[tuple[Amendment, Iterable[str]]], *, margins: bool = True) -> None:
    """Write where amendments stand on the text as it is, in place of where they stood.

    In whose margins they stand follows from what was filed: it is written too, unless only the text has changed.
    """
    found = {row.pk: (row, frozenset(where)) for row, where in rows}
    columns = ("amendment_id", "document_id", "uid")
    if margins:
        AmendmentMargin.objects.filter(amendment__in=found).delete()
        stand = ((row, uid) for row, _ in found.values() for uid in stands_at(edits_from_json(row.edits)))
        insert(AmendmentMargin, columns, ((row.pk, row.document_id, uid) for row, uid in stand))
        _index_words(row for row, _ in found.values())
    AmendmentPlace.objects.filter(amendment__in=found).delete()
    stand = ((row, uid) for row, where in found.values() for uid in sorted(where))
    insert(AmendmentPlace, columns, ((row.pk, row.document_id, uid) for row, uid in stand))


def _index_words(rows: Iterable[Amendment]) -> None:
    made = [
        AmendmentWords(amendment=row, words="\n".join([row.about, row.reason, said(edits_from_json(row.edits))]))
        for row in rows
    ]
    AmendmentWords.objects.bulk_create(made, update_conflicts=True, unique_fields=["amendment"], update_fields=["words"])


def promise(kind: str, *, congress: Congress, at: datetime, **payload: Any) -> None:
    """Note what is owed in the outbox; it is delivered once the transaction is committed, and again until it succeeds."""
    hand_over([Outbox.objects.create(congress=congress, kind=kind, payload=payload, made_at=at)])


def hand_over(rows: Iterable[Outbox]) -> None:
    """Hand new rows to whatever delivers, once the transaction is committed."""
    for row in rows:
        for deliver in deliveries:
            transaction.on_commit(_handing_over(deliver, row.pk), robust=True)


def _handing_over(deliver: Callable[[int], None], row_id: int) -> Callable[[], None]:
    def handed_over() -> None:  # no partial: Django tells by its name which one failed, and a partial has none
        deliver(row_id)

    return handed_over


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
