"""Write the next version of an amendment where one to it is undone, or turned. Its earlier versions are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amendments.access import User
from amendments.actions import record
from amendments.models import Amendment, Document, Entry, Version
from amendments.queries.reopening import NextVersion, Once
from amendments.text.edits import edits_to_json
from amendments.text.rebase import State
from amendments.text.stored import canonical, sha256

WORDS = ("version", "edits", "edits_digest")


def told_version(document: Document, found: NextVersion, again: Iterable[tuple[Once, int]]) -> dict[str, Any]:
    """Give the version as the entry has it, with what was carried to it and stands, and the entries of what is put again."""
    primary, edits, now = found.primary, edits_to_json(found.edits), found.becomes.rebased
    if now is None:
        raise ValueError(f"{primary} of {document} has no place on the text")
    return {
        "amendment": primary.number,
        "version": primary.version + 1,
        "of": found.of,
        "base": primary.base_revision.number,
        "edits": edits,
        "digest": sha256(canonical(edits)),
        "reason": sha256(primary.reason),
        "state": str(now.state),
        "now": edits_to_json(now.edits),
        "text": now.digest if now.state == State.TOUCHING else "",
        "again": [{"amendment": one.taken.amendment, "decision": decision} for one, decision in again],
    }


def keep_version(found: NextVersion, rows: dict[int, Amendment], *, entry: Entry, acting_user: User) -> None:
    """Keep it. The words are noted in `rows`, with what became of the amendment, and the caller saves them all."""
    row = rows.setdefault(found.primary.pk, found.becomes.amendment)
    row.version += 1
    row.edits = edits_to_json(found.edits)
    row.edits_digest = sha256(canonical(row.edits))
    Version.objects.bulk_create([record.version_of(row, entry, by=record.person_of(acting_user))])
    record.index([(row, found.becomes.places)])
