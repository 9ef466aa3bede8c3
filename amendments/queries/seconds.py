"""What a new version of an amendment makes of the amendments to it: they are taken through it, as through a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from amendments.models import Amendment, Document
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.decision import Follows, follow
from amendments.queries.secondary import asked_for, scope_fault
from amendments.text.apply import apply
from amendments.text.between import between
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch
from amendments.text.rebase import Rebased, State, combined_digest, rebase

BEYOND = "What it changes is not among the words that the new version of {} changes."


class Seconds(NamedTuple):
    """The open amendments to an amendment, and the text that it asked for while they stood in it."""

    rows: list[Amendment]
    text: Text


def seconds_of(primary: Amendment, document: Document) -> Seconds:
    """Read them before the amendment gets its new version: one query where there are none."""
    rows = list(open_amendments(document).filter(primary=primary))
    return Seconds(rows, asked_for(primary) if rows else Text())


def follow_version(primary: Amendment, seconds: Seconds) -> Iterator[Follows]:
    """Give what becomes of each, by number, where anything does: the amendment has its new version now.

    One whose own words stand is set on the new version; it waits for its mover where words beside its own have changed, and
    falls where its own are changed otherwise, or are not the amendment's any more.
    """
    if not seconds.rows:
        return
    after = asked_for(primary)
    way = _way(primary, seconds.text, after)
    for row in seconds.rows:
        stood = on_current_text(row)
        found = _through(stood, seconds.text, way) if way is not None else _to_the_letter(primary, stood, after)
        if found.edits and (fault := _fault(primary, found.edits, after)):
            found = Rebased(State.GONE, (), fault)
        if found.edits == stood.edits and found.state == State.CLEAN:
            continue
        if found.state == State.TOUCHING:  # the digest is that of the text which the amendment asks for, not of the way there
            found = replace(found, digest=combined_digest(after, found.edits))
        found = replace(found, why=found.why[:1].upper() + found.why[1:])  # what changed it is named in small letters
        yield replace(follow(row, found, after), places=frozenset())


def _way(primary: Amendment, before: Text, after: Text) -> Value | None:
    """Give the new version as what it changes in the old one; None where it does more than strike, insert and change."""
    try:
        return Value(f"the new version of {primary}", primary.number, between(before, after))
    except Mismatch:
        return None


def _through(stood: Value, before: Text, way: Value) -> Rebased:
    try:
        return rebase(before, stood, [way])
    except Mismatch as mismatch:
        return Rebased(State.GONE, (), str(mismatch))


def _to_the_letter(primary: Amendment, stood: Value, after: Text) -> Rebased:
    """Keep one where all that it stands on is the same, to the letter."""
    try:
        apply(after, stood.edits)
    except Mismatch:
        return Rebased(State.GONE, (), BEYOND.format(primary))
    return Rebased(State.CLEAN, stood.edits)


def _fault(primary: Amendment, edits: Edits, after: Text) -> str:
    """Say why edits are not ones to the amendment as it is now; "" where they are."""
    try:
        apply(after, edits)
        return BEYOND.format(primary) if scope_fault(primary, edits) else ""
    except Mismatch:
        return BEYOND.format(primary)
