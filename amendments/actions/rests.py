"""What rests in another amendment, which is put in its place: laid to rest, and standing by itself again."""

from __future__ import annotations

from collections.abc import Iterable

from amendments.life import Outcome, Rest
from amendments.models import Amendment


def lay(rows: Iterable[Amendment], within: Amendment, rest: Rest) -> None:
    """Lay amendments to rest in another one. The caller saves them, on record."""
    for row in rows:
        row.rest, row.rests_in = rest, within


def revived(within: Amendment) -> list[Amendment]:
    """Let all that rests in an amendment stand by itself again; locked, by number. The caller saves them, on record.

    Parts that are one with their whole again stay so: the words that they had are its own.
    """
    held = Amendment.objects.filter(rests_in=within, decision=Outcome.PENDING).exclude(rest=Rest.WHOLE).order_by("pk")
    rows = list(held.select_for_update(no_key=True, of=("self",)))
    for row in rows:
        row.rest, row.rests_in = Rest.NONE, None
    return sorted(rows, key=lambda row: row.number)
