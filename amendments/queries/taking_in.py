"""Which amendments can be taken into the working text of a second reading, and how each stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amendments.life import Visibility
from amendments.models import Amendment, ReadingStep, Revision
from amendments.queries.amendment import is_open, on_current_text
from amendments.queries.decision import FALLS
from amendments.queries.document import text_at
from amendments.queries.second_reading import values_of
from amendments.text.edits import Edits
from amendments.text.rebase import Rebased, State, rebase

FITS = frozenset({State.CLEAN, State.SHIFTED, State.TOUCHING})


class Fitting(NamedTuple):
    """How an amendment stands on the working text: its edits there, its state, and why it cannot be taken in ("": it can)."""

    state: str
    edits: Edits
    problem: str
    why: str = ""


def why_not_taken(amendment: Amendment, taken: Sequence[int]) -> str:
    """Say why an amendment cannot be taken in, whatever the text; "" where it can. `taken` are those that are."""
    if amendment.number in taken:
        return f"{amendment} is taken in already."
    if amendment.primary_id is not None:
        return f"{amendment} amends another amendment, and not the text. Take that one in, and edit the words."
    if not is_open(amendment):
        return f"{amendment} does not stand: it was withdrawn, ruled out, decided, or rests in another one."
    if amendment.rebase_state in FALLS:
        return f"{amendment} does not fit the published text any more: {amendment.rebase_why}"
    if amendment.visibility == Visibility.COMMITTEE:
        return f"{amendment} is not published yet, and members are told what is taken in. Publish it first."
    return ""


def fitting(amendment: Amendment, base: Revision, steps: Sequence[ReadingStep]) -> Fitting:
    """Say whether one amendment can be taken in, after these steps on the text of `base`."""
    problem = why_not_taken(amendment, [step.amendment.number for step in steps if step.amendment])
    found = rebase(text_at(base), on_current_text(amendment), values_of(steps)) if not problem else Rebased(State.CLEAN, ())
    return fitting_of(amendment, found, problem)


def fitting_of(amendment: Amendment, found: Rebased, problem: str = "") -> Fitting:
    """Say the same of an amendment that was rebased onto the working text."""
    if problem:
        return Fitting("", (), problem)
    if found.state not in FITS:
        return Fitting(found.state, (), f"{amendment} cannot be taken into the text as it is now: {found.why}", found.why)
    if not found.edits:
        return Fitting(found.state, (), f"{amendment} would change nothing in the text as it is now.", found.why)
    return Fitting(found.state, found.edits, "", found.why)
