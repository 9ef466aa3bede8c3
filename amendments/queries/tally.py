"""A counted vote as a figure: the counts, and the lengths of its bars in hundredths of the whole."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.models import Decision


@dataclass(frozen=True)
class Tally:
    """`share`, `rest` and `notch` are percentages of the bar, written with a point in every language: SVG reads them."""

    ayes: int
    noes: int
    abstained: int
    needed: int
    share: str
    rest: str
    notch: str


def tally(ayes: int, noes: int, abstained: int, needed: int) -> Tally:
    """Draw a count. The bar is as long as the votes for and against, or as the number needed where that is more."""
    whole = max(ayes + noes, needed, 1)
    share, rest, notch = (f"{100 * part / whole:.2f}" for part in (ayes, noes, needed))
    return Tally(ayes, noes, abstained, needed, share, rest, notch)


def tally_of(decision: Decision) -> Tally | None:
    """Draw a decision; None where no votes were counted."""
    if decision.needed is None:
        return None
    return tally(decision.votes_for, decision.votes_against, decision.abstentions, decision.needed)
