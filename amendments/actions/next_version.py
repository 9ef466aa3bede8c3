"""The next version of an amendment that another one to it makes, when that is carried."""

from __future__ import annotations

from typing import Any

from amendments.access import User
from amendments.actions import record
from amendments.actions.relations import relate
from amendments.life import Rebase
from amendments.models import Amendment, Document, Entry, Version
from amendments.queries import clock
from amendments.queries.document import current_text, text_at
from amendments.queries.provenance import changes_since
from amendments.queries.secondary import next_version
from amendments.refusals import Refused
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_json, edits_to_json
from amendments.text.rebase import Rebased, rebase
from amendments.text.relation import places
from amendments.text.secondary import OutOfScope
from amendments.text.stored import canonical, sha256

_FIELDS = (
    "version",
    "edits",
    "edits_digest",
    "resolved",
    "rebase_state",
    "rebase_why",
    "combined_digest",
    "confirmed_digest",
    "confirmed_by",
    "confirmed_at",
)


def version_by(secondary: Amendment, document: Document, *, acting_user: User) -> Entry:
    """Write the next version of the primary of a secondary that was carried, on record. The document is locked.

    Rulings, advice and supporters of the primary stay: the congress has made this version, not the mover.
    """
    primary = Amendment.objects.select_related("base_revision", "mover_body", "mover_person").get(secondaries=secondary)
    try:
        edits = next_version(primary, edits_from_json(secondary.resolved))
    except (OutOfScope, Mismatch) as error:
        raise Refused(f"{secondary} does not fit {primary} any more: {error}") from error
    now = _on_current_text(primary, document, edits)
    _take(primary, edits, now)
    body = _told(primary, secondary, now)
    at = clock.now()
    entry = record.append("amended", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep([primary], *_FIELDS, document=document, entry=entry, acting_user=acting_user)
    Version.objects.bulk_create([record.version_of(primary, entry, by=secondary.filed_by)])
    text = current_text(document)
    where = places(text, Value(str(primary), primary.number, now.edits)) if now.edits else ()
    record.index([(primary, where)])
    relate([primary], document, text)
    return entry


def _on_current_text(primary: Amendment, document: Document, edits: Edits) -> Rebased:
    """Take the new version through all that was carried since the revision that the primary was filed on."""
    decided = changes_since(document, primary.base_revision.number)
    return rebase(text_at(primary.base_revision), Value(str(primary), primary.number, edits), decided)


def _take(primary: Amendment, edits: Edits, now: Rebased) -> None:
    primary.version += 1
    primary.edits = edits_to_json(edits)
    primary.edits_digest = sha256(canonical(primary.edits))
    primary.resolved = edits_to_json(now.edits)
    primary.rebase_state, primary.rebase_why = str(now.state), now.why
    primary.combined_digest = now.digest if primary.rebase_state == Rebase.TOUCHING else ""
    if primary.confirmed_digest != primary.combined_digest:
        primary.confirmed_digest, primary.confirmed_by, primary.confirmed_at = "", None, None


def _told(primary: Amendment, secondary: Amendment, now: Rebased) -> dict[str, Any]:
    return {
        "amendment": primary.number,
        "version": primary.version,
        "by": secondary.number,
        "base": primary.base_revision.number,
        "edits": primary.edits,
        "digest": primary.edits_digest,
        "reason": sha256(primary.reason),
        "state": str(now.state),
        "now": primary.resolved,
        "text": primary.combined_digest,
    }
