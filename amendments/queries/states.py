"""What became of an amendment, in one word and one sign. The fields stay apart; this is only how a page names them."""

from __future__ import annotations

from typing import NamedTuple

from amendments.life import Admissibility, Backing, Outcome, Rest, State
from amendments.models import Amendment


class Named(NamedTuple):
    """A state: `sign` is the value of `data-state` in look.css, `word` what is read."""

    sign: str
    word: str


def state_of(amendment: Amendment) -> Named:
    """Name the state that matters most: a decision over a withdrawal, that over a ruling."""
    if amendment.decision != Outcome.PENDING:
        return Named(amendment.decision, Outcome(amendment.decision).label)
    if amendment.state == State.WITHDRAWN:
        return Named("withdrawn", "withdrawn")
    if amendment.rest != Rest.NONE:
        return Named("gathering", Rest(amendment.rest).label)
    if amendment.admissibility == Admissibility.OUT_OF_ORDER:
        return Named("out", "out of order")
    if amendment.backing == Backing.SHORT:
        return Named("out", Backing.SHORT.label)
    if amendment.admissibility == Admissibility.IN_ORDER:
        return Named("order", "in order")
    return Named("filed", "filed, not ruled on")


def mover_of(amendment: Amendment) -> str:
    """Name who moves it: the body by its short name, or the person; and that it came from the floor, where it did."""
    if amendment.mover_body:
        return amendment.mover_body.name
    floor = ", from the floor" if amendment.floor_support is not None else ""
    return f"{amendment.mover_person}{floor}" if amendment.mover_person else ""
