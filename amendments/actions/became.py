"""What a decision made of the amendments that it reached: noted in the objects, to be saved and put on record by the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amendments.life import Outcome, Rebase
from amendments.models import Amendment
from amendments.queries.decision import Consequences, Follows
from amendments.text.edits import edits_to_json
from amendments.text.rebase import Rebased

REBASED = ("rebase_state", "rebase_why", "resolved", "combined_digest", "confirmed_digest", "confirmed_by", "confirmed_at")
PROJECTED = ("decision", "fallen_because", *REBASED)


def project(amendment: Amendment | None, outcome: str, keep: Mapping[int, str], follows: Consequences) -> list[str]:
    """Note what became of an amendment and the others that follow. Gives the fields that changed in any of them.

    To write nine fields of fifty amendments costs more than to find out that it is five.
    """
    rows = [*([amendment] if amendment else []), *(one.amendment for one in follows.others)]
    were = [_projected(row) for row in rows]
    _project(amendment, outcome, keep, follows)
    now = [_projected(row) for row in rows]
    return [name for n, name in enumerate(PROJECTED) if any(a[n] != b[n] for a, b in zip(were, now, strict=True))]


def _project(amendment: Amendment | None, outcome: str, keep: Mapping[int, str], follows: Consequences) -> None:
    """Note in the objects what became of this amendment and the others."""
    if amendment is not None:
        amendment.decision = outcome
    for one in follows.others:
        row = one.amendment
        if one.falls and row.number not in keep:
            row.decision, row.fallen_because = Outcome.FALLEN, amendment
    note_rebased(follows.others)


def note_rebased(others: Iterable[Follows]) -> None:
    """Note in the objects how amendments stand on a text that has changed."""
    for one in others:
        if one.rebased is not None:
            note_standing(one.amendment, one.rebased, one.why)


def note_standing(row: Amendment, now: Rebased, why: str) -> None:
    """Note in the object how an amendment stands on a text; a confirmation of another combined text is void."""
    row.rebase_state, row.rebase_why, row.resolved = str(now.state), why, edits_to_json(now.edits)
    row.combined_digest = now.digest if row.rebase_state == Rebase.TOUCHING else ""
    if row.confirmed_digest != row.combined_digest:
        row.confirmed_digest, row.confirmed_by, row.confirmed_at = "", None, None


def _projected(row: Amendment) -> tuple[Any, ...]:
    """Give the values of these fields, keys for rows."""
    return tuple(getattr(row, name + "_id" if name in {"fallen_because", "confirmed_by"} else name) for name in PROJECTED)
