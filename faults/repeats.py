"""R2: a repeated request counts once, however many of it arrive at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from amendments.actions import record
from amendments.life import Stage
from amendments.models import Amendment, Decision
from faults.at_once import at_once
from faults.promise import Promise, Seen
from tests.world import build


def posts_at_once(rounds: int, posts: int = 10) -> Seen:
    """File one amendment, then decide on it, with many posts of one request each, once for each round."""
    seen = Seen()
    for _ in range(rounds):
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


@contextmanager
def no_keys() -> Iterator[None]:
    """Break the memory of what was done: every request is new."""
    with patch.object(record, "done_before", lambda *_: None), patch.object(record, "remember", lambda *_, **__: None):
        yield


R2 = Promise(
    "R2",
    "a repeated request counts once",
    "ten posts of one request at once",
    40,
    posts_at_once,
    "no request is remembered",
    no_keys,
)
