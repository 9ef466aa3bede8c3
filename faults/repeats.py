"""R2: a repeated request counts once, however many of it arrive at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from amendments.actions import record
from amendments.actions.ballots import Receipt, cast
from amendments.life import Stage
from amendments.models import Amendment, Ballot, Decision
from faults.at_once import at_once
from faults.promise import Promise, Seen
from tests.hall import Hall, full_hall
from tests.world import build

METHODS = ("roll call", "secret ballot")


def posts_at_once(rounds: int, posts: int = 10) -> Seen:
    """File one amendment, decide on it, and vote, with many posts of one request each, once for each round."""
    hall, seen = full_hall(delegates=2), Seen()
    for n in range(rounds):
        _vote(hall, n, posts, seen)
        world = build(Stage.DISCUSSION)
        filed = at_once([partial(world.file, world.rewrite("1.1", "all", "everybody"), key="file")] * posts)
        amendments = Amendment.objects.filter(document=world.document)
        seen.acknowledged += 2
        seen.found += amendments.count()
        seen.wrong["not the same answer"] += len({getattr(one, "pk", repr(one)) for one in filed}) != 1
        world.to(Stage.FLOOR)
        decided = at_once([partial(world.decide, amendments[0], key="decide")] * posts)
        seen.found += Decision.objects.filter(amendment=amendments[0]).count()
        seen.wrong["not the same answer"] += {getattr(one, "decision", repr(one)) for one in decided} != {"carried"}
        seen.wrong["the text changed twice"] += world.document.revisions.count() != 3
    return seen


def _vote(hall: Hall, n: int, posts: int, seen: Seen) -> None:
    """Cast one ballot with many posts; then once more for a lost answer, by the back button, and from a page opened anew."""
    who, vote = hall.delegates[0], hall.open(hall.put("motion", document=None, words=f"Motion {n}."), METHODS[n % 2])
    said = at_once([partial(cast, acting_user=who, vote=vote, choice="for", key="sent")] * posts)
    for choice, key in (("for", "sent"), ("against", "sent"), ("against", "another")):
        said.append(cast(acting_user=who, vote=vote, choice=choice, key=key))
    seen.acknowledged += 1
    seen.found += Ballot.objects.filter(vote=vote).count()
    told = [answer.already for answer in said if isinstance(answer, Receipt)]
    seen.wrong["not told once that it is counted, and else that it is already"] += sorted(told) != [False] + [True] * (
        posts + 2
    )
    closed = hall.close(vote)
    seen.wrong["another ballot counted"] += (closed.votes_for, closed.votes_against) != (1, 0)
    hall.declare(closed)


@contextmanager
def no_keys() -> Iterator[None]:
    """Break the memory of what was done: every request is new."""
    with patch.object(record, "done_before", lambda *_: None), patch.object(record, "remember", lambda *_, **__: None):
        yield


R2 = Promise(
    "R2",
    "a repeated request counts once",
    "ten posts of one request at once; a lost answer, the back button, a page opened anew",
    40,
    posts_at_once,
    {"no request is remembered": no_keys},
)
