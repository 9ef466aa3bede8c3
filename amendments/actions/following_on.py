"""What follows from a decision for other amendments: told in its entry, saved in their rows; and what the chair keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amendments.access import User
from amendments.actions import record, words
from amendments.actions.became import project
from amendments.actions.relations import relate
from amendments.actions.spread import keep_spread
from amendments.models import Amendment, Document, Entry, Ruling
from amendments.models.decision import RulingKind
from amendments.queries.amendment import is_open
from amendments.queries.decision import FALLS, Consequences, Follows
from amendments.queries.throughout import throughout_of
from amendments.refusals import Refused
from amendments.text.edits import edits_to_json
from amendments.text.number import label_of
from amendments.text.stored import sha256


def reasons_to_keep(typed: Mapping[int, str]) -> dict[int, str]:
    """Give the reasons for which amendments do not fall, by number, as they are kept. Raises Refused for what is no words."""
    return {number: words.prose(reason, f"The reason for {label_of(number)}") for number, reason in typed.items()}


def check_keep(follows: Consequences, keep: Mapping[int, str]) -> None:
    """Refuse to keep an amendment from falling that would not fall, or without a reason."""
    may = {one.amendment.number for one in follows.fall if one.rebased is not None}
    for number, reason in keep.items():
        if number not in may:
            raise Refused(f"{label_of(number)} would not fall, so there is nothing to rule about it.")
        if not reason:
            raise Refused(f"To keep {label_of(number)} from falling, give a reason for the record.")


def told_others(follows: Consequences, keep: Mapping[int, str]) -> list[dict[str, Any]]:
    """Give what follows for other amendments as the entry has it."""
    return [_other(one, keep) for one in follows.others]


def _other(one: Follows, keep: Mapping[int, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"amendment": one.amendment.number, "falls": one.falls and one.amendment.number not in keep}
    if one.rebased is not None:
        row |= {"state": str(one.rebased.state), "edits": edits_to_json(one.rebased.edits), "text": one.rebased.digest}
    if one.spread is not None:
        row["standing"] = list(one.spread.standing)
    return row


def keep_others(
    amendment: Amendment | None,
    document: Document,
    outcome: str,
    follows: Consequences,
    keep: Mapping[int, str],
    *,
    entry: Entry,
    acting_user: User,
) -> None:
    """Save what became of the amendment that was decided, where it was one, and of the others, and where they stand."""
    rows = [*([amendment] if amendment else []), *(one.amendment for one in follows.others)]
    changed = project(amendment, outcome, keep, follows)
    if rows:
        record.keep(rows, *changed, document=document, entry=entry, acting_user=acting_user)
    record.index(((one.amendment, one.places) for one in follows.others if one.places), margins=False)
    spread = dict(_stand_on(follows))
    keep_spread((one.amendment, one.spread) for one in follows.others)
    relate(rows, document, None if amendment and amendment.primary_id else follows.after, spread=spread)


def _stand_on(follows: Consequences) -> Iterator[tuple[int, int | None]]:
    """Give the global changes that stand before and after a decision, by key; of one that loses places how many are left."""
    for one in follows.others:
        change, row = throughout_of(one.amendment) if one.spread else None, one.amendment
        if one.spread is not None and change is not None and row.rebase_state not in FALLS and is_open(row):
            left = len(one.spread.standing)
            yield row.pk, left if left < len(change.standing) else None


def rule_kept(document: Document, follows: Consequences, keep: Mapping[int, str], *, acting_user: User, at: datetime) -> None:
    """Put on record which amendments do not fall by the chair's ruling."""
    for one in follows.fall:
        number = one.amendment.number
        if number in keep:
            body = {"amendment": number, "kept": True, "reason": sha256(keep[number])}
            entry = record.append("kept", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
            Ruling.objects.create(
                document=document,
                amendment=one.amendment,
                entry=entry,
                kind=RulingKind.KEPT,
                reason=keep[number],
                made_at=at,
            )
