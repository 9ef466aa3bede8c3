"""What makes an amendment a global change, and which of its places stand: written by the acts that file, revise or decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amendments.models import Amendment, Throughout
from amendments.queries.throughout import Spread, throughout_of
from amendments.text import throughout as engine
from amendments.text.compose import Piece, Replace
from amendments.text.edits import edits_from_json


def asked(pieces: Sequence[Piece]) -> dict[str, str | bool] | None:
    """Give a global change as entries have it; None where the work is none."""
    piece = pieces[0] if len(pieces) == 1 else None
    if not isinstance(piece, Replace):
        return None
    return {"old": piece.old.strip(), "new": piece.new.strip(), "exactly": bool(piece.exactly)}


def keep_everywhere(amendment: Amendment, pieces: Sequence[Piece]) -> None:
    """Write what makes an amendment that is being filed, or revised, a global change; take it away where it is none."""
    change = asked(pieces)
    if change is None:
        Throughout.objects.filter(amendment=amendment).delete()
        return
    count = len(engine.places_of(edits_from_json(amendment.edits)))
    values = change | {"filed": count, "standing": list(range(count)), "dropped": {}}
    Throughout.objects.update_or_create(amendment=amendment, defaults=values)


def keep_spread(rows: Iterable[tuple[Amendment, Spread | None]]) -> None:
    """Note which places of global changes stand after a decision, and why others do not."""
    for amendment, spread in rows:
        change = throughout_of(amendment) if spread else None
        if spread is not None and change is not None:
            change.standing = list(spread.standing)
            change.dropped = {**change.dropped, **{str(at): why for at, why in spread.dropped.items()}}
            change.save(update_fields=["standing", "dropped"])
