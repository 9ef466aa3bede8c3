"""What the record says of a place on the voting list: where the chair put it, and whether somebody pulled it out."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

ON_THE_LIST = frozenset({"reordered", "reorder undone", "pulled out", "put back"})


class Place(NamedTuple):
    """What people did with a place.

    `moved`: after which number, from which place to which, and the digest of the reason. `pulled`: by whom, and that digest.
    """

    moved: tuple[int | None, int, int, str] | None = None
    pulled: tuple[str, str] | None = None


class _Told(Protocol):
    place: Place


def take_place(told: _Told, kind: str, body: dict[str, Any], by: str) -> None:
    """Take one entry about a place. Raises ValueError where somebody puts back what another pulled out."""
    if kind == "reordered":
        told.place = told.place._replace(moved=(body["after"], body["was"], body["place"], body["reason"]))
    elif kind == "reorder undone":
        told.place = told.place._replace(moved=None)
    elif kind == "pulled out":
        told.place = told.place._replace(pulled=(by, body["reason"]))
    elif told.place.pulled is None or told.place.pulled[0] != by:
        raise ValueError("what is put back was not pulled out by the same person")
    else:
        told.place = told.place._replace(pulled=None)
