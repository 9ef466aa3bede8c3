"""R5: contradictory amendments are never both carried, and the loser is told which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amendments.actions import chair
from amendments.actions.chair import Verdict
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Decision, Person
from amendments.refusals import Refused
from faults.at_once import at_once
from faults.promise import Promise, Seen, no_locks
from tests.world import YES, build, person


def two_chairs(rounds: int) -> Seen:
    """Let two chairs decide at once on two contradictory amendments, once for each round."""
    world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    pairs = [
        [world.file(world.rewrite(f"1.{i}", "all", word)) for word in ("everybody", "tenants")] for i in range(1, rounds + 1)
    ]
    world.to(Stage.FLOOR)
    second = person(world, "second chair", "chair")
    seen = Seen()
    for pair in pairs:
        outcomes = at_once([_carry(user, one) for user, one in zip((world.chair, second), pair, strict=True)])
        states = sorted(world.fresh(one).decision for one in pair)
        carried = Decision.objects.filter(amendment__in=pair, outcome="carried").count()
        seen.acknowledged += sum(not isinstance(one, Exception) for one in outcomes)
        seen.found += carried
        seen.wrong["both carried"] += carried > 1
        seen.wrong["not one carried, the other fallen"] += states != ["carried", "fallen"]
        told = [str(one) for one in outcomes if isinstance(one, Refused)]
        winner = next((str(one) for one in pair if world.fresh(one).decision == "carried"), "nothing")
        seen.wrong["the loser was not told which"] += len(told) != 1 or f"because {winner} was carried" not in told[0]
    if seen.holds:
        world.sound()
    return seen


def _carry(user: Person, amendment: Amendment) -> Callable[[], Any]:
    return lambda: chair.record_decision(acting_user=user, amendment=amendment, verdict=Verdict(Outcome.CARRIED, YES))


R5 = Promise(
    "R5",
    "contradictory amendments are never both carried",
    "two chairs at once",
    300,
    two_chairs,
    {"the document is not locked": no_locks},
)
