"""R6: no edit is silently lost, and both texts are shown; undoing takes no other save with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any
from unittest.mock import patch

from amendments.actions import drafting
from amendments.models import Person
from amendments.refusals import Conflict, Refused
from amendments.text.compose import Rewrite
from faults.at_once import at_once
from faults.promise import Promise, Seen
from tests.world import World, build, person


def two_editors(rounds: int) -> Seen:
    """Let two people save the same paragraph at once, once for each round."""
    world = build(words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    other = person(world, "other", "committee")
    seen = Seen()
    for i in range(1, rounds + 1):
        number = world.reload().current_revision.number  # type: ignore[union-attr]
        uid, text = world.uid(f"1.{i}"), world.read(f"1.{i}")
        typed = [text.replace("all", word) for word in ("everybody", "tenants")]
        editors = zip((world.committee, other), typed, strict=True)
        outcomes = at_once([_save(user, world, number, uid, one) for user, one in editors])
        kept = world.read(f"1.{i}")
        for mine, outcome in zip(typed, outcomes, strict=True):
            seen.acknowledged += not isinstance(outcome, Exception)
            seen.found += mine == kept
            seen.wrong["silently lost"] += mine != kept and not isinstance(outcome, Conflict)
        told = [one for one in outcomes if isinstance(one, Conflict)]
        seen.wrong["both texts not shown"] += not (len(told) == 1 and {told[0].mine, told[0].theirs} == set(typed))
    if seen.holds:
        world.sound()
    return seen


def _save(user: Person, world: World, number: int, uid: str, text: str) -> Callable[[], Any]:
    document = world.document
    return lambda: drafting.edit_text(acting_user=user, document=document, revision=number, pieces=[Rewrite(uid, text)])


def undo_against_a_save(rounds: int, together: Callable[[list[Callable[[], Any]]], list[Any]] = at_once) -> Seen:
    """Let one person take the last save back while another saves elsewhere, once for each round.

    Whichever comes first, the save must not be undone by the way: the undoing is refused, or the save comes after it.
    """
    world = build(words=[f"Paragraph {i} wants homes for all. It says so." for i in range(2 * rounds + 1)])
    other = person(world, "other", "committee")
    seen = Seen()
    for i in range(1, 2 * rounds, 2):
        undone, saved = (world.uid(f"1.{i + at}") for at in (0, 1))
        before, typed = world.read(f"1.{i}"), world.read(f"1.{i + 1}").replace("all", "tenants")
        number = world.reload().current_revision.number  # type: ignore[union-attr]
        first = _save(world.committee, world, number, undone, before + " Twice.")()
        take_back = partial(drafting.undo_edit, acting_user=world.committee, document=world.document, revision=first.number)
        outcomes = together([take_back, _save(other, world, first.number, saved, typed)])
        seen.acknowledged += 1
        seen.found += world.read(f"1.{i + 1}") == typed
        told = isinstance(outcomes[0], Refused)
        seen.wrong["neither undone nor told"] += (world.read(f"1.{i}") == before) == told
        seen.wrong["another failure"] += any(isinstance(one, Exception) and not isinstance(one, Refused) for one in outcomes)
    if seen.holds:
        world.sound()
    return seen


def no_look_at_the_version() -> AbstractContextManager[Any]:
    """Break saving: whoever saves last wins."""
    return patch.object(drafting, "stale_piece", lambda *texts: None)


R6 = Promise(
    "R6",
    "no edit is silently lost",
    "two editors of one paragraph at once",
    300,
    two_editors,
    {"a save does not look at the version it began with": no_look_at_the_version},
)
